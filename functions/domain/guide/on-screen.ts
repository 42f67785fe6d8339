import type { OnScreen } from '../../../schemas/framing.ts';

/** What the guide's words for paper mean to who reads it without a report at hand. */
export const readWithoutReport = (onScreen: OnScreen): OnScreen =>
  onScreen.flatMap(({ word, withoutReport }) =>
    withoutReport === undefined ? [] : [{ word, meaning: withoutReport }],
  );
