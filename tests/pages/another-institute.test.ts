import type { HTMLElement } from 'node-html-parser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { formOfVersion } from '../../functions/domain/guide/programme.ts';
import { readDemoOptions } from '../../infra/local/demo/demo-options.ts';
import { type HomeClient, homeClient, type ReadMail } from '../../infra/local/demo/home-client.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { readCast } from '../../infra/local/demo/placement-file.ts';
import { runCampaign } from '../../infra/local/demo/registrar.ts';
import { sendReport } from '../../infra/local/demo/simulated-tutor.ts';
import { type Home, startHome } from '../../infra/local/home.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { montclair, montclairFile, montclairPlacements } from '../montclair.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { textOf } from './tutor-visit.ts';

/** A campaign of an institute with other stages, forms, sites and words, on its stage's last day. Nobody touched any code. */
let home: Home;
let client: HomeClient;
let browser: Browser;
let mails: ReadMail[];
let door: string;

const form = formOfVersion(montclair.programme, 'pratique-1');
const student = 'S1001';
const tutor = 'josiane.pradel@ecoles-montclair.example';
const elsewhere = /SOPA \d|MEEF|INSPÉ|UE4|Poitiers|Niort|Angoulême|La Rochelle/;
const words = (root: HTMLElement): string => textOf(root.querySelector('body'));

beforeAll(async () => {
  const assembly = inject('assembly');
  home = await startHome({
    ...{ port: 0, at: '2027-01-04T08:00', frozen: true, empty: true, assembly },
    institution: montclairFile,
  });
  client = homeClient(home.url);
  browser = await openBrowser();
  const args = [
    '--placements',
    montclairPlacements,
    '--stage',
    '2',
    '--from',
    '2027-01-11',
    '--to',
    '2027-01-29',
  ];
  const { campaign } = await readCast(readDemoOptions(args), montclair);
  await runCampaign(home.url, home.accounts[0]?.name ?? '', campaign);
  await client.moveTo('2027-01-29T18:00:00.000Z');
  mails = await client.mails();
  const asked = mails.find(({ tags, to }) => tags.occasion === 'request' && to[0] === tutor);
  door = /(\/r\/[\w-]+)/.exec(asked?.text ?? '')?.[1] ?? '';
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

test('the console offers its stages and explains its sites', async () => {
  const registrar = new PageVisitor();
  await registrar.visit(`${home.url}/console`);
  await registrar.press(home.accounts[0]?.name ?? '');
  await registrar.visit(`${home.url}/console/campagnes`);
  expect(words(registrar.page.root)).toContain('Pratique – 2026-2027');
  const { root } = await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  expect(root.querySelectorAll('select[name=stage] option').map(textOf)).toEqual([
    'Choisir…',
    'Découverte',
    'Pratique',
    'Autonomie',
  ]);
  const refused = await registrar.press('Voir le calendrier', { stage: 'sopa1' });
  expect(words(refused.root)).toContain('Choisissez le stage : Découverte, Pratique ou Autonomie.');
  const columns = await registrar.visit(`${home.url}/console/campagnes/2026-pratique/import`);
  expect(words(columns.root)).toContain('Antenne de l’Institut : Montclair, Port-Sable, Haute-Rive');
  expect(words(columns.root)).not.toMatch(elsewhere);
});

test('its letters are in its own words', () => {
  const letter = mails.find(({ tags, to }) => tags.occasion === 'assignment' && to[0] === tutor);
  expect(letter?.subject).toMatch(/^Pratique – Lettre de mission/);
  const text = letter?.text.replace(/\s+/g, ' ').toLowerCase();
  for (const said of [
    'en deuxième année de licence professorat des écoles, pour le stage Pratique',
    'Antenne de l’Institut : Maison du professorat, Montclair',
    'Ludivine Astier, responsable du bureau des stages',
    '1 place des Tilleuls, 00000 Montclair – 05 36 49 01 01',
    '/guide/2026-pratique#lettre',
  ])
    expect(text).toContain(said.toLowerCase());
  for (const { subject, text: said } of mails) expect(subject + said).not.toMatch(elsewhere);
});

test('the home page, the link’s page and the guide speak of it', async () => {
  const visitor = new PageVisitor();
  const visit = async (path: string) => words((await visitor.visit(home.url + path)).root);
  expect(await visit('/')).toContain('suivi des trois stages de licence.');
  expect(await visit('/lien')).toContain('à laquelle l’Institut vous écrit');
  const guide = await visit(`${door}/guide`);
  expect(guide).toContain('Pratique – Prendre la classe, trois semaines de suite');
  expect(guide).toContain('Vient aux réunions et y parle');
  expect(guide).toContain(
    '(cf. feuillet vert). [À l’écran : sous « Mes comptes-rendus », en haut de cette page.]',
  );
  expect(guide).not.toMatch(elsewhere);
});

test('the address in the mission letter shows the whole guide to anybody, and prints it', async () => {
  const letter = mails.find(({ tags, to }) => tags.occasion === 'assignment' && to[0] === tutor);
  const [address = ''] = letter?.text.match(/https?:\S+\/guide\/2026-pratique#cadrage/) ?? [];
  const [printed = ''] = letter?.text.match(/https?:\S+guide\.pdf/) ?? [];
  const visitor = new PageVisitor();
  const { root } = await visitor.visit(home.url + new URL(address).pathname);
  for (const said of [
    'Votre engagement de maître accueillant',
    'le laisser regarder avant de lui demander de faire',
    'Garder un quart d’heure par jour pour les questions.',
    'Comment une consigne devient-elle un travail ?',
    '(cf. feuillet vert)',
  ])
    expect(words(root)).toContain(said);
  expect(words(root)).not.toContain('Mes comptes-rendus');
  expect(words(root)).not.toMatch(elsewhere);
  const file = await fetch(home.url + new URL(printed).pathname);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect((await readPdf(new Uint8Array(await file.arrayBuffer()))).text).toContain('maître accueillant');
  expect((await fetch(`${home.url}/guide/autre`)).status).toBe(404);
});

test('its picture, and what the law asks it to say, are on its pages for anybody', async () => {
  const visitor = new PageVisitor();
  const { root } = await visitor.visit(`${home.url}/`);
  expect(words(root)).toContain('Espace de l’Institut');
  const picture = root.querySelector('header img');
  expect(picture?.getAttribute('alt')).toBe(montclair.name);
  const { logo } = montclair.programme;
  const served = await fetch(home.url + picture?.getAttribute('src'));
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('cache-control')).toContain('immutable');
  expect(Buffer.from(await served.arrayBuffer()).toString('base64')).toBe(logo?.png);

  const links = root.querySelectorAll('footer a').map((link) => [textOf(link), link.getAttribute('href')]);
  expect(links).toEqual([
    ['Contact', '/contact'],
    ['Accessibilité : non conforme', '/accessibilite'],
    ['Mentions légales', '/mentions-legales'],
    ['Données personnelles', '/donnees-personnelles'],
  ]);
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR' });
  const page = await context.newPage();
  const said = ['1 place des Tilleuls', 'Défenseur des droits', 'Le directeur de', 'dpo@institut-montclair'];
  for (const [index, [title = '', path = '']] of links.entries()) {
    await page.goto(home.url + path);
    expect(await page.title()).toBe(`${title.split('\u00a0:')[0]?.split(' :')[0]} – SOPA`);
    expect(await page.innerText('main')).toContain(said[index]);
    expect(await page.innerText('body')).not.toMatch(elsewhere);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
    await takePicture(page, `montclair${path.replace('/', '-')}`);
  }
  await context.close();
});

test('its form is on the page, with its own steps, comments and criteria, on a phone and on a desk', async () => {
  const visitor = new PageVisitor();
  const { root } = await visitor.visit(`${home.url}${door}/${student}`);
  const seen = words(root);
  const said = [
    ...[form.title, form.subtitle, form.progression.title, form.ethics.weight, form.advice.title],
    ...form.progression.steps.flatMap(({ label, activities }) => [
      label,
      ...activities.map((one) => one.label),
    ]),
    ...form.comments.flatMap(({ title, counts }) => [title, ...counts.map(({ label }) => label)]),
    ...form.ethics.criteria.map(({ heading }) => heading),
    'Vient aux réunions et y parle',
  ];
  for (const text of said) expect(seen).toContain(text);
  expect(seen).not.toMatch(elsewhere);

  const incomplete = await visitor.press('Vérifier et envoyer', {
    activities: ['group'],
    sessionsAlone: '99',
  });
  const problems = incomplete.root.querySelectorAll('.error-summary a, [role=alert] a').map(textOf);
  expect(problems).toEqual(expect.arrayContaining(['Conduire, vu par vous', 'G4']));

  for (const viewport of [phone, desk]) {
    const context = await browser.newContext({ viewport, locale: 'fr-FR' });
    const page = await context.newPage();
    await page.goto(`${home.url}${door}/${student}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
    await takePicture(page, `montclair-${viewport.width}`);
    await context.close();
  }
});

test('its report reads back and prints by its own form', async () => {
  await sendReport(home.url, door, student, 1);
  await client.moveTo('2027-01-29T19:00:00.000Z');
  const visitor = new PageVisitor();
  expect(words((await visitor.visit(`${home.url}${door}/${student}`)).root)).toContain(
    'PRATIQUE-2026-S1001-V1',
  );
  const bytes = await client.download(`${door}/${student}/compte-rendu.pdf`);
  const { text, pages } = await readPdf(bytes);
  const labels = [
    ...[
      'La fiche de pratique',
      'Pratique – 2026-2027',
      'Maison du professorat, Montclair',
      'PRATIQUE-2026-S1001-V1',
    ],
    ...['B. Ce que visaient ces semaines', 'Lire une erreur comme un renseignement', 'Conduire, vu par vous'],
    ...['Séances conduites', 'dont seul', 'T1. Arrive à l’heure', 'G4. Prend part à la vie de l’école'],
    'D. Deux paroles pour la suite',
  ];
  for (const label of labels) expect(text).toContain(label);
  expect(text).not.toMatch(elsewhere);
  expect(pages.flatMap(({ outside, overlaps }) => [...outside, ...overlaps])).toEqual([]);
  expect(Buffer.from(bytes).toString('latin1')).toContain('/Subtype /Image');
});

test('what follows, to the last reminder and the closing, never speaks of another', async () => {
  await client.moveTo('2027-03-20T08:00:00.000Z');
  const later = await client.mails();
  const occasions = new Set(later.map(({ tags }) => tags.occasion));
  expect([...occasions]).toEqual(
    expect.arrayContaining(['distribution', 'reminder3', 'escalation', 'closing']),
  );
  for (const { subject, text } of later) expect(subject + text).not.toMatch(elsewhere);
  const last = later.find(({ tags }) => tags.occasion === 'reminder3')?.text.replace(/\s+/g, ' ');
  expect(last).toContain('l’évaluation de l’étudiant pour le module d’école');
});
