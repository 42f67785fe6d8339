import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellsOf } from '../../functions/domain/import/import-columns.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { submitLaunch } from '../../functions/pages/admin/launch-page.tsx';
import { noAccessPage, providerUnreachablePage } from '../../functions/pages/auth/pages.tsx';
import type { PageResponse } from '../../functions/pages/responses.ts';
import type { PlacementFacts } from '../../schemas/placement.ts';
import type { Staff } from '../../schemas/staff.ts';
import { minimalDraft } from '../domain/reports.ts';
import { desk, openBrowser } from '../pages/browser.ts';
import { campaign, gauthier, morin, petit, startTutorHome, type TutorHome } from '../pages/tutor-home.ts';
import { poitiers } from '../poitiers.ts';
import { expectFitForAll, openAlbum, type Person, sitDown } from './person.ts';
import { placementAt, standings } from './placement-standings.ts';

/** What people are answered when two windows, the hours, a service or their rights stand in the way. */
const campaignPath = `/console/campagnes/${campaign.campaignId}`;
const saved = '2026-10-09T06:00:00.000Z';

let home: TutorHome;
let browser: Browser;
let person: Person;
beforeAll(async () => {
  [home, browser] = await Promise.all([startTutorHome(), openBrowser()]);
  person = await sitDown(browser, home.url, desk);
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

const takePicture = openAlbum('outcomes');
const look = async (title: string): Promise<void> => {
  await expectFitForAll(person, title);
  if (process.env.SCREENSHOTS) await takePicture(person, title);
};
const goTo = async (path: string, status = 200): Promise<void> => {
  const response = await person.page.goto(home.url + path);
  expect(response?.status(), path).toBe(status);
};
const press = (name: string | RegExp) => person.page.getByRole('button', { name }).click();
const read = (text: string | RegExp) => person.page.getByText(text).first().waitFor();
/** As a form that stayed open across a sign-in, or that another site sent. */
const spoilForm = () =>
  person.page.locator('form:has(button) [name=csrf]').evaluateAll((tokens) => {
    for (const token of tokens) token.setAttribute('value', 'spoilt');
  });

/** An answer that only a failure of others brings about, at an address of the home, with the home's own styles. */
const show = async ({ statusCode: status, headers, body }: PageResponse, title: string): Promise<void> => {
  await person.page.route(`${home.url}/${title}`, (route) => route.fulfill({ status, headers, body }));
  await goTo(`/${title}`, status);
  await look(title);
};

test('a tutor’s report is read back from a stale page, sent, and received', async () => {
  const link = await home.linkOf(morin);
  await home.store.reports.saveDraft(
    morin,
    { ...minimalDraft, C2: 'notAcquired', C2Details: 'Deux retards.' },
    0,
    drafterOf(morin),
    saved,
  );
  await goTo(`${link}/${morin.studentNumber}/verifier`);
  await look('relecture');
  await spoilForm();
  await press('Envoyer le compte-rendu');
  await read('n’est pas encore envoyé');
  await look('relecture-perimee');
  await press('Envoyer le compte-rendu');
  await read('Et maintenant');
  await look('recu');
});

test('a tutor’s text that was overtaken is shown to them, whatever overtook it', async () => {
  const link = await home.linkOf(gauthier);
  await goTo(`${link}/${gauthier.studentNumber}`);
  await spoilForm();
  await press('Enregistrer le brouillon');
  await read('Ce texte n’a pas encore été enregistré');
  await look('formulaire-perime');
  await home.store.reports.saveDraft(gauthier, minimalDraft, 0, drafterOf(gauthier), saved);
  await press('Enregistrer le brouillon');
  await read('modifié dans une autre fenêtre');
  await look('deux-fenetres');
  await home.store.reports.close({ ...gauthier, revision: 1 }, saved);
  await press('Garder ce que je viens de saisir');
  await read('La saisie de ce compte-rendu est close');
  await look('clos-apres-saisie');
  await goTo(`${link}/${gauthier.studentNumber}`);
  await look('clos');
  await goTo(link);
  await look('comptes-rendus-envoye-et-clos');
});

const upload = async (...placements: PlacementFacts[]): Promise<void> => {
  const rows = placements.map((placement) => cellsOf(placement, 'Poitiers'));
  const header = Object.keys(rows[0] ?? {}).join(';');
  const text = [header, ...rows.map((row) => Object.values(row).join(';'))].join('\n');
  await goTo(`${campaignPath}/import`);
  await person.page.setInputFiles('input[type="file"]', {
    name: 'affectations.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await press('Vérifier le fichier');
};

test('an import that corrects, that changes nothing, or that was kept for too long', async () => {
  await goTo('/console');
  await press(/Camille Fournier/);
  await person.page.getByRole('heading', { level: 1, name: 'À traiter' }).waitFor();
  await upload({ ...petit, tutor: gauthier.tutor, pupilCount: undefined }, gauthier);
  await read('il recommencera avec ces données');
  await look('import-a-modifier');
  await upload(gauthier);
  await read('Ce fichier ne change rien');
  await look('import-sans-changement');
  await goTo(`${campaignPath}/import/inconnu`, 404);
  await look('import-expire');
});

test('a campaign whose placements stand everywhere, on several pages, and each of them', async () => {
  const elsewhere = { ...petit, tutor: { ...petit.tutor, email: 'a.paul@ac.example' } };
  for (const series of [1, 2, 3])
    for (const [index, standing] of standings.entries())
      await home.store.placements.create(placementAt(standing, elsewhere, `227000${series}${index}`));
  await goTo(campaignPath);
  await read('page 1 sur 2');
  await look('campagne-page-1');
  await person.page.getByRole('link', { name: 'Page suivante' }).click();
  await read('page 2 sur 2');
  await look('campagne-page-2');
  for (const [index, standing] of standings.entries()) {
    await goTo(`${campaignPath}/affectations/2270001${index}`);
    await look(`affectation-${standing}`);
  }
});

test('a console’s form that comes too late, and a stage that is started again', async () => {
  const { page } = person;
  const placementPath = `${campaignPath}/affectations/${petit.studentNumber}`;
  await goTo(placementPath);
  await press('Relancer');
  await read('Le suivi est relancé');
  await look('affectation-relancee');
  await goTo(`${campaignPath}/lancement`);
  await look('lancement-du-reste');
  await spoilForm();
  await press(/^Démarrer/);
  await read('Confirmez votre envoi');
  await look('formulaire-console-perime');
  await goTo(`${campaignPath}/lancement`);
  await home.moveTo('2026-10-09T14:30:00Z');
  await press(/^Démarrer/);
  await read('Votre session est terminée');
  await look('session-terminee');
  await page.goto(`${home.url}/console`);
  await press(/Camille Fournier/);
  await goTo(placementPath);
  await read('Compte-rendu demandé');
  await look('affectation-attendue');
});

test('people whom nobody let in, and services that do not answer', async () => {
  await show(noAccessPage('noRole', poitiers), 'acces-sans-role');
  await show(noAccessPage('noSite', poitiers), 'acces-sans-site');
  await show(providerUnreachablePage(), 'connexion-indisponible');
  await show(
    await launchInto('arn:aws:states:eu-west-3:000000000000:stateMachine:None'),
    'lancement-interrompu',
  );
});

const camille: Staff = { subject: 'camille', name: 'Camille Fournier', role: 'administrator', sites: [] };

/** The launch of what is left, into a machine that nobody has. */
const launchInto = async (machine: string): Promise<PageResponse> =>
  submitLaunch({
    request: {
      now: saved,
      client: '192.0.2.1',
      requestId: 'of-a-test',
      method: 'POST',
      path: `${campaignPath}/lancement`,
      params: { campaignId: campaign.campaignId },
      query: new URLSearchParams(),
      cookies: {},
      form: { launches: String(campaign.launches) },
      files: {},
      wantsJson: false,
      isFromHere: true,
      isFromElsewhere: false,
    },
    staff: camille,
    acting: { staff: camille, session: 'of-a-test', store: home.store, audit: home.audit, now: saved },
    institution: await home.store.institutions.get(),
    settings: await home.store.institutions.get(),
    csrf: 'of-a-test',
    env: {
      TABLE_NAME: 'of-a-test',
      PUBLIC_URL: home.url,
      SECRET_ARN: 'of-a-test',
      LIFECYCLE_ARN: machine,
      WORK_ARN: machine,
      MEETING_ARN: machine,
      MAIL_LINK_ARN: 'of-a-test',
      MAIL_TRIAL_ARN: 'of-a-test',
      AUDIT_TABLE_NAME: 'of-a-test',
    },
    store: home.store,
  });

test('a request that no page answers, and a page that fails', async () => {
  await goTo('/auth/deconnexion', 405);
  await look('demande-impossible');
  const link = await home.linkOf(morin);
  // A tutor’s link of a campaign that was never launched: nothing of ours makes one.
  await home.store.campaigns.change(campaign.campaignId, (current) => ({ ...current, status: 'prepared' }));
  await goTo(link, 500);
  await look('erreur');
});
