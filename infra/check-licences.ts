import { execFileSync } from 'node:child_process';
import * as z from 'zod';

/**
 * Every package that comes along has a licence that lets us hand SOPA on. `npm run licences` reads npm's own bill of
 * materials (CycloneDX); a licence that is not here is a decision for a person, who adds it or drops the package.
 */
const accepted = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib'],
  ...['Python-2.0', 'CC0-1.0', 'Unlicense', 'OFL-1.1', 'CC-BY-4.0', 'MPL-2.0', 'Unicode-3.0', 'CC-BY-3.0'],
]);

/** Decided by a person, who read the file that the package comes with. */
const decided: Record<string, string> = {
  // MIT, in its LICENSE file; its package.json does not say so.
  'png-js': 'MIT',
};

const bill = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licenses: z
        .array(
          z.union([
            z.object({ license: z.object({ id: z.string() }) }).transform(({ license }) => license.id),
            z.object({ license: z.object({ name: z.string() }) }).transform(({ license }) => license.name),
            z.object({ expression: z.string() }).transform(({ expression }) => expression),
          ]),
        )
        .default([]),
    }),
  ),
});

/** `(MIT OR GPL-3.0)` is accepted for its first, `MIT AND Zlib` for both. */
const isAccepted = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((id) => accepted.has(id.trim())));

const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const { components } = bill.parse(JSON.parse(text));
const strange = components.filter(
  ({ name, licenses }) => !licenses.some(isAccepted) && !isAccepted(decided[name] ?? ''),
);
for (const { name, version, licenses } of strange)
  console.error(`${name}@${version}: ${licenses.join(', ') || 'no licence'}`);
console.log(`${components.length} packages, ${strange.length} with a licence to decide on`);
process.exit(strange.length === 0 ? 0 : 1);
