import type { ComponentChildren } from 'preact';
import { newWorkId } from '../../actions/ask-for-work.ts';
import type { LinkStanding } from '../../actions/send-link.ts';
import type { StudentLinkStanding } from '../../actions/send-student-link.ts';
import { mayManage } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { titleOf } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { ConsolePage } from './console-page.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail } from './visited-placement.ts';
import { type TypedWhy, WhyField, WhyProblem } from './why-field.tsx';

type LinkToSendProps = TypedWhy & {
  visit: Visit;
  found: Found;
  title: string;
  heading: string;
  recipient: string;
  standing: LinkStanding | StudentLinkStanding;
  /** Why it is not sent any more. */
  over: string;
  /** Where a wrong address is corrected. */
  correction: string;
  action: string;
  /** The mail without the link, which is its reader's alone. */
  preview: () => string;
  children?: ComponentChildren;
};

/** Says to whom a link goes, and shows its mail: before anything is sent. */
export const LinkToSend = ({
  visit,
  found,
  title,
  heading,
  recipient,
  standing,
  over,
  correction,
  action,
  preview,
  children,
  ...typed
}: LinkToSendProps) => (
  <ConsolePage
    visit={visit}
    title={titleOf(title, typed.error !== undefined)}
    here="Lien"
    trail={placementTrail(visit, found)}
    wide={false}
  >
    <h1>{heading}</h1>
    {standing.kind === 'possible' ? (
      <>
        <p class="lead">
          Le courriel part tout de suite à {recipient}, et à personne d’autre. Une fois par jour au plus.
        </p>
        {standing.refusal && (
          <Notice tone="warning" title="Cette adresse a refusé un courriel">
            <p>
              Le {momentAsOf(standing.refusal.at, visit.request.now)} :{' '}
              {failureLabels[standing.refusal.reason]}. Plus rien n’y est envoyé. Si elle est juste, renvoyer
              le lien y reprend les envois.
            </p>
          </Notice>
        )}
        {mayManage(visit.staff) && (
          <p>
            L’adresse est fausse ? <a href={correction}>Corrigez-la</a> plutôt : ce qui est dû repart à la
            bonne.
          </p>
        )}
        <details>
          <summary>Lire le courriel</summary>
          <pre class="mail">{preview()}</pre>
        </details>
        <WhyProblem {...typed} />
        <form method="post" action={action} novalidate>
          <CsrfInput token={visit.csrf} />
          <input type="hidden" name="travail" value={newWorkId('selection', visit.request.now)} />
          <details open={typed.why !== ''}>
            <summary>Donner une raison</summary>
            <WhyField {...typed} />
          </details>
          <p class="actions">
            <button type="submit">Renvoyer le lien</button>
            <a href={placementPath(found)}>Ne rien envoyer</a>
          </p>
        </form>
      </>
    ) : (
      <>
        <p class="lead">
          {standing.kind === 'sent'
            ? `Il est déjà parti aujourd’hui, ${momentAsOf(standing.at, visit.request.now)}. Vous pourrez le renvoyer demain.`
            : over}
        </p>
        <p class="actions">
          <a class="button" href={placementPath(found)}>
            Revenir à l’affectation
          </a>
        </p>
      </>
    )}
    {children}
  </ConsolePage>
);
