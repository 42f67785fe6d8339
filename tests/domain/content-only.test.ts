import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { montclair } from '../montclair.ts';
import { poitiers } from '../poitiers.ts';

const root = join(import.meta.dirname, '../..');
/** Content itself, and samples. */
const content = /^infra\/(institutions|local\/sample)\//;

const code = ['functions', 'schemas', 'infra']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => /\.(tsx?|js|css|json|md)$/.test(path) && !content.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8').replace(/\s+/g, ' ') }));

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

/** Shorter texts of a guide are words that anybody uses: "Niveau", "Précisions". */
const sentence = 24;

test.each([poitiers, montclair])(
  'no stage, site or sentence of $name stands in code',
  ({ sites, programme }) => {
    const { stages, guide, reportForms, words, addressDomains, notices } = programme;
    const names = [
      ...stages.flatMap(({ stageId, label }) => (/\d/.test(stageId) ? [stageId, label] : [`'${stageId}'`])),
      ...sites.flatMap(({ siteId, name, campus }) => [`'${siteId}'`, name, campus]),
      ...addressDomains,
      ...[words.site, words.studies, ...Object.values(words.unit), ...Object.values(words.institute)],
    ];
    const said = [
      ...new Set([
        ...names,
        ...textsOf([guide, reportForms, notices?.contact, notices?.legal, notices?.personalData]).filter(
          (text) => text.length >= sentence,
        ),
      ]),
    ];
    expect(said.length).toBeGreaterThan(50);
    const found = code.flatMap(({ path, text }) =>
      said.filter((words) => text.includes(words)).map((words) => `${path}: ${words}`),
    );
    expect(found).toEqual([]);
  },
);
