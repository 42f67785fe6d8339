import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pictureDigests } from '../../functions/documents/guide-pictures/picture-digests.ts';
import { pictures } from '../../functions/documents/guide-pictures/pictures.ts';
import { staffGuidePdf } from '../../functions/documents/staff-guide-pdf.ts';
import {
  type GuidePictureName,
  guidePictures,
  pictureWidth,
  type StaffGuide,
  staffGuides,
} from '../../functions/domain/guide/staff-guides.ts';
import { digestOf } from '../pages/guide-picture.ts';
import { poitiers } from '../poitiers.ts';
import { readPdf } from './read-pdf.ts';

const now = '2026-09-14T07:00:00.000Z';
const guides: [string, StaffGuide][] = Object.entries(staffGuides);
const names = Object.keys(guidePictures) as GuidePictureName[];

test.each(guides)(
  'the guide “%s” is printed whole, with its pictures, for whoever sees or hears it',
  async (_, guide) => {
    const bytes = await staffGuidePdf({ institution: poitiers, guide, now });
    const { text, tags, isTagged, lang, info, pages } = await readPdf(bytes);
    for (const { title, paragraphs, steps = [] } of guide.parts)
      for (const words of [title, ...paragraphs, ...steps])
        expect(text).toContain(words.replace(/\s+/g, ' '));
    expect([isTagged, lang, info.Title]).toEqual([true, 'fr-FR', guide.title]);
    expect(tags.filter((tag) => tag === 'Figure')).toHaveLength(
      guide.parts.filter(({ picture }) => picture !== undefined).length,
    );
    expect(tags.filter((tag) => tag === 'H2')).toHaveLength(guide.parts.length);
    for (const page of pages) expect([page.untagged, page.outside, page.overlaps]).toEqual(['', [], []]);
    expect(bytes.length).toBeLessThan(600_000);
  },
);

test.each(names)('the picture “%s” is one that a guide shows, as large as it says, and light', (name) => {
  const bytes = Buffer.from(pictures[name]);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
    pictureWidth,
    guidePictures[name].height,
  ]);
  expect(bytes.length).toBeLessThanOrEqual(100_000);
  expect(digestOf(bytes)).toBe(pictureDigests[name]);
  expect(guides.flatMap(([, { parts }]) => parts.map(({ picture }) => picture))).toContain(name);
});

test('what the guides put between quotation marks stands on a page', () => {
  const folder = join(import.meta.dirname, '../../functions');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('staff-guides'))
    .map((file) => readFileSync(join(folder, file), 'utf8').replace(/\s+/g, ' '))
    .join('\n');
  const said = guides.flatMap(([, { lead, parts }]) => [
    lead,
    ...parts.flatMap(({ title, paragraphs, steps = [] }) => [title, ...paragraphs, ...steps]),
  ]);
  const labels = new Set(
    said.flatMap((text) => [...text.matchAll(/« (.+?) »/g)].map(([, label = '']) => label)),
  );
  // What somebody may write, no label.
  labels.delete('appelée le 12, rappelle lundi');
  expect(labels.size).toBeGreaterThan(20);
  expect([...labels].filter((label) => !sources.includes(label))).toEqual([]);
});
