import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Stylesheets and client scripts are text to the functions that serve them, in tests as in the bundles. */
const suffix = '.as-text';
const textImports = {
  name: 'text-imports',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    importer && /\.(css|client\.js)$/.test(source)
      ? `\0${resolve(dirname(importer), source)}${suffix}`
      : undefined,
  load: async (id: string) =>
    id.startsWith('\0') && id.endsWith(suffix)
      ? `export default ${JSON.stringify(await readFile(id.slice(1, -suffix.length), 'utf8'))}`
      : undefined,
};

export default defineConfig({ plugins: [textImports] });
