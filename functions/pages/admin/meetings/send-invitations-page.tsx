import type { Meeting } from '../../../../schemas/meeting.ts';
import { announceMeeting, goesOn } from '../../../actions/announce-meeting.ts';
import { type ToInvite, toInvite } from '../../../actions/audience-of.ts';
import { isToCome } from '../../../domain/meeting/meeting-life.ts';
import { isSendingTime, openMoment } from '../../../domain/placement/mail-wave.ts';
import { mayMeet } from '../../../domain/rights.ts';
import { momentAsOf } from '../../../domain/wording/french-dates.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { Notice } from '../../components/notice.tsx';
import { html, type PageResponse, redirect } from '../../responses.ts';
import { ConsolePage } from '../console-page.tsx';
import { notAllowedPage, nothingHerePage } from '../refusal-pages.tsx';
import type { Visit } from '../visit.ts';
import { counted } from '../wording.ts';
import { InviteeList, tooManySentence } from './audience-preview.tsx';
import { MeetingFactsList } from './meeting-facts.tsx';
import {
  asSeen,
  meetingPath,
  meetingTrail,
  onlyManagersDecide,
  seenMark,
  visitedMeeting,
} from './visited-meeting.ts';

/** Who would be invited now: everybody, or whoever was not yet. Changes nothing. */
export const showInvitations = async (visit: Visit): Promise<PageResponse> => {
  const meeting = await visitedMeeting(visit);
  if (!meeting) return nothingHerePage('Cette réunion');
  if (!mayMeet(visit.staff, meeting)) return notAllowedPage(onlyManagersDecide, meetingPath(meeting));
  return preview(visit, meeting);
};

const preview = async (visit: Visit, meeting: Meeting, isOvertaken = false): Promise<PageResponse> => {
  const { request, institution, acting } = visit;
  const found = await toInvite(acting, institution, meeting);
  return html(
    <ConsolePage
      visit={visit}
      title="Envoyer les invitations"
      here="Invitations"
      trail={meetingTrail(meeting)}
      wide={false}
    >
      <h1>{meeting.status === 'prepared' ? 'Qui est invité' : 'Qui n’est pas encore invité'}</h1>
      {isOvertaken && (
        <Notice tone="warning" title="Rien n’est envoyé">
          <p>La réunion a changé depuis que vous aviez ouvert cette page. Voici où elle en est.</p>
        </Notice>
      )}
      <MeetingFactsList visit={visit} meeting={meeting} />
      {found.strangers.length > 0 && isToCome(meeting, request.now) && (
        <Notice tone="warning" title="Des tuteurs choisis ne sont plus trouvés">
          <p>
            {found.strangers.length === 1
              ? 'Cette adresse n’est plus celle'
              : 'Ces adresses ne sont plus celles'}{' '}
            d’un tuteur de ce site : corrigée depuis, ou le stage a été confié à quelqu’un d’autre. Personne
            n’y est invité.
          </p>
          <ul>
            {found.strangers.map((email) => (
              <li key={email}>{email}</li>
            ))}
          </ul>
          <p>
            <a href={`${meetingPath(meeting)}/modification`}>Choisir qui est invité</a>
          </p>
        </Notice>
      )}
      <Confirmation visit={visit} meeting={meeting} {...found} now={request.now} />
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};

type ConfirmationProps = { visit: Visit; meeting: Meeting; now: string } & Omit<ToInvite, 'strangers'>;

const Confirmation = ({ visit, meeting, invitees, tooMany, now }: ConfirmationProps) => {
  const back = <a href={meetingPath(meeting)}>Revenir à la réunion</a>;
  if (!isToCome(meeting, now))
    return (
      <>
        <p>Cette réunion est passée ou annulée : personne n’y est plus invité.</p>
        <p class="actions">{back}</p>
      </>
    );
  if (invitees.length === 0)
    return (
      <>
        <p>
          {meeting.status === 'prepared'
            ? 'Personne ne correspond : aucun stage de ce site n’a commencé à être suivi, ou aucun tuteur n’est choisi.'
            : 'Toutes les personnes concernées sont déjà invitées.'}
        </p>
        <p class="actions">{back}</p>
      </>
    );
  if (tooMany !== undefined)
    return (
      <>
        <p>{tooManySentence(tooMany)}</p>
        <p class="actions">{back}</p>
      </>
    );
  const leavesAt = openMoment(now, visit.institution);
  return (
    <>
      <p class="lead">
        {invitees.length === 1
          ? 'Une personne recevra une invitation, avec la date pour son agenda et un lien personnel pour répondre.'
          : `${counted(invitees.length, 'personne')} recevront une invitation, avec la date pour leur agenda et un lien personnel pour répondre.`}{' '}
        {isSendingTime(now, visit.institution)
          ? 'Départ aussitôt.'
          : `Départ ${momentAsOf(leavesAt, now)} : rien ne part la nuit ni un jour sans courriel.`}
      </p>
      <form method="post" action={`${meetingPath(meeting)}/envoi`}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vue" value={seenMark(meeting)} />
        <p class="actions">
          <button type="submit">Envoyer {counted(invitees.length, 'invitation')}</button>
          {back}
        </p>
      </form>
      <section class="card" aria-labelledby="invites">
        <h2 id="invites">{counted(invitees.length, 'personne')}</h2>
        <InviteeList invitees={invitees} />
      </section>
    </>
  );
};

export const submitInvitations = async (visit: Visit): Promise<PageResponse> => {
  const meeting = await visitedMeeting(visit);
  if (!meeting) return nothingHerePage('Cette réunion');
  const seen = asSeen(visit, meeting);
  const outcome = await announceMeeting(visit.env, visit.acting, seen);
  switch (outcome.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersDecide, meetingPath(meeting));
    case 'tooMany':
      return preview(visit, meeting);
    case 'otherwise':
      return preview(visit, outcome.meeting, true);
    case 'done':
      return redirect(`${meetingPath(meeting)}?fait=${goesOn(seen) ? 'reprise' : 'envoi'}`);
  }
};
