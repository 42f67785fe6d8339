import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LambdaFunction } from './services/lambda-runner.ts';
import { type CloudAssembly, projectFolder, readAssembly } from './template/cloud-assembly.ts';
import { readLocalStack } from './template/local-stack.ts';

/** Editors write a file in several strokes, and formatters once more. In milliseconds. */
const settling = 200;
const isSource = (file: string) => /\.(tsx?|css|js|json|ttf|woff2|png)$/.test(file);

/**
 * Makes the functions anew when a source of theirs is saved, by a synthesis in the background: the same bundles as those of
 * a start, whatever a function imports. What does not build leaves the old code in service.
 * @param running what runs now. @param take is given the functions whose code has changed. @returns how to stop.
 */
export function watchSources(options: {
  running: { assembly: CloudAssembly; functions: LambdaFunction[] };
  publicUrl: string;
  synthesize: () => Promise<string>;
  take: (changed: LambdaFunction[]) => void;
  say: (sentence: string) => void;
}): () => void {
  const { running, publicUrl, synthesize, take, say } = options;
  const template = resourcesOf(running.assembly);
  let bundles = new Map(running.functions.map(({ name, bundle }) => [name, contentOf(bundle)]));
  let asked = 0;
  let isAtWork = false;

  async function makeAnew(): Promise<void> {
    asked += 1;
    if (isAtWork) return;
    isAtWork = true;
    for (let seen = 0; seen !== asked; ) {
      seen = asked;
      await pause(settling);
      if (seen === asked) await attempt();
    }
    isAtWork = false;
  }

  async function attempt(): Promise<void> {
    try {
      const assembly = await readAssembly(await synthesize());
      const { functions } = readLocalStack(assembly, publicUrl);
      const changed = functions.filter(({ name, bundle }) => bundles.get(name) !== contentOf(bundle));
      bundles = new Map(functions.map(({ name, bundle }) => [name, contentOf(bundle)]));
      if (changed.length > 0) {
        take(changed);
        say(`Code rechargé : ${changed.map(({ name }) => name).join(', ')}.`);
      }
      if (resourcesOf(assembly) !== template) say(restart);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      say(
        `Le code ne se construit pas, l’ancien reste en service.\n${reason.slice(Math.max(0, reason.indexOf('✘')))}`,
      );
    }
  }

  const watchers: FSWatcher[] = ['schemas', 'functions', 'infra'].map((folder) =>
    watch(join(projectFolder, folder), { recursive: true }, (_, file) => {
      if (!file || !isSource(file)) return;
      if (folder === 'infra') say(`infra/${file} a changé. ${restart}`);
      else void makeAnew();
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

const restart = 'Redémarrez npm start pour en tenir compte.';

/** An asset's folder is named by the digest of what is in it. */
const contentOf = (bundle: string): string => basename(dirname(bundle));

/** The template but the functions' code, which is all that can be exchanged while they run. */
const resourcesOf = ({ template }: CloudAssembly): string =>
  JSON.stringify(template, (key, value) => (key === 'S3Key' ? undefined : value));
