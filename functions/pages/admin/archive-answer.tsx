import type { ComponentChildren } from 'preact';
import type { Archive, Stretch } from '../../documents/file-archive.ts';
import { studentName } from '../../domain/wording/people.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import type { Visit } from './visit.ts';
import { counted } from './wording.ts';

/** Longer than any place in a list. */
const longestPlace = 300;

/** The stretch of the list that an address asks for; the whole of it, when it names none. */
export const askedStretch = ({ query }: Visit['request']): Stretch => {
  const [after, upTo] = [query.get('apres'), query.get('jusqua')];
  return {
    ...(after && { after: after.slice(0, longestPlace) }),
    ...(upTo && { upTo: upTo.slice(0, longestPlace) }),
  };
};

/** The same as an address has it. */
export const stretchQuery = ({ after, upTo }: Stretch): Record<string, string> => ({
  ...(after !== undefined && { apres: after }),
  ...(upTo !== undefined && { jusqua: upTo }),
});

export type Archived = {
  filename: string;
  /** What is in it, as « 12 comptes-rendus » needs it. */
  noun: [one: string, many: string];
  /** Heads the page where there is none of it. */
  nothing: string;
  /** The address of a part, by what asks for it. */
  href: (stretch: Record<string, string>) => string;
  trail: { label: string; href: string }[];
  back: ComponentChildren;
};

/** An archive to save, the ways to its parts, or that it would be empty. */
export const archiveAnswer = (visit: Visit, archive: Archive, archived: Archived): PageResponse => {
  if (archive.kind === 'archive')
    return file({ bytes: archive.bytes, contentType: 'application/zip', filename: archived.filename });
  const { noun, nothing, href, trail, back } = archived;
  if (archive.kind === 'none')
    return html(
      <ConsolePage visit={visit} title={nothing} trail={trail} wide={false}>
        <h1>{nothing}</h1>
        <p class="lead">
          Il n’y en a pas encore, ou seulement pour des sites auxquels vous n’avez pas accès.
        </p>
        <p>{back}</p>
      </ConsolePage>,
      { status: 404 },
    );
  const { parts } = archive;
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const title = `${noun[1].charAt(0).toUpperCase()}${noun[1].slice(1)} à télécharger`;
  return html(
    <ConsolePage visit={visit} title={title} trail={trail} wide={false}>
      <h1>{title}</h1>
      <p class="lead">
        {counted(total, ...noun)}, en {parts.length} fichiers : un seul serait trop lourd.
      </p>
      <ol>
        {parts.map(({ first, last, count, ...stretch }) => (
          <li key={stretch.after}>
            <a href={href(stretchQuery(stretch))}>
              {first.studentNumber === last.studentNumber
                ? studentName(first)
                : `De ${studentName(first)} à ${studentName(last)}`}
            </a>{' '}
            ({count})
          </li>
        ))}
      </ol>
      <p>{back}</p>
    </ConsolePage>,
  );
};
