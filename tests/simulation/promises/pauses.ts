import type { OpenDays } from './open-days.ts';
import type { Word } from './stage.ts';

/** ADR 33: the institute has two working days to see to what a tutor said. */
const workingDays = 2;
/** A moment may be told to the minute. In ms. */
const aMinute = 60_000;
/** How long a wave of mails may be spread: its last leave so long after they were due. In ms. */
const longestWave = 40 * aMinute;

/** From when to when a word puts reminders off, at the least; in ms. */
export const pauseOf = ({ at }: Word, days: OpenDays): { from: number; to: number } => ({
  from: at,
  to: days.workingDaysAfter(at, workingDays) - aMinute,
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
      const { from, to } = pauseOf(word, days);
      const isWaiting = word.settled === undefined || word.settled.at > leaves;
      if (from - longestWave <= leaves && leaves < to && isWaiting) leaves = to + aMinute;
    }
    return leaves;
  };
