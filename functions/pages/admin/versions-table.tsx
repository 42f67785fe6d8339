import type { IsoInstant } from '../../../schemas/time.ts';
import type { WrittenVersion } from '../../../schemas/written-version.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { CsrfInput } from '../components/csrf-input.tsx';
import type { Visit } from './visit.ts';

/** One version of a document; without a record the programme's own, the first. */
export type VersionRow = { label: string; path: string; isTaken: boolean; record?: WrittenVersion };

/** Newest first, as the rows are. */
export const VersionsTable = ({ rows, now }: { rows: readonly VersionRow[]; now: IsoInstant }) => (
  <table class="stacked">
    <caption class="visually-hidden">Versions, la plus récente d’abord</caption>
    <thead>
      <tr>
        <th scope="col">Version</th>
        <th scope="col">État</th>
        <th scope="col">Dernier changement</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ label, path, isTaken, record }) => (
        <tr key={path}>
          <th scope="row">
            <a href={path}>{label}</a>
          </th>
          <td data-label="État">
            <span class="badges">
              <State status={record?.status ?? 'published'} />
              {isTaken && <Badge tone="success">Prise par les prochaines campagnes</Badge>}
            </span>
          </td>
          <td data-label="Dernier changement">
            {record ? lastChange(record, now) : 'celle du programme de l’institut'}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const lastChange = (version: WrittenVersion, now: IsoInstant): string => {
  switch (version.status) {
    case 'draft':
      return `${momentAsOf(version.changedAt, now)} par ${version.changedBy}`;
    case 'published':
      return `publiée ${momentAsOf(version.publishedAt, now)} par ${version.publishedBy}`;
    case 'dropped':
      return `écartée ${momentAsOf(version.droppedAt, now)} par ${version.droppedBy}`;
  }
};

const states: Record<WrittenVersion['status'], { tone: Tone; label: string }> = {
  draft: { tone: 'info', label: 'Brouillon' },
  published: { tone: 'neutral', label: 'Publiée' },
  dropped: { tone: 'neutral', label: 'Écartée' },
};

const State = ({ status }: Pick<WrittenVersion, 'status'>) => (
  <Badge tone={states[status].tone}>{states[status].label}</Badge>
);

type CopyProps = {
  visit: Visit;
  /** Where the versions of its document are. */
  action: string;
  version: string;
  children: string;
};

/** Begins the next version with the words of that one. */
export const CopyButton = ({ visit, action, version, children }: CopyProps) => (
  <form method="post" action={action}>
    <CsrfInput token={visit.csrf} />
    <input type="hidden" name="copie" value={version} />
    <button type="submit">{children}</button>
  </form>
);
