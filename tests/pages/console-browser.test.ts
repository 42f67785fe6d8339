import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { undeliveredTo } from '../../functions/domain/placement/placement-life.ts';
import { spoken } from '../../functions/domain/placement/tutors-word.ts';
import { newWork, stoppedWork, workIdOf } from '../../functions/domain/placement/work-progress.ts';
import type { WorkKind } from '../../schemas/work.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, cleanSample, startConsoleHome, wrongSample } from './console-home.ts';
import { expectGuidePicture } from './guide-picture.ts';

const campaign = '/console/campagnes/2026-sopa1';
const samplePath = (name: string): string => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));

let home: ConsoleHome;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [home, browser] = await Promise.all([startConsoleHome(), openBrowser()]);
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await home.close();
});

/** As it is now, on a desk and on a phone. */
const expectFitForAll = async (name: string): Promise<void> => {
  for (const [size, where] of [
    [phone, 'phone'],
    [desk, 'desk'],
  ] as const) {
    await page.setViewportSize(size);
    expect(await accessibilityProblems(page), `${name}, ${where}`).toEqual([]);
    expect(await isWiderThanWindow(page), `${name}, ${where}`).toBe(false);
    await takePicture(page, `console-${name}-${where}`);
  }
};

/** One piece of work half done, one that stopped on the way, one that left somebody out. */
const withWorks = async () => {
  const askedAt = '2026-09-14T08:00:00.000Z';
  const of = (kind: WorkKind, mark: string) => ({
    ...newWork(
      { campaignId: '2026-sopa1', workId: workIdOf(kind, askedAt, mark) },
      { kind, askedBy: 'Camille Fournier', askedAt, total: 200, passes: 2 },
    ),
    done: 120,
  });
  const works = [
    of('import', 'a'),
    stoppedWork(of('relaunch', 'b'), 1, 'Lambda.TooManyRequestsException', askedAt),
    { ...of('launch', 'c'), failed: 1, failures: [{ studentNumber: '22600107', reason: 'reportIn' }] },
  ];
  for (const work of works) await home.store.works.create(work);
  return works;
};

const upload = async (file: Parameters<Page['setInputFiles']>[1]): Promise<void> => {
  await page.goto(`${home.url}${campaign}/import`);
  await page.setInputFiles('input[type="file"]', file);
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
};

test('every page of a campaign’s preparation can be used by everybody, on a phone and on a desk', async () => {
  await page.goto(`${home.url}/console`);
  await page.getByRole('button', { name: /Camille Fournier/ }).click();
  await page.getByText('Rien à traiter').waitFor();
  await expectFitForAll('nothing-waits');
  await page.getByRole('link', { name: 'Voir les campagnes' }).click();
  await page.getByRole('heading', { name: 'Aucune campagne pour l’instant' }).waitFor();
  await expectFitForAll('empty');

  await page.goto(`${home.url}/console/campagnes/nouvelle`);
  await page.getByText('Modifier les délais').click();
  await expectFitForAll('new-campaign');
  await page.getByRole('button', { name: 'Voir le calendrier' }).click();
  await page.getByRole('alert').waitFor();
  await expectFitForAll('new-campaign-mistakes');

  await page.getByLabel('Stage', { exact: true }).selectOption('SOPA 1');
  await page.getByLabel('Premier jour', { exact: true }).fill('2026-10-05');
  await page.getByLabel('Dernier jour', { exact: true }).fill('2026-10-09');
  await page.getByRole('button', { name: 'Voir le calendrier' }).click();
  await expectFitForAll('new-campaign-preview');
  await page.getByRole('button', { name: 'Enregistrer la campagne' }).click();
  await page.getByText('La campagne est enregistrée').waitFor();
  await expectFitForAll('campaign-empty');

  await upload(samplePath(wrongSample));
  await page.getByRole('heading', { name: 'À corriger dans le fichier' }).waitFor();
  await expectFitForAll('import-preview');
  await expectGuidePicture(page, 'import');
  await upload({ name: 'affectations.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('alert').first().waitFor();
  await expectFitForAll('import-refused');
});

test('a file that is too large is told before it is sent', async () => {
  await page.goto(`${home.url}${campaign}/import`);
  await page.setInputFiles('input[type="file"]', {
    name: 'enorme.csv',
    mimeType: 'text/csv',
    buffer: Buffer.alloc(20_000_000, 'a;b\n'),
  });
  await page.getByText('Ce fichier dépasse 4 Mo').waitFor();
  await page.getByRole('button', { name: 'Vérifier le fichier' }).click();
  expect(page.url()).toBe(`${home.url}${campaign}/import`);
  await expectFitForAll('import-too-large');
});

test('every page of a campaign’s life can be used by everybody, on a phone and on a desk', async () => {
  await upload(samplePath(cleanSample));
  await page.getByRole('button', { name: 'Importer les 24 lignes correctes' }).click();
  await page.getByText('L’import est terminé').waitFor();
  await expectFitForAll('campaign-prepared');

  await page.getByRole('link', { name: 'Lancer la campagne' }).click();
  await expectFitForAll('launch');
  await expectGuidePicture(page, 'lancement');
  await page.getByRole('button', { name: 'Lancer et écrire' }).click();
  await page.getByText('Le lancement est en route').waitFor();
  await home.moveTo('2026-09-14T08:00:00Z');
  await page.goto(`${home.url}${campaign}?recherche=morin`);
  await expectFitForAll('campaign-launched');
  await page.goto(`${home.url}${campaign}`);
  await expectGuidePicture(page, 'campagne');
  const works = await withWorks();
  await page.goto(`${home.url}${campaign}`);
  await page.getByRole('progressbar').first().waitFor();
  await expectFitForAll('campaign-works');
  for (const key of works)
    await home.store.works.change(key, ({ due, ...work }) => ({
      ...work,
      endedAt: '2026-09-14T08:00:00.000Z',
    }));
  // The page follows by itself, and is the campaign's again once nothing is under way.
  await page.getByText('L’import est en cours').waitFor({ state: 'detached' });
  await page.goto(`${home.url}${campaign}?recherche=morin`);
  await page.getByRole('link', { name: 'Inès Morin' }).click();
  await page.getByRole('heading', { name: 'Déroulé' }).waitFor();
  await expectFitForAll('placement');
  await expectGuidePicture(page, 'affectation');
  await home.store.placements.change({ campaignId: '2026-sopa1', studentNumber: '22600107' }, (one) => {
    const colleague = { firstName: 'Anne', lastName: 'Perrin', email: 'anne.perrin@ac.example' };
    const said = { kind: 'colleague', colleague, text: 'Je suis en congé dès lundi.' } as const;
    const institution = { quietPeriods: [] };
    return spoken(one, said, { by: 'Mme Léa Le Goff', now: '2026-09-14T08:00:00.000Z' }, institution);
  });
  await page.reload();
  await page.getByText('Mot du tuteur : passe la main').waitFor();
  await expectFitForAll('tutors-word');
  await page.goto(`${home.url}${campaign}?etape=mot-du-tuteur`);
  await expectFitForAll('tutors-words');
  await page.goto(`${home.url}${campaign}/affectations/22600107`);
  await page.getByRole('link', { name: 'Remplacer le tuteur' }).first().focus();
  await page.keyboard.press('Enter');
  // The tutor has said who takes over: what is left is to confirm it.
  await page.getByText('Rien n’est encore enregistré').waitFor();
  await expectFitForAll('replacement-said');
  await page.getByRole('button', { name: 'Modifier' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Courriel').waitFor();
  expect(await page.getByLabel('Courriel').inputValue()).toBe('anne.perrin@ac.example');
  await page.getByRole('link', { name: 'Ne rien changer' }).click();
  await page.getByRole('link', { name: 'Corriger le tuteur' }).click();
  await expectFitForAll('correction');
  await page.getByLabel('Courriel').fill('pas une adresse');
  await page.getByRole('button', { name: 'Voir ce qui changera' }).click();
  await page.getByRole('alert').waitFor();
  await expectFitForAll('correction-mistakes');
  // With the keyboard alone.
  await page.getByLabel('Courriel').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('lea.le-goff@academie.example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Qui sera prévenu' }).waitFor();
  await expectGuidePicture(page, 'correction');
  await page.locator('summary').first().click();
  await expectFitForAll('correction-preview');
  await page.goto(`${home.url}${campaign}/affectations/22600107/correction?partie=stage`);
  await expectFitForAll('correction-stage');
  await page.goto(`${home.url}${campaign}/affectations/22600107/lien`);
  await page.getByText('Lire le courriel').click();
  await expectFitForAll('send-link');
  for (const decision of ['annulation', 'delai', 'recu-autrement', 'non-rendu']) {
    await page.goto(`${home.url}${campaign}/affectations/22600107/decision/${decision}`);
    await expectFitForAll(`decision-${decision}`);
  }
  await page.getByLabel('Raison').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await expectFitForAll('decision-mistakes');
  await page.goto(`${home.url}/console/campagnes`);
  await expectFitForAll('campaigns');
  await page.goto(`${home.url}/console/journal`);
  await page.getByRole('cell', { name: 'Campagne lancée' }).waitFor();
  await expectFitForAll('journal');
  await page.goto(`${home.url}/console/campagnes/inconnue`);
  await expectFitForAll('not-found');
});

test('a placement can be added by hand by everybody', async () => {
  await page.goto(`${home.url}${campaign}/ajout`);
  await expectFitForAll('addition');
  // With the keyboard alone, and by the labels that stand there.
  const typed = {
    ...{ etudiant_numero: '22699001', etudiant_nom: 'Vasseur', etudiant_prenom: 'Lina' },
    ...{ etudiant_courriel: 'lina.vasseur@etu.example', tuteur_nom: 'Aubry', tuteur_prenom: 'Hélène' },
    ...{
      tuteur_courriel: 'helene.aubry@ac.example',
      ecole_nom: 'École Paul-Bert',
      ecole_commune: 'Poitiers',
    },
  };
  for (const [name, text] of Object.entries(typed)) await page.locator(`[name="${name}"]`).fill(text);
  await page.locator('[name="etudiant_numero"]').fill('22600107');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /^Voir l’affectation de/ }).waitFor();
  await expectFitForAll('addition-exists');
  await page.locator('[name="etudiant_numero"]').fill(typed.etudiant_numero);
  await page.locator('[name="debut"]').fill('2026-10-12');
  await page.locator('[name="fin"]').fill('2026-10-16');
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.getByRole('heading', { name: 'Qui sera prévenu' }).waitFor();
  await expectFitForAll('addition-preview');
});

test('a report that came on paper can be typed in by everybody', async () => {
  const last = (await home.store.placements.ofCampaign('2026-sopa1')).at(-1);
  if (!last) throw new Error('nobody is placed');
  const periods = [{ from: '2026-09-07', to: '2026-09-11' }];
  await home.store.placements.change(last, (one) => ({ ...one, periods }));
  await page.goto(`${home.url}${campaign}/affectations/${last.studentNumber}/saisie`);
  await expectFitForAll('entry');
  // Enter sends nothing.
  await page.getByLabel('Nombre d’élèves').fill('vingt');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByLabel('Nombre d’élèves').inputValue()).toBe('vingt');
  await expectFitForAll('entry-mistakes');
});

test('the search can be made with the keyboard alone', async () => {
  await page.goto(`${home.url}${campaign}`);
  await page.getByLabel('Nom, courriel, école, commune ou UAI').focus();
  await page.keyboard.type('chatellerault');
  await page.keyboard.press('Enter');
  await page.getByText(/affectations? trouvées? sur 24/).waitFor();
  expect(page.url()).toContain('recherche=chatellerault');
});

/** One of each kind that waits for somebody. */
const withAttention = async () => {
  const placements = await home.store.placements.ofCampaign('2026-sopa1');
  const at = '2026-09-11T14:05:00.000Z';
  const [troubled, tutor, student, report, late] = placements;
  if (!troubled || !tutor || !student || !report || !late) throw new Error('there are too few placements');
  const changes = home.store.placements;
  await changes.change(troubled, (one) => ({
    ...one,
    trouble: { at, state: 'OpenRound', error: 'MailRefused' },
  }));
  for (const [one, recipient] of [
    [tutor, tutor.tutor.email],
    [student, student.student.email],
  ] as const)
    await changes.change(one, (current) => undeliveredTo(current, recipient, { at, reason: 'returned' }));
  await changes.change(report, (one) => ({
    ...one,
    ...{
      status: 'distributed',
      startedAt: at,
      reference: 'SOPA1-2026-1-V1',
      reportedAt: at,
      distributedAt: at,
    },
    notAcquired: ['C2'],
  }));
  await changes.change(late, (one) => ({
    ...one,
    ...{ status: 'awaiting', startedAt: at, round: 'escalation' },
    history: [...one.history, { at, what: 'escalated' }],
  }));
};

/** Of a site of their own, in a window of their own. */
const lookAsDelegate = async () => {
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  const theirs = await context.newPage();
  await theirs.goto(`${home.url}/console`);
  await theirs.getByRole('button', { name: /Hervé Quintard/ }).click();
  await theirs.getByRole('heading', { name: 'À traiter', level: 1 }).waitFor();
  await expectGuidePicture(theirs, 'delegue-a-traiter');
  const mine = (await home.store.placements.ofCampaign('2026-sopa1')).find(
    ({ siteId }) => siteId === 'poitiers',
  );
  await theirs.goto(`${home.url}${campaign}/affectations/${mine?.studentNumber}/lien`);
  await expectGuidePicture(theirs, 'lien');
  await context.close();
};

test('the guides can be read by everybody, and printed', async () => {
  for (const guide of ['scolarite', 'delegue']) {
    await page.goto(`${home.url}/console/guide/${guide}`);
    const pictures = page.locator('figure img');
    for (const picture of await pictures.all()) await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        page.evaluate(() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)),
      )
      .toBe(true);
    await expectFitForAll(`guide-${guide}`);
    const printed = await page.request.get(`${home.url}/console/guide/${guide}/guide.pdf`);
    expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('all that waits can be read and seen to by everybody, with the keyboard alone', async () => {
  await withAttention();
  await upload(samplePath(cleanSample));
  await page.getByRole('heading', { name: 'Vérifier l’import' }).waitFor();
  await home.moveTo('2026-09-14T08:20:00Z');
  await page.goto(`${home.url}/console`);
  for (const name of [
    'Suivi interrompu',
    'Adresse refusée',
    'Mot du tuteur',
    'Non acquis',
    'Retard signalé',
    'Import à confirmer',
  ])
    await page.getByRole('heading', { name }).waitFor();
  await page.getByRole('link', { name: /^Rappeler tous les tuteurs/ }).waitFor();
  await expectFitForAll('attention');
  await expectGuidePicture(page, 'a-traiter');
  await lookAsDelegate();
  await page.getByRole('link', { name: 'Écrire ou appeler' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'J’ai joint le tuteur' }).waitFor();
  await expectFitForAll('send-link-late');
  await page.getByRole('button', { name: 'J’ai joint le tuteur' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  await page.getByRole('button', { name: 'Marquer comme vu' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Non acquis' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('heading', { name: 'Retard signalé' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Confier à ce collègue' }).waitFor();
  await page.locator('a[href$="#mot"]').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Vu, ne rien changer' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Le mot du tuteur est noté comme vu').waitFor();
  await page.goto(`${home.url}/console`);
  expect(await page.getByRole('heading', { name: 'Mot du tuteur' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Reprendre l’import' }).click();
  await page.getByRole('button', { name: 'Ne pas importer ce fichier' }).click();
  await page.getByText('Le fichier est écarté').waitFor();
  await expectFitForAll('attention-less');
});

test('what is to be corrected in a report can be asked for, moved and taken back by everybody', async () => {
  const placements = await home.store.placements.ofCampaign('2026-sopa1');
  const reported = placements.find(({ status }) => status === 'distributed');
  if (reported?.status !== 'distributed') throw new Error('no report is in');
  const path = `${home.url}${campaign}/affectations/${reported.studentNumber}`;
  await page.goto(`${path}/decision/correction`);
  await page.getByRole('heading', { name: 'Demander une correction' }).waitFor();
  await expectFitForAll('decision-correction');
  await page.getByRole('button', { name: 'Demander cette correction' }).click();
  await page.getByRole('alert').waitFor();
  await expectFitForAll('decision-correction-mistakes');
  await home.store.placements.change(reported, (one) =>
    one.status === 'distributed'
      ? {
          ...one,
          status: 'givenBack',
          asked: { text: 'Le nombre de demi-journées d’absence.', until: '2026-10-02', revision: 1 },
        }
      : one,
  );
  await page.goto(path);
  await page.getByText('Le compte-rendu est à corriger').waitFor();
  await expectFitForAll('given-back');
  for (const decision of ['delai-correction', 'retrait-correction']) {
    await page.goto(`${path}/decision/${decision}`);
    await expectFitForAll(`decision-${decision}`);
  }
});
