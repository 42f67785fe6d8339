import type { Meeting, MeetingAnswer, MeetingGuest } from '../../../schemas/meeting.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { beginningOf } from './meeting-life.ts';

export type MeetingNews = 'invitation' | 'change' | 'cancellation';

/** What left to somebody about a meeting: of which of its sequences, and when. */
export type Told = { sequence: number; what: MeetingNews | 'reminder'; at: IsoInstant };

/** A mail that somebody is to have. `instead`: they come in the place of who was invited. */
export type OwedMail = { recipient: string; what: MeetingNews | 'reminder'; instead: boolean };

type Standing = {
  meeting: Meeting;
  guest: Pick<MeetingGuest, 'email'>;
  answer: MeetingAnswer | undefined;
  /** What left to an address, as far as anybody knows. */
  toldTo: (email: string) => readonly Told[];
  /** The meeting is for them still (audience.ts). */
  isStillFor: boolean;
  now: IsoInstant;
};

const lastOf = (told: readonly Told[]): Told | undefined =>
  told
    .filter(({ what }) => what !== 'reminder')
    .toSorted((a, b) => a.sequence - b.sequence || a.at.localeCompare(b.at))
    .at(-1);

/** Somebody's calendar holds the meeting, unless the last that they had took it out. */
const holdsEntry = (told: readonly Told[]): boolean => {
  const last = lastOf(told);
  return last !== undefined && last.what !== 'cancellation';
};

/** What somebody whose calendar holds the meeting is to be told of it, if it is another since. */
const newsFor = ({ meeting, now }: Standing, told: readonly Told[]): MeetingNews | undefined => {
  if ((lastOf(told)?.sequence ?? 0) >= meeting.sequence) return undefined;
  if (meeting.status === 'cancelled') return 'cancellation';
  return now < beginningOf(meeting) ? 'change' : undefined;
};

/**
 * What a guest, and whoever comes or was to come in their place, is still to be told. Who said no is left alone: they have decided, and
 * their link shows the meeting as it stands. A change goes to everybody else whose calendar holds the meeting, also to who is no tutor
 * any more: they would come on the wrong day. An invitation goes to those only whom the meeting is for when it leaves.
 */
export const owedNews = (standing: Standing): OwedMail[] => {
  const { meeting, guest, answer, toldTo, isStillFor, now } = standing;
  const mails: OwedMail[] = [];
  const mayInvite = meeting.status === 'announced' && now < beginningOf(meeting);
  const toGuest = toldTo(guest.email);
  if (toGuest.length === 0) {
    if (mayInvite && isStillFor) mails.push({ recipient: guest.email, what: 'invitation', instead: false });
  } else if (answer === undefined || answer.answer === 'yes') {
    const what = newsFor(standing, toGuest);
    if (what) mails.push({ recipient: guest.email, what, instead: false });
  }
  const coming = answer?.answer === 'other' ? answer.substitute : undefined;
  if (coming) {
    const told = toldTo(coming.email);
    const isInvited = holdsEntry(told);
    const what = isInvited ? newsFor(standing, told) : mayInvite ? 'invitation' : undefined;
    if (what) mails.push({ recipient: coming.email, what, instead: true });
  }
  for (const email of answer?.former ?? [])
    if (email !== coming?.email && holdsEntry(toldTo(email)) && now < beginningOf(meeting))
      mails.push({ recipient: email, what: 'cancellation', instead: true });
  return mails;
};

/**
 * Who is reminded: those who come, and those who have not answered, who may have overlooked it; nobody who said no. Whoever had the
 * present date since the reminder's own morning has just read it.
 */
export const owedReminder = (standing: Standing, reminderAt: IsoInstant): OwedMail[] => {
  const { meeting, guest, answer, toldTo, isStillFor, now } = standing;
  if (meeting.status !== 'announced' || now >= beginningOf(meeting) || answer?.answer === 'no') return [];
  const coming = answer?.answer === 'other' ? answer.substitute : undefined;
  if (!coming && !isStillFor) return [];
  const recipient = coming?.email ?? guest.email;
  const last = lastOf(toldTo(recipient));
  if (!last || last.what === 'cancellation' || last.sequence < meeting.sequence) return [];
  return last.at < reminderAt ? [{ recipient, what: 'reminder', instead: coming !== undefined }] : [];
};
