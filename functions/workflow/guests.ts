import type { MeetingGuest } from '../../schemas/meeting.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { GuestsAnswer, GuestsTask } from '../../schemas/workflow.ts';
import { toldOf } from '../domain/meeting/meeting-answers.ts';
import { isSendingTime, openMoment } from '../domain/placement/mail-wave.ts';
import type { MailingEnvironment } from '../environment.ts';
import { openMailroom } from '../mail/mailroom.ts';
import { keepsToHours, meetingMail, owedTo, type Pass } from '../mail/meeting-mails.ts';
import { keptStore, type Store } from '../store/store.ts';
import { tryAgain } from './mailing.ts';

/** Guests of one batch: also where the mail service takes seconds for each, they are done within the time of a function. */
const batchSize = 10;

export const passDone: GuestsAnswer = { isDone: true, after: '', isHeld: false, attempt: 0 };

type Setting = {
  env: MailingEnvironment;
  store: Store;
  institution: Institute;
  step: GuestsTask;
  pass: Pass;
};

/** Everybody who is invited, batch by batch: each is told what they are owed when it is their turn, and nothing twice. */
export const overGuests = async (
  env: MailingEnvironment,
  step: GuestsTask,
  pass: Pass,
): Promise<GuestsAnswer> => {
  const { meetingId, revision, after, only, now } = step;
  const store = keptStore(env.TABLE_NAME);
  const { revision: current } = await store.meetings.get(meetingId);
  // Another execution has taken this one's place.
  if (only === undefined && current !== revision) return passDone;
  const institution = await store.institutions.answering(now);
  const setting = { env, store, institution, step, pass };
  if (only !== undefined) {
    const guest = await store.meetings.guest(meetingId, only);
    if (guest) await tell(setting, guest);
    return passDone;
  }
  const guests = await store.meetings.guests(meetingId, { after, most: batchSize });
  let isHeld = step.isHeld;
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
  if (failed) return { isDone: false, after, isHeld, ...tryAgain(failed.error, step) };
  const last = guests.at(-1);
  if (last && guests.length === batchSize) return { isDone: false, after: last.email, isHeld, attempt: 0 };
  if (!isHeld) return passDone;
  return { ...passDone, isDone: false, again: { at: openMoment(now, institution) } };
};

/** @returns whether one of their mails waits for the morning */
const tell = async (
  { env, store, institution, step, pass }: Setting,
  guest: MeetingGuest,
): Promise<{ isHeld: boolean }> => {
  const { meetingId, now } = step;
  const { meeting, register, answer, mails, toldTo } = await owedTo(
    ...([store, institution, meetingId, guest, pass, now] as const),
  );
  const isQuiet = !isSendingTime(now, institution);
  const leaving = mails.filter((mail) => !(isQuiet && keepsToHours(mail)));
  // Asked for beside the execution, it is another: neither takes the other's attempt for dead.
  const holder = `meeting.${meetingId}${step.only === undefined ? '' : '.answer'}`;
  const outbox = openMailroom(env, store, institution, holder, step);
  const outcomes = await outbox.deliverAll(
    leaving.map((mail) => meetingMail(env, store, institution, meeting, guest, mail, pass, now)),
  );
  const toGuest = leaving.findIndex(({ recipient }) => recipient === guest.email);
  const outcome = outcomes[toGuest];
  const invitedAt = toldTo(guest.email)[0]?.at ?? (outcome?.kind === 'left' ? outcome.at : undefined);
  if (guest.invitedAt === undefined && invitedAt)
    await store.meetings.invited(meetingId, guest.email, invitedAt);
  if (outcome?.kind === 'withheld') await store.meetings.withheld(meetingId, guest.email);
  const isHeld = leaving.length < mails.length;
  if (!isHeld && register.untold?.emails.includes(guest.email))
    await store.meetings.changeAnswers(meetingId, (current) => toldOf(current, guest.email, answer));
  return { isHeld };
};
