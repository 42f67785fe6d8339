/**
 * Source Sans 3, © Adobe, SIL Open Font License 1.1 (LICENSE_FONT in its package). The whole fonts, not their Latin parts:
 * families’ names come from everywhere. A report embeds only the glyphs that it uses.
 */
export { default as regular } from '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';
export { default as semiBold } from '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf';
