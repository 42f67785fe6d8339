/**
 * Source Sans 3 as the report's PDF has it, cut to French: 11 KB each (functions/documents/fonts/cut-fonts.py, which names the files by
 * their content). For the pages of staff alone: a tutor's phone waits for no typeface.
 */
export const fontNames = {
  400: 'sopa-sans-400.bea2ea8cfe41.woff2',
  600: 'sopa-sans-600.3e7c27bc2901.woff2',
} as const;

export const fontFaces = Object.entries(fontNames)
  .map(
    ([weight, name]) =>
      `@font-face{font-family:"Sopa Sans";font-weight:${weight};font-display:swap;src:url(/assets/${name}) format("woff2")}`,
  )
  .join('');
