import type { MeetingGuest } from '../../schemas/meeting.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { GuestsAnswer, GuestsTask } from '../../schemas/workflow.ts';
import { toldOf } from '../domain/meeting/meeting-answers.ts';
import { isSendingTime, openMoment } from '../domain/placement/mail-wave.ts';
import type { MailingEnvironment } from '../environment.ts';
import { openMailroom } from '../mail/mailroom.ts';
import {
  type AnsweredMeeting,
  answeredMeeting,
  keepsToHours,
  meetingMail,
  owedTo,
  type Pass,
} from '../mail/meeting-mails.ts';
import { MailRefused } from '../mail/outbox.ts';
import { keyFor } from '../store/secret.ts';
import { keptStore, type Store } from '../store/store.ts';
import { sealed, unsealed } from './cursor.ts';
import { isLastTry, leftAt, tryAgain } from './mailing.ts';

/** Guests of one batch: also where the mail service takes seconds for each, they are done within the time of a function. */
const batchSize = 10;

export const passDone: GuestsAnswer = { isDone: true, after: '', isHeld: false, attempt: 0 };

type Setting = {
  env: MailingEnvironment;
  store: Store;
  institution: Institute;
  /** As it stood when the batch began. */
  read: AnsweredMeeting;
  step: GuestsTask;
  pass: Pass;
};

/** Behind whom a batch begins, and whether somebody before it was given up. */
type Place = { after: string; isRefused: boolean };
const refusedMark = '\n';
const placeText = ({ after, isRefused }: Place): string => `${isRefused ? refusedMark : ''}${after}`;
const placeOf = (text: string): Place => ({
  after: text.replace(refusedMark, ''),
  isRefused: text.startsWith(refusedMark),
});

/** Everybody who is invited, batch by batch: each is told what they are owed when it is their turn, and nothing twice. */
export const overGuests = async (
  env: MailingEnvironment,
  step: GuestsTask,
  pass: Pass,
): Promise<GuestsAnswer> => {
  const { meetingId, revision, only, now } = step;
  const store = keptStore(env.TABLE_NAME);
  const read = await answeredMeeting(store, meetingId);
  // Another execution has taken this one's place.
  if (only === undefined && read.meeting.revision !== revision) return passDone;
  const institution = await store.institutions.answering(now);
  const setting = { env, store, institution, read, step, pass };
  if (only !== undefined) {
    const guest = await store.meetings.guest(meetingId, only);
    if (guest) await tell(setting, guest);
    return passDone;
  }
  const key = await keyFor(env.SECRET_ARN, 'cursors');
  const place = placeOf(unsealed(key, step.after));
  const guests = await store.meetings.guests(meetingId, { after: place.after, most: batchSize });
  let { isHeld } = step;
  let { isRefused } = place;
  let failed: { error: unknown } | undefined;
  for (const guest of guests) {
    try {
      const told = await tell(setting, guest);
      isHeld ||= told.isHeld;
    } catch (error) {
      // One bad address must not keep the others from their mail.
      failed ??= { error };
    }
  }
  if (failed) {
    // Asked long enough: those behind are not to wait for who cannot be reached, nor each for as long again.
    const isGivenUp = failed.error instanceof MailRefused && (isRefused || isLastTry(step));
    if (!isGivenUp) return { isDone: false, after: step.after, isHeld, ...tryAgain(failed.error, step) };
    isRefused = true;
  }
  const last = guests.at(-1);
  if (last && guests.length === batchSize)
    return {
      isDone: false,
      after: sealed(key, placeText({ after: last.email, isRefused })),
      isHeld,
      attempt: 0,
    };
  if (isHeld) return { ...passDone, isDone: false, again: { at: openMoment(now, institution) } };
  // Everybody else was told: now somebody is to see to it.
  if (isRefused) throw new MailRefused('some of the guests could not be told');
  return passDone;
};

/** @returns whether one of their mails waits for the morning */
const tell = async (setting: Setting, guest: MeetingGuest): Promise<{ isHeld: boolean }> => {
  const { env, store, institution, read, step, pass } = setting;
  const { meetingId, now } = step;
  const { answer, mails, toldTo } = await owedTo(store, institution, read, guest, pass, now);
  const isQuiet = !isSendingTime(now, institution);
  const leaving = mails.filter((mail) => !(isQuiet && keepsToHours(mail)));
  // Asked for beside the execution, it is another: neither takes the other's attempt for dead.
  const holder = `meeting.${meetingId}${step.only === undefined ? '' : '.answer'}`;
  const outbox = openMailroom(env, store, institution, holder, step);
  const outcomes = await outbox.deliverAll(
    leaving.map((mail) => meetingMail(env, store, institution, read, guest, mail, pass, now)),
  );
  const invited = toldTo(guest.email).find(({ insteadOf }) => insteadOf === undefined);
  const invitedAt = invited?.at ?? leftAt(outcomes.filter((_, at) => !leaving[at]?.instead));
  if (guest.invitedAt === undefined && invitedAt)
    await store.meetings.invited(meetingId, guest.email, invitedAt);
  for (const [at, { recipient, instead }] of leaving.entries()) {
    const outcome = outcomes[at];
    const mention = { meetingId, ...(instead && { insteadOf: guest.email }) };
    const { withheldAt } = (instead ? answer?.substitute : guest) ?? {};
    if (outcome?.kind === 'withheld' && !withheldAt) await store.meetings.withheld(mention, recipient, now);
    if (outcome?.kind === 'left' && withheldAt)
      await store.meetings.takenAgain(mention, recipient, outcome.at);
  }
  const isHeld = leaving.length < mails.length;
  if (pass.of === 'news' && !isHeld && read.register.untold?.emails.includes(guest.email))
    await store.meetings.changeAnswers(meetingId, (current) => toldOf(current, guest.email, answer));
  return { isHeld };
};
