import { isDeepStrictEqual } from 'node:util';
import type { Institution } from '../../../schemas/institution.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant, Period } from '../../../schemas/time.ts';
import type { TutorsWord, WordSaid } from '../../../schemas/tutors-word.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { isQuietDay, nextOpenDay } from '../timetable/quiet-days.ts';
import { parisDay, parisInstant, timeAt } from '../wording/french-dates.ts';
import { isHeldByWord } from './occasion-meanings.ts';
import { hearsTutor } from './status-meanings.ts';

/** How long reminders wait for somebody to see to a word, in working days: what the institute asks. */
const workingDaysOfPause = 2;

/** A tutor who has so much to say of one stage is better called; each word puts reminders off, so there is an end to it. */
export const mostWords = 5;

type WithWord = Pick<Placement, 'tutorsWord'>;
type Waiting = TutorsWord & { state: 'waiting' };
const isWaiting = (word: TutorsWord): word is Waiting => word.state === 'waiting';

/** The word that somebody is to see to, if there is one. */
export const waitingWord = ({ tutorsWord }: WithWord): Waiting | undefined =>
  tutorsWord && isWaiting(tutorsWord) ? tutorsWord : undefined;

/** The same time of day two working days later; what is said on a quiet day counts from the working day after it. */
export const pauseAfter = (now: IsoInstant, institution: Pick<Institution, 'quietPeriods'>): IsoInstant => {
  const said = parisDay(now);
  const isQuiet = isQuietDay(said, institution);
  let day = nextOpenDay(said, institution);
  for (let gone = 0; gone < workingDaysOfPause; gone += 1) day = nextOpenDay(dayAfter(day, 1), institution);
  return parisInstant(day, isQuiet ? '00:00' : timeAt(now));
};

/** Until when that occasion of the stage is put off, if it is: the rule holds when a mail is to leave, not when it was planned. */
export const heldUntil = (
  placement: WithWord,
  occasion: Occasion,
  now: IsoInstant,
): IsoInstant | undefined => {
  const word = waitingWord(placement);
  return word && isHeldByWord(occasion) && now < word.holdsUntil ? word.holdsUntil : undefined;
};

const wordsOf = ({ history }: Placement): number => history.filter(({ what }) => what === 'tutorSaid').length;

/** Why a word is not taken. `repeated`: it has been, and waits. */
export type Unheard = 'over' | 'repeated' | 'tooMany';

/** @param now a word that is said again while it waits changes nothing */
export const whyUnheard = (placement: Placement, said: WordSaid): Unheard | undefined => {
  if (!hearsTutor(placement)) return 'over';
  const waiting = waitingWord(placement);
  if (waiting && isDeepStrictEqual(saidIn(waiting), said)) return 'repeated';
  return wordsOf(placement) >= mostWords ? 'tooMany' : undefined;
};

/** What the tutor said, without what became of it. */
export const saidIn = ({ kind, lastDay, colleague, text }: TutorsWord): WordSaid => ({
  kind,
  ...(lastDay !== undefined && { lastDay }),
  ...(colleague !== undefined && { colleague }),
  ...(text !== undefined && { text }),
});

/** The tutor says that something is not as planned; the very placement, where that is not taken. */
export const spoken = (
  placement: Placement,
  said: WordSaid,
  { by, now }: { by: string; now: IsoInstant },
  institution: Pick<Institution, 'quietPeriods'>,
): Placement =>
  whyUnheard(placement, said) === undefined
    ? {
        ...placement,
        tutorsWord: { ...said, saidAt: now, holdsUntil: pauseAfter(now, institution), state: 'waiting' },
        history: [...placement.history, { at: now, what: 'tutorSaid', by, word: said }],
      }
    : placement;

/**
 * Its word, if one waits, as it is once somebody has seen to it, or the report has come after all. What was done says the history
 * by itself.
 */
export const settledWord = (
  { tutorsWord }: WithWord,
  { by, now }: { by?: string | undefined; now: IsoInstant },
): Pick<Placement, 'tutorsWord'> => {
  if (!tutorsWord) return {};
  if (!isWaiting(tutorsWord)) return { tutorsWord };
  return {
    tutorsWord: {
      ...tutorsWord,
      state: 'settled',
      settledAt: now,
      ...(by !== undefined && { settledBy: by }),
    },
  };
};

/** Somebody has seen it, and nothing else is to be done. @param saidAt which word it was that they saw */
export const wordSeen = (
  placement: Placement,
  saidAt: IsoInstant,
  { by, now }: { by: string; now: IsoInstant },
): Placement =>
  waitingWord(placement)?.saidAt === saidAt
    ? {
        ...placement,
        ...settledWord(placement, { by, now }),
        history: [...placement.history, { at: now, what: 'wordSettled', by }],
      }
    : placement;

/** A stage's days up to the last that the student was there; as they were, where that day is none of them. */
export const daysUntil = (periods: readonly Period[], lastDay: string): Period[] => {
  const kept = [...periods]
    .filter(({ from }) => from <= lastDay)
    .map(({ from, to }) => ({ from, to: to < lastDay ? to : lastDay }));
  return kept.length === 0 ? [...periods] : kept;
};
