import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { siteProgress } from '../../functions/domain/placement/campaign-progress.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { Table } from '../../functions/store/table.ts';
import { progressKey } from '../../functions/store/table-keys.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
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

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;

/** Six stages; the first tutor has a student at each of two sites. */
const rows = async (): Promise<File> => {
  const [head = '', ...all] = (await (await sampleFile(cleanSample)).text()).trim().split(/\r?\n/);
  const columns = head.replace('\uFEFF', '').split(';');
  const changed = all.slice(0, 6).map((row, at) => {
    const cells = row.split(';');
    const set = (column: string, value: string) => {
      cells[columns.indexOf(column)] = value;
    };
    set('site', at === 1 ? 'Angoulême' : 'Poitiers');
    set('tuteur_nom', at < 2 ? 'Tuteurdedeux' : `Tuteur${'ABCDEF'.at(at)}`);
    set('tuteur_courriel', at < 2 ? 'deux@ac.example' : `tuteur${at}@ac.example`);
    set('ecole_uai', `086000${at}T`);
    return cells.join(';');
  });
  return new File([[head, ...changed].join('\n')], 'affectations.csv');
};

let home: ConsoleHome;
let administrator: PageVisitor;
let numbers: string[];
beforeAll(async () => {
  home = await startConsoleHome();
  administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await administrator.press('Enregistrer la campagne');
  await previewImport(administrator, campaign, await rows());
  await administrator.press('Importer les 6 lignes correctes');
  await administrator.visit(campaign);
  expect(textOf(administrator)).toContain(
    '6 affectations prêtes. Aucun courriel ne part avant le lancement.',
  );
  await administrator.visit(`${campaign}/lancement`);
  const order = (kind: string) =>
    fetch(`${home.url}/_local/mail/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ next: 1, kind, occasion: 'request' }),
    });
  await administrator.press('Lancer');
  await order('delay');
  await order('bounce');
  numbers = (await home.store.placements.ofCampaign(campaignId)).map(({ studentNumber }) => studentNumber);
  await home.moveTo('2026-10-10T08:00:00Z');
  const tutor = new PageVisitor();
  await tutor.visit(`${home.url}${await home.linkOf('tuteur5@ac.example')}/${numbers[5]}`);
  await tutor.press('Enregistrer');
  await home.moveTo('2026-10-20T08:00:00Z');
  administrator = await home.signIn('Camille Fournier');
});
afterAll(() => home.close());

const cellsOf = (title: string): string[] =>
  administrator.page.root
    .querySelectorAll(`#affectations ~ table td[data-label="${title}"]`)
    .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const names = (): string[] =>
  administrator.page.root
    .querySelectorAll('#affectations ~ table tbody th a')
    .map(({ textContent }) => textContent);

describe('the page of a campaign under way', () => {
  test('opens with what is, and what comes next', async () => {
    await administrator.visit(`${home.url}${campaign}`);
    const text = textOf(administrator);
    expect(text).toContain('0 compte-rendu reçu sur 6. 6 sont en retard.');
    expect(text).toMatch(/Prochain envoi : lundi 2 novembre à 8\sh, deuxième relance pour 6 stages\./);
  });

  test('has numbers that lead to those they count', async () => {
    const links = administrator.page.root.querySelectorAll('.progress td a');
    expect(links.length).toBeGreaterThan(0);
    await administrator.visit(String(links[0]?.getAttribute('href')));
    expect(names()).toHaveLength(Number(links[0]?.textContent));
  });

  test('says once what every row says, and sorts by what it shows', async () => {
    await administrator.visit(`${home.url}${campaign}`);
    expect(textOf(administrator)).toContain('Toutes : du 5 au 9 octobre.');
    expect(cellsOf('Dates')).toEqual([]);
    expect(cellsOf('Retard')).toEqual(Array.from({ length: 6 }, () => '4 j'));
    // All but who has the address that refused the request, whichever left first.
    expect(cellsOf('Dernier événement')).toContain('Première relance faite, 13 octobre');
    await administrator.follow('Tuteur');
    expect(cellsOf('Tuteur ou tutrice').map((name) => name.split(' ').at(-1))).toEqual([
      ...['TuteurC', 'TuteurD', 'Tuteurdedeux', 'Tuteurdedeux', 'TuteurE', 'TuteurF'],
    ]);
  });

  test('finds an address and a school’s code, drafts begun and addresses that are wrong', async () => {
    await administrator.visit(`${home.url}${campaign}?recherche=0860003T`);
    expect(names()).toHaveLength(1);
    await administrator.visit(`${home.url}${campaign}?recherche=deux%40ac.example`);
    expect(names()).toHaveLength(2);
    await administrator.visit(`${home.url}${campaign}`);
    await administrator.follow('Brouillon commencé 1');
    expect(cellsOf('Tuteur ou tutrice')[0]).toContain('TuteurF');
    await administrator.follow('Courriel non remis');
    expect(cellsOf('Étape').join()).toContain('Tuteur : Adresse injoignable');
  });
});

describe('the exported list', () => {
  const exported = async (query = '', format = 'csv') => {
    const answer = await fetch(`${home.url}${campaign}/affectations.${format}${query}`, {
      headers: { cookie: administrator.cookieHeader() },
    });
    expect(answer.status).toBe(200);
    return new File([await answer.arrayBuffer()], `liste.${format}`);
  };

  test.each(['csv', 'xlsx'])(
    'as %s holds what the filter shows, and imported again changes nothing',
    async (format) => {
      const read = await readSpreadsheet(
        new Uint8Array(await (await exported('?site=angouleme', format)).arrayBuffer()),
        `a.${format}`,
      );
      expect(read.kind === 'rows' && read.rows.map(({ cells }) => cells.site)).toEqual(['Angoulême']);
      await previewImport(administrator, `${home.url}${campaign}`, await exported('', format));
      expect(textOf(administrator)).toContain('Ce fichier ne change rien');
      expect(textOf(administrator)).not.toContain('laissée de côté');
    },
  );

  test('corrected in one cell changes that one', async () => {
    const text = await (await exported()).text();
    await previewImport(
      administrator,
      `${home.url}${campaign}`,
      new File([text.replace('0860003T', '0860009T')], 'a.csv'),
    );
    expect(textOf(administrator)).toContain('1 à modifier5 sans changement0 à corriger');
    expect(textOf(administrator)).toContain('0860003T');
  });

  test('that is too long for one file says so, and offers it by site', async () => {
    const table = new Table(home.tableName);
    await administrator.visit(`${home.url}${campaign}`);
    const item = (await table.get(progressKey(campaignId))) ?? {};
    const { counted } = z.object({ counted: z.looseObject({ sites: z.array(siteProgress) }) }).parse(item);
    const sites = counted.sites.map((site) => ({ ...site, counts: { ...site.counts, reminded: 3_000 } }));
    await table.put({ ...item, ...progressKey(campaignId), counted: { ...counted, sites } }, {});
    await administrator.visit(`${home.url}${campaign}/affectations.csv?etape=reminded`);
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('et un fichier en contient au plus 5');
    await administrator.visit(`${home.url}${campaign}?tri=-retard`);
    expect(textOf(administrator)).toContain('Au-delà de 500 affectations, la liste reste par nom');
    await table.put({ ...item, ...progressKey(campaignId) }, {});
    await administrator.visit(`${home.url}${campaign}/affectations.csv?site=angouleme`);
    expect(administrator.page.status).toBe(200);
  });

  test('is written down with who took how much', async () => {
    const { entries } = await home.audit.page({ from: '2026-10-20', to: '2026-10-20' });
    expect(entries.find(({ act }) => act === 'placementsExported')).toMatchObject({
      campaignId,
      after: expect.stringMatching(/^\d affectations?, (csv|xlsx)$/),
    });
  });
});

describe('the PDFs of a list', () => {
  const at = '2026-09-14T07:00:00.000Z';
  const other: LaunchedCampaign = {
    ...launchedCampaign,
    ...{ campaignId: '2026-sopa2', stage: 'sopa2', siteIds: ['poitiers'], createdAt: at },
  };
  const placed = (number: number): Placement => ({
    ...ines,
    ...{ campaignId: other.campaignId, studentNumber: String(9000 + number), startedAt: at },
    student: {
      ...ines.student,
      lastName: `Étudiant${String.fromCharCode(65 + (number % 26))}`,
      firstName: `N${number}`,
    },
    ...{ status: 'distributed', reference: 'R', reportedAt: at, distributedAt: at },
  });

  test('are one archive with readable names, or several where one would be too large', async () => {
    await home.store.campaigns.create(other);
    for (let number = 0; number < 41; number += 1) await home.store.placements.create(placed(number));
    const first = placed(0);
    await home.store.reports.send(first, {}, fullReport.sent, 0, drafterOf(first));
    const page = `${home.url}/console/campagnes/${other.campaignId}`;
    await administrator.visit(page);
    expect(textOf(administrator)).toContain('41 comptes-rendus reçus sur 41');
    await administrator.follow('comptes-rendus en PDF');
    expect(textOf(administrator)).toContain('41 comptes-rendus, en 2 fichiers');
    const links = administrator.page.root.querySelectorAll('a[href*="comptes-rendus.zip"]');
    expect(links).toHaveLength(2);
    const answer = await fetch(new URL(String(links[0]?.getAttribute('href')), home.url), {
      headers: { cookie: administrator.cookieHeader() },
    });
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files)).toEqual(['compte-rendu-SOPA2-EtudiantA-N0.pdf']);
    expect(Buffer.from(Object.values(files)[0] ?? []).toString('latin1')).toMatch(/^%PDF/);
    const { entries } = await home.audit.page({ from: '2026-10-20', to: '2026-10-20', act: 'reportRead' });
    expect(entries.map(({ studentNumber }) => studentNumber)).toEqual([first.studentNumber]);
  });
});

describe('a mail of the history', () => {
  const read = async (visitor: PageVisitor, number: string | undefined, subject: RegExp) => {
    await visitor.visit(`${home.url}${campaign}/affectations/${number}`);
    const link = visitor.page.root
      .querySelectorAll('a')
      .find((one) => /\/courriels\//.test(one.getAttribute('href') ?? '') && subject.test(one.textContent));
    await visitor.visit(String(link?.getAttribute('href')));
    return textOf(visitor);
  };

  test('is read as it left, without the link that is the tutor’s alone', async () => {
    const text = await read(administrator, numbers[2], /compte-rendu/i);
    const mails: { to: string[]; subject: string; text: string }[] = await (
      await fetch(`${home.url}/_local/mail`)
    ).json();
    const sent = mails.find(({ to, subject }) => to.includes('tuteur2@ac.example') && text.includes(subject));
    const token = /\/r\/([\w-]+)/.exec(sent?.text ?? '')?.[1] ?? 'none';
    expect(token.length).toBeGreaterThan(20);
    const plain = (words: string) => words.replaceAll(token, 'lien-personnel-retire').replace(/\s+/g, '');
    expect(text.replace(/\s+/g, '')).toContain(plain(sent?.text ?? ''));
    expect(administrator.page.root.toString()).not.toContain(token);
    await administrator.follow('Le voir avec sa mise en page');
    expect(administrator.page.headers.get('content-security-policy')).toContain('sandbox');
    expect(administrator.page.root.toString()).toContain('/r/lien-personnel-retire');
    expect(administrator.page.root.toString()).not.toContain(token);
  });

  test('says whether it arrived, and what to do where it did not', async () => {
    const states: string[] = [];
    for (const number of numbers) states.push(await read(administrator, number, /Compte-rendu/));
    const all = states.join('\n');
    expect(all).toContain('La messagerie de la personne l’a pris le');
    expect(all).toContain('L’envoi est réessayé pendant plusieurs heures');
    expect(all).toContain('Demandez la bonne adresse à l’école');
  });

  test('that names a student of another site is for those who see both', async () => {
    const registrar = await home.signIn('Nadège Brossard');
    await read(registrar, numbers[0], /comptes-rendus/i);
    expect(registrar.page.status).toBe(403);
    expect(await read(administrator, numbers[0], /comptes-rendus/i)).toContain('Ce que dit ce courriel');
  });
});

test('both can be used by everybody, on a phone and on a desk', async () => {
  const browser = await openBrowser();
  try {
    const page = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
    await page.goto(`${home.url}${campaign}`);
    await page.getByRole('button', { name: /Camille Fournier/ }).click();
    const expectFitForAll = async (name: string) => {
      for (const size of [desk, phone]) {
        await page.setViewportSize(size);
        expect(await accessibilityProblems(page), name).toEqual([]);
        expect(await isWiderThanWindow(page), name).toBe(false);
        await takePicture(page, `${name}-${size.width}`);
      }
    };
    await page.getByRole('link', { name: 'Retard' }).click();
    await page.getByText('Affectations de la campagne').waitFor({ state: 'attached' });
    await expectFitForAll('campaign-followed');
    await page.goto(`${home.url}${campaign}/affectations/${numbers[2]}`);
    await page
      .getByRole('link', { name: /compte-rendu/i })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Ce que dit ce courriel' }).waitFor();
    await expectFitForAll('mail');
  } finally {
    await browser.close();
  }
});
