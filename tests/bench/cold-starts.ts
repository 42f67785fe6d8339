import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { bundle } from '../../infra/constructs/bundles.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { type Figure, median } from './figure.ts';

const rounds = 7;
const pages = ['Tutor', 'Console', 'Auth', 'Assets'];
const yardstick = 'tests/bench/document-client.ts';

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({
    Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }),
  }),
});

const script = `
  const before = process.cpuUsage();
  await import(process.env.BUNDLE);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
`;

/** In milliseconds of processor time, by a process of its own. */
const importOnce = (folder: string, variables: string[]): number => {
  const environment = Object.fromEntries(variables.map((name) => [name, 'https://example.org']));
  const stdout = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...environment, AWS_REGION: 'eu-west-3', BUNDLE: pathToFileURL(join(folder, 'index.mjs')).href },
  });
  return Number(stdout);
};

/** What importing each function's bundle costs, over a bundle that holds nothing but a DocumentClient. */
export const coldStarts = async (assembly: string, scratch: string): Promise<Figure[]> => {
  const { template, assetFolders } = await readAssembly(assembly);
  const functions = Object.values(template.Resources).flatMap(({ Properties }) => {
    const read = functionProperties.safeParse(Properties);
    const folder = read.success && assetFolders.get(read.data.Code.S3Key);
    if (!read.success || !folder) return [];
    const variables = read.data.Environment.Variables;
    return [{ name: variables.POWERTOOLS_SERVICE_NAME, folder, variables: Object.keys(variables) }];
  });
  const [asOneFile, splitAlike] = ['as-one-file', 'split-alike'].map((name) => ({
    name,
    folder: join(scratch, name),
    variables: [],
  }));
  if (!asOneFile || !splitAlike) throw new Error('a yardstick is missing');
  bundle(yardstick, asOneFile.folder, { splitting: false });
  bundle(yardstick, splitAlike.folder);

  const measured = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const { name, folder, variables } of [asOneFile, splitAlike, ...functions])
      measured.set(name, [...(measured.get(name) ?? []), importOnce(folder, variables)]);
  const timeOf = ({ name }: { name: string }) => median(measured.get(name) ?? []);

  const bare = { name: 'bare client', value: timeOf(asOneFile) };
  return [
    {
      name: 'import of the bare client, split like ours',
      value: timeOf(splitAlike),
      unit: 'ms',
      baseline: bare,
    },
    ...functions.map((one) => ({
      ...{ name: `import of ${one.name}`, value: timeOf(one), unit: 'ms', baseline: bare },
      goal: { atMost: pages.includes(one.name) ? 1.5 : 1.3, of: 'ratio' as const },
    })),
  ];
};
