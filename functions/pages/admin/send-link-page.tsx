import { seesSite } from '../../../schemas/staff.ts';
import { type LinkStanding, linkStanding, sendLink } from '../../actions/send-link.ts';
import { attentionOf } from '../../domain/attention/placement-attention.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import { mayManage } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { newLink } from '../../mail/templates/new-link.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { correctionPath } from './correction-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';

const visited = async (visit: Visit) => {
  const found = await visitedPlacement(visit);
  if (!found) return undefined;
  const { campaign, placement } = found;
  return campaign.status === 'launched' && isStarted(placement) ? { found, campaign, placement } : undefined;
};
type Visited = NonNullable<Awaited<ReturnType<typeof visited>>>;

/** Says to whom the link goes, and shows the mail without it: it is the tutor's alone. Changes nothing. */
export const showSendLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await visited(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const standing = await linkStanding(visit.acting, visit.institution, one.campaign, one.placement);
  return html(<SendLink visit={visit} visited={one} standing={standing} />);
};

export const submitSendLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await visited(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const { env, acting, institution, request } = visit;
  const standing = await sendLink(env, acting, institution, one.campaign, one.placement, request.requestId);
  return standing.kind === 'possible'
    ? redirect(`${placementPath(one.found)}?lien=demande`)
    : html(<SendLink visit={visit} visited={one} standing={standing} />, { status: 409 });
};

type SendLinkProps = { visit: Visit; visited: Visited; standing: LinkStanding };

const SendLink = ({ visit, visited: { found, campaign, placement }, standing }: SendLinkProps) => (
  <ConsolePage
    visit={visit}
    title="Renvoyer le lien au tuteur"
    here="Lien"
    trail={placementTrail(visit, found)}
    wide={false}
  >
    <h1>Renvoyer son lien à {tutorName(placement)} ?</h1>
    {standing.kind === 'possible' ? (
      <>
        <p class="lead">
          Le courriel part tout de suite à {placement.tutor.email}, et à personne d’autre. Une fois par jour
          au plus.
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
            L’adresse est fausse ? <a href={correctionPath(found, 'tuteur')}>Corrigez-la</a> plutôt : ce qui
            est dû repart à la bonne.
          </p>
        )}
        <details>
          <summary>Lire le courriel</summary>
          <pre class="mail">{previewOf(visit, campaign, standing)}</pre>
        </details>
        <form method="post" action={`${placementPath(found)}/lien`} class="actions">
          <CsrfInput token={visit.csrf} />
          <button type="submit">Renvoyer le lien</button>
          <a href={placementPath(found)}>Ne rien envoyer</a>
        </form>
      </>
    ) : (
      <>
        <p class="lead">
          {standing.kind === 'sent'
            ? `Il est déjà parti aujourd’hui, ${momentAsOf(standing.at, visit.request.now)}. Vous pourrez le renvoyer demain.`
            : 'Cette campagne est close depuis longtemps : ses liens n’ouvrent plus rien.'}
        </p>
        <p class="actions">
          <a class="button" href={placementPath(found)}>
            Revenir à l’affectation
          </a>
        </p>
      </>
    )}
    <Reached visit={visit} found={found} />
  </ConsolePage>
);

/** Of a stage whose lateness waits for somebody: the tutor may have been reached otherwise. */
const Reached = ({ visit, found }: { visit: Visit; found: Visited['found'] }) => {
  const late = attentionOf(found.placement).find(({ kind }) => kind === 'late');
  return late === undefined ? null : (
    <section class="card" aria-labelledby="joint">
      <h2 id="joint">Vous l’avez joint autrement ?</h2>
      <p>Par téléphone, ou par vous-même : le retard quitte la liste, et rien n’est envoyé.</p>
      <form method="post" action={`${placementPath(found)}/attention`}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="point" value={late.kind} />
        <input type="hidden" name="depuis" value={late.since} />
        <button class="secondary" type="submit">
          J’ai joint le tuteur
        </button>
      </form>
    </section>
  );
};

/** Without the link, which is the tutor's alone, and without students of sites that this person does not see. */
const previewOf = (
  { institution, request, env, staff }: Visit,
  campaign: Visited['campaign'],
  { placements }: Extract<LinkStanding, { kind: 'possible' }>,
): string => {
  const link = `${env.PUBLIC_URL}/r/…`;
  const seen = placements.filter(({ siteId }) => seesSite(staff, siteId));
  const facts = { institution, campaign, placements: seen, link, now: request.now };
  const mail = newLink({ ...facts, isFromStaff: true });
  return unwrapped(mail.text).trim();
};
