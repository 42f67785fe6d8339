import { longestCancellation, type Meeting } from '../../../../schemas/meeting.ts';
import { cancelMeeting } from '../../../actions/cancel-meeting.ts';
import { changeMeeting } from '../../../actions/change-meeting.ts';
import { checkedMeeting, fieldsOf, type MeetingFields } from '../../../domain/meeting/meeting-drafting.ts';
import { isToCome } from '../../../domain/meeting/meeting-life.ts';
import { mayMeet } from '../../../domain/rights.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../../components/error-summary.tsx';
import { TextAreaField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { fieldText } from '../../request.ts';
import { html, type PageResponse, redirect } from '../../responses.ts';
import { ConsolePage } from '../console-page.tsx';
import { notAllowedPage, nothingHerePage } from '../refusal-pages.tsx';
import type { Visit } from '../visit.ts';
import { counted } from '../wording.ts';
import { tooManySentence } from './audience-preview.tsx';
import { problemsOf, type TypedTutors, tutorsByName } from './chosen-tutors.tsx';
import { MeetingFactsList } from './meeting-facts.tsx';
import { MeetingForm, typedMeeting } from './meeting-form.tsx';
import { chosenProblem } from './new-meeting-page.tsx';
import {
  asSeen,
  meetingPath,
  meetingTrail,
  onlyManagersDecide,
  seenMark,
  visitedMeeting,
} from './visited-meeting.ts';

/** The meeting, where this person may decide about it and it is not too late; else what they are answered. */
const decided = async (visit: Visit): Promise<{ meeting: Meeting } | { answer: PageResponse }> => {
  const meeting = await visitedMeeting(visit);
  if (!meeting) return { answer: nothingHerePage('Cette réunion') };
  if (!mayMeet(visit.staff, meeting))
    return { answer: notAllowedPage(onlyManagersDecide, meetingPath(meeting)) };
  return isToCome(meeting, visit.request.now) ? { meeting } : { answer: tooLatePage(visit, meeting) };
};

const tooLatePage = (visit: Visit, meeting: Meeting): PageResponse =>
  html(
    <ConsolePage visit={visit} title="Trop tard" trail={meetingTrail(meeting)} wide={false}>
      <h1>Cette réunion ne peut plus être modifiée</h1>
      <p>Elle a commencé, est passée ou a été annulée.</p>
      <p class="actions">
        <a class="button" href={meetingPath(meeting)}>
          Revenir à la réunion
        </a>
      </p>
    </ConsolePage>,
    { status: 409 },
  );

const Overtaken = () => (
  <Notice tone="warning" title="Rien n’est enregistré">
    <p>La réunion a changé depuis que vous aviez ouvert cette page. Relisez, puis enregistrez à nouveau.</p>
  </Notice>
);

type ChangeState = {
  fields: MeetingFields;
  problems?: FieldProblem[];
  offered?: TypedTutors['offered'];
  isOvertaken?: boolean;
};

const changePage = (
  visit: Visit,
  meeting: Meeting,
  { fields, problems = [], offered = [], isOvertaken = false }: ChangeState,
): PageResponse => {
  const title = 'Modifier la réunion';
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here="Modifier"
      trail={meetingTrail(meeting)}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        {meeting.status === 'prepared'
          ? 'Personne n’est encore averti : aucun courriel ne part.'
          : 'Si la date, les heures, le lieu ou les précisions changent, les personnes invitées qui n’ont pas dit non le reçoivent aussitôt, et leur agenda se met à jour. Qui entre dans la liste est invité à la date nouvelle.'}
      </p>
      {isOvertaken && <Overtaken />}
      <MeetingForm
        {...{ visit, fields, problems, offered, back: meetingPath(meeting) }}
        action={`${meetingPath(meeting)}/modification`}
        submit={meeting.status === 'prepared' ? 'Enregistrer' : 'Enregistrer et prévenir'}
        before={<input type="hidden" name="vue" value={seenMark(meeting)} />}
      />
    </ConsolePage>,
    { status: isOvertaken ? 409 : problems.length > 0 ? 422 : 200 },
  );
};

export const showChangeMeeting = async (visit: Visit): Promise<PageResponse> => {
  const found = await decided(visit);
  if ('answer' in found) return found.answer;
  const { meeting } = found;
  const fields = fieldsOf(meeting, await visit.store.meetings.answers(meeting.meetingId));
  return changePage(visit, meeting, { fields });
};

export const submitChangeMeeting = async (visit: Visit): Promise<PageResponse> => {
  const found = await decided(visit);
  if ('answer' in found) return found.answer;
  const { meeting } = found;
  const { request, env, acting } = visit;
  const { fields, offered, ...names } = await tutorsByName(visit, typedMeeting(request.form), meeting);
  const again = (problems: FieldProblem[]) => changePage(visit, meeting, { fields, problems, offered });
  const checked = checkedMeeting(fields, request.now);
  if ('problems' in checked) return again(problemsOf(checked, names.problems));
  const wrong = await chosenProblem(visit, { ...meeting, audience: checked.audience });
  if (wrong) return again([wrong]);
  const outcome = await changeMeeting(env, acting, asSeen(visit, meeting), checked);
  switch (outcome.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersDecide, meetingPath(meeting));
    case 'tooSmall':
      return again([
        {
          field: 'capacity',
          message: `${counted(outcome.taken, 'place est déjà prise', 'places sont déjà prises')} : gardez-en au moins autant.`,
        },
      ]);
    case 'tooMany':
      return again([{ field: 'tutors', message: tooManySentence(outcome.all) }]);
    case 'otherwise':
      return changePage(visit, outcome.meeting, { fields, isOvertaken: true });
    case 'done': {
      return redirect(`${meetingPath(meeting)}?fait=${whatChanged(meeting, outcome.meeting)}`);
    }
  }
};

/** Whom mails leave to for it. */
const whatChanged = (before: Meeting, after: Meeting): 'modification' | 'concernes' | 'places' => {
  if (after.sequence > before.sequence) return 'modification';
  return after.revision > before.revision ? 'concernes' : 'places';
};

type CancelState = { why: string; problem?: string; isOvertaken?: boolean };

const cancelPage = (
  visit: Visit,
  meeting: Meeting,
  { why, problem, isOvertaken = false }: CancelState,
): PageResponse => {
  const title = 'Annuler la réunion';
  const isPrepared = meeting.status === 'prepared';
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf(title, problem !== undefined)}
      here="Annuler"
      trail={meetingTrail(meeting)}
      wide={false}
    >
      <ErrorSummary
        title="Un point est à corriger"
        problems={problem ? [{ field: 'motif', message: problem }] : []}
      />
      <h1>{title} ?</h1>
      {isOvertaken && <Overtaken />}
      <MeetingFactsList visit={visit} meeting={meeting} />
      <p>
        {isPrepared
          ? 'Personne n’est encore averti : aucun courriel ne part.'
          : 'Les personnes invitées qui n’ont pas dit non en sont averties aussitôt, et la réunion disparaît de leur agenda. Une annulation est définitive.'}
      </p>
      <form method="post" action={`${meetingPath(meeting)}/annulation`} novalidate>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vue" value={seenMark(meeting)} />
        <TextAreaField
          name="motif"
          label="Motif"
          hint={`Lu par les personnes invitées, ${longestCancellation} caractères au plus.`}
          rows={3}
          limit={longestCancellation}
          value={why}
          error={problem}
        />
        <p class="actions">
          <button type="submit">Annuler la réunion</button>
          <a href={meetingPath(meeting)}>Ne rien changer</a>
        </p>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : problem ? 422 : 200 },
  );
};

export const showCancelMeeting = async (visit: Visit): Promise<PageResponse> => {
  const found = await decided(visit);
  return 'answer' in found ? found.answer : cancelPage(visit, found.meeting, { why: '' });
};

export const submitCancelMeeting = async (visit: Visit): Promise<PageResponse> => {
  const found = await decided(visit);
  if ('answer' in found) return found.answer;
  const { meeting } = found;
  const why = fieldText(visit.request.form, 'motif');
  if (why === '' || why.length > longestCancellation)
    return cancelPage(visit, meeting, {
      why,
      problem:
        why === ''
          ? 'Dites pourquoi, en une phrase.'
          : `Le motif tient en ${longestCancellation} caractères.`,
    });
  const outcome = await cancelMeeting(visit.env, visit.acting, asSeen(visit, meeting), why);
  switch (outcome.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersDecide, meetingPath(meeting));
    case 'otherwise':
      return cancelPage(visit, outcome.meeting, { why, isOvertaken: true });
    case 'done':
      return redirect(`${meetingPath(meeting)}?fait=annulation`);
  }
};
