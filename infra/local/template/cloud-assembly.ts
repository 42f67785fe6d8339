import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod';

export const projectFolder = resolve(import.meta.dirname, '../../..');

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource.extend({ Condition: z.string().optional() })),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
export type Template = z.infer<typeof template>;
export type Resource = z.infer<typeof resource>;

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});
const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface CloudAssembly {
  template: Template;
  /** Folder of an asset, by the S3 key under which `cdk deploy` would upload it. */
  assetFolders: Map<string, string>;
}

/**
 * Reads what `cdk synth` wrote: exactly one stack, its template and its file assets.
 * Throws when the folder holds no assembly, or several stacks (this product is one).
 */
export async function readAssembly(folder: string): Promise<CloudAssembly> {
  const readJson = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const artifacts = Object.values(manifest.parse(await readJson('manifest.json')).artifacts);
  const templateFiles = artifacts
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ properties }) => properties?.templateFile ?? '');
  const [templateFile, ...others] = templateFiles;
  if (!templateFile || others.length > 0) {
    throw new Error(`${folder} : une seule pile attendue, trouvé : ${templateFiles.join(', ') || 'aucune'}`);
  }
  const assetFolders = new Map<string, string>();
  const assetFile = templateFile.replace(/\.template\.json$/, '.assets.json');
  if (existsSync(join(folder, assetFile))) {
    for (const { source, destinations } of Object.values(
      assetManifest.parse(await readJson(assetFile)).files,
    )) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path) assetFolders.set(objectKey, resolve(folder, source.path));
      }
    }
  }
  return { template: template.parse(await readJson(templateFile)), assetFolders };
}

/**
 * The folder of an assembly of the sources as they are now. It is kept under node_modules/.cache, by the digest of the
 * sources, so that only a changed project is synthesized again; a rename publishes it, so that two homes starting at once
 * never see half of one.
 * @param readable bundles for a debugger: not minified, with source maps
 */
export async function synthesizedAssembly({ readable = false } = {}): Promise<string> {
  const cache = join(projectFolder, 'node_modules/.cache/sopa');
  const folder = join(cache, `assembly-${await digestOfSources()}${readable ? '-readable' : ''}`);
  if (existsSync(join(folder, 'manifest.json'))) return folder;
  await mkdir(cache, { recursive: true });
  await removeOldAssemblies(cache);
  const draft = await mkdtemp(join(cache, 'draft-'));
  try {
    await runCdkApp(draft, readable);
    await rename(draft, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

const keptMs = 7 * 24 * 3600 * 1000;

/** A home that runs reads its bundles from its assembly when they are first needed: only what is a week old goes. */
async function removeOldAssemblies(cache: string): Promise<void> {
  for (const entry of await readdir(cache)) {
    const { mtimeMs } = await stat(join(cache, entry));
    if (Date.now() - mtimeMs > keptMs) await rm(join(cache, entry), { recursive: true, force: true });
  }
}

async function digestOfSources(): Promise<string> {
  const files: string[] = ['package-lock.json', 'cdk.json', 'tsconfig.json'].map((name) =>
    join(projectFolder, name),
  );
  for (const folder of ['schemas', 'functions', 'infra']) {
    for await (const entry of glob(`${folder}/**/*`, { cwd: projectFolder, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
    }
  }
  const digest = createHash('sha256');
  // The home itself is no part of what is synthesized: changing it must not cost a synthesis.
  const inputs = files.filter((file) => !relative(projectFolder, file).startsWith('infra/local/'));
  for (const file of inputs.sort()) {
    digest.update(`${relative(projectFolder, file)}\n`).update(await readFile(file));
  }
  return digest.digest('hex').slice(0, 20);
}

/** What `cdk synth` does, without the toolkit around it: the app writes its assembly into CDK_OUTDIR. */
async function runCdkApp(outdir: string, readable: boolean): Promise<void> {
  const context = JSON.parse(await readFile(join(projectFolder, 'cdk.json'), 'utf8')).context ?? {};
  const app = spawn(process.execPath, ['infra/app.ts'], {
    cwd: projectFolder,
    env: {
      ...process.env,
      ...{ CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), NODE_OPTIONS: '' },
      ...{ READABLE_BUNDLES: readable ? '1' : '' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((done, failed) => {
    app.on('error', failed);
    app.on('close', done);
  });
  if (code !== 0) throw new Error(`La synthèse de l’application CDK a échoué :\n${said.slice(-4000)}`);
}
