import { longestPassage } from '../../../schemas/wording.ts';
import { personalLink } from './personal-link.ts';
import { type Placeholder, placeholderNamed } from './placeholders.ts';

/** A piece of prose that an institute may word itself. */
export type Passage = {
  /** What it says, as who words it reads. */
  label: string;
  /** The original: `{placeholders}` and, where a mail may be about several, `[one|several]`. */
  text: string;
  /** What it may name. */
  placeholders: readonly Placeholder[];
  /** What it must name. */
  needs: readonly Placeholder[];
  /** A subject or a title is one line, and short. */
  isLine: boolean;
  /** May be left empty: then nothing stands there. */
  isOptional: boolean;
  /** Whether `[one|several]` is understood. */
  isByNumber: boolean;
};

const longestLine = 150;
export const limitOf = ({ isLine }: Pick<Passage, 'isLine'>): number =>
  isLine ? longestLine : longestPassage;

type Part = { kind: 'text' | 'named'; text: string } | { kind: 'choice'; one: string; several: string };

/** What is understood of a text, in its order; braces and bars that mean nothing stay in its `text` parts. */
const partsOf = (text: string, isByNumber: boolean): Part[] => {
  const understood = isByNumber ? /\[([^[\]|]*)\|([^[\]|]*)\]|\{([^{}]*)\}/g : /()()\{([^{}]*)\}/g;
  const parts: Part[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: one = '', 2: several = '', 3: name } of text.matchAll(understood)) {
    parts.push({ kind: 'text', text: text.slice(from, index) });
    parts.push(name === undefined ? { kind: 'choice', one, several } : { kind: 'named', text: name });
    from = index + whole.length;
  }
  return [...parts, { kind: 'text', text: text.slice(from) }];
};

/** The same with either side of each choice laid open. */
const allParts = (text: string, isByNumber: boolean): Exclude<Part, { kind: 'choice' }>[] =>
  partsOf(text, isByNumber).flatMap((part) =>
    part.kind === 'choice' ? [part.one, part.several].flatMap((side) => allParts(side, false)) : [part],
  );

/** What is named where a mail is about one, or about several. */
const namesSaid = (text: string, isByNumber: boolean, isSeveral: boolean): (Placeholder | undefined)[] =>
  partsOf(text, isByNumber).flatMap((part) => {
    if (part.kind === 'choice') return namesSaid(isSeveral ? part.several : part.one, false, isSeveral);
    return part.kind === 'named' ? [placeholderNamed(part.text)] : [];
  });

/** The words before a place, so that it is found again. */
const behind = (text: string, at: number): string => {
  const before = text
    .slice(Math.max(0, at - 25), at)
    .replace(/\s+/g, ' ')
    .trim();
  return before === '' ? 'au début' : `après « ${before} »`;
};

/** Elements that have no end. */
const alone = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr']);

/** Markup is shown as it is written; one that is not finished, or would run, is a slip or worse. */
const markupProblem = (text: string): string | undefined => {
  if (
    /<\s*\/?\s*(?:script|style|iframe|object|embed)\b|javascript\s*:|<[a-z][^<>]*\son[a-z]+\s*=/i.test(text)
  )
    return 'un script n’a pas sa place dans un courriel : retirez-le.';
  const open: { name: string; at: number }[] = [];
  for (const { index, 1: slash = '', 2: name = '', 3: end } of text.matchAll(
    /<(\/?)([a-z][a-z0-9]*)\b[^<>]*(>?)/gi,
  )) {
    const tag = name.toLowerCase();
    // An address, of mail or of a page, as some write it.
    if (/^[^\s<>]*[@:]/.test(text.slice(index + 1, index + 300))) continue;
    if (end === '') return `la balise « <${slash}${tag} » n’est pas terminée, ${behind(text, index)}.`;
    if (alone.has(tag)) continue;
    if (slash === '') open.push({ name: tag, at: index });
    else if (open.pop()?.name !== tag)
      return `la balise « </${tag}> » ne ferme rien, ${behind(text, index)}.`;
  }
  const unclosed = open.at(-1);
  return unclosed && `la balise « <${unclosed.name}> » n’est pas fermée, ${behind(text, unclosed.at)}.`;
};

const inBraces = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');

const placeholderProblem = (text: string, passage: Passage): string | undefined => {
  const parts = allParts(text, passage.isByNumber);
  for (const part of parts) {
    const signs = passage.isByNumber ? /[{}|]/ : /[{}]/;
    const found = part.kind === 'text' ? signs.exec(part.text) : null;
    if (!found) continue;
    const where = behind(part.text, found.index);
    if (found[0] === '{') return `l’accolade « { » n’est pas refermée, ${where}.`;
    if (found[0] === '}') return `l’accolade « } » n’est pas ouverte, ${where}.`;
    return `la barre « | » ne s’emploie qu’entre crochets, comme « [le stage|les stages] », ${where}.`;
  }
  const named = parts.flatMap(({ kind, text: name }) => (kind === 'named' ? [name] : []));
  const offered =
    passage.placeholders.length === 0
      ? 'il n’y en a pas ici'
      : `vous pouvez employer ${inBraces(passage.placeholders)}`;
  const unknown = named.find((name) => {
    const known = placeholderNamed(name);
    return known === undefined || !passage.placeholders.includes(known);
  });
  if (unknown !== undefined) return `« {${unknown.slice(0, 40)}} » n’est pas un repère d’ici : ${offered}.`;
  const lost = passage.needs.find((needed) =>
    [false, true].some((isSeveral) => !namesSaid(text, passage.isByNumber, isSeveral).includes(needed)),
  );
  return lost && `gardez le repère {${lost}} : sans lui, le courriel ne dirait plus ce qu’il doit dire.`;
};

/** What may be kept of a text that was typed: line breaks as one character, and nothing around it or at the end of its lines. */
export const tidied = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/**
 * Why a text cannot stand in a passage, as the rest of a sentence that begins with its label; undefined where it can. Linear in its
 * length, and whatever is far too long is not looked at.
 */
export const passageProblem = (passage: Passage, text: string): string | undefined => {
  const most = limitOf(passage);
  if (text.length > most) return `${text.length} signes, pour ${most} au plus.`;
  if (text.trim() === '') return passage.isOptional ? undefined : 'il manque un texte.';
  if (passage.isLine && /[\n\r\u2028\u2029]/.test(text)) return 'il tient sur une ligne, sans retour.';
  if (/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(text))
    return 'un caractère invisible s’y est glissé : retapez ce passage.';
  // Copied from a mail to one person, it would open what is theirs to everybody.
  const door = personalLink.exec(text)?.[1];
  if (door === 'r')
    return 'le lien personnel d’un tuteur n’ouvre que ses comptes-rendus : retirez-le, chaque courriel porte le sien.';
  if (door !== undefined)
    return 'ce lien personnel n’ouvre que ce qui est à son lecteur : retirez-le, chaque courriel porte le sien.';
  return markupProblem(text) ?? placeholderProblem(text, passage);
};

/** @param values what each placeholder of the mail stands for; they are text, whatever is in them */
export const filled = (
  { isByNumber }: Pick<Passage, 'isByNumber'>,
  text: string,
  values: Readonly<Partial<Record<Placeholder, string>>>,
  isSeveral: boolean,
): string =>
  partsOf(text, isByNumber)
    .map((part) => {
      if (part.kind === 'choice')
        return filled({ isByNumber: false }, isSeveral ? part.several : part.one, values, isSeveral);
      const name = part.kind === 'named' ? placeholderNamed(part.text) : undefined;
      return name === undefined ? part.text : (values[name] ?? '');
    })
    .join('')
    .replace(/ {2,}/g, ' ');
