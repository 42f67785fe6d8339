/**
 * French typesetting, so that all we say is written with plain spaces: no line may break before `: ; ! ? »`, after `«`, after
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

/** What is shown as it was typed or is no text at all, then any other tag: a value between quotes may hold what looks like one's end. */
const untouched =
  /(<(?:textarea|script|style|pre)\b[\s\S]*?<\/(?:textarea|script|style|pre)>|<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>)/;

/** The same in the text of a whole document, its tags and attributes left alone. */
export const typesetHtml = (document: string): string =>
  document
    .split(untouched)
    // What is caught stands at every second place.
    .map((part, at) => (at % 2 === 1 ? part : typeset(part)))
    .join('');
