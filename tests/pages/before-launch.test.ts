import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { mailKind } from '../../schemas/mail-kind.ts';
import type { Placement } from '../../schemas/placement.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';

// Campaigns before their launch, lived through in order: each test goes on from the one before.
let home: ConsoleHome;
let browser: Browser;
let page: Page;
let camille: PageVisitor;
let other: PageVisitor;
beforeAll(async () => {
  [home, browser] = await Promise.all([startConsoleHome(), openBrowser()]);
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  await signIn();
});
afterAll(async () => {
  await browser.close();
  await home.close();
});

const signIn = async () => {
  camille = await home.signIn('Camille Fournier');
};
/** A session is over after an hour. */
const moveTo = async (instant: string) => {
  await home.moveTo(instant);
  await signIn();
};

/** The page as somebody sees it, on a desk and on a phone; the form is that of a new campaign (console-browser.test.ts). */
const expectFit = async (path: string, name: string, open = async () => {}): Promise<void> => {
  await page.goto(home.url + path);
  const account = page.getByRole('button', { name: /Camille Fournier/ });
  if (await account.isVisible()) await account.click();
  await open();
  for (const [size, where] of [
    [phone, 'phone'],
    [desk, 'desk'],
  ] as const) {
    await page.setViewportSize(size);
    expect(await accessibilityProblems(page), `${name}, ${where}`).toEqual([]);
    expect(await isWiderThanWindow(page), `${name}, ${where}`).toBe(false);
    await takePicture(page, `before-launch-${name}-${where}`);
  }
};

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;
const prepare = async (stage: string, from: string, to: string) => {
  await camille.visit(`${home.url}/console/campagnes/nouvelle`);
  await camille.press('Voir le calendrier', { stage, from1: from, to1: to });
  await camille.press('Enregistrer la campagne');
};
const csrfOf = ({ page: { root } }: PageVisitor): string =>
  root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
const at = (visitor: PageVisitor) => new URL(visitor.page.url).pathname;
const record = () => home.store.campaigns.get(campaignId);
type Mail = { to: string[]; subject: string; text: string; html: string; tags: Record<string, string> };
const mails = async (): Promise<Mail[]> => (await fetch(`${home.url}/_local/mail`)).json();
const breakMail = (next: number) =>
  fetch(`${home.url}/_local/mail/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ next, kind: 'bounce', occasion: 'assignment' }),
  });

describe('a campaign that was not launched', () => {
  test('is changed by its own form, and the later of two is told what holds', async () => {
    await prepare('sopa1', '2026-10-05', '2026-10-09');
    await previewImport(camille, campaign, await sampleFile(cleanSample));
    await camille.press('Importer');
    other = await home.signIn('Camille Fournier');
    for (const visitor of [camille, other]) {
      await visitor.visit(`${home.url}${campaign}`);
      await visitor.follow('Modifier la campagne');
    }
    await camille.press('Voir le calendrier', { to1: '2026-10-16', dueDays: '9' });
    expect(textOf(camille)).toContain('24 affectations importées gardent leurs propres dates');
    await camille.press('Enregistrer les modifications');
    expect(textOf(camille)).toContain('La campagne est modifiée');
    expect(await record()).toMatchObject({
      periods: [{ from: '2026-10-05', to: '2026-10-16' }],
      timetable: { dueDays: 9 },
    });
    await other.press('Voir le calendrier', { dueDays: '5' });
    await other.press('Enregistrer les modifications');
    expect(other.page.status).toBe(409);
    expect(textOf(other)).toContain('La campagne a changé entre-temps');
    expect(textOf(other)).toContain('du 5 au 16 octobre 2026');
    await other.follow('Reprendre à partir de là');
    await other.press('Voir le calendrier', { to1: '2026-10-09' });
    await other.press('Enregistrer les modifications');
    expect(await record()).toMatchObject({ periods: [{ to: '2026-10-09' }], timetable: { dueDays: 9 } });
  });

  test('is warned of private addresses in a file, and of domains as far as the DNS can tell', async () => {
    const file = await (await sampleFile(cleanSample)).text();
    const [header = '', row = ''] = file.split('\n');
    const private_ = row.replace('22600107', '99').replace('lea.le-goff@ac.example', 'lea.legoff@gmail.com');
    await previewImport(camille, campaign, new File([`${header}\n${private_}\n`], 'prive.csv'));
    expect(textOf(camille)).toContain('Un tuteur a une adresse privée');
    await camille.follow('Vérifier que les domaines');
    expect(textOf(camille)).toContain('Non vérifié : etu.example');
    await expectFit(new URL(camille.page.url).pathname, 'import');
    await camille.press('Ne pas importer ce fichier');
  });

  test('keeps its stage, and the sites that have placements, once there are some', async () => {
    await camille.visit(`${home.url}${campaign}/modification`);
    await camille.press('Voir le calendrier', { stage: 'sopa2' });
    expect(camille.page.status).toBe(422);
    expect(textOf(camille)).toContain('24 affectations sont importées pour ce stage');
    await camille.visit(`${home.url}${campaign}/modification`);
    await camille.press('Voir le calendrier', { sites: ['poitiers'] });
    await camille.press('Enregistrer les modifications');
    expect(camille.page.status).toBe(422);
    expect(textOf(camille)).toContain('Angoulême (10 affectations) et La Rochelle');
  });

  test('without placements takes another stage, and is then another campaign', async () => {
    await prepare('sopa2', '2026-11-23', '2026-11-27');
    await camille.follow('Modifier la campagne');
    await camille.press('Voir le calendrier', { stage: 'sopa3' });
    await camille.press('Enregistrer les modifications');
    expect(at(camille)).toBe('/console/campagnes/2026-sopa3');
    await moveTo('2026-09-14T07:01:00.000Z');
    expect(await home.store.campaigns.find('2026-sopa2')).toBeUndefined();
  });
});

describe('every mail of a campaign', () => {
  test('can be read with real data, and be sent to oneself: with a link that opens nothing', async () => {
    await camille.visit(`${home.url}${campaign}/lancement`);
    await camille.follow('Lire tous les courriels');
    expect(camille.page.root.querySelectorAll('details').length).toBe(mailKind.options.length);
    await camille.press('Lire avec ces données', { affectation: '22600107' });
    const text = textOf(camille);
    expect(text).toContain('Lettre de mission, à Léa Le Goff');
    expect(text).toContain('Inès Morin et Clémence Gauthier');
    expect(text).toContain('vendredi 9 octobre 2026 à 16:00');
    expect(text).toContain('/r/essai');
    const before = await home.store.placements.get({ campaignId, studentNumber: '22600107' });

    const kinds = camille.page.root.querySelectorAll('form input[name=courriel]');
    expect(kinds.map((input) => input.getAttribute('value')).sort()).toEqual([...mailKind.options].sort());
    const csrf = csrfOf(camille);
    for (const courriel of mailKind.options) {
      await camille.submit(`${campaign}/courriels`, { csrf, affectation: '22600107', courriel });
      expect(camille.page.status, courriel).toBe(200);
    }
    expect(textOf(camille)).toContain('part à stages@inspe.example');
    await moveTo('2026-09-14T07:02:00.000Z');
    const trials = await mails();
    expect(trials).toHaveLength(mailKind.options.length);
    for (const { to, subject, text, html } of trials) {
      expect(to).toEqual(['stages@inspe.example']);
      expect(subject).toMatch(/^\[Essai\] /);
      for (const [, token] of `${text} ${html}`.matchAll(/\/r\/([\w-]+)/g)) expect(token).toBe('essai');
    }
    expect((await fetch(`${home.url}/r/essai`)).status).toBe(404);
    expect(await home.store.placements.get(before)).toEqual(before);
    expect(await home.store.mails.toRecipient('2026-essai', 'stages@inspe.example')).toEqual([]);
    await camille.visit(`${home.url}${campaign}/courriels`);
    const now = { csrf: csrfOf(camille), affectation: '22600107', courriel: 'request' };
    for (let more = mailKind.options.length; more < 41; more += 1)
      await camille.submit(`${campaign}/courriels`, now);
    expect(camille.page.status).toBe(429);
    expect(textOf(camille)).toContain('Vous avez reçu vos 40 essais');
    await expectFit(`${campaign}/courriels?affectation=22600107`, 'mails', async () => {
      await page.getByText('Demande du compte-rendu, à').click();
    });
    const layout = await camille.visit(
      `${home.url}${campaign}/courriels/request/mise-en-page?affectation=22600107`,
    );
    expect(layout.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('a launch', () => {
  test('is scheduled, moved and called off; it starts by itself, once', async () => {
    await camille.visit(`${home.url}${campaign}/lancement`);
    await camille.press('Programmer le lancement', { jour: '2026-09-14', heure: '08:00' });
    expect(camille.page.status).toBe(422);
    expect(textOf(camille)).toContain('Ce moment est passé');
    await expectFit(`${campaign}/lancement`, 'launch');
    await camille.press('Programmer le lancement', { jour: '2026-10-06', heure: '08:00' });
    expect(textOf(camille)).toContain('Le stage commence le lundi 5 octobre 2026');
    other = await home.signIn('Camille Fournier');
    await other.visit(`${home.url}${campaign}/lancement`);
    await camille.press('Programmer le lancement', { jour: '2026-09-15', heure: '09:00' });
    expect(textOf(camille)).toContain('Lancement prévu le mardi 15 septembre 2026 à 09:00');
    await other.press('Programmer le lancement', { jour: '2026-09-16', heure: '09:00' });
    expect(other.page.status).toBe(409);
    expect(textOf(other)).toContain('La campagne a changé entre-temps');
    await other.press('Changer le moment', { jour: '2026-09-16', heure: '09:00' });
    await camille.visit(`${home.url}${campaign}`);
    expect(textOf(camille)).toContain('Lancement prévu le mercredi 16 septembre 2026 à 09:00');
    await camille.press('Annuler la programmation');
    expect(textOf(camille)).toContain('n’est plus programmé');
    await camille.follow('Lancer la campagne');
    await camille.press('Programmer le lancement', { jour: '2026-09-15', heure: '09:00' });

    const before = (await mails()).length;
    await moveTo('2026-09-15T06:59:00.000Z');
    expect((await mails()).length).toBe(before);
    await moveTo('2026-09-15T08:00:00.000Z');
    expect(await record()).toMatchObject({
      status: 'launched',
      launches: 1,
      launchedAt: '2026-09-15T07:00:00.000Z',
    });
    const assignments = (await mails()).slice(before);
    expect(new Set(assignments.map(({ to }) => to[0])).size).toBe(assignments.length);
    expect(assignments.length).toBeGreaterThan(24);
    await camille.visit(`${home.url}${campaign}/suppression`);
    expect(camille.page.status).toBe(409);
    expect(textOf(camille)).toContain('Cette campagne est lancée');
  });

  test('that cannot start at its moment stands in « À traiter », and leads to where it is settled', async () => {
    const path = '/console/campagnes/2026-sopa3';
    await home.store.placements.create(placement(0, '2026-sopa3'));
    await camille.visit(`${home.url}${path}/lancement`);
    await camille.press('Programmer le lancement', { jour: '2026-09-16', heure: '09:00' });
    await camille.follow('Modifier la campagne');
    await camille.press('Voir le calendrier', { to1: '2026-11-26' });
    expect(textOf(camille)).toContain('programmez-le de nouveau');
    await camille.press('Enregistrer les modifications');
    expect(textOf(camille)).toContain('est à confirmer');
    await moveTo('2026-09-16T07:05:00.000Z');
    await camille.visit(`${home.url}/console`);
    expect(textOf(camille)).toContain('son lancement programmé ne s’est pas fait');
    expect(textOf(camille)).toContain('La campagne a été modifiée depuis');
    await camille.follow('Lancer ou reprogrammer');
    await camille.press('Changer le moment', { jour: '2026-09-17', heure: '09:00' });
    await camille.visit(`${home.url}/console`);
    expect(textOf(camille)).not.toContain('son lancement programmé');
  });
});

test('a campaign is deleted with all that is its own, by who was told what will be lost', async () => {
  const path = '/console/campagnes/2026-sopa3';
  for (let number = 1; number < 3; number += 1)
    await home.store.placements.create(placement(number, '2026-sopa3'));
  await camille.visit(`${home.url}${path}`);
  await camille.follow('Supprimer la campagne');
  expect(textOf(camille)).toContain('3 affectations importées');
  await expectFit(`${path}/suppression`, 'delete');
  await home.store.placements.create(placement(3, '2026-sopa3'));
  await camille.press('Supprimer la campagne et 3');
  expect(camille.page.status).toBe(409);
  await camille.follow('Reprendre à partir de là');
  await camille.press('Supprimer la campagne et 4');
  expect(textOf(camille)).toContain('La campagne est supprimée');
  expect((await camille.visit(`${home.url}${path}`)).status).toBe(404);
  await moveTo('2026-09-17T10:00:00.000Z');
  expect(await home.store.campaigns.find('2026-sopa3')).toBeUndefined();
  expect(await home.store.placements.ofCampaign('2026-sopa3')).toEqual([]);
  expect(await home.store.works.latest('2026-sopa3')).toEqual([]);
  const { entries } = await home.audit.page({ from: '2026-09-01', to: '2026-09-30' });
  expect(entries.map(({ act }) => act)).toEqual(
    expect.arrayContaining(['campaignEdited', 'campaignDeleted', 'launchScheduled', 'launchUnscheduled']),
  );
});

/** Each of a tutor of their own. */
const placement = (number: number, of: string): Placement => ({
  ...{ status: 'prepared', campaignId: of, studentNumber: `9${1000 + number}`, siteId: 'poitiers' },
  student: { firstName: 'Inès', lastName: `Morin${number}`, email: `e${number}@etu.example` },
  tutor: { title: 'Mme', firstName: 'Léa', lastName: `Le Goff${number}`, email: `t${number}@ac.example` },
  school: { name: 'École Jean-Zay', town: 'Poitiers' },
  periods: [{ from: '2026-11-23', to: '2026-11-27' }],
  ...{ revision: 0, version: 1, history: [] },
});

test('a first wave stops by itself where too many addresses refuse it; corrected, the rest is sent', async () => {
  const path = '/console/campagnes/2026-sopa2';
  await prepare('sopa2', '2026-11-23', '2026-11-27');
  for (let number = 0; number < 28; number += 1)
    await home.store.placements.create(placement(number, '2026-sopa2'));
  await camille.visit(`${home.url}${path}/lancement`);
  expect(textOf(camille)).toContain('25 affectations partent d’abord');
  await breakMail(4);
  const before = (await mails()).length;
  await camille.press('Lancer et écrire');
  await moveTo('2026-09-17T10:05:00.000Z');
  await camille.visit(`${home.url}${path}`);
  expect(textOf(camille)).toContain('25 affectations ont démarré. La suite part à');
  expect((await mails()).length - before).toBe(50);
  await moveTo('2026-09-17T12:00:00.000Z');
  expect((await mails()).length - before).toBe(50);
  await camille.visit(`${home.url}/console`);
  expect(textOf(camille)).toContain('le lancement s’est arrêté : 4 adresses sur 50 ont refusé leur courriel');
  await camille.follow('Corriger et continuer');
  expect(textOf(camille)).toContain('3 affectations attendent');
  await expectFit(path, 'held');
  await camille.visit(`${home.url}${path}/lancement`);
  expect(textOf(camille)).toContain('4 adresses méritent un regard');
  const { waiting } = await home.store.attention.page(['poitiers'], { most: 50 });
  let minute = 0;
  for (const one of waiting) {
    if (one.of !== 'placement' || one.placement.campaignId !== '2026-sopa2') continue;
    for (const attention of one.attention) {
      if (attention.kind !== 'refused') continue;
      const field = attention.reader === 'tutor' ? 'tuteur' : 'etudiant';
      await camille.visit(
        `${home.url}${path}/affectations/${one.placement.studentNumber}/correction?partie=${field}`,
      );
      await camille.press('Voir ce qui changera', { [`${field}_courriel`]: `juste.${attention.recipient}` });
      await camille.press('Enregistrer');
      // A minute each, as people take: the mails of one are out before the next is typed.
      minute += 1;
      await home.moveTo(`2026-09-17T12:${String(minute).padStart(2, '0')}:00.000Z`);
    }
  }
  await camille.visit(`${home.url}${path}`);
  await camille.follow('Continuer le lancement');
  await camille.press('Démarrer 3');
  await moveTo('2026-09-17T16:00:00.000Z');
  await camille.visit(`${home.url}${path}`);
  expect(textOf(camille)).not.toContain('Le lancement s’est arrêté');
  // Beside corrections, which tell a tutor the right address of a student.
  const left = (await mails()).slice(before).filter(({ tags }) => tags.occasion === 'assignment');
  const twice = left.map(({ to }) => to[0]).filter((to, at, all) => all.indexOf(to) !== at);
  expect(twice).toEqual([]);
  expect(left).toHaveLength(28 * 2 + 4);
  expect((await home.store.attention.page([], { most: 5 })).waiting).toEqual([]);
});
