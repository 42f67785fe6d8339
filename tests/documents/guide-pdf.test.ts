import { expect, test } from 'vitest';
import { guidePdf } from '../../functions/documents/guide-pdf.ts';
import { montclair } from '../montclair.ts';
import { poitiers } from '../poitiers.ts';
import { readPdf } from './read-pdf.ts';

const now = '2026-09-14T07:00:00.000Z';

test('the printed guide brings mission letter, role and framing of its stage, whole, and names nobody of it', async () => {
  const bytes = await guidePdf({
    institution: poitiers,
    guide: poitiers.programme.guide,
    campaign: { stage: 'sopa2' },
    now,
  });
  const { text, tags, isTagged, lang, info, pages, fonts } = await readPdf(bytes);
  let from = 0;
  for (const passage of [
    'INSPÉ de l’académie de Poitiers',
    'Guide du tuteur de stage – SOPA 2',
    'La lettre de mission du tuteur de stage',
    'Depuis la rentrée 2022, les étudiants en formation à l’INSPÉ',
    'Cécile Lalanne',
    'Réserver un temps d’accueil au stagiaire',
    '(cf. page 12). [le lien vers le compte-rendu vous parvient par courriel le dernier jour du stage.]',
    'UE4 du semestre 2.',
    'Deuxième stage (massé)',
    'Quels points communs/quelles différences avec le stage 1',
    'Conception d’une séquence en étant guidé par le MAT.',
    'Savoir observer les élèves pour adapter ses actions.',
  ]) {
    expect(text.slice(from), passage).toContain(passage);
    from = text.indexOf(passage, from);
  }
  expect(text).not.toContain('Premier stage');
  expect([isTagged, lang, info.Title]).toEqual([true, 'fr-FR', 'Guide du tuteur de stage – SOPA 2']);
  expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1);
  expect(tags.filter((tag) => tag === 'H2')).toHaveLength(3);
  expect(fonts.embedded).toBe(fonts.names.length);
  for (const page of pages) {
    expect([page.untagged, page.outside, page.overlaps]).toEqual(['', [], []]);
    expect(page.artifacts).toMatch(/page \d\/\d/);
  }
});

test('another institute’s is in its words alone', async () => {
  const campaign = { stage: 'pratique' };
  const { text } = await readPdf(
    await guidePdf({ institution: montclair, guide: montclair.programme.guide, campaign, now }),
  );
  expect(text).toContain('Votre engagement de maître accueillant');
  expect(text).toContain('Comment une consigne devient-elle un travail ?');
  expect(text).not.toMatch(/SOPA \d|INSPÉ|À l’écran/);
});
