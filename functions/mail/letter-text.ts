import { typeset } from '../domain/wording/typeset.ts';
import {
  type Block,
  closingWords,
  contactLead,
  type Entry,
  type Fact,
  type Letter,
  type Link,
  signedBy,
} from './letter.ts';

const lineWidth = 72;

/** The plain part of a letter: wrapped at 72 columns, links spelled out and never broken. */
export const letterAsText = (letter: Letter): string => {
  const parts = [
    wrapped(letter.title.toUpperCase()),
    wrapped(letter.salutation),
    ...letter.blocks.map(blockAsText),
    closingWords,
    signature(letter),
    wrapped(`${contactLead} ${letter.institution.contactEmail}`),
  ];
  return `${parts.join('\n\n')}\n`;
};

const signature = (letter: Letter): string => {
  const { agent, lines } = signedBy(letter);
  return [agent, ...lines].map((line) => wrapped(line)).join('\n');
};

/** An item, a line beneath one, an underline, or a fact: « Stagiaire : », with the no-break space that letters are set with. */
const startsAnew = /^(?: {4}(?! )|[-*] |[=-]+$|\p{Lu}[^:]{0,40}\u00a0: )/u;

/** A letter's text without the breaks that wrapping made: a page breaks lines by itself. */
export const unwrapped = (text: string): string => {
  const lines = text.split('\n');
  return lines.reduce((flowing, line, at) => {
    const before = lines[at - 1] ?? '';
    const [word = ''] = line.trimStart().replace(/^> /, '').split(' ');
    const isWrapped =
      before !== '' && word !== '' && !startsAnew.test(line) && before.length + 1 + word.length > lineWidth;
    return isWrapped ? `${flowing} ${line.trimStart().replace(/^> /, '')}` : `${flowing}\n${line}`;
  });
};

const blockAsText = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return wrapped(block.text);
    case 'heading':
      return `\n${underlined(block.text, '=')}`;
    case 'list':
      return block.items.map((item) => wrapped(item, '- ', '  ')).join('\n');
    case 'facts':
      return block.rows.map(factAsText).join('\n');
    case 'entries':
      return block.entries.map(entryAsText).join('\n\n');
    case 'button':
      return linkAsText(block);
    case 'links':
      return block.links.map(linkAsText).join('\n');
    case 'fineprint':
      return `${wrapped(block.text)}\n${linkAsText(block)}`;
    case 'link':
      return `${wrapped(`${block.label} ${block.text} :`)}\n${block.url}`;
    case 'quote':
      return wrapped(block.text, '> ', '> ');
  }
};

const factAsText = ({ label, value, email }: Fact): string =>
  wrapped(`${label} : ${value}${email === undefined ? '' : ` (${email})`}`, '', '  ');

const entryAsText = ({ title, lines, email, phone, warning }: Entry): string =>
  [
    wrapped(title, '- ', '  '),
    ...[...lines, phone, email, warning]
      .filter((line) => line !== undefined)
      .map((line) => wrapped(line, '    ', '      ')),
  ].join('\n');

const linkAsText = ({ label, url }: Link): string => `${typeset(`${label} :`)}\n${url}`;

const underlined = (text: string, stroke: string): string => {
  const lines = wrapped(text);
  const longest = Math.max(...lines.split('\n').map((line) => line.length));
  return `${lines}\n${stroke.repeat(longest)}`;
};

/** Breaks at plain spaces only: non-breaking ones hold, and a word longer than a line stays whole. */
const wrapped = (text: string, first = '', following = ''): string => {
  const lines: string[] = [];
  for (const source of typeset(text).split('\n')) {
    let line = lines.length === 0 ? first : following;
    let isEmpty = true;
    for (const word of source.split(/ +/)) {
      if (!isEmpty && line.length + 1 + word.length > lineWidth) {
        lines.push(line);
        line = following;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
};
