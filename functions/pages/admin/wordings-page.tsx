import { type MailKind, mailKind } from '../../../schemas/mail-kind.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { mailHeadings, mailNames } from '../../domain/wording/mail-names.ts';
import { unsaid } from '../../mail/worded-mails.ts';
import type { FoundPresent } from '../../store/wordings.ts';
import { Badge } from '../components/badge.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { settingsPath, settingsRefused, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';

export const wordingsPath = `${settingsPath}/courriels`;
export const wordingPath = (kind: MailKind): string => `${wordingsPath}/${kind}`;
export const wordingsTrail = [...settingsTrail, { label: 'Textes des courriels', href: wordingsPath }];

/** Every mail, and who worded it. Changes nothing. */
export const showWordings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const wordings = await visit.store.wordings.all();
  return html(
    <ConsolePage
      visit={visit}
      title="Textes des courriels"
      here="Textes des courriels"
      trail={settingsTrail}
      wide={false}
    >
      <h1>Textes des courriels</h1>
      <p class="lead">
        L’objet et la prose de chaque courriel sont à vous. Les liens, les boutons, les tableaux et ce que la
        loi demande restent en place.
      </p>
      {mailHeadings.map(([heading, kinds]) => (
        <section key={heading} class="card">
          <h2>{heading}</h2>
          <ul>
            {kinds.map((kind) => (
              <li key={kind}>
                <a href={wordingPath(kind)}>{mailNames[kind].name}</a>{' '}
                <State kind={kind} found={wordings.get(kind)} now={visit.request.now} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </ConsolePage>,
  );
};

/** Whether what is kept of it can be said no more, all of it or a passage. */
export const needsLook = (kind: MailKind, found: FoundPresent): boolean =>
  found === 'unreadable' || (found !== undefined && unsaid(kind, found.texts).length > 0);

export const mailsToLookAt = (wordings: ReadonlyMap<MailKind, FoundPresent>): MailKind[] =>
  mailKind.options.filter((kind) => needsLook(kind, wordings.get(kind)));

const State = ({ kind, found, now }: { kind: MailKind; found: FoundPresent; now: IsoInstant }) => {
  if (needsLook(kind, found)) return <Badge tone="warning">À revoir</Badge>;
  if (found === undefined || found === 'unreadable' || Object.keys(found.texts).length === 0) return null;
  return (
    <span class="muted">
      modifié {momentAsOf(found.changedAt, now)} par {found.changedBy}
    </span>
  );
};
