import type { OpenDays } from './open-days.ts';
import type { Word } from './stage.ts';

/** ADR 33: the institute has two working days to see to what a tutor said. */
const workingDays = 2;
/** A moment may be told to the minute. In ms. */
const aMinute = 60_000;
/** What is pushed to a morning is due from seven on, and leaves from eight, over a wave of forty minutes at the most. In ms. */
const longestMorning = 100 * aMinute;

/** From when to when a word puts reminders off, at the least; in ms. */
export const pauseOf = ({ at }: Word, days: OpenDays): { since: number; until: number } => ({
  since: at,
  until: days.workingDaysAfter(at, workingDays) - aMinute,
});

/**
 * When a round leaves that is due then: a word that waits then puts it off to the end of its pause, whoever sees to it meanwhile; so does
 * another that is said by then.
 */
export const afterPause =
  (words: readonly Word[], days: OpenDays) =>
  (due: number): number => {
    let leaves = due;
    for (const word of words) {
      const { since, until } = pauseOf(word, days);
      const isWaiting = word.settled === undefined || word.settled.at > leaves;
      if (since - longestMorning <= leaves && leaves < until && isWaiting) leaves = until + aMinute;
    }
    return leaves;
  };
