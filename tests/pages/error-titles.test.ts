import { parse } from 'node-html-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';
import { gauthier } from './tutor-home.ts';
import { complete, startTutorVisit, type TutorVisit, titleOf } from './tutor-visit.ts';

let visit: TutorVisit;
let home: ConsoleHome;
let registrar: PageVisitor;
beforeAll(async () => {
  visit = await startTutorVisit();
  home = await startConsoleHome();
  registrar = await home.signIn('Camille Fournier');
});
afterAll(async () => {
  await visit?.home.close();
  await home?.close();
});

const title = () => registrar.page.root.querySelector('title')?.textContent.replace(/\u00a0/g, ' ');
const newCampaign = '/console/campagnes/nouvelle';

test('a campaign that cannot be prepared says so in its page’s title, and in no other line of it', async () => {
  await registrar.visit(`${home.url}${newCampaign}`);
  expect(title()).toBe('Préparer une campagne – Espace INSPÉ – SOPA');
  await registrar.press('Voir le calendrier', { stage: '' });
  expect(title()).toBe('Erreur : Préparer une campagne – Espace INSPÉ – SOPA');
  expect(registrar.page.root.querySelector('.trail [aria-current]')?.textContent).toBe(
    'Préparer une campagne',
  );
});

test('a file that cannot be imported says so in its page’s title', async () => {
  await registrar.visit(`${home.url}${newCampaign}`);
  const week = { from1: '2026-10-05', to1: '2026-10-09' };
  await registrar.press('Voir le calendrier', { stage: 'sopa1', ...week, sites: ['poitiers'] });
  await registrar.press('Enregistrer la campagne');
  await registrar.visit('/console/campagnes/2026-sopa1/import');
  expect(title()).toBe('Importer des affectations – Espace INSPÉ – SOPA');
  await registrar.press('Vérifier le fichier', { fichier: new File(['%PDF-1.7'], 'plan.pdf') });
  expect(title()).toBe('Erreur : Importer des affectations – Espace INSPÉ – SOPA');
});

test('a report that cannot be sent yet says so in its page’s title', async () => {
  await visit.toForm(gauthier);
  await visit.tutor.press('Enregistrer le brouillon', { ...complete, advice1: '' });
  expect(titleOf(visit.tutor.page.root)).toMatch(/^Le compte-rendu/);
  await visit.tutor.press('Vérifier et envoyer');
  expect(titleOf(visit.tutor.page.root)).toMatch(/^Erreur : Le compte-rendu/);
});

test('an address that is none says so in the title of the page that mails a new link', async () => {
  const body = new URLSearchParams({ email: 'x' });
  const response = await fetch(`${visit.home.url}/lien`, { method: 'POST', body });
  expect(titleOf(parse(await response.text()))).toMatch(/^Erreur : Recevoir un nouveau lien/);
});
