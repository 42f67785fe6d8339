import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const project = resolve(import.meta.dirname, '../..');
const folder = resolve(project, '.github/workflows');
const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const workflow = z.object({
  permissions,
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      environment: z.string().optional(),
      permissions: permissions.optional(),
      steps: z.array(z.object({ uses: z.string().optional(), run: z.string().optional() })),
    }),
  ),
});
const packageJson = z
  .object({ scripts: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(resolve(project, 'package.json'), 'utf8')));

describe.each(readdirSync(folder))('the workflow %s', (file) => {
  const text = readFileSync(resolve(folder, file), 'utf8');
  const { jobs, ...whole } = workflow.parse(parse(text));
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('calls only scripts that there are', () => {
    const runs = steps.flatMap(({ run }) => run ?? []).join('\n');
    const scripts = [...runs.matchAll(/\bnpm (?:run )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(scripts.filter((name) => name !== 'ci' && !(name in packageJson.scripts))).toEqual([]);
    const tools = [...runs.matchAll(/\bnpx ([\w-]+)/g)].map(([, name]) => name);
    expect(new Set(tools)).toEqual(new Set(['cdk']));
    expect(packageJson.devDependencies['aws-cdk']).toBeDefined();
  });

  test('pins every action by its whole commit, and says which version that is', () => {
    const lines = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses).length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('has no more rights than to read, but for who asks AWS for a role, and no key of its own', () => {
    expect(whole.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) {
      const asksAws = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/'));
      expect(job.permissions).toEqual(asksAws ? { contents: 'read', 'id-token': 'write' } : undefined);
    }
    expect(text).not.toMatch(/secrets\.|aws-(secret-)?access-key/);
  });

  test('puts nothing that others write into a command line', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

test('a deployment waits for an approval and for the one before, and no package’s script sees its role', () => {
  const { jobs, concurrency } = workflow.parse(parse(readFileSync(resolve(folder, 'release.yml'), 'utf8')));
  expect(jobs.deploy?.environment).toBe('production');
  expect(concurrency['cancel-in-progress']).toBe(false);
  const names = jobs.deploy?.steps.map(({ uses, run }) => run ?? uses?.replace(/@.*/, ''));
  expect(names?.slice(-3)).toEqual([
    'npm ci',
    'aws-actions/configure-aws-credentials',
    'npx cdk deploy --require-approval never $CONTEXT',
  ]);
});
