import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { inGroups } from '../../functions/in-groups.ts';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign, preparedCampaign } from '../domain/placements.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

const at = '2026-12-01T07:00:00.000Z';
const campaignOf = (stage: string): LaunchedCampaign => ({
  ...launchedCampaign,
  ...{ campaignId: `2026-${stage}`, stage, siteIds: ['poitiers', 'niort'], createdAt: at },
});
const done = { status: 'distributed', reference: 'R', reportedAt: at, distributedAt: at } as const;
const placed = (campaignId: string, number: number, more: object = {}): Placement =>
  ({
    ...ines,
    ...{ campaignId, studentNumber: `00${100 + number}`, startedAt: at },
    student: { ...ines.student, lastName: `Étudiant${String(number).padStart(3, '0')}`, firstName: 'Éloïse' },
    ...more,
  }) as Placement;
const sentBy = (placement: Placement, answers: Partial<SentReport['answers']> = {}): SentReport => ({
  ...fullReport.sent,
  reference: `R-${placement.campaignId}-${placement.studentNumber}`,
  answers: { ...fullReport.sent.answers, ...answers },
});

let home: ConsoleHome;
let administrator: PageVisitor;
const results = () => `${home.url}/console/jury/2026-s1`;
const filesOf = async (answer: Response): Promise<string[]> =>
  Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer())));
const download = async (visitor: PageVisitor, address: string) =>
  fetch(address, { headers: { cookie: visitor.cookieHeader() } });

beforeAll(async () => {
  home = await startConsoleHome();
  const { campaigns, placements, reports } = home.store;
  for (const stage of ['sopa1', 'sopa2', 'sopa3']) await campaigns.create(campaignOf(stage));
  const put = async (placement: Placement, answers?: Partial<SentReport['answers']>) => {
    await placements.create(placement);
    if (answers) await reports.send(placement, {}, sentBy(placement, answers), 0, drafterOf(placement));
  };
  await put(placed('2026-sopa1', 1, { ...done, notAcquired: ['C7'] }), { advice1: '=1+1' });
  await put(placed('2026-sopa2', 1, { status: 'unreturned', closedAt: at }));
  // The second stage writes her name otherwise, and she comes earlier in its list.
  await put(placed('2026-sopa1', 2, done), { absentHalfDays: 0, ethics: { C1: { level: 'acquired' } } });
  await put(
    placed('2026-sopa2', 2, {
      ...done,
      student: { firstName: 'Zoé', lastName: 'Aaron', email: 'z@etu.example' },
    }),
    {},
  );
  await put(
    placed('2026-sopa2', 3, {
      siteId: 'niort',
      status: 'cancelled',
      cancelledAt: at,
      cancelledFor: 'gaveUp',
    }),
  );
  await put(placed('2026-sopa3', 4, done), {});
  await put(placed('2026-sopa3', 5, { status: 'awaiting', round: 'request', extendedTo: '2026-09-10' }));
  for (let number = 10; number < 55; number += 1) await put(placed('2026-sopa1', number));
  administrator = await home.signIn('Camille Fournier');
});
afterAll(() => home.close());

const numbers = (): string[] =>
  administrator.page.root.querySelectorAll('tbody th .muted').map(({ textContent }) => textContent);

describe('the results of a semester', () => {
  test('are found from the console, and have a row a student over both stages', async () => {
    await administrator.visit(`${home.url}/console/jury`);
    expect(textOf(administrator)).toContain('Semestre 2 – 2026-2027');
    await administrator.follow('Semestre 1 – 2026-2027');
    const rows = administrator.page.root.querySelectorAll('tbody tr').map(({ textContent }) => textContent);
    expect(numbers().slice(0, 3)).toEqual(['00102', '00101', '00103']);
    expect(rows[1]).toContain('C7 non acquis');
    expect(rows[1]).toContain('étapes 1 et 2');
    expect(rows[1]).toContain('Non rendu');
    expect(rows[2]).toContain('Pas de stage');
    expect(rows[2]).toContain('Stage annulé');
    expect(rows[0]).toContain('aucune absence');
  });

  test('come forty at a time, nobody twice and nobody left out', async () => {
    const first = numbers();
    expect(first).toHaveLength(40);
    await administrator.follow('Page suivante');
    const all = [...first, ...numbers()];
    expect(all).toHaveLength(48);
    expect(new Set(all).size).toBe(48);
    expect(all).not.toContain('00104');
  });

  test('are the same in both files, with numbers as numbers, and text that stays text', async () => {
    const csv = await (await download(administrator, `${results()}/resultats.csv`)).text();
    const table: string[][] = parse(csv, { bom: true, delimiter: ';' });
    const xlsx = await (await download(administrator, `${results()}/resultats.xlsx`)).arrayBuffer();
    const [sheet] = await readXlsxFile(new Blob([xlsx]));
    const [titles = [], ...rows] = sheet?.data ?? [];
    expect(titles).toEqual(table[0]);
    expect(rows).toHaveLength(48);
    const plain = (cell: unknown) => String(cell ?? '').replace(/^['\t]+/, '');
    expect(rows.map((row) => titles.map((_, column) => plain(row[column])))).toEqual(
      table.slice(1).map((row) => row.map(plain)),
    );
    const of = (row: unknown[] | undefined, title: string) => row?.[titles.indexOf(title)] ?? null;
    const [, second] = rows;
    expect(of(second, 'Numéro')).toBe('00101');
    expect(of(second, 'Prénom')).toBe('Éloïse');
    expect(of(second, 'SOPA 1 – Nombre de ½ journées d’absence')).toBe(1);
    expect(of(second, 'SOPA 1 – Étapes')).toBe('1 + 2');
    expect(of(second, 'SOPA 1 – C7')).toBe('Non acquis');
    expect(of(second, 'SOPA 1 – Premier conseil')).toBe('=1+1');
    expect(of(second, 'SOPA 2 – État')).toBe('Non rendu');
    expect(of(second, 'SOPA 2 – C7')).toBe(null);
    expect(csv).toContain(`'=1+1`);
    const { entries } = await home.audit.page({ from: '2026-09-14', to: '2026-09-14', act: 'juryExported' });
    expect(entries.map(({ after }) => after)).toContain('2026-s1, 48 étudiants, csv');
  });

  test('are of whom one looks for, on screen and in the files, and the audit trail says so', async () => {
    const found = async (query: string) => {
      await administrator.visit(`${results()}?${query}`);
      return numbers();
    };
    expect(await found('recherche=zoe')).toEqual(['00102']);
    expect(await found('recherche=00103')).toEqual(['00103']);
    expect(await found('etat=recus')).toEqual(['00102']);
    expect(await found('etat=non-acquis')).toEqual(['00101']);
    expect(await found('etat=manquant')).toHaveLength(40);
    await administrator.follow('Page suivante');
    expect(numbers()).toHaveLength(6);
    expect(await found('etat=recus&site=niort')).toEqual([]);
    expect(textOf(administrator)).toContain('Personne ne correspond à cette recherche.');
    await administrator.visit(results());
    await administrator.press('Filtrer', { recherche: 'Étudiant001', etat: 'non-acquis' });
    expect(numbers()).toEqual(['00101']);
    const link = administrator.page.root.querySelector('a[href*="resultats.csv"]')?.getAttribute('href');
    const csv = await (await download(administrator, new URL(String(link), home.url).href)).text();
    const table: string[][] = parse(csv, { bom: true, delimiter: ';' });
    expect(table.slice(1).map(([number]) => number?.trim())).toEqual(['00101']);
    const said = 'un critère non acquis ; recherche par nom ou numéro';
    const ofDay = { from: '2026-09-14', to: '2026-09-14' };
    const { entries } = await home.audit.page({ ...ofDay, act: 'juryExported' });
    expect(entries.map(({ after }) => after)).toContain(`2026-s1, 1 étudiants, csv (${said})`);
  });

  test('of more students than a file holds come in several, nobody twice and nobody left out', async () => {
    const campaignId = '2027-sopa1';
    const tutor = { ...ines.tutor, email: 'autre@ac.example' };
    await home.store.campaigns.create({ ...campaignOf('sopa1'), campaignId, year: 2027 });
    await inGroups(
      Array.from({ length: 1_001 }, (_, number) =>
        placed(campaignId, 1_000 + number, { siteId: 'niort', tutor }),
      ),
      (one) => home.store.placements.create(one),
    );
    const file = `${home.url}/console/jury/2027-s1/resultats.csv?site=niort`;
    await administrator.visit(file);
    expect(administrator.page.status).toBe(422);
    const files = administrator.page.root
      .querySelectorAll('a[href*="resultats.csv"]')
      .map((link) => new URL(String(link.getAttribute('href')), home.url).href);
    const found: string[] = [];
    for (const address of files) {
      const answer = await download(administrator, address);
      expect(answer.status).toBe(200);
      const table: string[][] = parse(await answer.text(), { bom: true, delimiter: ';' });
      found.push(...table.slice(1).map(([number = '']) => number));
    }
    expect(files).toHaveLength(2);
    expect(found).toHaveLength(1_001);
    expect(new Set(found).size).toBe(1_001);
    // One in a thousand is looked for: the page goes on by itself so far, and offers the rest.
    await administrator.visit(`${home.url}/console/jury/2027-s1?recherche=Étudiant2000`);
    expect(numbers()).toEqual([]);
    expect(textOf(administrator)).toContain('Personne ne correspond dans cette partie de la liste.');
    await administrator.follow('Chercher plus loin');
    await administrator.follow('Chercher plus loin');
    expect(numbers()).toHaveLength(1);
  }, 120_000);

  test('are printed for one student, missing reports said as such', async () => {
    const answer = await download(administrator, `${results()}/etudiants/00101/fiche.pdf`);
    const { text } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(text).toContain('Semestre 1 – 2026-2027');
    expect(text).toContain('Compte-rendu : reçu');
    expect(text).toContain('Compte-rendu : non rendu');
    expect(text).toContain('Oser prendre la parole');
    const other = await download(administrator, `${results()}/etudiants/00103/fiche.pdf`);
    const { text: withoutReport } = await readPdf(new Uint8Array(await other.arrayBuffer()));
    expect(withoutReport).toContain('Stage annulé');
    expect(withoutReport).toContain('Pas de stage');
    expect(withoutReport).not.toContain('Compte-rendu :');
    const key = { campaignId: '2026-sopa1', studentNumber: '00102' };
    const before = await home.store.placements.get(key);
    const asked = { text: 'Le lieu', until: '2026-12-10', revision: 1 };
    await home.store.placements.change(key, (one) => ({ ...one, status: 'givenBack', asked }) as Placement);
    const given = await download(administrator, `${results()}/etudiants/00102/fiche.pdf`);
    const { text: givenBack } = await readPdf(new Uint8Array(await given.arrayBuffer()));
    expect(givenBack.replace(/\s+/g, ' ')).toContain('Compte-rendu : en correction (cette version compte');
    await home.store.placements.change(key, ({ version }) => ({ ...before, version }));
  });

  test('are handed out as PDFs: the reports of both stages of a student, and the sheets, in parts', async () => {
    await administrator.visit(results());
    await administrator.follow('fiches par étudiant·e (ZIP)');
    expect(textOf(administrator)).toContain('48 fiches, en 2 fichiers');
    const ofDay = { from: '2026-09-14', to: '2026-09-14' };
    const taken = async () =>
      (await home.audit.page({ ...ofDay, act: 'juryExported' })).entries.map(({ after }) => after);
    expect((await taken()).filter((after) => after?.includes('fiches'))).toEqual([]);
    const [part] = administrator.page.root.querySelectorAll('a[href*="fiches.zip"]');
    const address = new URL(String(part?.getAttribute('href')), home.url).href;
    const sheets = await filesOf(await download(administrator, address));
    expect(sheets).toHaveLength(40);
    expect(sheets[0]).toBe('fiche-2026-s1-Aaron-Zoe.pdf');
    const reports = await filesOf(await download(administrator, `${results()}/comptes-rendus.zip`));
    expect(reports).toEqual([
      'compte-rendu-SOPA1-Etudiant002-Eloise.pdf',
      'compte-rendu-SOPA2-Aaron-Zoe.pdf',
      'compte-rendu-SOPA1-Etudiant001-Eloise.pdf',
    ]);
    expect(await taken()).toContain('2026-s1, fiches : 40 PDF');
    expect(await taken()).toContain('2026-s1, comptes-rendus : 3 PDF');
    const read = await home.audit.page({ ...ofDay, act: 'reportRead' });
    expect(read.entries.map(({ studentNumber }) => studentNumber).sort()).toEqual([
      '00101',
      '00102',
      '00102',
    ]);
  });

  test('are of one’s own sites alone, and not for delegates', async () => {
    const registrar = await home.signIn('Solène Métayer');
    await registrar.visit(results());
    expect(textOf(registrar)).toContain('Stage annulé');
    expect(textOf(registrar)).not.toContain('00101');
    expect((await download(registrar, `${results()}/etudiants/00101/fiche.pdf`)).status).toBe(404);
    for (const files of [
      '?site=poitiers',
      '/comptes-rendus.zip',
      '/comptes-rendus.zip?site=poitiers',
      '/fiches.zip?site=poitiers',
      '/resultats.csv?site=poitiers',
      '/resultats.xlsx?site=poitiers',
    ])
      expect((await download(registrar, `${results()}${files}`)).status, files).toBe(404);
    const list = `${home.url}/console/campagnes/2026-sopa2`;
    for (const format of ['csv', 'xlsx'])
      expect((await download(registrar, `${list}/affectations.${format}?site=poitiers`)).status).toBe(404);
    for (const address of ['2026-s3', 'autre'])
      expect((await download(registrar, `${home.url}/console/jury/${address}`)).status).toBe(404);
  });

  test('lead to all the stages of a student, and of a tutor, at one’s own sites', async () => {
    const placement = `${home.url}/console/campagnes/2026-sopa2/affectations/00101`;
    await administrator.visit(placement);
    await administrator.follow('Tous ses stages');
    const text = textOf(administrator);
    expect(text).toContain('2 stages ; 1 compte-rendu reçu');
    expect(text).toContain('SOPA 1 – 2026-2027');
    await administrator.visit(placement);
    await administrator.follow('Tous les stages accueillis');
    expect(textOf(administrator)).toContain('52 stages, dont 1 annulé');
    expect(textOf(administrator)).toContain('non acquis : C7');
    const registrar = await home.signIn('Nadège Brossard');
    await registrar.visit(`${placement}/tuteur`);
    expect(textOf(registrar)).toContain('Stages51 stagesComptes-rendus');
    expect(textOf(registrar)).not.toContain('Niort');
  });

  test('stand beside what is back, late and missing of the whole year', async () => {
    await administrator.visit(`${home.url}/console/campagnes`);
    await administrator.follow('2026-2027');
    const rows = administrator.page.root
      .querySelectorAll('tbody tr')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' '));
    expect(rows[0]).toContain('2 comptes-rendus reçus sur 47');
    expect(rows[1]).toContain('1 compte-rendu reçu sur 2');
    expect(rows[1]).toContain('1 non rendu');
    expect(rows[2]).toMatch(/^Niort.*1 annulé/);
    expect(rows[1]).toContain('1 avec un critère non acquis');
    expect(rows[1]).toContain('1 en retard');
    for (const [link, name] of [
      ['1 non rendu', 'Étudiant001'],
      ['1 avec un critère non acquis', 'Étudiant001'],
      ['1 en retard', 'Étudiant005'],
    ] as const) {
      await administrator.visit(`${home.url}/console/annees/2026`);
      await administrator.follow(link);
      expect(textOf(administrator)).toContain('1 affectation trouvée');
      expect(textOf(administrator)).toContain(`Éloïse ${name}`);
    }
    await administrator.visit(`${home.url}/console/annees/2031`);
    expect(administrator.page.status).toBe(404);
  });

  test('go on with the next stage: students and tutors are carried over, looked at first', async () => {
    const next = { ...preparedCampaign, campaignId: '2026-sopa4', stage: 'sopa4', createdAt: at };
    const periods = [{ from: '2027-05-10', to: '2027-05-14' }];
    await home.store.campaigns.create({ ...next, siteIds: ['poitiers', 'niort'], periods });
    const page = `${home.url}/console/campagnes/${next.campaignId}`;
    await administrator.visit(`${page}/import`);
    await administrator.press('Préparer la reprise', { campagne: '2026-sopa2' });
    const preview = textOf(administrator);
    expect(preview).toContain('2 à ajouter');
    expect(preview).toMatch(/Non repris de SOPA 2.*1 stage annulé : \S+ \S+/);
    await administrator.press('Importer les 2');
    const carried = await home.store.placements.find({ campaignId: next.campaignId, studentNumber: '00101' });
    expect(carried).toMatchObject({ status: 'prepared', periods, tutor: ines.tutor });
    await administrator.visit(`${page}/import`);
    await administrator.press('Préparer la reprise', { campagne: '2026-sopa2' });
    expect(textOf(administrator)).toContain('les étudiants de SOPA 2 sont déjà dans cette campagne');
  });

  test('can be read by everybody, on a phone and on a desk', async () => {
    const browser = await openBrowser();
    try {
      const page = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
      await page.goto(results());
      await page.getByRole('button', { name: /Camille Fournier/ }).click();
      for (const size of [desk, phone]) {
        await page.setViewportSize(size);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await isWiderThanWindow(page)).toBe(false);
        await takePicture(page, `jury-${size.width}`);
        await page.goto(`${results()}/fiches.zip`);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await isWiderThanWindow(page)).toBe(false);
        await takePicture(page, `jury-parts-${size.width}`);
        await page.goto(`${home.url}/console/annees/2026`);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await isWiderThanWindow(page)).toBe(false);
        await takePicture(page, `year-${size.width}`);
        await page.goto(`${home.url}/console/campagnes/2026-sopa2/affectations/00101/etudiant`);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await isWiderThanWindow(page)).toBe(false);
        await takePicture(page, `student-stages-${size.width}`);
        await page.goto(`${home.url}/console/campagnes/2026-sopa4/import`);
        expect(await accessibilityProblems(page)).toEqual([]);
        await takePicture(page, `carry-over-${size.width}`);
        await page.goto(results());
      }
    } finally {
      await browser.close();
    }
  });
});
