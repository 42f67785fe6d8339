import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { mailIdOf } from '../../functions/pages/admin/placement-mails.ts';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Meeting } from '../../schemas/meeting.ts';
import type { Placement } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { form2026 } from '../poitiers.ts';
import { allRoutes } from './all-routes.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';

/**
 * Who may do what with whose, route by route: what each gets for an object of the site of Poitiers, which is the registrar's and
 * the delegate's own, and foreign to the other registrar. A POST comes with the person's own form token.
 */
type Row = Record<(typeof roles)[number], number>;
const roles = ['nobody', 'foreigner', 'delegate', 'registrar', 'administrator'] as const;
const row = (...statuses: [number, number, number, number, number]): Row => {
  const [nobody, foreigner, delegate, registrar, administrator] = statuses;
  return { nobody, foreigner, delegate, registrar, administrator };
};
const campaign = '/console/campagnes/{campaignId}';
const placement = `${campaign}/affectations/{studentNumber}`;
const meeting = '/console/reunions/{meetingId}';
const console_: Record<string, Row> = {
  'GET /console': row(303, 200, 200, 200, 200),
  'GET /console/recherche': row(303, 404, 404, 404, 404),
  'GET /console/campagnes': row(303, 200, 200, 200, 200),
  'GET /console/personnes': row(303, 403, 403, 403, 200),
  'POST /console/personnes': row(401, 403, 403, 403, 303),
  'GET /console/guide': row(303, 200, 200, 200, 200),
  'GET /console/guide/{guide}': row(303, 200, 200, 200, 200),
  'GET /console/guide/{guide}/guide.pdf': row(303, 200, 200, 200, 200),
  'GET /console/guide/images/{name}': row(303, 404, 404, 404, 404),
  'GET /console/mes-courriels': row(303, 200, 200, 200, 200),
  'POST /console/mes-courriels': row(401, 422, 422, 422, 422),
  'GET /console/comptes-rendus': row(303, 200, 200, 200, 200),
  'GET /console/journal': row(303, 403, 403, 403, 200),
  'GET /console/reglages': row(303, 403, 403, 403, 200),
  'POST /console/reglages': row(401, 403, 403, 403, 422),
  'GET /console/reglages/sites/{siteId}': row(303, 403, 403, 403, 200),
  'POST /console/reglages/sites/{siteId}': row(401, 403, 403, 403, 422),
  'GET /console/reglages/nouveau-site': row(303, 403, 403, 403, 200),
  'POST /console/reglages/nouveau-site': row(401, 403, 403, 403, 422),
  'GET /console/reglages/jours-sans-courriel': row(303, 403, 403, 403, 200),
  'POST /console/reglages/jours-sans-courriel': row(401, 403, 403, 403, 422),
  'GET /console/reglages/conservation': row(303, 403, 403, 403, 200),
  'POST /console/reglages/conservation': row(401, 403, 403, 403, 422),
  'GET /console/reglages/etablissement': row(303, 403, 403, 403, 200),
  'POST /console/reglages/etablissement': row(401, 403, 403, 403, 422),
  'GET /console/reglages/delais': row(303, 403, 403, 403, 200),
  'POST /console/reglages/delais': row(401, 403, 403, 403, 422),
  'GET /console/reglages/guide': row(303, 403, 403, 403, 200),
  'POST /console/reglages/guide': row(401, 403, 403, 403, 404),
  'GET /console/reglages/guide/{number}': row(303, 403, 403, 403, 200),
  'POST /console/reglages/guide/{number}': row(401, 403, 403, 403, 404),
  'GET /console/reglages/guide/{number}/apercu': row(303, 403, 403, 403, 200),
  'GET /console/reglages/guide/{number}/apercu.pdf': row(303, 403, 403, 403, 200),
  'GET /console/reglages/guide/{number}/publication': row(303, 403, 403, 403, 303),
  'POST /console/reglages/guide/{number}/publication': row(401, 403, 403, 403, 404),
  'GET /console/reglages/guide/{number}/ecarter': row(303, 403, 403, 403, 303),
  'POST /console/reglages/guide/{number}/ecarter': row(401, 403, 403, 403, 404),
  'GET /console/reglages/pages/{page}': row(303, 403, 403, 403, 200),
  'POST /console/reglages/pages/{page}': row(401, 403, 403, 403, 422),
  'GET /console/reglages/pages/{page}/origine': row(303, 403, 403, 403, 303),
  'POST /console/reglages/pages/{page}/origine': row(401, 403, 403, 403, 409),
  'GET /console/reglages/logo': row(303, 403, 403, 403, 200),
  'POST /console/reglages/logo': row(401, 403, 403, 403, 422),
  'GET /console/reglages/courriels': row(303, 403, 403, 403, 200),
  'GET /console/reglages/courriels/{kind}': row(303, 403, 403, 403, 200),
  'POST /console/reglages/courriels/{kind}': row(401, 403, 403, 403, 409),
  'POST /console/reglages/courriels/{kind}/mise-en-page': row(401, 403, 403, 403, 200),
  'GET /console/reglages/compte-rendu': row(303, 403, 403, 403, 200),
  'POST /console/reglages/compte-rendu': row(401, 403, 403, 403, 404),
  'GET /console/reglages/compte-rendu/{version}': row(303, 403, 403, 403, 200),
  'POST /console/reglages/compte-rendu/{version}': row(401, 403, 403, 403, 404),
  'GET /console/reglages/compte-rendu/{version}/apercu': row(303, 403, 403, 403, 200),
  'GET /console/reglages/compte-rendu/{version}/apercu.pdf': row(303, 403, 403, 403, 200),
  'GET /console/reglages/compte-rendu/{version}/ecarter': row(303, 403, 403, 403, 303),
  'POST /console/reglages/compte-rendu/{version}/ecarter': row(401, 403, 403, 403, 404),
  'GET /console/reglages/compte-rendu/{version}/publication': row(303, 403, 403, 403, 303),
  'POST /console/reglages/compte-rendu/{version}/publication': row(401, 403, 403, 403, 404),
  'GET /console/annees/{year}': row(303, 200, 200, 200, 200),
  'GET /console/annees/{year}/calendrier': row(303, 200, 403, 200, 200),
  'POST /console/annees/{year}/calendrier': row(401, 422, 403, 422, 422),
  'GET /console/jury': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}/resultats.csv': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}/resultats.xlsx': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}/comptes-rendus.zip': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}/fiches.zip': row(303, 200, 403, 200, 200),
  'GET /console/jury/{period}/etudiants/{studentNumber}/fiche.pdf': row(303, 404, 403, 200, 200),
  'GET /console/campagnes/nouvelle': row(303, 200, 403, 200, 200),
  'POST /console/campagnes/nouvelle': row(401, 422, 403, 422, 422),
  'GET /console/modele-affectations.xlsx': row(303, 200, 200, 200, 200),
  'GET /console/reunions': row(303, 200, 200, 200, 200),
  'GET /console/reunions/nouvelle': row(303, 200, 403, 200, 200),
  'POST /console/reunions/nouvelle': row(401, 422, 403, 422, 422),
  [`GET ${meeting}`]: row(303, 404, 200, 200, 200),
  [`GET ${meeting}/envoi`]: row(303, 404, 403, 200, 200),
  // Nothing says which meeting they saw.
  [`POST ${meeting}/envoi`]: row(401, 404, 403, 409, 409),
  [`GET ${meeting}/modification`]: row(303, 404, 403, 200, 200),
  [`POST ${meeting}/modification`]: row(401, 404, 403, 422, 422),
  [`GET ${meeting}/annulation`]: row(303, 404, 403, 200, 200),
  [`POST ${meeting}/annulation`]: row(401, 404, 403, 422, 422),
  [`GET ${meeting}/reponses.csv`]: row(303, 404, 200, 200, 200),
  [`GET ${campaign}`]: row(303, 200, 200, 200, 200),
  [`GET ${campaign}/affectations.csv`]: row(303, 200, 200, 200, 200),
  [`GET ${campaign}/affectations.xlsx`]: row(303, 200, 200, 200, 200),
  [`GET ${campaign}/comptes-rendus.zip`]: row(303, 200, 200, 200, 200),
  [`GET ${campaign}/ajout`]: row(303, 200, 403, 200, 200),
  [`POST ${campaign}/ajout`]: row(401, 422, 403, 422, 422),
  [`GET ${campaign}/import`]: row(303, 200, 403, 200, 200),
  [`POST ${campaign}/import`]: row(401, 422, 403, 422, 422),
  [`POST ${campaign}/reprise`]: row(401, 422, 403, 422, 422),
  [`GET ${campaign}/import/{importId}`]: row(303, 404, 403, 404, 404),
  [`POST ${campaign}/import/{importId}`]: row(401, 404, 403, 404, 404),
  [`POST ${campaign}/import/{importId}/abandon`]: row(401, 404, 403, 404, 404),
  [`GET ${campaign}/import/{importId}/lignes-a-corriger.csv`]: row(303, 404, 403, 404, 404),
  [`GET ${campaign}/lancement`]: row(303, 403, 403, 403, 200),
  [`POST ${campaign}/lancement`]: row(401, 403, 403, 403, 200),
  [`GET ${campaign}/courriels`]: row(303, 200, 403, 200, 200),
  [`POST ${campaign}/courriels`]: row(401, 404, 403, 404, 404),
  [`GET ${campaign}/courriels/{kind}/mise-en-page`]: row(303, 200, 403, 200, 200),
  [`POST ${campaign}/programmation`]: row(401, 403, 403, 403, 200),
  [`GET ${campaign}/modification`]: row(303, 403, 403, 403, 409),
  [`POST ${campaign}/modification`]: row(401, 403, 403, 403, 409),
  [`POST ${campaign}/guide`]: row(401, 403, 403, 403, 409),
  [`POST ${campaign}/compte-rendu`]: row(401, 403, 403, 403, 409),
  [`GET ${campaign}/suppression`]: row(303, 403, 403, 403, 409),
  [`POST ${campaign}/suppression`]: row(401, 403, 403, 403, 409),
  [`POST ${campaign}/relance`]: row(401, 303, 403, 303, 303),
  // Of a report that is in, nothing is mailed; nobody picked anything.
  [`GET ${campaign}/selection`]: row(303, 404, 403, 404, 404),
  [`POST ${campaign}/selection`]: row(401, 404, 403, 404, 404),
  [`GET ${campaign}/rappel/{siteId}`]: row(303, 404, 200, 200, 200),
  [`POST ${campaign}/rappel/{siteId}`]: row(401, 404, 409, 409, 409),
  [`POST ${campaign}/travaux/{workId}`]: row(401, 404, 404, 404, 404),
  [`GET ${placement}`]: row(303, 404, 200, 200, 200),
  [`POST ${placement}/attention`]: row(401, 404, 404, 404, 404),
  [`POST ${placement}/mot`]: row(401, 404, 403, 303, 303),
  [`POST ${placement}/relance`]: row(401, 404, 403, 303, 303),
  [`GET ${placement}/etudiant`]: row(303, 404, 200, 200, 200),
  [`GET ${placement}/tuteur`]: row(303, 404, 200, 200, 200),
  [`GET ${placement}/ecole`]: row(303, 404, 200, 200, 200),
  [`POST ${placement}/notes`]: row(401, 404, 422, 422, 422),
  [`GET ${placement}/correction`]: row(303, 404, 403, 200, 200),
  [`POST ${placement}/correction`]: row(401, 404, 403, 409, 409),
  [`GET ${placement}/decision/{decision}`]: row(303, 404, 403, 409, 409),
  [`POST ${placement}/decision/{decision}`]: row(401, 404, 403, 409, 409),
  // A report is in.
  [`GET ${placement}/saisie`]: row(303, 404, 403, 409, 409),
  [`POST ${placement}/saisie`]: row(401, 404, 403, 409, 409),
  [`GET ${placement}/lien`]: row(303, 404, 200, 200, 200),
  [`POST ${placement}/lien`]: row(401, 404, 303, 409, 409),
  [`GET ${placement}/lien-etudiant`]: row(303, 404, 200, 200, 200),
  [`POST ${placement}/lien-etudiant`]: row(401, 404, 303, 409, 409),
  [`GET ${placement}/envoi/{courriel}`]: row(303, 404, 200, 200, 200),
  [`POST ${placement}/envoi/{courriel}`]: row(401, 404, 409, 409, 409),
  [`GET ${placement}/liens`]: row(303, 404, 403, 200, 200),
  [`POST ${placement}/liens`]: row(401, 404, 403, 303, 303),
  [`GET ${placement}/courriels/{mailId}`]: row(303, 404, 200, 200, 200),
  [`GET ${placement}/courriels/{mailId}/mise-en-page`]: row(303, 404, 200, 200, 200),
  [`GET ${placement}/compte-rendu.pdf`]: row(303, 404, 200, 200, 200),
  // Its tutor sent it.
  [`GET ${placement}/document-recu`]: row(303, 404, 404, 404, 404),
};

/** Behind a tutor's link: their own student, another tutor's, and a link that is none. */
const tutor: Record<string, [own: number, foreign: number, forged: number]> = {
  'GET /r/{token}': [200, 200, 404],
  'GET /r/{token}/guide': [200, 200, 404],
  'GET /r/{token}/imprevu': [200, 200, 404],
  // Their reports are in: there is nothing more to say.
  'POST /r/{token}/imprevu': [409, 409, 404],
  'GET /r/{token}/anciens-liens': [200, 200, 404],
  'GET /r/{token}/precedents': [200, 200, 404],
  'GET /r/{token}/precedents/{campaignId}/{studentNumber}/compte-rendu.pdf': [200, 404, 404],
  'GET /r/{token}/{studentNumber}': [200, 404, 404],
  'POST /r/{token}/{studentNumber}': [303, 404, 404],
  'GET /r/{token}/{studentNumber}/verifier': [303, 404, 404],
  'POST /r/{token}/{studentNumber}/verifier': [303, 404, 404],
  'GET /r/{token}/{studentNumber}/compte-rendu.pdf': [200, 404, 404],
  // Last: what it cuts opens nothing more.
  'POST /r/{token}/anciens-liens': [200, 200, 404],
};

/** Behind an invitation: the guest's own, and a link that is none. */
const guest: Record<string, [own: number, forged: number]> = {
  'GET /invitation/{token}': [200, 404],
  // Without an answer.
  'POST /invitation/{token}': [422, 404],
};

/** Behind a student's link: their own stage, a campaign that is not theirs, and a link that is none. */
const student: Record<string, [own: number, foreign: number, forged: number]> = {
  'GET /e/{token}': [200, 200, 404],
  'GET /e/{token}/anciens-liens': [200, 200, 404],
  // Its report is in: the page says so, and nothing is taken.
  'GET /e/{token}/{campaignId}/bilan': [200, 404, 404],
  'POST /e/{token}/{campaignId}/bilan': [422, 404, 404],
  'GET /e/{token}/{campaignId}/courriel': [200, 404, 404],
  'POST /e/{token}/{campaignId}/courriel': [409, 404, 404],
  'GET /e/{token}/{campaignId}/stage.ics': [200, 404, 404],
  'GET /e/{token}/{campaignId}/compte-rendu.pdf': [200, 404, 404],
  // Last: what it cuts opens nothing more.
  'POST /e/{token}/anciens-liens': [200, 200, 404],
};

/** What anybody gets, signed in or not. */
const open: Record<string, number> = {
  'GET /': 200,
  'GET /contact': 200,
  'GET /accessibilite': 200,
  'GET /mentions-legales': 200,
  'GET /donnees-personnelles': 200,
  'GET /logo/{name}': 404,
  'GET /guide/{stage}': 404,
  'GET /guide/{stage}/guide.pdf': 404,
  'GET /lien': 200,
  'POST /lien': 422,
  'GET /auth/connexion': 303,
  'GET /auth/callback': 400,
  'POST /auth/deconnexion': 200,
  'GET /assets/{name}': 404,
};

test('every route of the code has its row', async () => {
  const all = (await allRoutes()).map(({ method, path }) => `${method} ${path}`);
  const rows = [console_, tutor, student, guest, open].flatMap((table) => Object.keys(table));
  expect(rows.sort()).toEqual(all.sort());
});

const launchedAt = '2026-09-14T07:00:00.000Z';
const launched: LaunchedCampaign = {
  ...{ status: 'launched', campaignId: '2026-sopa1', year: 2026, stage: 'sopa1', version: 1 },
  siteIds: ['poitiers', 'angouleme'],
  periods: [{ from: '2026-09-07', to: '2026-09-11' }],
  timetable: defaultTimetable,
  formVersion: form2026.version,
  ...{ createdAt: launchedAt, createdBy: 'Camille Fournier', launchedAt, launchedBy: 'Camille Fournier' },
  ...{ launches: 1, launchSize: 2 },
};
const placed = (studentNumber: string, siteId: string, name: string): Placement => ({
  ...{ campaignId: launched.campaignId, studentNumber, siteId, startedAt: launchedAt },
  student: { firstName: 'Inès', lastName: `Etu${name}`, email: `etu${name.toLowerCase()}@etu.example` },
  tutor: { firstName: 'Léa', lastName: `Tut${name}`, email: `tut${name.toLowerCase()}@ac.example` },
  school: { name: `École ${name}`, town: name },
  periods: launched.periods,
  ...{ revision: 1, version: 1, history: [] },
  // Each waits for somebody of its site: the first page names whom it may.
  ...{
    status: 'distributed',
    reference: fullReport.sent.reference,
    reportedAt: launchedAt,
    distributedAt: launchedAt,
    notAcquired: ['C2'],
  },
});
const requestOf = ({
  campaignId,
  studentNumber,
  tutor,
}: Placement): Extract<Mail, { status: 'claimed' }> => ({
  ...{ campaignId, recipient: tutor.email, mailKey: 'request_2026-09-11', occasion: 'request' },
  ...{ studentNumbers: [studentNumber], stageMarks: [], subject: 'Compte-rendu' },
  ...{ claimedBy: 'test', claimedAt: launchedAt, status: 'claimed' },
});
const letter = {
  ...{ from: { name: 'INSPÉ', address: 'sopa@inspe.example' }, replyTo: 'stages@inspe.example' },
  ...{ subject: 'Compte-rendu', html: '<p>Compte-rendu</p>', attachments: [] },
};
const ofPoitiers: Meeting = {
  ...{ meetingId: '20260914-00000001', campaignId: launched.campaignId, siteId: 'poitiers' },
  ...{ kind: 'information', day: '2026-12-10', from: '14:00', to: '16:00', place: 'Salle Secretp' },
  ...{ audience: { tutors: { who: 'all' }, delegates: true }, status: 'prepared', sequence: 0, revision: 0 },
  ...{ createdAt: launchedAt, createdBy: 'Nadège Brossard', placesNumber: 0, version: 1 },
};
const own = placed('20260001', 'poitiers', 'Secretp');
const foreign = placed('20260002', 'angouleme', 'Secreta');

let home: ConsoleHome;
const visitors = new Map<string, PageVisitor>();
beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create(launched);
  for (const one of [own, foreign]) {
    await home.store.placements.create(one);
    await home.store.reports.send(one, {}, fullReport.sent, 0, drafterOf(one));
    await home.store.reports.markDistributed(one);
    const mail = requestOf(one);
    await home.store.mails.claim(mail);
    await home.store.letters.keep(mail, { ...letter, text: `Compte-rendu de ${one.student.lastName}` });
  }
  await home.store.meetings.create(ofPoitiers, undefined);
  for (const [role, name] of [
    ['foreigner', 'Maëlle Desport'],
    ['delegate', 'Hervé Quintard'],
    ['registrar', 'Nadège Brossard'],
    ['administrator', 'Camille Fournier'],
  ] as const)
    visitors.set(role, await home.signIn(name));
  await visitors.get('registrar')?.visit(`${home.url}${filled(`${meeting}/envoi`)}`);
  await visitors.get('registrar')?.press('Envoyer');
  await home.moveTo('2026-09-14T07:01:00Z');
});
afterAll(() => home.close());

const filled = (path: string, student = own.studentNumber, token = 'x'.repeat(43)) =>
  path
    .replace('{campaignId}', launched.campaignId)
    .replace('{studentNumber}', student)
    .replace('{importId}', '00000000-0000-4000-8000-000000000000')
    .replace('{year}', '2026')
    .replace('{siteId}', 'poitiers')
    .replace('{period}', '2026-s1')
    .replace('{decision}', 'retablissement')
    .replace('{courriel}', 'rappel')
    .replace('{siteId}', 'poitiers')
    .replace('{meetingId}', ofPoitiers.meetingId)
    .replace('{mailId}', mailIdOf(requestOf(own)))
    .replace('{kind}', 'request')
    .replace('{guide}', 'delegue')
    .replace('{version}', '2026')
    .replace('{page}', 'contact')
    .replace('{number}', '1')
    .replace('{name}', 'rien.css')
    .replace('{token}', token);

/** Asks once, and follows nothing. */
const ask = async (route: string, path: string, cookie: string, csrf: string): Promise<Response> => {
  const [method = 'GET'] = route.split(' ');
  return fetch(home.url + path, {
    method,
    redirect: 'manual',
    headers: { cookie },
    ...(method === 'POST' && { body: new URLSearchParams({ csrf }) }),
  });
};

describe.each(roles)('%s', (role) => {
  test.each(Object.entries(console_))('%s', async (route, expected) => {
    const visitor = visitors.get(role);
    if (visitor) await visitor.visit(`${home.url}/console`);
    const csrf = visitor?.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    const path = filled(route.split(' ')[1] ?? '');
    const response = await ask(route, path, visitor?.cookieHeader() ?? '', csrf);
    const text = await response.text();
    expect(response.status, `${route} for ${role}`).toBe(expected[role]);
    if (role === 'nobody') expect(text).not.toMatch(/Secret/i);
    if (role === 'foreigner') expect(text).not.toMatch(/Secretp/i);
    if (role === 'delegate' || role === 'registrar') expect(text).not.toMatch(/Secreta/i);
  });
});

/** What can be asked of one site alone. */
const bySite = Object.keys(console_).filter((route) =>
  /\/(\{campaignId\}|\{period\})\/[\w-]+\.(csv|xlsx|zip)$|\/\{period\}$/.test(route),
);

test.each(bySite)('%s of another’s site is nowhere', async (route) => {
  const visitor = visitors.get('foreigner');
  const path = `${filled(route.split(' ')[1] ?? '')}?site=poitiers`;
  const response = await ask(route, path, visitor?.cookieHeader() ?? '', '');
  expect(response.status).toBe(404);
  expect(await response.text()).not.toMatch(/Secretp/i);
});

describe('a tutor', () => {
  test.each(Object.entries(tutor))('%s', async (route, [forOwn, forForeign, forged]) => {
    const link = await home.linkOf(own.tutor.email);
    const token = link.replace('/r/', '');
    const page = await (await fetch(home.url + link)).text();
    const csrf =
      /name="csrf" value="([^"]+)"/.exec(
        await (await fetch(`${home.url}${link}/anciens-liens`)).text(),
      )?.[1] ?? '';
    expect(page).not.toMatch(/Secreta/i);
    const path = route.split(' ')[1] ?? '';
    const statusOf = async (student: string, key: string) => {
      const response = await ask(route, filled(path, student, key), '', csrf);
      expect(await response.text()).not.toMatch(/Secreta/i);
      return response.status;
    };
    expect(await statusOf(foreign.studentNumber, token), 'foreign').toBe(
      path.includes('{studentNumber}') ? forForeign : forOwn,
    );
    if (path.includes('{studentNumber}') || !route.startsWith('POST'))
      expect(await statusOf(own.studentNumber, token), 'own').toBe(forOwn);
    expect(await statusOf(own.studentNumber, 'y'.repeat(43)), 'forged').toBe(forged);
  });
});

test.each(Object.entries(guest))('a guest: %s', async (route, [forOwn, forged]) => {
  const mails: { to: string[]; text: string }[] = await (await fetch(`${home.url}/_local/mail`)).json();
  const letter = mails.find(({ to, text }) => to.includes(own.tutor.email) && text.includes('/invitation/'));
  const mine = /\/invitation\/[\w-]+/.exec(letter?.text ?? '')?.[0] ?? '/invitation/none';
  const path = (token: string) => filled(route.split(' ')[1] ?? '', own.studentNumber, token);
  const page = await (await fetch(home.url + mine)).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await ask(route, mine, '', csrf)).status, 'own').toBe(forOwn);
  const answer = await ask(route, path('y'.repeat(43)), '', csrf);
  expect(answer.status, 'forged').toBe(forged);
  expect(await answer.text()).not.toMatch(/Secret/i);
});

/** Of the year, and the other student's alone. */
const elsewhere = { ...launched, campaignId: '2026-sopa2', stage: 'sopa2' } as const;

describe('a student', () => {
  beforeAll(async () => {
    await home.store.campaigns.create(elsewhere);
    await home.store.placements.create({ ...foreign, campaignId: elsewhere.campaignId });
  });

  test.each(Object.entries(student))('%s', async (route, [forOwn, forForeign, forged]) => {
    const { studentNumber, student: person } = own;
    const link = await home.studentLinkOf({ year: 2026, studentNumber, studentEmail: person.email });
    const token = link.replace('/e/', '');
    const csrf =
      /name="csrf" value="([^"]+)"/.exec(
        await (await fetch(`${home.url}${link}/anciens-liens`)).text(),
      )?.[1] ?? '';
    const path = route.split(' ')[1] ?? '';
    const statusOf = async (campaignId: string, key: string) => {
      const asked = filled(path.replace('{campaignId}', campaignId), studentNumber, key);
      const response = await ask(route, asked, '', csrf);
      expect(await response.text()).not.toMatch(/Secreta/i);
      return response.status;
    };
    if (path.includes('{campaignId}'))
      expect(await statusOf(elsewhere.campaignId, token), 'foreign').toBe(forForeign);
    expect(await statusOf(launched.campaignId, token), 'own').toBe(forOwn);
    expect(await statusOf(launched.campaignId, 'y'.repeat(43)), 'forged').toBe(forged);
  });
});

test.each(Object.entries(open))('anybody: %s', async (route, status) => {
  const response = await ask(route, filled(route.split(' ')[1] ?? ''), '', '');
  expect(response.status).toBe(status);
  expect(await response.text()).not.toMatch(/Secret/i);
});
