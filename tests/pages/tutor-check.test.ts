import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gauthier } from './tutor-home.ts';
import { startTutorVisit, type TutorVisit, textOf } from './tutor-visit.ts';

let visit: TutorVisit;
beforeAll(async () => {
  visit = await startTutorVisit();
});
afterAll(() => visit?.home.close());

describe('the check page', () => {
  test('leads from each part back to that part of the form, where all is as it was typed', async () => {
    const { root } = await visit.toCheck(gauthier, {
      activities: ['observations', 'wholeClass'],
      commentsSteps34: 'Une matinée.',
    });
    const parts = root.querySelectorAll('main section.card');
    expect(parts).toHaveLength(6);
    const checkUrl = visit.tutor.page.url;
    for (const part of parts) {
      const edit = part.querySelector('h2 ~ a, .card-head a');
      expect(textOf(edit)).toBe(`Modifier : ${textOf(part.querySelector('h2'))}`);
      const href = edit?.getAttribute('href') ?? '';
      const { root: form } = await visit.tutor.visit(new URL(href, checkUrl).href);
      expect(form.querySelector(`#${href.split('#')[1]}`), href).not.toBeNull();
      expect(form.querySelector('[name=commentsSteps34]')?.textContent).toContain('Une matinée.');
    }
  });

  test('says whom a criterion « Non acquis » alerts, and for which criteria', async () => {
    const { root } = await visit.toCheck(gauthier, { C2: 'notAcquired', C7: 'notAcquired' });
    const [notice] = root.querySelectorAll('.notice.warning').map(textOf);
    expect(notice).toContain('« Non acquis » alerte le délégué de stage');
    expect(notice).toContain('C2, C7');
    const { root: without } = await visit.toCheck(gauthier);
    expect(textOf(without.querySelector('main'))).not.toContain('alerte le délégué');
  });

  test('names the letters that the PDF cannot show, and where they stand', async () => {
    const { root } = await visit.toCheck(gauthier, {
      advice1: 'Bravo 👩🏽‍🏫 ! 漢',
      commentsSteps12: 'Été, œuvre, Ελλάδα 👍👍',
    });
    const [notice] = root.querySelectorAll('.notice.warning').map(textOf);
    expect(notice).toContain(
      '« 👍 » (Commentaires sur l’acquisition de ces objectifs pour les étapes 1 et 2)',
    );
    expect(notice).toContain('« 👩🏽‍🏫 », « 漢 » (Premier conseil)');
    expect(notice).toContain('□');
    const { root: without } = await visit.toCheck(gauthier);
    expect(without.querySelectorAll('.notice.warning')).toEqual([]);
  });
});
