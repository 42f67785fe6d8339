import type { Meeting, MeetingAnswers, MeetingGuest } from '../../../../schemas/meeting.ts';
import type { IsoInstant } from '../../../../schemas/time.ts';
import { exportAnswers } from '../../../actions/export-answers.ts';
import { countedAnswers, seatsTaken } from '../../../domain/meeting/meeting-answers.ts';
import { isToCome, isToTell, reminderMoment } from '../../../domain/meeting/meeting-life.ts';
import { answerMeanings, kindMeanings } from '../../../domain/meeting/meeting-meanings.ts';
import { isOverdue } from '../../../domain/placement/placement-life.ts';
import { mayMeet } from '../../../domain/rights.ts';
import { briefMoment, momentAsOf } from '../../../domain/wording/french-dates.ts';
import { Badge } from '../../components/badge.tsx';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { Notice } from '../../components/notice.tsx';
import { file, html, type PageResponse } from '../../responses.ts';
import { ConsolePage } from '../console-page.tsx';
import { notAllowedPage, nothingHerePage } from '../refusal-pages.tsx';
import type { Visit } from '../visit.ts';
import { counted } from '../wording.ts';
import { MeetingFactsList } from './meeting-facts.tsx';
import { MeetingBadge } from './meetings-page.tsx';
import {
  meetingPath,
  meetingsTrail,
  meetingTitle,
  onlyManagersDecide,
  seenMark,
  visitedMeeting,
} from './visited-meeting.ts';

const pageSize = 50;

const notices: Record<string, { title: string; text: string }> = {
  envoi: {
    title: 'Les invitations partent',
    text: 'Cette liste se remplit au fur et à mesure ; rechargez la page pour la voir avancer.',
  },
  reprise: {
    title: 'Les envois reprennent',
    text: 'Ce qui devait encore partir part à son tour ; ce qui est déjà parti ne part pas une seconde fois.',
  },
  modification: {
    title: 'La réunion est modifiée',
    text: 'Les personnes concernées reçoivent le changement, et leur agenda se met à jour.',
  },
  places: {
    title: 'Enregistré',
    text: 'Rien de ce que les invités lisent n’a changé : aucun courriel ne part.',
  },
  concernes: {
    title: 'Enregistré',
    text: 'Qui fait désormais partie des personnes concernées reçoit une invitation. Les autres ne reçoivent rien.',
  },
  annulation: {
    title: 'La réunion est annulée',
    text: 'Les personnes invitées qui n’avaient pas dit non en sont averties.',
  },
};

/** A meeting: when and where, what happens next, who was invited and what they answered. */
export const showMeeting = async (visit: Visit): Promise<PageResponse> => {
  const meeting = await visitedMeeting(visit);
  if (!meeting) return nothingHerePage('Cette réunion');
  const { store, request } = visit;
  const after = request.query.get('apres')?.slice(0, 200) ?? '';
  const [register, guests, invited] = await Promise.all([
    store.meetings.answers(meeting.meetingId),
    store.meetings.guests(meeting.meetingId, { after, most: pageSize + 1 }),
    store.meetings.guestCount(meeting.meetingId),
  ]);
  const done = notices[request.query.get('fait') ?? ''];
  return html(
    <ConsolePage visit={visit} title={meetingTitle(meeting)} trail={meetingsTrail}>
      <div class="heading">
        <h1>{kindMeanings[meeting.kind].label}</h1>
        <MeetingBadge status={meeting.status} />
      </div>
      {done && (
        <Notice tone="success" title={done.title}>
          <p>{done.text}</p>
        </Notice>
      )}
      <StoppedNotice visit={visit} meeting={meeting} />
      {meeting.cancelledFor && (
        <Notice tone="info" title="Annulée">
          <p class="typed">{meeting.cancelledFor}</p>
        </Notice>
      )}
      <MeetingFactsList visit={visit} meeting={meeting} />
      <NextStep visit={visit} meeting={meeting} />
      {meeting.status !== 'prepared' && (
        <Answers
          {...{ meeting, register, invited, now: request.now }}
          guests={guests.slice(0, pageSize)}
          next={guests.length > pageSize ? guests[pageSize - 1]?.email : undefined}
        />
      )}
    </ConsolePage>,
  );
};

type MeetingProps = { visit: Visit; meeting: Meeting };

/** What it does by itself has stopped: one press goes on with it. */
const StoppedNotice = ({ visit, meeting }: MeetingProps) => {
  const isStuck = isOverdue(meeting.startDue, visit.request.now);
  if (!meeting.trouble && !isStuck) return null;
  return (
    <Notice tone="error" title="Les envois de cette réunion se sont interrompus">
      <p>Ce qui est parti est parti, et ne partira pas une seconde fois.</p>
      {mayMeet(visit.staff, meeting) && isToTell(meeting, visit.request.now) && (
        <form method="post" action={`${meetingPath(meeting)}/envoi`} class="actions">
          <CsrfInput token={visit.csrf} />
          <input type="hidden" name="vue" value={seenMark(meeting)} />
          <button type="submit">Reprendre les envois</button>
        </form>
      )}
    </Notice>
  );
};

const NextStep = ({ visit, meeting }: MeetingProps) => {
  const { institution, request } = visit;
  const { now } = request;
  if (!isToCome(meeting, now)) return null;
  const isPrepared = meeting.status === 'prepared';
  const reminderAt = reminderMoment(meeting, institution);
  const path = meetingPath(meeting);
  return (
    <>
      <p>
        {isPrepared
          ? 'Personne n’est encore averti.'
          : reminderAt > now
            ? `Un rappel part ${momentAsOf(reminderAt, now)} à qui vient et à qui n’a pas répondu.`
            : 'Le rappel est parti, ou part en ce moment.'}
      </p>
      {mayMeet(visit.staff, meeting) && (
        <p class="actions">
          <a class={isPrepared ? 'button' : 'button secondary'} href={`${path}/envoi`}>
            {isPrepared ? 'Voir qui est invité, puis envoyer' : 'Inviter les personnes ajoutées depuis'}
          </a>
          <a class="button secondary" href={`${path}/modification`}>
            Modifier
          </a>
          <a class="button secondary" href={`${path}/annulation`}>
            Annuler la réunion
          </a>
        </p>
      )}
    </>
  );
};

type AnswersProps = {
  meeting: Meeting;
  register: MeetingAnswers;
  guests: readonly MeetingGuest[];
  invited: number;
  next: string | undefined;
  now: IsoInstant;
};

const Answers = ({ meeting, register, guests, invited, next, now }: AnswersProps) => {
  const counts = countedAnswers(register);
  const silent = Math.max(0, invited - counts.yes - counts.no - counts.other);
  const { capacity } = register;
  return (
    <section aria-labelledby="reponses">
      <h2 id="reponses">Réponses</h2>
      <p class="lead">
        {[
          counted(invited, 'invitation'),
          `${counts.yes} oui`,
          `${counts.other} par une autre personne`,
          `${counts.no} non`,
          `${silent} sans réponse`,
        ].join(' · ')}
        {capacity !== undefined &&
          ` · ${counted(seatsTaken(register), 'place prise', 'places prises')} sur ${capacity}`}
      </p>
      {guests.length === 0 ? (
        <p>La liste des personnes invitées se prépare : rechargez la page dans un instant.</p>
      ) : (
        <>
          <p class="actions">
            <a class="button secondary" href={`${meetingPath(meeting)}/reponses.csv`}>
              Télécharger la liste (CSV)
            </a>
          </p>
          <table class="stacked">
            <caption class="visually-hidden">Personnes invitées, par adresse</caption>
            <thead>
              <tr>
                <th scope="col">Personne</th>
                <th scope="col">Invitation</th>
                <th scope="col">Réponse</th>
              </tr>
            </thead>
            <tbody>
              {guests.map((guest) => (
                <GuestRow
                  key={guest.email}
                  {...{ guest, meeting, now }}
                  answer={register.answers[guest.email]}
                />
              ))}
            </tbody>
          </table>
          {next && (
            <p class="actions">
              <a
                class="button secondary"
                href={`${meetingPath(meeting)}?${new URLSearchParams({ apres: next })}#reponses`}
              >
                Personnes suivantes
              </a>
            </p>
          )}
        </>
      )}
    </section>
  );
};

const tones = { yes: 'success', other: 'success', no: 'neutral' } as const;

type GuestRowProps = {
  guest: MeetingGuest;
  meeting: Meeting;
  answer: MeetingAnswers['answers'][string] | undefined;
  now: IsoInstant;
};

const GuestRow = ({ guest, meeting, answer, now }: GuestRowProps) => (
  <tr>
    <th scope="row">
      {guest.name}
      <br />
      <span class="muted">{guest.email}</span>
    </th>
    <td data-label="Invitation">
      {guest.withheldAt ? (
        <Badge tone="error">Adresse en échec</Badge>
      ) : guest.invitedAt ? (
        briefMoment(guest.invitedAt, now)
      ) : (
        'à venir'
      )}
    </td>
    <td data-label="Réponse">
      {answer ? (
        <>
          <Badge tone={tones[answer.answer]}>{answerMeanings[answer.answer].label}</Badge>{' '}
          <span class="muted">{briefMoment(answer.at, now)}</span>
          {answer.substitute && (
            <>
              <br />
              {answer.substitute.name} <span class="muted">({answer.substitute.email})</span>
              {answer.substitute.withheldAt && (
                <>
                  {' '}
                  <Badge tone="error">Adresse en échec</Badge>
                </>
              )}
            </>
          )}
          {answer.sequence < meeting.sequence && (
            <>
              <br />
              <span class="muted">avant le dernier changement</span>
            </>
          )}
        </>
      ) : (
        <span class="muted">Sans réponse</span>
      )}
    </td>
  </tr>
);

export const downloadAnswers = async (visit: Visit): Promise<PageResponse> => {
  const meeting = await visitedMeeting(visit);
  if (!meeting) return nothingHerePage('Cette réunion');
  const exported = await exportAnswers(visit.acting, meeting);
  if (exported.kind === 'refused') return notAllowedPage(onlyManagersDecide, meetingPath(meeting));
  return file({
    bytes: exported.bytes,
    contentType: 'text/csv; charset=utf-8',
    filename: `reponses-${meeting.kind}-${meeting.day}.csv`,
  });
};
