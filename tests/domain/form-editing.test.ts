import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostCriteria } from '../../functions/domain/report/form-criteria.ts';
import { changedParts, editedForm, typedForm } from '../../functions/domain/report/form-editing.ts';
import {
  basisOf,
  formNameOf,
  newDraft,
  numberOf,
  versionOf,
} from '../../functions/domain/report/form-versions.ts';
import { programme } from '../../schemas/programme.ts';
import { reportForm } from '../../schemas/report-form.ts';
import { montclair } from '../montclair.ts';
import { form2026, poitiersProgramme } from '../poitiers.ts';

const sixth = {
  'criterion5-id': 'C12',
  'criterion5-heading': 'Prend part au travail de l’équipe',
  'criterion5-place': '6',
  'criterion5-notAcquired-1': 'Reste à l’écart',
  'criterion5-inProgress-1': 'Écoute',
  'criterion5-acquired-1': 'Propose :\nune activité,\nun projet',
};
const edited = (typed: Record<string, string>) => editedForm(form2026, { ...typedForm(form2026), ...typed });
const problemsOf = (typed: Record<string, string>) => edited(typed).problems?.map(({ message }) => message);

describe('a form that is edited', () => {
  test.each([...poitiersProgramme.reportForms, ...montclair.programme.reportForms])(
    'is the same when nothing was changed ($version)',
    (form) => {
      const { form: after } = editedForm(form, typedForm(form));
      expect(after).toEqual(form);
      expect(changedParts(form, form)).toBe('');
    },
  );

  test('has a sixth criterion, with a lead, where it was put', () => {
    const { form } = edited({ ...sixth, 'criterion5-place': '3' });
    expect(form?.ethics.criteria.map(({ criterionId }) => criterionId)).toEqual([
      ...['C1', 'C2', 'C12', 'C6', 'C7', 'C11'],
    ]);
    expect(form?.ethics.criteria[2]?.acquired).toEqual({
      lead: 'Propose :',
      lines: ['une activité,', 'un projet'],
    });
    if (form) expect(changedParts(form2026, form)).toBe('C12 ajouté');
  });

  test('says by semester what differs, and once what does not', () => {
    const { form } = edited({
      ...sixth,
      'criterion5-acquired-2': 'Propose et conduit',
      'criterion5-inProgress-2': 'Écoute',
    });
    const added = form?.ethics.criteria.at(-1);
    expect(added?.acquired).toMatchObject({ semester2: { lines: ['Propose et conduit'] } });
    expect(added?.inProgress).toEqual({ lines: ['Écoute'] });
  });

  test('loses a criterion that was to be removed', () => {
    const { form } = edited({ 'criterion1-removed': 'oui' });
    expect(form?.ethics.criteria.map(({ criterionId }) => criterionId)).toEqual(['C1', 'C6', 'C7', 'C11']);
    if (form) expect(changedParts(form2026, form)).toBe('C2 retiré');
  });

  test('keeps the name of an activity whose words stay or are mended, and gives another one to a new one', () => {
    const { form } = edited({
      'step1-activities':
        'Accueil des élèves\nObservations\nObservations, puis questions\nAide ponctuelle aux élèves',
    });
    expect(form?.progression.steps[0]?.activities).toEqual([
      { activityId: 'activity1', label: 'Accueil des élèves' },
      { activityId: 'observations', label: 'Observations' },
      { activityId: 'activity2', label: 'Observations, puis questions' },
      { activityId: 'occasionalHelp', label: 'Aide ponctuelle aux élèves' },
    ]);
    const { form: mended } = edited({
      'step1-activities': 'Observations\nObservations, puis questions\nAide ponctuelle aux élèves',
    });
    expect(mended?.progression.steps[0]?.activities.map(({ activityId }) => activityId)).toEqual([
      ...['observations', 'questioning', 'occasionalHelp'],
    ]);
  });

  test('takes markup as text, and leaves out what cannot be seen', () => {
    const { form } = edited({ title: '  <b>Le\u0000 compte-rendu</b>\r\n du tuteur\u200b ' });
    expect(form?.title).toBe('<b>Le compte-rendu</b> du tuteur');
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['an empty label', { student: ' ' }, ['En-tête, l’étudiant·e : indiquez un texte.']],
    ['an empty step', { 'step2-activities': '\n ' }, ['Étape 2, activités : indiquez un texte.']],
    ['a label that is too long', { title: 'é'.repeat(201) }, ['Titre : 201 caractères, pour 200 au plus.']],
    [
      'a line that is too long',
      { 'step1-activities': `Observations\n${'a'.repeat(301)}` },
      ['Étape 1, activités : la ligne 2 a 301 caractères, pour 300 au plus.'],
    ],
    [
      'a line twice',
      { 'step1-activities': 'A\nA' },
      ['Étape 1, activités : deux lignes disent la même chose.'],
    ],
    [
      'too many lines',
      { 'step1-activities': Array.from({ length: 11 }, (_, at) => `A${at}`).join('\n') },
      ['Étape 1, activités : 11 lignes, pour 10 au plus.'],
    ],
    [
      'a criterion without its text',
      { ...sixth, 'criterion5-acquired-1': '' },
      ['C12 : décrivez le niveau « Acquis ».'],
    ],
    [
      'a criterion without a number',
      { ...sixth, 'criterion5-id': '' },
      ['Critère 6 : indiquez son numéro, comme C12.'],
    ],
    [
      'a number that is none',
      { ...sixth, 'criterion5-id': 'c 12' },
      ['c 12 : un numéro est fait d’une à quatre majuscules, puis de trois chiffres au plus, comme C12.'],
    ],
    ['two of one number', { ...sixth, 'criterion5-id': 'C2' }, ['C2 : deux critères portent ce numéro.']],
    ['a heading that is missing', { ...sixth, 'criterion5-heading': '' }, ['C12 : indiquez son intitulé.']],
    [
      'a descriptor that is too long',
      { ...sixth, 'criterion5-acquired-2': 'a'.repeat(1_201) },
      ['C12 : « Acquis » a 1201 caractères, pour 1200 au plus.'],
    ],
    [
      'no criterion at all',
      Object.fromEntries(form2026.ethics.criteria.map((_, at) => [`criterion${at}-removed`, 'oui'])),
      ['Gardez au moins un critère.'],
    ],
  ])('refuses %s in a sentence', (_, typed, expected) => {
    expect(problemsOf(typed)).toEqual(expected);
  });

  test('has room for eight criteria', () => {
    const more = (at: number) =>
      Object.fromEntries(
        Object.entries(sixth).map(([name, text]) => [
          name.replace('criterion5', `criterion${at}`),
          name.endsWith('-id') ? `D${at}` : text,
        ]),
      );
    const { form } = edited({ ...more(5), ...more(6), ...more(7), ...more(8) });
    expect(form?.ethics.criteria).toHaveLength(mostCriteria);
  });
});

describe('whatever is typed', () => {
  const names = [
    ...Object.keys(typedForm(form2026)),
    ...Object.keys(sixth),
    'criterion0-removed',
    '__proto__',
  ];
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('', '\n', ' : \n :', 'C2', 'C12', '\u0000', 'é'.repeat(2_500), '8', '-1', 'Observations'),
  );
  const typing = fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 8 });

  test('is refused with a sentence for a field of the page, or makes a form that says the same when it is edited again', () => {
    fc.assert(
      fc.property(typing, fc.boolean(), (pairs, hasSixth) => {
        const typed = { ...typedForm(form2026), ...(hasSixth && sixth), ...Object.fromEntries(pairs) };
        const { form, problems } = editedForm(form2026, typed);
        if (!form) {
          expect(problems?.length).toBeGreaterThan(0);
          for (const { field, message } of problems ?? []) {
            expect(names.includes(field) || /^criterion\d-/.test(field), field).toBe(true);
            expect(message).toMatch(/^\S.*\.$/s);
          }
          return;
        }
        expect(reportForm.parse(form)).toEqual(form);
        expect(editedForm(form, typedForm(form)).form).toEqual(form);
        expect(Buffer.byteLength(JSON.stringify(form))).toBeLessThan(200_000);
      }),
    );
  });
});

describe('a version', () => {
  test('is called after the form that it descends from', () => {
    const name = { basis: 'pratique-1', number: 12 };
    expect(formNameOf(versionOf(name))).toEqual(name);
    for (const none of ['2026', '2026-v1', '2026-v01', '-v2', '2026-v1000'])
      expect(formNameOf(none), none).toBeUndefined();
    expect([basisOf('2026-v3'), basisOf('2026'), numberOf('2026-v3'), numberOf('2026')]).toEqual([
      '2026',
      '2026',
      3,
      1,
    ]);
    expect(
      newDraft({ basis: '2026', number: 2 }, form2026, { by: 'X', now: '2026-09-14T07:00:00.000Z' }).form,
    ).toEqual({
      ...form2026,
      version: '2026-v2',
    });
  });

  test('of a programme is not called as if it had been written in the console', () => {
    const [form] = poitiersProgramme.reportForms;
    const { success } = programme.safeParse({
      ...poitiersProgramme,
      reportForms: [form, { ...form, version: '2026-v2' }],
    });
    expect(success).toBe(false);
  });
});
