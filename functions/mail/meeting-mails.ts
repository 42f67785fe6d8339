import type { Mail } from '../../schemas/mail.ts';
import type { Meeting, MeetingGuest } from '../../schemas/meeting.ts';
import type { Occasion } from '../../schemas/occasion.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isStillFor } from '../domain/meeting/audience.ts';
import { type OwedMail, owedNews, owedReminder, type Told } from '../domain/meeting/owed-mails.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import type { MailingEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';
import { meetingMailKey, meetingMailKeys } from './mail-keys.ts';
import type { Outgoing } from './outbox.ts';
import { meetingLetter } from './templates/meeting.ts';

const occasionOf = {
  invitation: 'meetingInvitation',
  change: 'meetingChange',
  cancellation: 'meetingCancellation',
  reminder: 'meetingReminder',
} as const satisfies Record<OwedMail['what'], Occasion>;

/** Whether it keeps to the hours and days on which people are written to. */
export const keepsToHours = ({ what }: OwedMail): boolean =>
  occasionMeanings[occasionOf[what]].quietDays !== 'anyTime';

/** What a mail told, as far as anybody knows that it left; one in doubt that is worth a second copy is sent again. */
const toldBy = (mail: Mail): Told[] => {
  const [, sequence, what] = /_s(\d+)_(invitation|change|cancellation|reminder)$/.exec(mail.mailKey) ?? [];
  const found = (['invitation', 'change', 'cancellation', 'reminder'] as const).find((one) => one === what);
  if (!found) return [];
  const told = (at: IsoInstant): Told[] => [{ sequence: Number(sequence), what: found, at }];
  if (mail.status === 'sent') return told(mail.sentAt);
  const isLeft = mail.status === 'unconfirmed' && !occasionMeanings[mail.occasion].isWorthRepeating;
  return isLeft && mail.doubt === 'unanswered' ? told(mail.doubtedAt) : [];
};

export type Pass = { of: 'news' } | { of: 'reminder'; reminderAt: IsoInstant };

/** A guest with all that decides what they, and whoever they named, are to be told now. */
export const owedTo = async (
  store: Store,
  institution: Institute,
  meetingId: string,
  guest: MeetingGuest,
  pass: Pass,
  now: IsoInstant,
) => {
  const [meeting, register] = await Promise.all([
    store.meetings.get(meetingId),
    store.meetings.answers(meetingId),
  ]);
  const answer = register.answers[guest.email];
  const addresses = [
    guest.email,
    ...(answer?.substitute ? [answer.substitute.email] : []),
    ...(answer?.former ?? []),
  ];
  const { campaignId } = meeting;
  const [stages, ...told] = await Promise.all([
    store.placements.ofTutor(campaignId, guest.email),
    ...addresses.map((email) =>
      store.mails.between(campaignId, email, meetingMailKeys(meetingId), `${meetingMailKeys(meetingId)}~`),
    ),
  ]);
  const toldTo = (email: string): Told[] => (told[addresses.indexOf(email)] ?? []).flatMap(toldBy);
  const standing = {
    ...{ meeting, guest, answer, toldTo, now },
    isStillFor: isStillFor(meeting, guest, stages, institution),
  };
  const mails = pass.of === 'news' ? owedNews(standing) : owedReminder(standing, pass.reminderAt);
  return { meeting, register, answer, mails, toldTo };
};

/** A mail that is owed, for the outbox: what it says, and whether it is owed still, is looked up once more when it is its turn. */
export const meetingMail = (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  { meetingId, campaignId, sequence }: Meeting,
  guest: MeetingGuest,
  owed: OwedMail,
  pass: Pass,
  now: IsoInstant,
): Outgoing => ({
  ...{ campaignId, recipient: owed.recipient, occasion: occasionOf[owed.what] },
  mailKey: meetingMailKey(meetingId, sequence, owed.what),
  compose: async () => {
    const { meeting, answer, mails } = await owedTo(store, institution, meetingId, guest, pass, now);
    const mail = mails.find(({ recipient, what }) => recipient === owed.recipient && what === owed.what);
    // Changed meanwhile: its next execution tells of it.
    if (!mail || meeting.sequence !== sequence) return undefined;
    const links = await store.meetingLinks(env.SECRET_ARN);
    const door = `${env.PUBLIC_URL}/invitation/${links.tokenOf(guest)}`;
    return { ...meetingLetter({ institution, meeting, guest, answer, mail, door, now }), placements: [] };
  },
});
