import type { Prose } from '../../../schemas/framing.ts';

/** How prose is written in a field, as it is explained below it. */
export const proseHint =
  'Une ligne vide sépare deux paragraphes. Une ligne qui commence par « # » est un titre ; par « - », un point d’une liste.';

/** Blocks of prose as they are written in a field: headings begin with `# `, items with `- `, an empty line ends a paragraph. */
export const proseText = (blocks: readonly Prose[]): string =>
  blocks
    .flatMap(({ heading, paragraphs, items }) => [
      ...(heading === undefined ? [] : [`# ${heading}`]),
      ...paragraphs,
      ...(items.length > 0 ? [items.map((item) => `- ${item}`).join('\n')] : []),
    ])
    .join('\n\n');

/** What begins a heading, or a point of a list as people type or paste one. */
const mark = /^(?:(#)|[-–•])[ \u00a0]+(?=\S)/;

/**
 * The blocks that a text makes; every heading, and every paragraph behind a list, begins one. Of `proseText` it makes the same page. Linear in its length.
 *
 * @param lines tidied: nothing around them, nothing invisible. Those of a paragraph stay lines, those of an item become one.
 */
export const proseOf = (lines: readonly string[]): Prose[] => {
  const blocks: Prose[] = [];
  let paragraph: string[] = [];
  let item: string[] | undefined;
  const begun = (heading?: string): Prose => {
    const block = { ...(heading !== undefined && { heading }), paragraphs: [], items: [] };
    blocks.push(block);
    return block;
  };
  const finish = () => {
    if (item) (blocks.at(-1) ?? begun()).items.push(item.join(' '));
    if (paragraph.length > 0) {
      const last = blocks.at(-1);
      (last && last.items.length === 0 ? last : begun()).paragraphs.push(paragraph.join('\n'));
    }
    [item, paragraph] = [undefined, []];
  };
  for (const line of lines) {
    const found = mark.exec(line);
    const text = found ? line.slice(found[0].length) : line;
    if (line === '' || found) finish();
    if (line === '') continue;
    if (found?.[1]) begun(text);
    else if (found) item = [text];
    else (item ?? paragraph).push(text);
  }
  finish();
  return blocks;
};
