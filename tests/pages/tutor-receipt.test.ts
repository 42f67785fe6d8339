import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receipt } from '../../functions/mail/templates/receipt.ts';
import { campaign, gauthier, morin, petit } from './tutor-home.ts';
import { complete, startTutorVisit, type TutorVisit, textOf } from './tutor-visit.ts';

let visit: TutorVisit;
beforeAll(async () => {
  visit = await startTutorVisit();
});
afterAll(() => visit?.home.close());

describe('the receipt', () => {
  test('leads to the other report that is due, and to the PDF when none is', async () => {
    await visit.toCheck(morin);
    await visit.tutor.press('Envoyer le compte-rendu');
    const mainLinks = () => visit.tutor.page.root.querySelectorAll('main a.button:not(.secondary)');
    expect(mainLinks().map(textOf)).toEqual(['Remplir le compte-rendu de Clémence Gauthier']);
    expect(mainLinks()[0]?.getAttribute('href')).toBe(`${visit.link}/${gauthier.studentNumber}`);
    expect(textOf(visit.tutor.page.root.querySelector('main a.button.secondary'))).toBe('Ouvrir le PDF');

    await visit.toCheck(gauthier);
    await visit.tutor.press('Envoyer le compte-rendu');
    expect(mainLinks().map(textOf)).toEqual(['Ouvrir le PDF']);
  });

  test('names the one address for corrections that the receipt’s mail names', async () => {
    const institution = await visit.home.store.institutions.get();
    const [site, ...others] = institution.sites;
    if (!site) throw new Error('the sample institution has no site');
    const second = { name: 'Yann Le Bris', email: 'yann.le-bris@inspe.example' };
    const shared = {
      ...institution,
      sites: [{ ...site, registrars: [...site.registrars, second] }, ...others],
    };
    await visit.home.store.institutions.put(shared);
    const { root } = await visit.toForm(morin);
    const onPage = root.querySelectorAll('main a[href^=mailto]').map(textOf);
    const report = await visit.home.store.reports.find(morin);
    if (report.status !== 'sent') throw new Error('the report was not sent');
    const { sent } = report;
    const facts = { campaign, institution: shared, placement: morin, sent, now: sent.sentAt };
    const { text } = receipt({ ...facts, pdf: new Uint8Array() });
    const inMail = text.match(/[\w.-]+@[\w.-]+\w/g)?.filter((address) => address !== shared.contactEmail);
    expect(onPage).toHaveLength(1);
    expect(inMail).toEqual(onPage);
    await visit.home.store.institutions.put(institution);
  });

  test('does not lead to a report that cannot be sent yet', async () => {
    const door = await visit.home.linkOf(petit);
    await visit.home.store.placements.create({
      ...petit,
      studentNumber: '22600110',
      student: { firstName: 'Zoé', lastName: 'Roy', email: 'zoe.roy@etu.example' },
      periods: [{ from: '2026-10-12', to: '2026-10-16' }],
    });
    await visit.tutor.visit(`${visit.home.url}${door}/${petit.studentNumber}`);
    await visit.tutor.press('Vérifier et envoyer', complete);
    await visit.tutor.press('Envoyer le compte-rendu');
    const buttons = visit.tutor.page.root.querySelectorAll('main a.button:not(.secondary)').map(textOf);
    expect(buttons).toEqual(['Ouvrir le PDF']);
  });
});
