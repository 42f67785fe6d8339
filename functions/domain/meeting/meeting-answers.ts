import type {
  Meeting,
  MeetingAnswer,
  MeetingAnswers,
  MeetingGuest,
  Substitute,
} from '../../../schemas/meeting.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { answerMeanings } from './meeting-meanings.ts';

/** What somebody answers. */
export type Reply = { answer: 'yes' | 'no' } | { answer: 'other'; substitute: Substitute };

/** Why an answer is not taken. */
export type ReplyRefusal =
  /** Every place is taken. */
  | 'full'
  /** Somebody else has named that person, or they were told that they are not expected any more. */
  | 'named'
  | 'takenBack'
  /** Others were named often enough: each is mailed. */
  | 'often';

/** So many others may be named by one who was invited, one after another: each is an address that we write to. */
const mostSubstitutes = 3;

const takesSeat = ({ answer }: MeetingAnswer): boolean => answerMeanings[answer].takesSeat;

export const seatsTaken = ({ answers }: MeetingAnswers): number =>
  Object.values(answers).filter(takesSeat).length;

export const seatsLeft = (register: MeetingAnswers): number | undefined =>
  register.capacity === undefined ? undefined : Math.max(0, register.capacity - seatsTaken(register));

/** How many come, do not, and send somebody else. */
export const countedAnswers = ({ answers }: MeetingAnswers): Record<MeetingAnswer['answer'], number> => {
  const counts = { yes: 0, no: 0, other: 0 };
  for (const { answer } of Object.values(answers)) counts[answer] += 1;
  return counts;
};

/** So many may come, but never fewer than have a place: one may have been taken since that was decided. */
export const withPlaces = (
  register: MeetingAnswers,
  capacity: number | undefined,
  placesNumber: number,
): MeetingAnswers => {
  // A later decision has been said already.
  if (placesNumber <= register.placesNumber) return register;
  const { capacity: _, ...rest } = register;
  const places = capacity === undefined ? undefined : Math.max(capacity, seatsTaken(register));
  return { ...rest, placesNumber, ...(places !== undefined && { capacity: places }) };
};

/** Somebody else than that guest sends that person. */
export const isSentByAnother = (
  { answers }: Pick<MeetingAnswers, 'answers'>,
  { email }: Pick<MeetingGuest, 'email'>,
  substitute: string,
): boolean =>
  Object.entries(answers).some(([one, by]) => one !== email && by.substitute?.email === substitute);

const withUntold = (register: MeetingAnswers, email: string, now: IsoInstant): MeetingAnswers => ({
  ...register,
  untold: {
    since: register.untold?.since ?? now,
    emails: [...new Set([...(register.untold?.emails ?? []), email])],
  },
});

/**
 * The register with that answer. Whoever has a place keeps it with another answer that takes one; who has none takes one of those
 * left, or is refused: a waiting list would promise a place that comes too late to be read.
 */
export const replied = (
  register: MeetingAnswers,
  { sequence }: Pick<Meeting, 'sequence'>,
  email: string,
  reply: Reply,
  now: IsoInstant,
): MeetingAnswers | ReplyRefusal => {
  const before = register.answers[email];
  const substitute = reply.answer === 'other' ? reply.substitute : undefined;
  if (
    before?.answer === reply.answer &&
    before.sequence === sequence &&
    before.substitute?.email === substitute?.email &&
    before.substitute?.name === substitute?.name
  )
    return register;
  const left = seatsLeft(register);
  const hasSeat = before !== undefined && takesSeat(before);
  if (answerMeanings[reply.answer].takesSeat && !hasSeat && left === 0) return 'full';
  const isNew = substitute !== undefined && before?.substitute?.email !== substitute.email;
  const former = [
    ...(before?.former ?? []),
    ...(before?.substitute && before.substitute.email !== substitute?.email ? [before.substitute.email] : []),
  ];
  if (isNew) {
    if (former.includes(substitute.email)) return 'takenBack';
    if (former.length >= mostSubstitutes) return 'often';
    if (isSentByAnother(register, { email }, substitute.email)) return 'named';
  }
  const withheldAt = isNew ? undefined : before?.substitute?.withheldAt;
  const answer: MeetingAnswer = {
    ...{ answer: reply.answer, at: now, sequence, former },
    ...(substitute && { substitute: { ...substitute, ...(withheldAt && { withheldAt }) } }),
  };
  const after = { ...register, answers: { ...register.answers, [email]: answer } };
  // Also who said no to another date, and comes now: their calendar is to hold the present one.
  const isOther = before ? before.answer !== reply.answer || isNew : isNew;
  return isOther ? withUntold(after, email, now) : after;
};

/** That mails to who comes in that guest's place do not arrive, since then; or, without a moment, that the last one left again. */
export const substituteWithheld = (
  register: MeetingAnswers,
  email: string,
  recipient: string,
  withheldAt: IsoInstant | undefined,
): MeetingAnswers => {
  const answer = register.answers[email];
  if (answer?.substitute?.email !== recipient) return register;
  const { withheldAt: _, ...substitute } = answer.substitute;
  const after = { ...answer, substitute: { ...substitute, ...(withheldAt && { withheldAt }) } };
  return { ...register, answers: { ...register.answers, [email]: after } };
};

/** Whom that guest named, or named no more, is told. */
export const toldOf = (
  register: MeetingAnswers,
  email: string,
  seen: MeetingAnswer | undefined,
): MeetingAnswers => {
  const { untold, ...rest } = register;
  // Another answer came while they were told of this one: that is still to be told.
  if (!untold?.emails.includes(email) || register.answers[email]?.at !== seen?.at) return register;
  const emails = untold.emails.filter((one) => one !== email);
  return emails.length === 0 ? rest : { ...rest, untold: { ...untold, emails } };
};
