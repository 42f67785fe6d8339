/** A picture's bytes, inlined by the bundler (loader `binary`) and by the test runner (vitest.config.ts). */
declare module '*.png' {
  const bytes: Uint8Array;
  export default bytes;
}
