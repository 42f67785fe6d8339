import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descriptorOf, formOfVersion, framingOf } from '../../functions/domain/guide/programme.ts';
import { guide as guideSchema } from '../../schemas/framing.ts';
import { reportForm } from '../../schemas/report-form.ts';
import { form2026 as form, poitiersProgramme as programme } from '../poitiers.ts';

const { guide } = programme;

/** Line breaks, bullets and runs of spaces belong to the printed page, not to the words. */
const words = (text: string): string =>
  text
    .replace(/^\s*(?:•|-\s*)/gmu, ' ')
    .replace(/\/\s*\n\s*/gu, '/')
    .replace(/\s+/gu, ' ')
    .trim();

const printed = words(readFileSync(new URL('../samples/guide-tuteur-sopa.txt', import.meta.url), 'utf8'));

/** Texts that are not found as they stand, each with its reason and the guide's own pieces that it was made of. */
const mended: Record<string, { reason: string; pieces: string[] }> = {
  'Quels points communs et quelles différences avec les deux premiers stages ?': {
    reason: 'extraction: a space inside the word « stages »',
    pieces: ['Quels points communs et quelles différences avec les deux premiers s tages ?'],
  },
  '1 – De l’observation à la prise en charge progressive': {
    reason: 'the number is set off as in the form to the letter',
    pieces: ['1-De l’observation à la prise en charge progressive'],
  },
  '2 – Objectifs de formation': {
    reason: 'the number is set off as in the form to the letter',
    pieces: ['2- Objectifs de formation'],
  },
  '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 1 et 2': {
    reason: 'the number is set off as in the form to the letter',
    pieces: ['3- Commentaires sur l’acquisition de ces objectifs pour les étapes 1 et 2'],
  },
  '3 – Commentaires sur l’acquisition de ces objectifs pour les étapes 3 et 4': {
    reason: 'the number is set off as in the form to the letter',
    pieces: ['3- Commentaires sur l’acquisition de ces objectifs pour les étapes 3 et 4'],
  },
  '4 – Éthique professionnelle': {
    reason: 'the number is set off, and the capital keeps the accent that it has above the grid',
    pieces: ['4- Ethique professionnelle', 'Éthique professionnelle : grille d’évaluation'],
  },
  '5 – Quels sont les 2 conseils que vous donneriez à cet étudiant ?': {
    reason: 'the number is set off as in the form to the letter',
    pieces: ['5- Quels sont les 2 conseils que vous donneriez à cet étudiant ?'],
  },
  'Contexte (niveau, nbre d’élèves...)': {
    reason: 'the guide has a colon on both sides of the parenthesis; the form to the letter has none',
    pieces: ['Contexte : (niveau, nbre d’élèves...) :'],
  },
  Niveau: {
    reason: 'the first half of « Contexte », a field of its own',
    pieces: ['Contexte : (niveau, nbre d’élèves...)'],
  },
  'Nombre d’élèves': {
    reason: 'the second half of « Contexte », a field of its own, unabbreviated',
    pieces: ['Contexte : (niveau, nbre d’élèves...)'],
  },
  'Utilise un langage adapté à ses interlocuteurs ; maîtrise la langue française': {
    reason: 'the heading is the one of the form to the letter: the guide puts its halves on two lines',
    pieces: ['Utilise un langage adapté à ses interlocuteurs Maîtrise la langue française'],
  },
  'Fait preuve de respect à l’égard des élèves et des membres de la communauté éducative ; adopte une attitude favorable aux échanges avec les membres de l’équipe d’école':
    {
      reason: 'the heading is the one of the form to the letter: the guide puts its halves on two lines',
      pieces: [
        'Fait preuve de respect à l’égard des élèves et des membres de la communauté éducative Adopte une attitude favorable aux échanges avec les membres de l’équipe d’école',
      ],
    },
  Précisions: {
    reason: 'the form to the letter: the optional text under « Non acquis », which the paper form has not',
    pieces: [],
  },
  'Le guide rappelle que chaque étape présuppose la maîtrise des précédentes': {
    reason: 'our words for the guide’s parenthesis, where a step was left out',
    pieces: ['les différentes étapes présupposent la maîtrise des étapes précédentes'],
  },
  'l’étape 1 ou 2': { reason: 'our words for either of two steps', pieces: ['Étape 1', 'Étape 2'] },
  'l’étape 3 ou 4': { reason: 'our words for either of two steps', pieces: ['Étape 3', 'Étape 4'] },
  'Ce compte-rendu a été complété avec le stagiaire': {
    reason: 'the form to the letter: the box for « Compléter avec le stagiaire »',
    pieces: ['Compléter avec le stagiaire, à l’issue du stage, le compte-rendu demandé par l’INSPÉ'],
  },
};

/** Names for the machine, which nobody reads; and our own words beside the guide's. */
const machineKeys = new Set([
  ...['version', 'stepId', 'stepIds', 'activityId', 'criterionId', 'field'],
  // Our hints for the screen.
  'onScreen',
]);

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (machineKeys.has(key) ? [] : textsOf(inner)));
};

const texts = [...new Set([...textsOf(guide), ...textsOf(form)])];

/** The guide puts these behind « Stage 1 et stage 2 : », which is left out: they begin with a capital, and are its words. */
const behindColon = new Set(
  form.ethics.criteria.flatMap((criterion) =>
    ([1, 2] as const).flatMap((semester) => descriptorOf(criterion, 'acquired', semester).lines),
  ),
);
const asPrinted = (text: string): string =>
  behindColon.has(text) && !printed.includes(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

describe('the guide’s content', () => {
  it('has the shapes that the pages and mails rely on', () => {
    expect(guideSchema.parse(guide)).toEqual(guide);
    expect(reportForm.parse(form)).toEqual(form);
  });

  it('says nothing that the guide does not say, letter for letter', () => {
    const invented = texts.filter((text) => !(text in mended) && !printed.includes(asPrinted(text)));
    expect(invented).toEqual([]);
  });

  it('mends only what it names, and from the guide’s own pieces', () => {
    for (const [text, { pieces }] of Object.entries(mended)) {
      expect(texts).toContain(text);
      for (const piece of pieces) expect(printed).toContain(piece);
    }
  });

  it('leaves out nothing of the letter, the role, the framing and the references', () => {
    const everything = texts.join(' ');
    const start = printed.indexOf('La lettre de mission du tuteur de stage');
    const end = printed.indexOf('Cadrage des Stages d’Observations et de Pratiques Accompagnées');
    const guideWords = printed.slice(start, end).split(' ');
    expect(guideWords.filter((word) => !everything.includes(word))).toEqual([]);
  });

  it('frames SOPA 1 and SOPA 4 by the split stage, SOPA 2 and SOPA 3 by the blocks of two weeks', () => {
    const framed = (stage: string) => framingOf(programme, programme.guide, { stage });
    expect(framed('sopa1').title).toBe('Premier stage (fractionné)');
    expect(framed('sopa2').title).toBe('Deuxième stage (massé)');
    expect(framed('sopa3').title).toBe('Troisième stage (massé)');
    expect(framed('sopa4')).toEqual(framed('sopa1'));
  });
});

describe('the report form', () => {
  it('has activities and criteria that can be told apart', () => {
    const ids = form.progression.steps.flatMap(({ activities }) => activities.map((one) => one.activityId));
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
    expect(form.ethics.criteria.map((one) => one.criterionId)).toEqual(['C1', 'C2', 'C6', 'C7', 'C11']);
  });

  it('asks for confidentiality only from the third stage on', () => {
    const punctuality = form.ethics.criteria.find(({ criterionId }) => criterionId === 'C2');
    if (!punctuality) throw new Error('the grid has no C2');
    const acquired = (semester: 1 | 2) => descriptorOf(punctuality, 'acquired', semester).lines;
    expect(acquired(1)).toHaveLength(1);
    expect(acquired(2)).toEqual([
      ...acquired(1),
      'Veille à la confidentialité des informations sensibles portées à sa connaissance',
    ]);
  });

  it('never tells a tutor which stages a descriptor is for', () => {
    expect(texts.filter((text) => /^Stages? \d/u.test(text))).toEqual([]);
  });

  it('refuses a version that was never published', () => {
    expect(() => formOfVersion(programme, '1999')).toThrow(RangeError);
  });
});
