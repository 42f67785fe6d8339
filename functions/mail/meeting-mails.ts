import type { Mail } from '../../schemas/mail.ts';
import type { Meeting, MeetingAnswers, MeetingGuest, MeetingMention } from '../../schemas/meeting.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isStillFor } from '../domain/meeting/audience.ts';
import { isSentByAnother } from '../domain/meeting/meeting-answers.ts';
import { type OwedMail, owedNews, owedReminder, type Told } from '../domain/meeting/owed-mails.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import type { MailingEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';
import { meetingMailKey, meetingMailKeys } from './mail-keys.ts';
import type { Outgoing } from './outbox.ts';
import { meetingLetter, meetingMailKind, occasionOf } from './templates/meeting.ts';

/** Whether it keeps to the hours and days on which people are written to. */
export const keepsToHours = ({ what }: OwedMail): boolean =>
  occasionMeanings[occasionOf[what]].quietDays !== 'anyTime';

/** What a mail told, as far as anybody knows that it left; one in doubt that is worth a second copy is sent again. */
const toldBy = (mail: Mail): Told[] => {
  if (!mail.meeting) return [];
  if (mail.status === 'sent') return [{ ...mail.meeting, at: mail.sentAt }];
  const isLeft = mail.status === 'unconfirmed' && !occasionMeanings[mail.occasion].isWorthRepeating;
  return isLeft && mail.doubt === 'unanswered' ? [{ ...mail.meeting, at: mail.doubtedAt }] : [];
};

export type Pass = { of: 'news' } | { of: 'reminder'; reminderAt: IsoInstant };

/** A meeting with all that was answered to it. */
export type AnsweredMeeting = { meeting: Meeting; register: MeetingAnswers };

export const answeredMeeting = async (
  { meetings }: Pick<Store, 'meetings'>,
  meetingId: string,
): Promise<AnsweredMeeting> => {
  const [meeting, register] = await Promise.all([meetings.get(meetingId), meetings.answers(meetingId)]);
  return { meeting, register };
};

/**
 * As it stands by now. All answers are one item, of some hundred kilobytes for a large meeting: it is read again where that guest has
 * answered since, or where others' answers count as well, and not for each of a thousand mails.
 */
const readAgain = async (
  { meetings }: Pick<Store, 'meetings'>,
  { meeting: { meetingId }, register }: AnsweredMeeting,
  { email }: MeetingGuest,
  { instead }: OwedMail,
): Promise<AnsweredMeeting> => {
  const [meeting, guest] = await Promise.all([meetings.get(meetingId), meetings.guest(meetingId, email)]);
  const isOld = instead || guest?.answeringAt !== register.answers[email]?.at;
  return { meeting, register: isOld ? await meetings.answers(meetingId) : register };
};

/** What a guest, and whoever they named, are to be told now. */
export const owedTo = async (
  store: Store,
  institution: Institute,
  { meeting, register }: AnsweredMeeting,
  guest: MeetingGuest,
  pass: Pass,
  now: IsoInstant,
) => {
  const answer = register.answers[guest.email];
  const addresses = [
    guest.email,
    ...(answer?.substitute ? [answer.substitute.email] : []),
    ...(answer?.former ?? []),
  ];
  const { meetingId, campaignId } = meeting;
  const [stages, ...told] = await Promise.all([
    store.placements.ofTutor(campaignId, guest.email),
    ...addresses.map((email) =>
      store.mails.between(campaignId, email, meetingMailKeys(meetingId), `${meetingMailKeys(meetingId)}~`),
    ),
  ]);
  const toldTo = (email: string): Told[] => (told[addresses.indexOf(email)] ?? []).flatMap(toldBy);
  const standing = {
    ...{ meeting, guest, answer, toldTo, now },
    isSentByAnother: (email: string) => isSentByAnother(register, guest, email),
    isStillFor: isStillFor(meeting, guest, stages, institution),
  };
  const mails = pass.of === 'news' ? owedNews(standing) : owedReminder(standing, pass.reminderAt);
  return { answer, mails, toldTo };
};

/** A mail that is owed, for the outbox: what it says, and whether it is owed still, is looked up once more when it is its turn. */
export const meetingMail = (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  read: AnsweredMeeting,
  guest: MeetingGuest,
  owed: OwedMail,
  pass: Pass,
  now: IsoInstant,
): Outgoing => {
  const { meetingId, campaignId, sequence } = read.meeting;
  const { recipient, what, instead } = owed;
  const mention: MeetingMention = { meetingId, sequence, what, ...(instead && { insteadOf: guest.email }) };
  return {
    ...{ campaignId, recipient, occasion: occasionOf[what], meeting: mention },
    mailKey: meetingMailKey(mention, instead ? guest : undefined),
    compose: async (wordedAt) => {
      const current = await readAgain(store, read, guest, owed);
      const { meeting } = current;
      const { answer, mails } = await owedTo(store, institution, current, guest, pass, now);
      const mail = mails.find(
        (one) => one.recipient === recipient && one.what === what && one.instead === instead,
      );
      // Changed meanwhile: its next execution tells of it.
      if (!mail || meeting.sequence !== sequence) return undefined;
      const links = await store.meetingLinks(env.SECRET_ARN);
      const door = `${env.PUBLIC_URL}/invitation/${links.tokenOf(guest)}`;
      const wording = await store.wordings.asOf(wordedAt)(meetingMailKind({ meeting, mail }));
      const facts = { institution, meeting, guest, answer, mail, door, now, wording };
      return { ...meetingLetter(facts), placements: [] };
    },
  };
};
