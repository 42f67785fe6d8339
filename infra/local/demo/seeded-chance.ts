import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that depends on nothing but its words: the same seed plays the same campaign, also after the process was
 * killed and started again.
 */
export const chance = (...words: (string | number)[]): number =>
  createHash('sha256').update(words.join('|')).digest().readUInt32BE(0) / 2 ** 32;

/** One of the choices, by the same rule. */
export const pick = <Choice>(choices: readonly Choice[], ...words: (string | number)[]): Choice => {
  const chosen = choices[Math.floor(chance(...words) * choices.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
};
