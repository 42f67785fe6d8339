import { mailableAddress } from '../../../../schemas/institution.ts';
import {
  type Meeting,
  type MeetingAnswer,
  type MeetingAnswers,
  type MeetingGuest,
  substitute,
} from '../../../../schemas/meeting.ts';
import type { Institute } from '../../../../schemas/programme.ts';
import type { IsoInstant } from '../../../../schemas/time.ts';
import { answerInvitation, type ReplyOutcome } from '../../../actions/answer-invitation.ts';
import { type Reply, seatsLeft } from '../../../domain/meeting/meeting-answers.ts';
import { isLinkOpen, takesAnswers } from '../../../domain/meeting/meeting-life.ts';
import { answerMeanings, kindMeanings, meetingHours } from '../../../domain/meeting/meeting-meanings.ts';
import type { TutorEnvironment } from '../../../environment.ts';
import { keyFor } from '../../../store/secret.ts';
import { keptStore } from '../../../store/store.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../../components/error-summary.tsx';
import { Facts } from '../../components/facts.tsx';
import { Choices, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { csrfField, csrfToken, isCsrfToken } from '../../csrf.ts';
import { cutInTwo, deadLinkPage } from '../../dead-link-page.tsx';
import { Page } from '../../page.tsx';
import { type FormFields, fieldValue, type PageRequest } from '../../request.ts';
import { html, type PageResponse, redirect } from '../../responses.ts';

/** What lies behind the link of an invitation: one person's answer to one meeting. */
type Invitation = {
  institution: Institute;
  guest: MeetingGuest;
  meeting: Meeting;
  register: MeetingAnswers;
  /** `/invitation/<token>` */
  path: string;
  csrf: string;
  now: IsoInstant;
};

type Typed = { reponse: string; nom: string; courriel: string };

const unknownPage = (): PageResponse =>
  deadLinkPage({
    ...{ status: 404, heading: 'Ce lien ne mène à aucune invitation' },
    why: `${cutInTwo} Copiez-le en entier depuis le courriel, ou répondez simplement à ce courriel.`,
  });

const open = async (
  env: TutorEnvironment,
  { params, now }: PageRequest,
): Promise<(Invitation & { isOwnForm: (form: FormFields) => boolean }) | undefined> => {
  const { token = '' } = params;
  const store = keptStore(env.TABLE_NAME);
  const links = await store.meetingLinks(env.SECRET_ARN);
  const [guest, institution, key] = await Promise.all([
    links.resolve(token),
    store.institutions.answering(now),
    keyFor(env.SECRET_ARN, 'csrf'),
  ]);
  if (!guest) return undefined;
  const [meeting, register] = await Promise.all([
    store.meetings.get(guest.meetingId),
    store.meetings.answers(guest.meetingId),
  ]);
  if (!isLinkOpen(meeting, now)) return undefined;
  return {
    ...{ institution, guest, meeting, register, now, path: `/invitation/${token}` },
    csrf: csrfToken(key, guest.hash),
    isOwnForm: (form) => isCsrfToken(key, guest.hash, fieldValue(form, csrfField)),
  };
};

/** Shows the meeting and what was answered. Changes nothing, whoever opens it: scanners of mail do (architecture, 9). */
export const invitationPage =
  (env: TutorEnvironment) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const invitation = await open(env, request);
    return invitation ? page(invitation, { isThanked: request.query.get('merci') === 'oui' }) : unknownPage();
  };

const refusals: Record<Extract<ReplyOutcome, { kind: 'refused' }>['why'], FieldProblem> = {
  full: {
    field: 'reponse',
    message: 'Toutes les places viennent d’être prises : votre réponse n’a pas pu être retenue.',
  },
  closed: { field: 'reponse', message: 'Cette réunion ne prend plus de réponse.' },
  invited: {
    field: 'courriel',
    message: 'Cette personne a sa propre invitation : elle y répond elle-même. Choisissez « Non » pour vous.',
  },
  named: { field: 'courriel', message: 'Cette personne vient déjà à la place de quelqu’un d’autre.' },
  takenBack: {
    field: 'courriel',
    message: 'Cette personne a été prévenue qu’elle n’était plus attendue : écrivez-nous pour la réinviter.',
  },
  often: {
    field: 'courriel',
    message: 'Plusieurs personnes ont déjà été prévenues : écrivez-nous pour en proposer une autre.',
  },
};

const checked = (typed: Typed, guest: MeetingGuest): Reply | { problems: FieldProblem[] } => {
  if (typed.reponse === 'yes' || typed.reponse === 'no') return { answer: typed.reponse };
  if (typed.reponse !== 'other')
    return { problems: [{ field: 'reponse', message: 'Choisissez une réponse.' }] };
  const name = substitute.shape.name.safeParse(typed.nom);
  const email = mailableAddress.safeParse(typed.courriel);
  const problems: FieldProblem[] = [];
  if (!name.success)
    problems.push({ field: 'nom', message: 'Indiquez le prénom et le nom de la personne qui vient.' });
  if (!email.success)
    problems.push({ field: 'courriel', message: 'Indiquez son adresse électronique complète.' });
  else if (email.data === guest.email)
    problems.push({ field: 'courriel', message: 'C’est votre adresse : choisissez « Oui » si vous venez.' });
  if (!name.success || !email.success || problems.length > 0) return { problems };
  return { answer: 'other', substitute: { name: name.data, email: email.data } };
};

/** Takes an answer, or another one. */
export const answerPage =
  (env: TutorEnvironment) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const invitation = await open(env, request);
    if (!invitation) return unknownPage();
    const { guest, path } = invitation;
    const value = (name: string) => fieldValue(request.form, name).trim();
    const typed = { reponse: value('reponse'), nom: value('nom'), courriel: value('courriel') };
    if (!invitation.isOwnForm(request.form)) return page(invitation, { typed, isForged: true });
    const reply = checked(typed, guest);
    if ('problems' in reply) return page(invitation, { typed, problems: reply.problems });
    const store = keptStore(env.TABLE_NAME);
    const outcome = await answerInvitation(env, store, guest, reply, request.now);
    if (outcome.kind === 'taken') return redirect(`${path}?merci=oui`);
    const register = await store.meetings.answers(guest.meetingId);
    return page({ ...invitation, register }, { typed, problems: [refusals[outcome.why]] });
  };

type State = { typed?: Typed; problems?: FieldProblem[]; isForged?: boolean; isThanked?: boolean };

const page = (invitation: Invitation, state: State): PageResponse => {
  const { institution, guest, meeting, register, now } = invitation;
  const { problems = [], isForged = false, isThanked = false } = state;
  const answer = register.answers[guest.email];
  const { label } = kindMeanings[meeting.kind];
  return html(
    <Page title={titleOf(label, problems.length > 0)} institution={institution}>
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={problems}
      />
      {isForged && (
        <Notice tone="error" title="Votre réponse n’est pas encore enregistrée">
          <p>La page était restée ouverte trop longtemps. Relisez, puis envoyez à nouveau.</p>
        </Notice>
      )}
      {isThanked && answer && (
        <Notice tone="success" title="Votre réponse est enregistrée, merci">
          <p>{thanks(answer)}</p>
        </Notice>
      )}
      <p class="eyebrow">Invitation pour {guest.name}</p>
      <h1>{label}</h1>
      {meeting.status === 'cancelled' && (
        <Notice tone="warning" title="Cette réunion est annulée">
          <p class="typed">{meeting.cancelledFor}</p>
        </Notice>
      )}
      <Facts
        facts={[
          ['Date', meetingHours(meeting)],
          ['Lieu', meeting.place],
          [
            'Visioconférence',
            meeting.video && meeting.status !== 'cancelled' && (
              <a href={meeting.video} rel="noopener noreferrer">
                Rejoindre la visioconférence
              </a>
            ),
          ],
          ['Précisions', meeting.word && <span class="typed">{meeting.word}</span>],
          ['Votre réponse', answer ? answerLine(answer) : 'pas encore donnée'],
        ]}
      />
      {takesAnswers(meeting, now) ? (
        <AnswerForm invitation={invitation} state={state} />
      ) : (
        meeting.status !== 'cancelled' && (
          <p>La réunion a commencé ou est passée : elle ne prend plus de réponse.</p>
        )
      )}
    </Page>,
    { status: isForged ? 403 : problems.length > 0 ? 422 : 200 },
  );
};

const answerLine = ({ answer, substitute }: MeetingAnswer): string =>
  substitute ? `${answerMeanings[answer].label} : ${substitute.name}` : answerMeanings[answer].label;

const thanks = ({ answer, substitute }: MeetingAnswer): string =>
  ({
    yes: 'Nous vous attendons. Vous pouvez changer de réponse jusqu’au début de la réunion.',
    no: 'Vous ne recevrez plus rien au sujet de cette réunion, et pouvez la retirer de votre agenda. Si vous changez d’avis, revenez ici avant qu’elle commence.',
    other: `${substitute?.name ?? 'Cette personne'} reçoit une invitation à son adresse. Vous pouvez changer de réponse jusqu’au début de la réunion.`,
  })[answer];

const AnswerForm = ({ invitation, state }: { invitation: Invitation; state: State }) => {
  const { guest, register, path, csrf, institution } = invitation;
  const { problems = [] } = state;
  const answer = register.answers[guest.email];
  const typed = state.typed ?? {
    reponse: answer?.answer ?? '',
    nom: answer?.substitute?.name ?? '',
    courriel: answer?.substitute?.email ?? '',
  };
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  const hasSeat = answer !== undefined && answerMeanings[answer.answer].takesSeat;
  const isFull = !hasSeat && seatsLeft(register) === 0;
  const offered = isFull ? (['no'] as const) : (['yes', 'no', 'other'] as const);
  return (
    <form method="post" action={path} class="card" novalidate>
      <CsrfInput token={csrf} />
      {isFull && (
        <Notice tone="info" title="Toutes les places sont prises">
          <p>
            Si quelqu’un se décommande, cette page permettra à nouveau de répondre oui : vous pouvez y revenir
            jusqu’au début de la réunion, ou écrire à {institution.contactEmail}.
          </p>
        </Notice>
      )}
      <Choices
        name="reponse"
        legend="Viendrez-vous ?"
        value={typed.reponse}
        error={errorOf('reponse')}
        options={offered.map((one) => ({ value: one, label: answerMeanings[one].label }))}
      />
      {!isFull && (
        <fieldset>
          <legend>Si une autre personne vient à votre place</legend>
          <TextField
            name="nom"
            label="Son prénom et son nom"
            value={typed.nom}
            error={errorOf('nom')}
            optional="si vous répondez oui ou non"
          />
          <TextField
            name="courriel"
            type="email"
            label="Son adresse électronique"
            hint="Elle y reçoit l’invitation ; prévenez-la avant."
            value={typed.courriel}
            error={errorOf('courriel')}
            optional="si vous répondez oui ou non"
          />
        </fieldset>
      )}
      <p class="actions">
        <button type="submit">{answer ? 'Changer ma réponse' : 'Envoyer ma réponse'}</button>
      </p>
    </form>
  );
};
