import type { Prose } from '../../../schemas/framing.ts';
import { mostBlocks, type NoticeName, type Notices } from '../../../schemas/notices.ts';
import { personalLinkProblem } from '../wording/personal-link.ts';
import { proseOf, proseText } from '../wording/prose-text.ts';
import { typedLines } from '../wording/typed-lines.ts';

/** The pages that every footer leads to: what they are called, and where they are. */
export const noticePages = {
  contact: { title: 'Contact', path: '/contact' },
  accessibility: { title: 'Accessibilité', path: '/accessibilite' },
  legal: { title: 'Mentions légales', path: '/mentions-legales' },
  personalData: { title: 'Données personnelles', path: '/donnees-personnelles' },
} as const satisfies Record<NoticeName, { title: string; path: string }>;

export type AccessibilityLevel = Notices['accessibility']['level'];
/** As the footer of every page says it. */
export const accessibilityLevels: Record<AccessibilityLevel, string> = {
  none: 'non conforme',
  partial: 'partiellement conforme',
  full: 'totalement conforme',
};

/** In characters. Four pages that go to it, and a logo, are within an item of the table. */
export const longestNotice = 15_000;

/** A page as it is written in its form. */
export type TypedNotice = { text: string; level: AccessibilityLevel };

/** What a page says; undefined where it has no words yet. */
export const blocksOf = (notices: Partial<Notices> | undefined, name: NoticeName): Prose[] | undefined =>
  name === 'accessibility' ? notices?.accessibility?.text : notices?.[name];

export const typedNotice = (notices: Partial<Notices> = {}, name: NoticeName): TypedNotice => ({
  text: proseText(blocksOf(notices, name) ?? []),
  level: notices.accessibility?.level ?? 'none',
});

export const isSameNotice = (name: NoticeName, one: TypedNotice, other: TypedNotice): boolean =>
  one.text === other.text && (name !== 'accessibility' || one.level === other.level);

/** The notices that are an institution's own once a page is the original again. */
export const withoutNotice = (own: Partial<Notices>, name: NoticeName): Partial<Notices> => {
  const { [name]: _, ...others } = own;
  return others;
};

/**
 * The notices that are an institution's own once one of its pages is as it was typed. One that says what the original says is none of its own.
 *
 * @returns the rest of a sentence that begins with the page's title, where something is wrong
 */
export const withNotice = (
  own: Partial<Notices>,
  name: NoticeName,
  typed: TypedNotice,
  original: Partial<Notices> | undefined,
): { notices: Partial<Notices> } | { problem: string } => {
  if (typed.text.length > longestNotice)
    return { problem: `${typed.text.length} caractères, pour ${longestNotice} au plus.` };
  const link = personalLinkProblem(typed.text);
  if (link) return { problem: link };
  const blocks = proseOf(typedLines(typed.text));
  if (blocks.length === 0) return { problem: 'indiquez un texte.' };
  if (blocks.length > mostBlocks)
    return {
      problem: `${blocks.length} parties (un titre, ou un paragraphe après une liste, en commence une), pour ${mostBlocks} au plus.`,
    };
  const written = { text: proseText(blocks), level: typed.level };
  const others = withoutNotice(own, name);
  if (original?.[name] && isSameNotice(name, written, typedNotice(original, name)))
    return { notices: others };
  const page = name === 'accessibility' ? { level: typed.level, text: blocks } : blocks;
  return { notices: { ...others, [name]: page } };
};
