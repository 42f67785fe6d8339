import type { Meeting, MeetingAnswer, MeetingGuest, MeetingMention } from '../../../schemas/meeting.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { beginningOf } from './meeting-life.ts';

type News = Exclude<MeetingMention['what'], 'reminder'>;

/** What left to somebody about a meeting, in whose place if not in their own, and when. */
export type Told = Omit<MeetingMention, 'meetingId'> & { at: IsoInstant };

/** A mail that somebody is to have. `instead`: they come in the place of who was invited. */
export type OwedMail = { recipient: string; what: MeetingMention['what']; instead: boolean };

type Standing = {
  meeting: Meeting;
  guest: Pick<MeetingGuest, 'email'>;
  answer: MeetingAnswer | undefined;
  /** What left to an address, as far as anybody knows. */
  toldTo: (email: string) => readonly Told[];
  /** Another guest sends that person by now. */
  isSentByAnother: (email: string) => boolean;
  /** The meeting is for them still (audience.ts). */
  isStillFor: boolean;
  now: IsoInstant;
};

const isCancellation = ({ what }: Told): number => (what === 'cancellation' ? 1 : 0);

/** Of one moment's mails, which a batch shares, that it is off comes last: nobody is told so whom nothing had been told before. */
const lastOf = (told: readonly Told[]): Told | undefined =>
  told
    .filter(({ what }) => what !== 'reminder')
    .toSorted(
      (a, b) => a.sequence - b.sequence || a.at.localeCompare(b.at) || isCancellation(a) - isCancellation(b),
    )
    .at(-1);

/** Somebody's calendar holds the meeting, unless the last that they had took it out. */
const holdsEntry = (told: readonly Told[]): boolean => {
  const last = lastOf(told);
  return last !== undefined && last.what !== 'cancellation';
};

/** Of what somebody was told, what they were told as a guest of their own. */
const asGuest = (told: readonly Told[]): Told[] => told.filter(({ insteadOf }) => insteadOf === undefined);

/** Of what somebody was told, what they were told in that guest's place: another's says nothing of it. */
const inPlaceOf = ({ email }: Pick<MeetingGuest, 'email'>, told: readonly Told[]): Told[] =>
  told.filter(({ insteadOf }) => insteadOf === email);

/** Who comes in the guest's place, unless they have been invited themselves since: they are told as that, and answer as that. */
const comingInstead = ({ answer, toldTo }: Pick<Standing, 'answer' | 'toldTo'>): string | undefined => {
  const email = answer?.answer === 'other' ? answer.substitute?.email : undefined;
  return email !== undefined && asGuest(toldTo(email)).length === 0 ? email : undefined;
};

/** What somebody whose calendar holds the meeting is to be told of it, if it is another since. */
const newsFor = ({ meeting, now }: Standing, told: readonly Told[]): News | undefined => {
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
  const { meeting, guest, answer, toldTo, isSentByAnother, isStillFor, now } = standing;
  const mails: OwedMail[] = [];
  const mayInvite = meeting.status === 'announced' && now < beginningOf(meeting);
  const toGuest = asGuest(toldTo(guest.email));
  if (toGuest.length === 0) {
    if (mayInvite && isStillFor) mails.push({ recipient: guest.email, what: 'invitation', instead: false });
  } else if (answer === undefined || answer.answer === 'yes') {
    const what = newsFor(standing, toGuest);
    if (what) mails.push({ recipient: guest.email, what, instead: false });
  }
  const coming = comingInstead(standing);
  if (coming !== undefined) {
    const told = inPlaceOf(guest, toldTo(coming));
    const what = holdsEntry(told) ? newsFor(standing, told) : mayInvite ? 'invitation' : undefined;
    if (what) mails.push({ recipient: coming, what, instead: true });
  }
  // Their calendar has one entry of it, whoever put it there: it stays where they come after all.
  const isUnasked = (email: string): boolean =>
    inPlaceOf(guest, toldTo(email)).length > 0 &&
    holdsEntry(toldTo(email)) &&
    asGuest(toldTo(email)).length === 0 &&
    !isSentByAnother(email);
  for (const email of answer?.former ?? [])
    if (email !== answer?.substitute?.email && isUnasked(email) && now < beginningOf(meeting))
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
  const instead = answer?.answer === 'other';
  const recipient = instead ? comingInstead(standing) : guest.email;
  if (recipient === undefined || !(instead || isStillFor)) return [];
  const told = toldTo(recipient);
  const last = lastOf(instead ? inPlaceOf(guest, told) : asGuest(told));
  if (!last || last.what === 'cancellation' || last.sequence < meeting.sequence) return [];
  return last.at < reminderAt ? [{ recipient, what: 'reminder', instead }] : [];
};
