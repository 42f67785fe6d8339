import type { Prose } from '../../../schemas/framing.ts';
import { personalLinkProblem } from './personal-link.ts';
import { proseHint, proseOf, proseText } from './prose-text.ts';
import { typedLines } from './typed-lines.ts';

/** One text of a document that is written in the console, as it is edited. */
export type EditedText = {
  /** Of its field. */
  name: string;
  label: string;
  /** One line, a paragraph, a list of a line each, or prose with headings and lists. */
  kind: 'line' | 'text' | 'list' | 'prose';
  /** In characters; of a list, each line. */
  longest: number;
  /** Lines of a list, or blocks of prose. */
  most: number;
  hint?: string;
  /** Whether it may be left empty; else it may only where it was. */
  isOptional?: boolean;
  /** As it stands in the document that it belongs to. */
  read: () => string;
  /** Puts what was typed, tidied and within its bounds, into that document. */
  write: (typed: string) => void;
};
export type TextSection = { title: string; texts: EditedText[] };

/** What was typed, by field. */
export type TypedTexts = Readonly<Record<string, string>>;
/** What is wrong with what was typed into a field. */
export type TextProblem = { field: string; message: string };

/** In characters. Two pages of a printed report hold a form that goes to all of these bounds in a few of its texts. */
export const bounds = { label: 120, title: 200, line: 300, text: 2_000, prose: 6_000 };
/** Blocks of prose under one title. */
const mostBlocks = 20;

type More = { kind?: 'line' | 'text'; longest?: number; hint?: string };

/** The text at that key of a part of the document. */
export const textAt = <Key extends string>(
  part: Record<Key, string>,
  key: Key,
  name: string,
  label: string,
  { kind = 'line', longest = kind === 'text' ? bounds.text : bounds.line, hint }: More = {},
): EditedText => ({
  ...{ name, label, kind, longest, most: 1, ...(hint && { hint }) },
  read: () => part[key],
  write: (typed) => {
    part[key] = typed;
  },
});

/** The list at that key, a line each. */
export const listAt = <Key extends string>(
  part: Record<Key, string[]>,
  key: Key,
  name: string,
  label: string,
  { most, longest = bounds.line }: { most: number; longest?: number },
): EditedText => ({
  ...{ name, label, kind: 'list', hint: 'Une ligne par point.', longest, most },
  read: () => part[key].join('\n'),
  write: (typed) => {
    part[key] = linesOf(typed);
  },
});

/** The blocks of prose at that key. Where their text stays, they stay. */
export const proseAt = <Key extends string>(
  part: Record<Key, Prose[]>,
  key: Key,
  name: string,
  label: string,
): EditedText => ({
  ...{ name, label, kind: 'prose', hint: proseHint, longest: bounds.prose, most: mostBlocks },
  read: () => proseText(part[key]),
  write: (typed) => {
    if (typed !== proseText(part[key])) part[key] = proseOf(typed.split('\n'));
  },
});

export const linesOf = (typed: string): string[] => typed.split('\n').filter((line) => line !== '');

/** Of one line where it is one, else without blanks around each. */
export const tidied = (typed: string, kind: EditedText['kind']): string => {
  const lines = typedLines(typed);
  if (kind === 'prose') return proseText(proseOf(lines));
  return lines.filter((line) => line !== '').join(kind === 'list' ? '\n' : ' ');
};

/** What is wrong with a text, in a sentence that names it. */
const problemOf = (
  { label, kind, longest, most, isOptional, read }: EditedText,
  title: string,
  text: string,
): string | undefined => {
  const called =
    label === title ? label : `${title}, ${label.charAt(0).toLocaleLowerCase('fr')}${label.slice(1)}`;
  // What an institute has left empty may stay so.
  if (text === '') return isOptional || read() === '' ? undefined : `${called} : indiquez un texte.`;
  const link = personalLinkProblem(text);
  if (link) return `${called} : ${link}`;
  if (kind !== 'list') {
    if (text.length > longest) return `${called} : ${text.length} caractères, pour ${longest} au plus.`;
    const blocks = kind === 'prose' ? proseOf(text.split('\n')).length : 1;
    return blocks > most
      ? `${called} : ${blocks} parties (un titre, ou un paragraphe après une liste, en commence une), pour ${most} au plus.`
      : undefined;
  }
  const lines = linesOf(text);
  const long = lines.findIndex((line) => line.length > longest);
  if (long >= 0)
    return `${called} : la ligne ${long + 1} a ${lines[long]?.length} caractères, pour ${longest} au plus.`;
  if (new Set(lines).size < lines.length) return `${called} : deux lignes disent la même chose.`;
  return lines.length > most ? `${called} : ${lines.length} lignes, pour ${most} au plus.` : undefined;
};

/** The texts of a document, by field. */
export const typedTexts = (sections: readonly TextSection[]): Record<string, string> =>
  Object.assign({}, ...sections.flatMap(({ texts }) => texts.map(({ name, read }) => ({ [name]: read() }))));

/**
 * Writes what was typed into the document that the sections belong to; a text of which nothing came stays.
 * @returns what is wrong, in the order of the page; such a text is not written
 */
export const writeTexts = (sections: readonly TextSection[], typed: TypedTexts): TextProblem[] =>
  sections.flatMap(({ title, texts }) =>
    texts.flatMap((place) => {
      const text = typed[place.name];
      if (text === undefined) return [];
      const tidy = tidied(text, place.kind);
      const message = problemOf(place, title, tidy);
      if (message) return [{ field: place.name, message }];
      place.write(tidy);
      return [];
    }),
  );

/** The titles of the sections that say something else. */
export const changedSections = (before: readonly TextSection[], after: readonly TextSection[]): string[] => {
  const older = typedTexts(before);
  return after
    .filter(({ texts }) => texts.some(({ name, read }) => older[name] !== read()))
    .map(({ title }) => title);
};
