import type { Institute } from '../../schemas/programme.ts';

/** A row of facts. `email` makes the value reachable: spelled out in the text part, a mailto link in the other. */
export type Fact = { label: string; value: string; email?: string };

/** What letters are made of. Each is text, never markup: both renderings escape by construction. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string; level: 2 | 3 | 4 }
  | { kind: 'list'; items: string[] }
  | { kind: 'facts'; rows: Fact[] }
  | { kind: 'button'; label: string; url: string }
  /** A way beside the one that the letter is about. */
  | { kind: 'link'; label: string; text: string; url: string }
  | { kind: 'note'; text: string }
  | { kind: 'quote'; text: string };

/** The one source of a mail's two parts. */
export type Letter = {
  subject: string;
  title: string;
  salutation: string;
  blocks: Block[];
  institution: Institute;
};

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text, level: 2 });
export const subheading = (text: string): Block => ({ kind: 'heading', text, level: 3 });
export const subsubheading = (text: string): Block => ({ kind: 'heading', text, level: 4 });
export const list = (items: string[]): Block => ({ kind: 'list', items });
export const facts = (rows: Fact[]): Block => ({ kind: 'facts', rows });
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url });
export const link = (label: string, text: string, url: string): Block => ({ kind: 'link', label, text, url });
/** Something to notice beside the course of the letter. */
export const note = (text: string): Block => ({ kind: 'note', text });
/** Somebody else's words, line breaks kept. */
export const quote = (text: string): Block => ({ kind: 'quote', text });

/**
 * French typesetting, so that templates are written with plain spaces: no line may break before `: ; ! ? »`, after `«`, after
 * a title, nor between a day and its month.
 */
export const typeset = (text: string): string =>
  text
    .replace(/ (?=[:;!?»](?:\s|$|[.,)]))/g, '\u00a0')
    .replace(/« /g, '«\u00a0')
    .replace(/(?<=\b(?:Mme|M\.)) (?=\p{Lu})/gu, '\u00a0')
    .replace(
      /(?<=\b(?:1er|\d{1,2})) (?=(?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc))/g,
      '\u00a0',
    );

export const closingWords = 'Bien cordialement,';

/** Who signs, a line each: the institution's name once, where it sends under that very name. */
export const signedBy = ({ senderName, name }: Letter['institution']): string[] => [
  ...new Set([senderName, name]),
];
export const contactLead = 'Une question, un empêchement ? Écrivez-nous :';
