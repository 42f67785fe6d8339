import { afterAll, beforeAll, expect, test } from 'vitest';
import { received } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf, reportForTutor } from '../../functions/domain/placement/same-person.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import { fullReport } from '../documents/sample-reports.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
  wrongSample,
} from './console-home.ts';

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;

// One campaign, lived through in order: each test goes on from the one before.
let home: ConsoleHome;
beforeAll(async () => {
  home = await startConsoleHome();
});
afterAll(() => home.close());

test('whoever is not signed in is led to the sign-in, and back to the page they wanted', async () => {
  const answer = await fetch(`${home.url}${campaign}?etape=troubled`, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(
    `/auth/connexion?retour=${encodeURIComponent(`${campaign}?etape=troubled`)}`,
  );
});

test('an empty console says what a campaign is and offers to prepare one', async () => {
  const administrator = await home.signIn('Camille Fournier');
  expect(textOf(administrator)).toContain('Rien à traiter');
  await administrator.follow('Voir les campagnes');
  expect(textOf(administrator)).toContain('Aucune campagne pour l’instant');
  await administrator.follow('Préparer une campagne');
  expect(administrator.page.status).toBe(200);
});

test('a form with mistakes has a sentence beside each field and writes nothing', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', {
    stage: '',
    from1: '2026-10-09',
    to1: '2026-10-05',
    sites: [],
    reminder2Days: '-1',
  });
  expect(administrator.page.status).toBe(422);
  const text = textOf(administrator);
  expect(text).toContain('Choisissez le stage');
  expect(text).toContain('Choisissez au moins un site');
  expect(text).toContain(
    'Le dernier jour (lundi 5 octobre 2026) précède le premier (vendredi 9 octobre 2026)',
  );
  expect(text).toContain('Écrivez un nombre de jours entre 0 et 60');
  expect(await home.store.campaigns.all()).toEqual([]);
});

test('the timetable is shown as dates, with what the holidays move, before anything is saved', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  const text = textOf(administrator);
  expect(text).toContain('vendredi 9 octobre à 16 h');
  expect(text).toContain('lundi 2 novembre à 8 hReporté');
  expect(text).toContain('vacances de la Toussaint');
  expect(await home.store.campaigns.all()).toEqual([]);

  await administrator.press('Revenir au formulaire');
  expect(administrator.page.root.querySelector('input[name="from1"]')?.getAttribute('value')).toBe(
    '2026-10-05',
  );
});

test('saving twice, as a double click does, makes one campaign', async () => {
  const windows = [await home.signIn('Camille Fournier'), await home.signIn('Camille Fournier')];
  for (const visitor of windows) {
    await visitor.visit(`${home.url}/console/campagnes/nouvelle`);
    await visitor.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  }
  for (const visitor of windows) {
    await visitor.press('Enregistrer la campagne');
    expect(new URL(visitor.page.url).pathname).toBe(campaign);
  }
  expect(await home.store.campaigns.all()).toHaveLength(1);
});

test('a file that is no spreadsheet, and no file at all, are told in a sentence', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await previewImport(administrator, campaign, new File(['%PDF-1.7'], 'affectations.pdf'));
  expect(administrator.page.status).toBe(422);
  expect(textOf(administrator)).toContain('Ce fichier est un PDF');
  await previewImport(administrator, campaign, new File([], ''));
  expect(textOf(administrator)).toContain('Choisissez d’abord le fichier');
  await previewImport(administrator, campaign, new File(['a;b\n'.repeat(1_100_000)], 'gros.csv'));
  expect(textOf(administrator)).toContain('dépasse 4 Mo');
});

test('every problem of the sample that Excel saved is told with its row, and nothing is written', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await previewImport(administrator, campaign, await sampleFile(wrongSample));
  const rows = administrator.page.root
    .querySelectorAll('main section')[0]
    ?.querySelectorAll('tbody tr')
    .map((row) => row.querySelector('th')?.textContent.replace(/\D/g, ''));
  expect(rows).toEqual(['3', '4', '5', '6', '7', '8']);
  expect(textOf(administrator)).toContain('Peut-être : manon.henry@etu.example');
  expect(await home.store.placements.ofCampaign(campaignId)).toEqual([]);
});

test('the clean sample is imported once the person confirms', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await previewImport(administrator, campaign, await sampleFile(cleanSample));
  await administrator.press('Importer les 24 lignes correctes');
  expect(textOf(administrator)).toContain('24 affectations ajoutées, 0 modifiée, 0 inchangée');
  expect(await home.store.placements.ofCampaign(campaignId)).toHaveLength(24);
});

test('the same file again changes nothing', async () => {
  const administrator = await home.signIn('Camille Fournier');
  const before = await home.store.placements.ofCampaign(campaignId);
  await previewImport(administrator, campaign, await sampleFile(cleanSample));
  expect(textOf(administrator)).toContain('Ce fichier ne change rien');
  expect(administrator.offers('Importer')).toBe(false);
  expect(await home.store.placements.ofCampaign(campaignId)).toEqual(before);
});

test('the list is searched without accents, filtered by site, and says how many it found', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${campaign}?recherche=ines+morin`);
  expect(textOf(administrator)).toContain('1 affectation trouvée sur 24');
  await administrator.visit(`${campaign}?recherche=chatellerault&site=poitiers`);
  expect(textOf(administrator)).toMatch(/\d affectations trouvées sur 24/);
  await administrator.visit(`${campaign}?recherche=personne`);
  expect(textOf(administrator)).toContain('Aucune affectation ne correspond');
});

test('a registrar sees the placements of their site, and those of others do not exist for them', async () => {
  const registrar = await home.signIn('Maëlle Desport');
  await registrar.visit(campaign);
  const placements = await home.store.placements.ofCampaign(campaignId);
  const ofAngouleme = placements.filter(({ siteId }) => siteId === 'angouleme');
  expect(textOf(registrar)).toContain(`${ofAngouleme.length} affectations`);
  expect(textOf(registrar)).not.toContain('Poitiers 5');
  const elsewhere = placements.find(({ siteId }) => siteId === 'poitiers');
  for (const page of ['', '/compte-rendu.pdf'])
    expect(
      (await registrar.visit(`${campaign}/affectations/${elsewhere?.studentNumber}${page}`)).status,
    ).toBe(404);
});

test('a registrar imports the rows of their site; those of others are one line, and no mistake', async () => {
  const registrar = await home.signIn('Maëlle Desport');
  await previewImport(registrar, campaign, await sampleFile(wrongSample));
  expect(textOf(registrar)).toMatch(/\d+ lignes concernent d’autres sites que les vôtres/);
  expect(textOf(registrar)).not.toContain('Vous ne gérez pas ce site');
  expect(textOf(registrar)).toContain('a déjà une affectation sur un site que vous ne gérez pas');
  expect(registrar.offers('Importer les 2 lignes correctes')).toBe(true);
});

test('who answers for some sites of a campaign cannot launch it, and a delegate neither launches nor imports', async () => {
  const registrar = await home.signIn('Maëlle Desport');
  expect((await registrar.visit(`${campaign}/lancement`)).status).toBe(403);
  const delegate = await home.signIn('Hervé Quintard');
  for (const page of ['/lancement', '/import'])
    expect((await delegate.visit(`${campaign}${page}`)).status).toBe(403);
  expect((await delegate.visit('/console/campagnes/nouvelle')).status).toBe(403);
});

test('a forged form launches nothing', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${campaign}/lancement`);
  await administrator.press('Lancer', { csrf: 'forged' });
  expect(administrator.page.status).toBe(403);
  expect((await home.store.campaigns.get(campaignId)).status).toBe('prepared');
});

test('the launch says how many people it writes to, and a second launch starts nothing twice', async () => {
  const [first, second] = await Promise.all([
    home.signIn('Camille Fournier'),
    home.signIn('Camille Fournier'),
  ]);
  for (const visitor of [first, second]) await visitor.visit(`${campaign}/lancement`);
  expect(textOf(first)).toContain('19 tuteurs et 24 étudiant·es vont recevoir un courriel');
  await first.press('Lancer et écrire à 43 personnes');
  expect(textOf(first)).toContain('Le lancement est en route');
  await second.press('Lancer');
  expect(textOf(second)).toContain('déjà lancée');
  await home.moveTo('2026-09-14T08:00:00Z');
  const executions = await home.executions();
  expect(executions.filter(({ name }) => name.includes('launch'))).toHaveLength(1);
  expect(executions.filter(({ name }) => name.endsWith('-r1'))).toHaveLength(24);
  await first.visit(`${campaign}?lancees=24`);
  expect(textOf(first)).toContain('Toutes les affectations ont démarré');
});

test('the page of a placement tells its mails and what comes next', async () => {
  const delegate = await home.signIn('Hervé Quintard');
  const placements = await home.store.placements.ofCampaign(campaignId);
  const one = placements.find(({ siteId }) => siteId === 'poitiers');
  await delegate.visit(`${campaign}/affectations/${one?.studentNumber}`);
  const text = textOf(delegate);
  expect(text).toContain('Lettre de mission et affectation Remis');
  expect(text).toContain('vendredi 9 octobre à 16 hDemande du compte-rendu');
  expect(delegate.offers('Relancer')).toBe(false);
});

test('another tutor in a corrected file starts the stage anew, without the old tutor’s draft and link', async () => {
  const administrator = await home.signIn('Camille Fournier');
  const placements = await home.store.placements.ofCampaign(campaignId);
  const tutors = Map.groupBy(placements, ({ tutor }) => tutor.email);
  const alone = placements.find(({ tutor }) => tutors.get(tutor.email)?.length === 1);
  if (!alone) throw new Error('every tutor of the sample has two students');
  const { studentNumber, tutor } = alone;
  const link = await home.linkOf(tutor.email);
  expect((await fetch(home.url + link)).status).toBe(200);
  await home.store.reports.saveDraft(
    alone,
    { advice1: 'À relire ensemble' },
    0,
    drafterOf(alone),
    '2026-09-15T08:00:00.000Z',
  );
  const csv = await (await sampleFile(cleanSample)).text();
  await previewImport(
    administrator,
    campaign,
    new File(
      [
        csv
          .replaceAll(`${tutor.lastName};${tutor.firstName}`, 'Bonnet;Zoé')
          .replaceAll(tutor.email, 'nouvelle.tutrice@ac.example'),
      ],
      'corrige.csv',
    ),
  );
  expect(textOf(administrator)).toContain(`${tutor.email} → devient nouvelle.tutrice@ac.example`);
  expect(textOf(administrator)).toContain('Le stage est déjà suivi : il recommencera');
  await administrator.press('Importer la ligne correcte');
  expect(textOf(administrator)).toContain('0 affectation ajoutée, 1 modifiée, 23 inchangées');

  const status = new Map((await home.executions()).map(({ name, status }) => [name, status]));
  expect(status.get(lifecycleName({ campaignId, studentNumber, revision: 1 }))).toBe('ABORTED');
  expect(status.get(lifecycleName({ campaignId, studentNumber, revision: 2 }))).toBe('RUNNING');
  const after = await home.store.placements.get({ campaignId, studentNumber });
  expect(after.tutor.email).toBe('nouvelle.tutrice@ac.example');
  expect((await fetch(home.url + link)).status).not.toBe(200);
  expect(reportForTutor(await home.store.reports.find(alone), after).values).toEqual({});
});

test('a report that was sent is downloaded as a PDF from its placement’s page', async () => {
  const delegate = await home.signIn('Hervé Quintard');
  const placements = await home.store.placements.ofCampaign(campaignId);
  const one = placements.find(({ siteId }) => siteId === 'poitiers');
  if (!one) throw new Error('the sample has nobody in Poitiers');
  const page = `${campaign}/affectations/${one.studentNumber}`;
  expect((await delegate.visit(`${page}/compte-rendu.pdf`)).status).toBe(404);

  await home.store.reports.send(one, {}, fullReport.sent, 0, drafterOf(one));
  await home.store.placements.change(one, (current) => received(current, fullReport.sent));
  await delegate.visit(page);
  expect(textOf(delegate)).toContain(fullReport.sent.reference);
  await delegate.follow('Télécharger le compte-rendu');
  expect(delegate.page.status).toBe(200);
  expect(delegate.page.root.textContent).toContain('%PDF-1.');
});

test('a long list comes in pages of twenty-five', async () => {
  const administrator = await home.signIn('Camille Fournier');
  const [one] = await home.store.placements.ofCampaign(campaignId);
  if (!one) throw new Error('nothing is imported');
  for (let added = 0; added < 6; added += 1)
    await home.store.placements.create({ ...one, studentNumber: `9990000${added}`, version: 1 });
  await administrator.visit(campaign);
  expect(textOf(administrator)).toContain('30 affectations – page 1 sur 2');
  await administrator.follow('Page suivante');
  expect(administrator.page.root.querySelectorAll('#affectations ~ table tbody tr')).toHaveLength(5);
});

test('a session ends after eight hours', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await home.moveTo('2026-09-14T16:30:00Z');
  await administrator.visit('/console');
  expect(administrator.page.url).toContain('/_local/oidc');
});

test('signing out ends the session', async () => {
  const administrator = await home.signIn('Camille Fournier');
  await administrator.press('Se déconnecter');
  expect(textOf(administrator)).toContain('Vous êtes déconnecté·e');
  await administrator.visit('/console');
  expect(administrator.page.url).toContain('/_local/oidc');
});
