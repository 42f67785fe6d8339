import { constants } from 'node:zlib';

/** Letters are kept as they are: compressing them says nothing of their lives. */
export { constants };
export const brotliCompressSync = (words: string): Buffer => Buffer.from(words);
export const brotliDecompressSync = (words: Uint8Array): Buffer => Buffer.from(words);
