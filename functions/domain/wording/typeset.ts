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

/** What is shown as it was typed, or is no text at all. */
const untouched = /(<(textarea|script|style|pre)\b[\s\S]*?<\/\2>)/;

/** The same in the text of a whole document, its tags and attributes left alone. */
export const typesetHtml = (document: string): string =>
  document
    .split(untouched)
    // Of each three: what lies between, what is left alone, and that tag's name.
    .map((part, at) => {
      if (at % 3 === 2) return '';
      return at % 3 === 1 ? part : part.replace(/>[^<]+/g, typeset);
    })
    .join('');
