import { seesSite } from '../../../schemas/staff.ts';
import type { WordingTexts } from '../../../schemas/wording.ts';
import { namedWorkId } from '../../actions/ask-for-work.ts';
import { type LinkStanding, linkStanding, sendLink } from '../../actions/send-link.ts';
import { attentionOf } from '../../domain/attention/placement-attention.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { newLink } from '../../mail/templates/new-link.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { correctionPath } from './correction-page.tsx';
import { LinkToSend } from './link-to-send.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { placementPath, visitedPlacement } from './visited-placement.ts';
import { givenWhy, type TypedWhy, typedWhy } from './why-field.tsx';

/** The stage of the address, once its lifecycle runs or ran. */
export const followedStage = async (visit: Visit) => {
  const found = await visitedPlacement(visit);
  if (!found) return undefined;
  const { campaign, placement } = found;
  return campaign.status === 'launched' && isStarted(placement) ? { found, campaign, placement } : undefined;
};
export type Followed = NonNullable<Awaited<ReturnType<typeof followedStage>>>;

/** Says to whom the link goes, and shows the mail without it: it is the tutor's alone. Changes nothing. */
export const showSendLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const standing = await linkStanding(visit.acting, visit.institution, one.campaign, one.placement);
  const wording = await visit.store.wordings.asOf(visit.request.now)('newLink');
  return html(<SendLink {...{ visit, standing, wording }} followed={one} why="" />);
};

export const submitSendLink = async (visit: Visit): Promise<PageResponse> => {
  const one = await followedStage(visit);
  if (!one) return nothingHerePage('Cette affectation');
  const { env, acting, institution, request } = visit;
  const { campaign, placement } = one;
  const typed = typedWhy(request.form);
  if (typed.error !== undefined) {
    const standing = await linkStanding(acting, institution, campaign, placement);
    return html(<SendLink visit={visit} followed={one} standing={standing} {...typed} />, { status: 422 });
  }
  const standing = await sendLink(env, acting, institution, campaign, placement, {
    why: givenWhy(typed),
    workId: namedWorkId(fieldValue(request.form, 'travail'), 'selection', request.now),
  });
  if (standing.kind === 'refused') return nothingHerePage('Cette affectation');
  return standing.kind === 'possible'
    ? redirect(`${placementPath(one.found)}?lien=demande`)
    : html(<SendLink visit={visit} followed={one} standing={standing} {...typed} />, { status: 409 });
};

type SendLinkProps = TypedWhy & {
  visit: Visit;
  followed: Followed;
  standing: LinkStanding;
  /** Of the mail that is shown. */
  wording?: WordingTexts | undefined;
};

const SendLink = (props: SendLinkProps) => {
  const { visit, followed, standing, wording, ...typed } = props;
  const { found, campaign, placement } = followed;
  return (
    <LinkToSend
      {...{ visit, found, standing, ...typed }}
      title="Renvoyer le lien au tuteur"
      heading={`Renvoyer son lien à ${tutorName(placement)} ?`}
      recipient={placement.tutor.email}
      over="Cette campagne est close depuis longtemps : ses liens n’ouvrent plus rien."
      correction={correctionPath(found, 'tuteur')}
      action={`${placementPath(found)}/lien`}
      preview={() => (standing.kind === 'possible' ? previewOf(visit, campaign, standing, wording) : '')}
    >
      <Reached visit={visit} found={found} />
    </LinkToSend>
  );
};

/** Of a stage whose lateness waits for somebody: the tutor may have been reached otherwise. */
const Reached = ({ visit, found }: { visit: Visit; found: Followed['found'] }) => {
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
  campaign: Followed['campaign'],
  { placements }: Extract<LinkStanding, { kind: 'possible' }>,
  wording: WordingTexts | undefined,
): string => {
  const link = `${env.PUBLIC_URL}/r/…`;
  const seen = placements.filter(({ siteId }) => seesSite(staff, siteId));
  const facts = { institution, campaign, placements: seen, link, now: request.now };
  const mail = newLink({ ...facts, wording, isFromStaff: true });
  return unwrapped(mail.text).trim();
};
