import type { Meeting, MeetingAnswers, MeetingGuest } from '../../schemas/meeting.ts';
import { seesSite } from '../../schemas/staff.ts';
import { csvOf } from '../documents/csv-text.ts';
import { answerMeanings, roleLabels } from '../domain/meeting/meeting-meanings.ts';
import { dateTime } from '../domain/wording/french-dates.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

const columns = [
  ...['nom', 'courriel', 'qualite', 'invite_le', 'reponse', 'repondu_le'],
  ...['remplacant_nom', 'remplacant_courriel', 'reponse_avant_changement', 'adresses_en_echec'],
];

const rowOf = (meeting: Meeting, { answers }: MeetingAnswers, guest: MeetingGuest): string[] => {
  const answer = answers[guest.email];
  return [
    ...[guest.name, guest.email, guest.roles.map((role) => roleLabels[role]).join(', ')],
    guest.invitedAt ? dateTime(guest.invitedAt) : '',
    answer ? answerMeanings[answer.answer].label : 'Sans réponse',
    answer ? dateTime(answer.at) : '',
    ...[answer?.substitute?.name ?? '', answer?.substitute?.email ?? ''],
    answer && answer.sequence < meeting.sequence ? 'oui' : '',
    [guest, ...(answer?.substitute ? [answer.substitute] : [])]
      .filter(({ withheldAt }) => withheldAt !== undefined)
      .map(({ email }) => email)
      .join(', '),
  ];
};

/** Who is invited and what they answered, as a file; written down who takes it. */
export const exportAnswers = async (
  acting: Acting,
  meeting: Meeting,
): Promise<{ kind: 'exported'; bytes: Uint8Array } | Refused> => {
  const { staff, store } = acting;
  const { meetingId, campaignId, siteId } = meeting;
  if (!seesSite(staff, siteId)) return refuse(acting, 'meetingExported', { campaignId });
  const [guests, register] = await Promise.all([
    store.meetings.guests(meetingId),
    store.meetings.answers(meetingId),
  ]);
  await audited(acting, 'meetingExported', { campaignId, after: `${meetingId}, ${guests.length} lignes` });
  return {
    kind: 'exported',
    bytes: csvOf([columns, ...guests.map((guest) => rowOf(meeting, register, guest))]),
  };
};
