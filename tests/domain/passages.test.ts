import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  filled,
  limitOf,
  type Passage,
  passageProblem,
  tidied,
} from '../../functions/domain/wording/passages.ts';
import { placeholderNamed } from '../../functions/domain/wording/placeholders.ts';

const prose: Passage = {
  label: 'Début',
  text: 'Bonjour {étudiants}.',
  placeholders: ['étudiants', 'date limite'],
  needs: [],
  isLine: false,
  isOptional: false,
  isByNumber: true,
};
const line: Passage = { ...prose, label: 'Objet', isLine: true, placeholders: ['date limite'] };

test.each([
  ['Merci {étudiants}, {date limite}.'],
  ['Merci {Étudiants}, { date  limite }.'],
  ['[Le stage|Les stages] de [{étudiants}|tous]'],
  ['<b>Merci</b>, « oui » : 3 < 4, a > b, <br> et <scolarite@inspe.example>'],
  ['Deux\n\nparagraphes'],
  ['Pages [1] et [2]'],
])('may be said: %j', (text) => {
  expect(passageProblem(prose, text)).toBeUndefined();
});

test.each([
  ['', 'il manque un texte.'],
  [
    'Rapport de {prénom}',
    '« {prénom} » n’est pas un repère d’ici : vous pouvez employer {étudiants}, {date limite}.',
  ],
  ['Rapport de {étudiants', 'l’accolade « { » n’est pas refermée, après « Rapport de ».'],
  ['étudiants} merci', 'l’accolade « } » n’est pas ouverte, après « étudiants ».'],
  ['{étu{étudiants}}', 'l’accolade « { » n’est pas refermée, au début.'],
  [
    '[le|les',
    'la barre « | » ne s’emploie qu’entre crochets, comme « [le stage|les stages] », après « [le ».',
  ],
  ['[a|{b]', 'l’accolade « { » n’est pas refermée, au début.'],
  [
    '[a|b|c]',
    'la barre « | » ne s’emploie qu’entre crochets, comme « [le stage|les stages] », après « [a ».',
  ],
  ['Un <b>mot', 'la balise « <b> » n’est pas fermée, après « Un ».'],
  ['Un mot</b>', 'la balise « </b> » ne ferme rien, après « Un mot ».'],
  ['<i><b>x</i></b>', 'la balise « </i> » ne ferme rien, après « <i><b>x ».'],
  ['Un <b class="x"', 'la balise « <b » n’est pas terminée, après « Un ».'],
  ['<script>alert(1)</script>', 'un script n’a pas sa place dans un courriel : retirez-le.'],
  ['<SCRIPT src=x>', 'un script n’a pas sa place dans un courriel : retirez-le.'],
  ['<img src=x onerror=alert(1)>', 'un script n’a pas sa place dans un courriel : retirez-le.'],
  ['voir javascript:alert(1)', 'un script n’a pas sa place dans un courriel : retirez-le.'],
  ['a\u0007b', 'un caractère invisible s’y est glissé : retapez ce passage.'],
  ['a\u202eb', 'un caractère invisible s’y est glissé : retapez ce passage.'],
  [
    'https://stages.example/r/Qm9uam91ci1sZS1tb25kZS1jZWNpLWVzdA',
    'le lien personnel d’un tuteur n’ouvre que ses comptes-rendus : retirez-le, chaque courriel porte le sien.',
  ],
  ...['e', 'invitation'].map((door) => [
    `https://stages.example/${door}/Qm9uam91ci1sZS1tb25kZS1jZWNpLWVzdA`,
    'ce lien personnel n’ouvre que ce qui est à son lecteur : retirez-le, chaque courriel porte le sien.',
  ]),
  ['x'.repeat(2_001), '2001 signes, pour 2000 au plus.'],
])('is refused with what is wrong and where: %j', (text, problem) => {
  expect(passageProblem(prose, text)).toBe(problem);
});

describe('a subject', () => {
  test('is one short line, and names only what it may', () => {
    expect(passageProblem(line, 'Avant le {date limite}')).toBeUndefined();
    expect(passageProblem(line, 'Merci\nBcc: x@y.example')).toBe('il tient sur une ligne, sans retour.');
    expect(passageProblem(line, 'Merci {étudiants}')).toBe(
      '« {étudiants} » n’est pas un repère d’ici : vous pouvez employer {date limite}.',
    );
    expect(passageProblem(line, 'x'.repeat(limitOf(line) + 1))).toMatch(/^151 signes, pour 150/);
    expect(passageProblem({ ...line, placeholders: [] }, '{stage}')).toMatch(/il n’y en a pas ici\.$/);
  });
});

test('what a passage must hold it cannot lose, but an optional one may be left empty', () => {
  const needing: Passage = { ...prose, needs: ['date limite'] };
  expect(passageProblem(needing, 'Bientôt.')).toMatch(/^gardez le repère \{date limite\}/);
  expect(passageProblem(needing, '[Le {date limite}|Tous le {date limite}]')).toBeUndefined();
  expect(passageProblem(needing, '[Le {date limite}|Tous]')).toMatch(/^gardez le repère/);
  expect(passageProblem({ ...prose, isOptional: true }, ' ')).toBeUndefined();
});

test('brackets and bars are plain signs where a mail is about one', () => {
  const ofOne = { ...prose, isByNumber: false };
  expect(passageProblem(ofOne, '[Important|urgent] a | b')).toBeUndefined();
  expect(passageProblem(ofOne, 'de 12 h | 14 h, {stage')).toMatch(/^l’accolade « \{ » n’est pas refermée/);
  expect(filled(ofOne, '[a|b] {étudiants}', { étudiants: 'Inès' }, true)).toBe('[a|b] Inès');
});

test('is filled by number and name; what stands there is text, whatever is in it', () => {
  const text = '[Le stage|Les stages] {des étudiants}[| ensemble].';
  expect(filled(prose, text, { 'des étudiants': 'd’Inès' }, false)).toBe('Le stage d’Inès.');
  expect(filled(prose, text, { 'des étudiants': '{stage} [a|b]' }, true)).toBe(
    'Les stages {stage} [a|b] ensemble.',
  );
});

test('placeholders are known however a keyboard writes them', () => {
  expect(placeholderNamed("De L'étudiant ")).toBe('de l’étudiant');
  expect(placeholderNamed('date\u00a0limite')).toBe('date limite');
  expect(placeholderNamed('e\u0301cole')).toBe('école');
  expect(placeholderNamed('constructor')).toBeUndefined();
});

test('is tidied without a word being touched', () => {
  expect(tidied('  a \r\n\r\n b\t\r\n')).toBe('a\n\n b');
});

test('nothing that may be said leaves a brace, a bar or a value unread behind, and judging takes a moment', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '|',
    '{étudiants}',
    '{date limite}',
    '[a|b]',
    'mot ',
    '<b>',
    '</b>',
    '<',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, isSeveral) => {
      const text = pieces.join('');
      if (passageProblem(prose, text) !== undefined) return;
      const said = filled(prose, text, { étudiants: 'Inès', 'date limite': 'lundi' }, isSeveral);
      expect(said).not.toMatch(/[{}|]/);
    }),
    { numRuns: 2_000 },
  );
  const hostile = ['{', '<a ', '[a', '[a|', '<a on', ' '].map((one) => one.repeat(2_000).slice(0, 2_000));
  const before = performance.now();
  for (const text of hostile) passageProblem(prose, text);
  expect(performance.now() - before).toBeLessThan(500);
});
