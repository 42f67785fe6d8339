import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const project = join(import.meta.dirname, '../..');

/** A deliberate defect: in that file, that text replaced. */
export type Defect = { file: string; find: string; replace: string };

/** What a run stands in for: the layout of mails and reports, and what packs them, which have tests of their own, and chance. */
const standIns: Plugin = {
  name: 'stand-ins',
  setup({ onResolve }) {
    const instead = (file: string) => ({ path: join(import.meta.dirname, 'services', file) });
    onResolve({ filter: /\/message\.ts$/ }, ({ importer }) =>
      /functions\/(mail\/outbox|actions\/mail-trial)\.ts$/.test(importer)
        ? instead('light-message.ts')
        : undefined,
    );
    onResolve({ filter: /documents\/report-pdf\.ts$/ }, () => instead('light-report.ts'));
    onResolve({ filter: /^node:zlib$/ }, ({ importer }) =>
      importer.endsWith('functions/store/letters.ts') ? instead('uncompressed.ts') : undefined,
    );
    onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      /\/(functions|infra)\//.test(importer) ? instead('seeded-crypto.ts') : undefined,
    );
  },
};

const withDefect = (defects: readonly Defect[]): Plugin => ({
  name: 'defects',
  setup({ onLoad }) {
    for (const { file, find, replace } of defects)
      onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (source.split(find).length !== 2) throw new Error(`${file} does not have once: ${find}`);
        return { contents: source.replace(find, () => replace), loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
  },
});

/** Our functions, the interpreter and the simulation around them, in one file. */
export const bundleSimulation = async (outfile: string, defects: readonly Defect[] = []): Promise<void> => {
  await build({
    absWorkingDir: project,
    entryPoints: ['tests/simulation/shard.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'binary', '.woff2': 'binary', '.png': 'binary', '.css': 'text', '.client.js': 'text' },
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [standIns, withDefect(defects)],
  });
};
