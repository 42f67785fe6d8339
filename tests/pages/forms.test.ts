import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import readXlsxFile from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftDecisions } from '../../functions/domain/draft-decisions.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
import { form2026 } from '../poitiers.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, previewImport, startConsoleHome, textOf } from './console-home.ts';

const at = '2026-09-14T06:00:00.000Z';
/** A campaign of the form as it was, with a report. */
const older: LaunchedCampaign = {
  ...launchedCampaign,
  ...{ campaignId: '2026-sopa1', stage: 'sopa1', siteIds: ['poitiers'], createdAt: at },
};
const reported: Placement = {
  ...ines,
  ...{ campaignId: older.campaignId, studentNumber: '00101', startedAt: at, status: 'distributed' },
  ...{ reference: fullReport.sent.reference, reportedAt: at, distributedAt: at },
};

let home: ConsoleHome;
let administrator: PageVisitor;
const forms = () => `${home.url}/console/reglages/compte-rendu`;
const download = async (path: string): Promise<Uint8Array> => {
  const answer = await fetch(`${home.url}${path}`, { headers: { cookie: administrator.cookieHeader() } });
  expect(answer.status, path).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};
const olderReport = () =>
  download(`/console/campagnes/${older.campaignId}/affectations/${reported.studentNumber}/compte-rendu.pdf`);
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let before: string;
beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create(older);
  await home.store.placements.create(reported);
  await home.store.reports.send(reported, {}, fullReport.sent, 0, drafterOf(reported));
  administrator = await home.signIn('Camille Fournier');
  before = digest(await olderReport());
});
afterAll(() => home.close());

/** A student of the older campaign, for two weeks with somebody else. */
const placementsOf = (studentNumber: string): File =>
  new File(
    [
      'etudiant_numero;etudiant_nom;etudiant_prenom;etudiant_courriel;site;tuteur_civilite;tuteur_nom;tuteur_prenom;tuteur_courriel;ecole_nom;ecole_commune;debut;fin\n',
      `${studentNumber};Aaron;Zoé;zoe.aaron@etu.example;Poitiers;Mme;Tardy;Léa;lea.tardy@ac.example;École Jean-Zay;Poitiers;16/11/2026;27/11/2026\n`,
    ],
    'affectations.csv',
  );

const heading = 'Prend part au travail de l’équipe <b>en gras</b>';

/** The empty block of one more criterion, filled in. */
const fillSixth = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { name: 'Ajouter un critère' }).click();
  const block = page.locator('details', { has: page.getByRole('heading', { name: 'Ajouter un critère' }) });
  await block.getByLabel('Numéro').fill('C2');
  await block.getByLabel('Intitulé').fill(heading);
  await block
    .getByLabel(/^Pour SOPA 1/)
    .nth(0)
    .fill('Reste à l’écart');
  await block
    .getByLabel(/^Pour SOPA 1/)
    .nth(1)
    .fill('Écoute les autres');
};

describe('the versions of the report form', () => {
  test('a sixth criterion is written in the browser, refused until it is whole, and published', async () => {
    const browser = await openBrowser();
    try {
      const page = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
      page.setDefaultTimeout(15_000);
      const expectFitForAll = async (name: string) => {
        for (const size of [phone, desk]) {
          await page.setViewportSize(size);
          expect(await accessibilityProblems(page), name).toEqual([]);
          expect(await isWiderThanWindow(page), name).toBe(false);
          await takePicture(page, `forms-${name}-${size.width}`);
        }
      };
      await page.goto(`${home.url}/console/reglages`);
      await page.getByRole('button', { name: /Camille Fournier/ }).click();
      await page.getByRole('link', { name: 'Versions du compte-rendu' }).click();
      await expectFitForAll('list');
      await page.getByRole('button', { name: 'Écrire la version suivante' }).click();
      await page.getByText('La version 2 est commencée').waitFor();
      await expectFitForAll('draft');
      await page.getByRole('link', { name: 'Écarter ce brouillon' }).click();
      await page.getByRole('heading', { name: 'Écarter le brouillon de la version 2 ?' }).waitFor();
      await expectFitForAll('drop');
      await page.getByRole('link', { name: 'Le garder' }).click();

      await page.getByRole('heading', { name: 'Titre', exact: true }).click();
      await page.getByLabel('Sous-titre').fill('');
      await fillSixth(page);
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      const summary = page.getByRole('alert');
      await summary.getByText('Titre, sous-titre : indiquez un texte.').waitFor();
      const said = await summary.getByRole('listitem').allTextContents();
      expect(said.map((one) => one.replaceAll('\u00a0', ' '))).toEqual([
        'Titre, sous-titre : indiquez un texte.',
        'C2 : décrivez le niveau « Acquis ».',
        'C2 : deux critères portent ce numéro.',
      ]);
      await expectFitForAll('mistakes');
      await page.getByLabel('Sous-titre').fill('m1 MEEF, mention 1er degré');
      const block = page.locator('details', {
        has: page.getByRole('heading', { name: 'Ajouter un critère' }),
      });
      expect(await block.getByLabel('Intitulé').inputValue()).toBe(heading);
      await block.getByLabel('Numéro').fill('C12');
      await block
        .getByLabel(/^Pour SOPA 1/)
        .nth(2)
        .fill('Propose et coopère');
      await page.getByRole('button', { name: 'Enregistrer et voir l’aperçu' }).click();

      await page.getByText('ce qui s’écrit ici ne part nulle part').waitFor();
      expect(await page.locator('fieldset.criterion').count()).toBe(6);
      await page.getByText(heading).waitFor();
      await expectFitForAll('preview');
      await page.getByRole('link', { name: 'Revenir à la version' }).click();
      await page.getByRole('link', { name: /Publier la version 2/ }).click();
      await page.getByText('Titre, C12 ajouté').waitFor();
      await expectFitForAll('publication');
      await page.getByRole('button', { name: 'Publier la version 2' }).click();
      await page.getByText('La version est publiée').waitFor();
      await expectFitForAll('published');
    } finally {
      await browser.close();
    }
    const { text } = await readPdf(
      await download('/console/reglages/compte-rendu/2026-v2/apercu.pdf?stage=sopa4'),
    );
    expect(text).toContain('C12. Prend part au travail de l’équipe <b>en gras</b>');
    const { entries } = await home.audit.page({ from: '2026-09-14', to: '2026-09-14' });
    expect(entries.map(({ act, before: was, after }) => [act, was, after])).toEqual(
      expect.arrayContaining([
        ['formCopied', '2026', '2026-v2'],
        ['formEdited', '2026-v2, révision 1', 'révision 2 : Titre, C12 ajouté'],
        ['formPublished', '2026', '2026-v2, révision 2 : C1, C2, C6, C7, C11, C12'],
      ]),
    );
  });

  test('what is published changes no more, whoever still has its draft open', async () => {
    const version2 = await home.store.forms.find({ basis: '2026', number: 2 });
    await administrator.visit(`${forms()}/2026-v2`);
    expect(textOf(administrator)).toContain('Une version publiée ne change plus');
    const answer = await fetch(`${forms()}/2026-v2`, {
      method: 'POST',
      headers: { cookie: administrator.cookieHeader() },
      body: new URLSearchParams({
        csrf: administrator.page.root.querySelector('[name="csrf"]')?.getAttribute('value') ?? '',
        ...{ vu: '2', title: 'Un titre tapé trop tard' },
      }),
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Un titre tapé trop tard');
    expect(await home.store.forms.find({ basis: '2026', number: 2 })).toEqual(version2);
  });

  test('one version is written at a time, and the later of two who edit it is told', async () => {
    const second = await home.signIn('Camille Fournier');
    await administrator.visit(forms());
    await second.visit(forms());
    await administrator.press('Écrire la version suivante');
    await second.press('Écrire la version suivante');
    expect(textOf(second)).toContain('La version 3 était déjà commencée');
    await administrator.press('Enregistrer', { subtitle: 'Le sien' });
    expect(textOf(administrator)).toContain('Le brouillon est enregistré');
    await second.press('Enregistrer', { subtitle: 'Le mien', title: '' });
    expect(textOf(second)).toContain('Titre : indiquez un texte.');
    await second.press('Enregistrer', { title: form2026.title });
    expect(textOf(second)).toContain('les enregistrer maintenant remplacerait les siens dans Titre');
    expect(second.page.root.querySelector('[name="subtitle"]')?.getAttribute('value')).toBe('Le mien');
    await second.visit(`${forms()}/2026-v3/publication`);
    await administrator.visit(`${forms()}/2026-v3`);
    await administrator.press('Enregistrer', { subtitle: 'Encore un autre' });
    await second.press('Publier la version 3');
    expect(textOf(second)).toContain('Le brouillon a changé entre-temps');
    expect((await home.store.forms.find({ basis: '2026', number: 3 }))?.status).toBe('draft');
  });

  test('a draft is dropped, by who has read it as it is, and its words stay', async () => {
    const second = await home.signIn('Camille Fournier');
    await second.visit(`${forms()}/2026-v3`);
    await administrator.visit(`${forms()}/2026-v3/ecarter`);
    expect(textOf(administrator)).toContain('Par rapport à 2026, version 2Titre');
    await second.press('Enregistrer', { subtitle: 'Un dernier mot' });
    await administrator.press('Écarter ce brouillon');
    expect(textOf(administrator)).toContain('Le brouillon a changé entre-temps');
    await second.visit(`${forms()}/2026-v3`);
    await administrator.press('Écarter ce brouillon');
    expect(textOf(administrator)).toContain('Le brouillon est écarté');
    await administrator.visit(forms());
    expect(textOf(administrator)).toMatch(/version.3Écartée/);
    await second.press('Enregistrer', { subtitle: 'Trop tard' });
    expect(second.page.status).toBe(409);
    expect(textOf(second)).toContain('Cette version est écartée : elle ne change plus');
    expect(second.page.root.querySelector('[name="subtitle"]')?.getAttribute('value')).toBe('Trop tard');
    await administrator.press('Écrire la version suivante');
    expect(textOf(administrator)).toContain('Elle dit encore ce que dit 2026, version 2');
    expect(textOf(administrator)).toContain('Critère C7');
    // Moved and removed by one, while the other still has it open: each block says which criterion it is.
    await second.visit(`${forms()}/2026-v4`);
    await administrator.press('Enregistrer', { 'criterion0-removed': 'oui' });
    await second.press('Enregistrer', { subtitle: 'Encore un mot' });
    expect(second.page.status).toBe(409);
    const blocks = second.page.root.querySelectorAll('summary h2').map(({ textContent }) => textContent);
    expect(blocks.filter((one) => one.startsWith('Critère')).map((one) => one.slice(8))).toEqual([
      'C1',
      'C2',
      'C6',
      'C7',
      'C11',
      'C12',
    ]);
  });

  test('the next campaign takes the newest that is published, one that was prepared before when somebody says so', async () => {
    const prepared = { campaignId: '2026-sopa3', status: 'prepared' as const, stage: 'sopa3' };
    const { launchedAt, launchedBy, launches, launchSize, ...facts } = older;
    await home.store.campaigns.create({ ...facts, ...prepared });
    await administrator.visit(`${home.url}/console/campagnes/2026-sopa3`);
    expect(textOf(administrator)).toContain(
      'Cette campagne est préparée avec le compte-rendu 2026, version 1',
    );
    await administrator.press('Prendre le compte-rendu 2026, version\u00a02');
    expect((await home.store.campaigns.get('2026-sopa3')).formVersion).toBe('2026-v2');
    await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
    await administrator.press('Voir le calendrier', {
      ...{ stage: 'sopa2', year: '2026', sites: 'poitiers' },
      ...{ from1: '2026-11-16', to1: '2026-11-27' },
    });
    expect(textOf(administrator)).toContain('Compte-rendu2026, version 2');
    await administrator.press('Enregistrer la campagne');
    expect((await home.store.campaigns.get('2026-sopa2')).formVersion).toBe('2026-v2');
    expect((await home.store.campaigns.get(older.campaignId)).formVersion).toBe(form2026.version);
  });

  test('the guide that anybody reads has the grid of the campaign that runs, or of the next', async () => {
    const guide = async (stage: string) => (await fetch(`${home.url}/guide/${stage}`)).text();
    expect(await guide('sopa1')).not.toContain('C12');
    expect(await guide('sopa4')).toContain('Prend part au travail de l’équipe &lt;b>en gras');
  });

  test('its reports have six criteria on every page and in every file, and the older ones stay as they were', async () => {
    const campaign = `${home.url}/console/campagnes/2026-sopa2`;
    const { studentNumber } = reported;
    await previewImport(administrator, campaign, placementsOf(studentNumber));
    await administrator.press('Importer la ligne correcte');
    await administrator.visit(`${campaign}/lancement`);
    await administrator.press('Lancer');
    await home.moveTo('2026-11-27T16:30:00Z');
    administrator = await home.signIn('Camille Fournier');

    const door = await home.studentLinkOf({
      year: 2026,
      studentNumber,
      studentEmail: 'zoe.aaron@etu.example',
    });
    const student = new PageVisitor();
    await student.visit(`${home.url}${door}/2026-sopa2/bilan`);
    expect([student.page.status, textOf(student)]).toEqual([
      200,
      expect.stringContaining('Préparer le bilan'),
    ]);
    const link = await home.linkOf('lea.tardy@ac.example');
    const tutor = new PageVisitor();
    await tutor.visit(`${home.url}${link}/${studentNumber}`);
    expect(tutor.page.root.querySelectorAll('fieldset.criterion')).toHaveLength(6);
    const levels = Object.fromEntries(['C1', 'C2', 'C6', 'C7', 'C11'].map((id) => [id, 'acquired']));
    await tutor.press('Vérifier et envoyer', {
      ...{ pupilCount: '24', absentHalfDays: '0', activities: 'observations' },
      ...{ commentsSteps12: 'Bien.', advice1: 'Oser.', ...levels },
    });
    expect(textOf(tutor)).toContain('C12');
    await tutor.press('Vérifier et envoyer', { C12: 'notAcquired', C12Details: 'Reste seule.' });
    expect(textOf(tutor)).toContain('C12 – Prend part au travail de l’équipe <b>en gras</b>');
    await tutor.press('Envoyer le compte-rendu');
    expect(textOf(tutor)).toContain('est bien arrivé');

    const criteria = ['C1', 'C2', 'C6', 'C7', 'C11', 'C12'];
    const pdf = await readPdf(
      await download(`/console/campagnes/2026-sopa2/affectations/${studentNumber}/compte-rendu.pdf`),
    );
    for (const id of criteria) expect(pdf.text).toContain(`${id}. `);
    // The alert waits for the morning.
    await home.moveTo('2026-11-30T09:00:00Z');
    administrator = await home.signIn('Camille Fournier');
    const mails: { to: string[]; text: string; attachments: { contentType: string; href: string }[] }[] =
      await (await fetch(`${home.url}/_local/mail`)).json();
    const received = mails
      .filter(({ to }) => to.includes('zoe.aaron@etu.example'))
      .flatMap(({ attachments }) => attachments)
      .findLast(({ contentType }) => contentType === 'application/pdf');
    const mailed = await (await fetch(`${home.url}${received?.href}`)).arrayBuffer();
    const { text: mailedText } = await readPdf(new Uint8Array(mailed));
    for (const id of criteria) expect(mailedText).toContain(`${id}. `);
    const own = await fetch(`${home.url}${door}/2026-sopa2/compte-rendu.pdf`);
    const { text: ownText } = await readPdf(new Uint8Array(await own.arrayBuffer()));
    for (const id of criteria) expect(ownText).toContain(`${id}. `);
    const alert = mails.find(({ text }) => text.includes('Reste seule.'));
    expect(alert?.text.replace(/\s+/g, ' ')).toContain(
      'C12. Prend part au travail de l’équipe <b>en gras</b>',
    );

    const csv = new TextDecoder().decode(await download('/console/jury/2026-s1/resultats.csv'));
    const [titles = [], row = []]: string[][] = parse(csv, { bom: true, delimiter: ';' });
    const of = (title: string) => row[titles.indexOf(title)];
    expect(of('SOPA 2 – C12')).toBe('Non acquis');
    expect(titles).not.toContain('SOPA 1 – C12');
    expect(of('SOPA 1 – Premier conseil')).toBe(fullReport.sent.answers.advice1);
    const xlsx = await download('/console/jury/2026-s1/resultats.xlsx');
    const [sheet] = await readXlsxFile(new Blob([new Uint8Array(xlsx)]));
    expect(sheet?.data[0]).toEqual(titles);
    const { text } = await readPdf(
      await download(`/console/jury/2026-s1/etudiants/${studentNumber}/fiche.pdf`),
    );
    expect(text).toContain('C12 :');

    expect(digest(await olderReport())).toBe(before);
  });

  test('the version that campaigns take is the one that is shown and copied, whatever was dropped above it', async () => {
    const { store } = home;
    const draft = await store.forms.find({ basis: '2026', number: 4 });
    if (draft?.status !== 'draft') throw new Error('the draft is gone');
    const dropped = (seen: typeof draft) =>
      store.forms.change(seen, { ...seen, ...draftDecisions.dropped({ by: 'Camille Fournier', now: at }) });
    await dropped(draft);
    for (let number = 5; number <= 25; number++) {
      const next = { ...draft, number, form: { ...draft.form, version: `2026-v${number}` } };
      await store.forms.create(next);
      await dropped(next);
    }
    await administrator.visit(forms());
    expect(textOf(administrator)).not.toContain('Prise par les prochaines campagnes');
    await administrator.press('Écrire la version suivante');
    expect(textOf(administrator)).toContain('Elle dit encore ce que dit 2026, version 2');
    await administrator.visit(`${forms()}?de=2026&avant=6`);
    expect(textOf(administrator)).toMatch(/version 2PubliéePrise par les prochaines campagnes/);
  });
});
