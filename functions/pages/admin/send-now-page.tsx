import { seesSite } from '../../../schemas/staff.ts';
import type { HandMail } from '../../../schemas/work.ts';
import { namedWorkId, newWorkId } from '../../actions/ask-for-work.ts';
import { askHandMail } from '../../actions/ask-selection.ts';
import { handMailToRead } from '../../actions/hand-mails.ts';
import { letterByHand, mayMailByHand } from '../../domain/placement/hand-mails.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { titleOf } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';
import { givenWhy, type TypedWhy, typedWhy, WhyField, WhyProblem } from './why-field.tsx';
import { whyNotWords } from './why-not-wording.ts';
import { hoursResume } from './wording.ts';

/** What is mailed at once from a placement's page, by the word in its address. The link has a page of its own. */
const sendings = {
  lettre: { mail: 'letter', button: 'Renvoyer la lettre', done: 'La lettre part au tuteur' },
  rappel: { mail: 'reminder', button: 'Envoyer le rappel', done: 'Le rappel part au tuteur' },
} as const satisfies Record<string, { mail: HandMail; button: string; done: string }>;
type Word = keyof typeof sendings;
const words = Object.keys(sendings).filter((word): word is Word => Object.hasOwn(sendings, word));
const wordOf = (text: string): Word | undefined => words.find((word) => word === text);

/** "Renvoyer la lettre de mission", by what the stage has come to. */
const titleOfSending = (word: Word, { placement }: Found): string => {
  if (word === 'rappel') return 'Envoyer un rappel maintenant';
  return letterByHand(placement) === 'mission'
    ? 'Renvoyer la lettre de mission'
    : 'Renvoyer la demande de compte-rendu';
};

/** What can be sent now, with the way to it. */
export const sendingLinks = (found: Found): { href: string; label: string }[] =>
  found.campaign.status !== 'launched'
    ? []
    : words
        .filter((word) => mayMailByHand(found.placement, sendings[word].mail))
        .map((word) => ({
          href: `${placementPath(found)}/envoi/${word}`,
          label: titleOfSending(word, found),
        }));

const visited = async (visit: Visit) => {
  const found = await visitedPlacement(visit);
  const word = wordOf(visit.request.params.courriel ?? '');
  if (!found || !word || found.campaign.status !== 'launched') return undefined;
  const { institution, env, request, staff, store } = visit;
  const { now } = request;
  const one = { store, institution, campaign: found.campaign, now, askedAt: now };
  const { mail } = sendings[word];
  const standing = await handMailToRead(one, mail, found.placement, env.PUBLIC_URL, ({ siteId }) =>
    seesSite(staff, siteId),
  );
  return { visit, found, word, standing };
};
type Sending = NonNullable<Awaited<ReturnType<typeof visited>>>;

/** Says who is mailed, and what, or why nothing is. Changes nothing. */
export const showSendNow = async (visit: Visit): Promise<PageResponse> => {
  const sending = await visited(visit);
  return sending ? html(<SendNow {...sending} why="" />) : nothingHerePage('Cette affectation');
};

export const submitSendNow = async (visit: Visit): Promise<PageResponse> => {
  const sending = await visited(visit);
  if (!sending) return nothingHerePage('Cette affectation');
  const { form } = visit.request;
  const typed = typedWhy(form);
  if (sending.standing.kind === 'not') return html(<SendNow {...sending} {...typed} />, { status: 409 });
  if (typed.error !== undefined) return html(<SendNow {...sending} {...typed} />, { status: 422 });
  const { found, word } = sending;
  const outcome = await askHandMail(
    ...[visit.env, visit.acting, found.placement, sendings[word].mail],
    givenWhy(typed),
    namedWorkId(fieldValue(form, 'travail'), 'selection', visit.request.now),
  );
  return outcome.kind === 'refused'
    ? nothingHerePage('Cette affectation')
    : redirect(`${placementPath(found)}?envoi=${word}`);
};

type Props = Sending & TypedWhy;

const SendNow = ({ visit, found, word, standing, ...typed }: Props) => {
  const { placement } = found;
  const { institution, request } = visit;
  const title = titleOfSending(word, found);
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, typed.error !== undefined)}
      here={title}
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>{title}</h1>
      {standing.kind === 'not' ? (
        <>
          <p class="lead">
            Rien ne part pour le stage de {studentName(placement)} : {whyNotWords[standing.why]}.
            {standing.why === 'closedHours' && ` ${hoursResume(request.now, institution)}`}
            {standing.why === 'sentToday' && ' Vous pourrez en envoyer un demain.'}
          </p>
          <p class="actions">
            <a class="button" href={placementPath(found)}>
              Revenir à l’affectation
            </a>
          </p>
        </>
      ) : (
        <>
          <p class="lead">
            Le courriel part tout de suite à {tutorName(placement)}, et à personne d’autre. Une fois par jour
            au plus.
            {word === 'rappel' && ' La relance suivante attendra d’autant : elle garde ses distances.'}
          </p>
          <WhyProblem {...typed} />
          <form method="post" action={`${placementPath(found)}/envoi/${word}`} class="card" novalidate>
            <CsrfInput token={visit.csrf} />
            <input type="hidden" name="travail" value={newWorkId('selection', request.now)} />
            <WhyField {...typed} />
            <MailsToRead mails={[standing.mail]} now={request.now} nobody="" />
            <p class="actions">
              <button type="submit">{sendings[word].button}</button>
              <a href={placementPath(found)}>Ne rien envoyer</a>
            </p>
          </form>
        </>
      )}
    </ConsolePage>
  );
};

/** What was just asked for. */
export const SentNow = ({ visit: { request } }: { visit: Visit }) => {
  const word = wordOf(request.query.get('envoi') ?? '');
  return word === undefined ? null : (
    <Notice tone="success" title={sendings[word].done}>
      <p>Le courriel apparaît dans le déroulé dès qu’il est parti, dans un instant.</p>
    </Notice>
  );
};
