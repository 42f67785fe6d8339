import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a function's entry file: `index.mjs` and what it imports is what a cold start loads, the other chunks are what the
 * code imports when it is asked for (infra/decisions/0031-cold-starts.md). The same sources give the same bytes, so that
 * nothing is deployed again that has not changed. @param entry relative to the project's folder
 */
export const bundle = (entry: string, outdir: string, otherwise: BuildOptions = {}): void => {
  buildSync({
    absWorkingDir: project,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // No keepNames, which costs a call for each function that there is: our errors say their names themselves.
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'binary', '.woff2': 'binary', '.png': 'binary', '.css': 'text', '.client.js': 'text' },
    // CommonJS dependencies call require for Node's own modules, which an ES module does not have.
    banner: {
      js: "import{createRequire as sopaRequire}from'node:module';const require=sopaRequire(import.meta.url);",
    },
    logLevel: 'error',
    ...otherwise,
  });
};

/** For a debugger on this machine, never deployed. CDK moves bundles: their maps have to name the sources wherever they are. */
const readableBundle = (entry: string, outdir: string): void => {
  bundle(entry, outdir, { minify: false, sourcemap: true });
  for (const file of globSync(join(outdir, '*.map'))) {
    const map: { sources: string[] } = JSON.parse(readFileSync(file, 'utf8'));
    const sources = map.sources.map((source) => pathToFileURL(resolve(outdir, source)).href);
    writeFileSync(file, JSON.stringify({ ...map, sources }));
  }
};

const made = new Map<string, string>();
let parent: string | undefined;

/** A function's bundle, made once in a process however many stacks it draws: the tests draw many. */
export const bundledCode = (entry: string): Code => {
  if (!parent) {
    const folder = mkdtempSync(join(tmpdir(), 'sopa-bundles-'));
    parent = folder;
    // CDK copies assets into the assembly as the stack is built; what is left here is of no use once the process ends.
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  const outdir = made.get(entry) ?? join(parent, String(made.size));
  if (!made.has(entry)) (process.env.READABLE_BUNDLES ? readableBundle : bundle)(entry, outdir);
  made.set(entry, outdir);
  return Code.fromAsset(outdir);
};
