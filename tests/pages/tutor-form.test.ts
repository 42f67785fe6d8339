import type { HTMLElement } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gauthier } from './tutor-home.ts';
import { complete, startTutorVisit, type TutorVisit, textOf, titleOf } from './tutor-visit.ts';

let visit: TutorVisit;
beforeAll(async () => {
  visit = await startTutorVisit();
});
afterAll(() => visit?.home.close());

const summary = () => visit.tutor.page.root.querySelectorAll('#problemes li');

describe('the report form', () => {
  test('has every part of the guide’s form in its outline, in order', async () => {
    const { root } = await visit.toForm(gauthier);
    const outline = root.querySelectorAll('h2').map(textOf);
    expect(outline.map((heading) => heading.split(' – ')[0])).toEqual([
      'Le stage',
      '1',
      '2',
      '3',
      '3',
      '4',
      '5',
    ]);
  });

  test('says at the top that a field is required unless it is marked, and its marks are true', async () => {
    const { root } = await visit.toForm(gauthier);
    const form = root.querySelector('form[data-autosave]');
    expect(
      textOf(form).indexOf('Tous les champs sont obligatoires, sauf ceux marqués « (facultatif) »'),
    ).toBe(0);

    const marked = new Set<string>();
    for (const label of form?.querySelectorAll('label') ?? []) {
      const control =
        label.getAttribute('for')?.replace('champ-', '') ??
        label.querySelector('input')?.getAttribute('name');
      if (control && textOf(label).includes('(facultatif')) marked.add(control);
    }
    const names = new Set(
      form
        ?.querySelectorAll('input:not([type=hidden]), textarea')
        .map((field) => field.getAttribute('name') ?? ''),
    );
    expect(names.size).toBe(24);
    for (const name of names) {
      // What is asked for under a condition is left empty while the condition does not hold.
      const activities = name === 'commentsSteps12' ? ['wholeClass'] : ['observations'];
      const draft = {
        ...complete,
        activities,
        commentsSteps34: 'Bien.',
        [name]: name === 'activities' ? [] : '',
      };
      const { root: checked } = await visit.toCheck(gauthier, draft);
      const isRefused = titleOf(checked).startsWith('Erreur');
      expect(`${name}: ${isRefused ? 'required' : 'optional'}`).toBe(
        `${name}: ${marked.has(name) ? 'optional' : 'required'}`,
      );
    }
  });

  test('says what the guide’s words for paper mean on a screen, beside the words themselves', async () => {
    const paragraphs = (root: HTMLElement) => root.querySelectorAll('p, li').map(textOf);
    const form = paragraphs((await visit.toForm(gauthier)).root);
    const guide = paragraphs((await visit.tutor.visit(`${visit.home.url}${visit.link}/guide`)).root);
    for (const [word, hint] of [
      ['surligner', 'À l’écran : cochez'],
      ['ci-contre', 'À l’écran : ci-dessous'],
    ] as const) {
      const said = form.filter((text) => text.includes(word));
      expect(said, word).toHaveLength(1);
      expect(said[0]).toContain(hint);
    }
    const page12 = guide.filter((text) => text.includes('(cf. page 12)'));
    expect(page12).toHaveLength(1);
    expect(page12[0]).toContain('À l’écran : ');
  });

  test('puts all errors of one kind on one line, each field with its link', async () => {
    await visit.toForm(gauthier);
    const blank = { tutorName: '', schoolName: '', pupilCount: 'vingt', absentHalfDays: '-3' };
    const { root } = await visit.tutor.press('Vérifier et envoyer', {
      ...complete,
      ...blank,
      advice1: '',
      advice2: 'a'.repeat(1_001),
      C1: '',
      C2: '',
      C6: '',
      C7: '',
      C11: '',
    });
    expect(summary().map(textOf)).toEqual([
      'À remplir : Titulaire de la classe, Lieu du stage, Premier conseil',
      'Nombre entier attendu : Nombre d’élèves (entre 1 et 60), Nombre de ½ journées d’absence (entre 0 et 9)',
      'Éthique professionnelle, niveau à choisir : C1, C2, C6, C7, C11',
      'Second conseil : votre texte dépasse de 1 caractère la limite de 1 000. Merci de le raccourcir.',
    ]);
    const targets = summary().flatMap((line) =>
      line.querySelectorAll('a').map((a) => a.getAttribute('href')),
    );
    expect(targets).toHaveLength(11);
    for (const target of targets) expect(root.querySelector(target ?? ''), target).not.toBeNull();
  });

  test('says that « Non acquis » alerts the delegate, before anything is ticked', async () => {
    const { root } = await visit.toForm(gauthier);
    const section = root.querySelector('#ethique')?.closest('section');
    const shown = section?.querySelectorAll('p').filter((p) => !p.closest('.details'));
    expect(shown?.map(textOf).join(' ')).toContain('« Non acquis » alerte le délégué de stage');
  });

  test('begins every descriptor of « Acquis » with a capital', async () => {
    const { root } = await visit.toForm(gauthier);
    const lines = root.querySelectorAll('.level.acquired .descriptor > span').map(textOf);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.filter((line) => !/^\p{Lu}/u.test(line))).toEqual([]);
  });
});
