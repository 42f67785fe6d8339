import { light } from '../../look/colours.ts';

/** Lengths in points (1/72 inch), A4 portrait. */
export const page = { width: 595.28, height: 841.89, left: 44, right: 44, top: 36, bottom: 52 };
export const contentWidth = page.width - page.left - page.right;
export const contentBottom = page.height - page.bottom;

export const colors = {
  ink: light('ink'),
  /** 6.8:1 on white, so that small print stays readable. */
  quiet: light('soft'),
  accent: light('blue'),
  tint: light('blue-tint'),
  rule: '#b9c4cf',
  margin: light('margin'),
  /** The yellow of a text marker: "Nous vous proposons de surligner les activités". */
  marker: light('marker'),
};

export type TextStyle = {
  font: 'regular' | 'semiBold';
  size: number;
  color: string;
  /** Height of a line. */
  leading: number;
};

export const styles = {
  title: { font: 'semiBold', size: 19, color: colors.accent, leading: 25 },
  subtitle: { font: 'regular', size: 11.5, color: colors.ink, leading: 15 },
  section: { font: 'semiBold', size: 11.5, color: colors.accent, leading: 15 },
  body: { font: 'regular', size: 9.5, color: colors.ink, leading: 12.6 },
  strong: { font: 'semiBold', size: 9.5, color: colors.ink, leading: 12.6 },
  answer: { font: 'regular', size: 10, color: colors.ink, leading: 13.6 },
  answerStrong: { font: 'semiBold', size: 10, color: colors.ink, leading: 13.6 },
  small: { font: 'regular', size: 8.5, color: colors.quiet, leading: 11 },
  smallStrong: { font: 'semiBold', size: 8.5, color: colors.ink, leading: 11 },
  columnHead: { font: 'semiBold', size: 9.5, color: colors.accent, leading: 12.6 },
} satisfies Record<string, TextStyle>;
