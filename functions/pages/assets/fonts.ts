import { fontNames } from './font-faces.ts';
import regular from './sopa-sans-400.bea2ea8cfe41.woff2';
import semiBold from './sopa-sans-600.3e7c27bc2901.woff2';

/** The bytes of the pages' typeface, by the names that font-faces.ts asks for: only the function that serves them holds them. */
export const fonts: ReadonlyMap<string, Uint8Array> = new Map([
  [fontNames[400], regular],
  [fontNames[600], semiBold],
]);
