import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Every function's entry file bundled by one esbuild run, each into a folder of its own that holds one `index.mjs`
 * (infra/decisions/0100-one-bundling-run.md). The same sources give the same bytes, so that nothing is deployed again
 * that has not changed.
 */
export class Bundles {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sopa-bundles-'));

  /** @param entries entry files by function name, relative to the project's folder. */
  constructor(entries: Record<string, string>) {
    // CDK copies assets into the assembly as the stack is built; what is left here is of no use once the process ends.
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
    buildSync({
      absWorkingDir: project,
      entryPoints: Object.entries(entries).map(([name, file]) => ({
        in: file,
        out: `${name}/index`,
      })),
      outdir: this.#folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      minify: true,
      // An error's name decides which retry applies (retry-policies.ts): minification must not change it.
      keepNames: true,
      legalComments: 'none',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      loader: { '.ttf': 'binary', '.css': 'text', '.client.js': 'text' },
      // CommonJS dependencies call require for Node's own modules, which an ES module does not have.
      banner: {
        js: "import{createRequire as sopaRequire}from'node:module';const require=sopaRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
  }

  code(name: string): Code {
    return Code.fromAsset(join(this.#folder, name));
  }
}
