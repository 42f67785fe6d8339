import { mostChosen } from '../../../schemas/meeting.ts';
import { searchedWords } from '../placement/placement-search.ts';
import type { Invitee } from './audience.ts';

/** A name that was typed, and the tutors whom it may be of: none, or several. */
export type UnclearName = { typed: string; found: readonly Invitee[] };

export type ChosenTutors = {
  /** What was typed as addresses, and those of the tutors whose names were: each on its own, as it was or is written. */
  addresses: string[];
  unclear: UnclearName[];
};

const isAddress = (entry: string): boolean => entry.includes('@');

/** One a line, or between commas or semicolons. Of « Léa Le Goff <lea@ac.example> », as a mail program copies it, the address. */
const entriesOf = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .flatMap((entry) => {
      const trimmed = entry.trim();
      const [, inBrackets] = /<([^<>\s]+)>$/.exec(trimmed) ?? [];
      if (inBrackets !== undefined) return [inBrackets];
      return isAddress(trimmed) ? trimmed.split(/\s+/) : [trimmed];
    })
    .filter((entry) => entry !== '');

/** Whether somebody is named by their names, so that the list of tutors is wanted; of more than may be chosen, nobody is looked up. */
export const namesSomebody = (text: string): boolean => {
  const entries = entriesOf(text);
  return entries.length <= mostChosen && entries.some((entry) => !isAddress(entry));
};

const withoutTitle = (name: string): string => name.replace(/^(?:Mme|M\.|Mr|Monsieur|Madame)\s+/i, '');

type Named = { tutor: Invitee; name: string };

/** By whole words where there are some: « Martin » is not Martineau. */
const namedBy = (words: readonly string[], all: readonly Named[]): readonly Named[] => {
  if (words.length === 0) return [];
  const whole = all.filter(({ name }) => words.every((word) => ` ${name} `.includes(` ${word} `)));
  return whole.length > 0 ? whole : all.filter(({ name }) => words.every((word) => name.includes(word)));
};

/**
 * Whom somebody chose among the tutors, by names and addresses as they come: a name that is of one tutor alone is theirs, one that is of
 * several is of those who were ticked among them.
 *
 * @param ticked addresses
 */
export const chosenAmong = (
  text: string,
  tutors: readonly Invitee[],
  ticked: readonly string[],
): ChosenTutors => {
  const known = tutors.map((tutor) => ({ tutor, name: searchedWords(tutor.name).join(' ') }));
  const chosen: ChosenTutors = { addresses: [], unclear: [] };
  for (const typed of entriesOf(text)) {
    if (isAddress(typed)) {
      chosen.addresses.push(typed);
      continue;
    }
    const words = searchedWords(withoutTitle(typed));
    const found = namedBy(words, known);
    const meant = found.length === 1 ? found : found.filter(({ tutor }) => ticked.includes(tutor.email));
    if (meant.length === 0) chosen.unclear.push({ typed, found: found.map(({ tutor }) => tutor) });
    else chosen.addresses.push(...meant.map(({ tutor }) => tutor.email));
  }
  return chosen;
};
