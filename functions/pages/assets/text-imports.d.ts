/** Bytes: the bundler's loader `binary`, and vitest.config.ts. */
declare module '*.woff2' {
  const bytes: Uint8Array;
  export default bytes;
}
/** Bundled as text by esbuild (infra/constructs), and read as text by vitest (vitest.config.ts). */
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.client.js' {
  const text: string;
  export default text;
}
