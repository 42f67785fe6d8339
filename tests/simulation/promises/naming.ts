const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7);

/** The capitals of the names that are written here: without accents, and with those of Latin-1. */
const isCapital = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0xde && code !== 0xd7) || code === 0x152;

/**
 * Calls back for every word of a text that begins with a capital. By hand: a page has a hundred kilobytes, and each is read.
 */
const forCapitalWords = (text: string, found: (word: string) => void): void => {
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (!isLetter(code)) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < length && isLetter(text.charCodeAt(end))) end += 1;
    if (isCapital(code)) found(text.slice(at, end));
    at = end;
  }
};

/**
 * Finds out of whom a text speaks. A student is known by the last name: letters only, with a capital, and nobody else's in the
 * simulation. Titles are in capitals throughout, so both spellings count.
 */
export const nameBook = <Person>() => {
  const people = new Map<string, Set<Person>>();
  const put = (spelling: string, person: Person): void => {
    const known = people.get(spelling);
    if (known) known.add(person);
    else people.set(spelling, new Set([person]));
  };
  return {
    learn(lastName: string, person: Person): void {
      put(lastName, person);
      put(lastName.toUpperCase(), person);
    },
    /** Each person once for each name by which the text calls them, as it is spelled there. */
    namedIn(...texts: string[]): { person: Person; spelling: string }[] {
      const found = new Map<string, Set<Person>>();
      for (const text of texts)
        forCapitalWords(text, (word) => {
          const named = people.get(word);
          if (named) found.set(word, named);
        });
      return [...found].flatMap(([spelling, named]) => [...named].map((person) => ({ person, spelling })));
    },
  };
};
