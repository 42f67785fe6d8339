import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Stylesheets and client scripts are text to the functions that serve them, in tests as in the bundles. */
const textImports = {
  name: 'text-imports',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    importer && /\.(css|client\.js)$/.test(source) ? `${resolve(dirname(importer), source)}?raw` : undefined,
};

export default defineConfig({ plugins: [textImports] });
