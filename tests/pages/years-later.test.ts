import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

/** What a tutor and a school have of stages that are over: two of last year, at two sites, and one of this year. */
const campaignOf = (year: number, stage: 'sopa1' | 'sopa2', month: string): LaunchedCampaign => ({
  ...{ status: 'launched', campaignId: `${year}-${stage}`, year, stage, version: 1 },
  siteIds: ['poitiers', 'angouleme'],
  periods: [{ from: `${month}-02`, to: `${month}-06` }],
  ...{ timetable: defaultTimetable, formVersion: form2026.version },
  ...{ createdAt: `${month}-01T08:00:00.000Z`, createdBy: 'Camille Fournier' },
  ...{ launchedAt: `${month}-01T09:00:00.000Z`, launchedBy: 'Camille Fournier', launches: 1, launchSize: 2 },
});
const [first, second, present] = [
  campaignOf(2025, 'sopa1', '2025-11'),
  campaignOf(2025, 'sopa2', '2026-02'),
  campaignOf(2026, 'sopa1', '2026-11'),
];

const tutor = {
  title: 'Mme',
  firstName: 'Léa',
  lastName: 'Le Goff',
  email: 'lea.le-goff@ac.example',
} as const;
const school = { uai: '0860001A', name: 'École Jules-Ferry', town: 'Poitiers' };

const hosted = (
  campaign: LaunchedCampaign,
  studentNumber: string,
  lastName: string,
  changes: Partial<Placement> = {},
): Placement => {
  const placement = {
    ...{ campaignId: campaign.campaignId, studentNumber, siteId: 'poitiers', tutor, school },
    student: { firstName: 'Inès', lastName, email: `${lastName.toLowerCase()}@etu.example` },
    ...{ periods: campaign.periods, startedAt: campaign.launchedAt, revision: 1, version: 1 },
    ...{ history: [{ at: campaign.launchedAt, what: 'started' }], status: 'awaiting', round: 'request' },
    ...changes,
  } as Placement;
  const { launchedAt: at } = campaign;
  return {
    ...placement,
    plan: planStage({
      ...{ placement: { ...placement, startedAt: at }, campaign, institution: poitiers, now: at, done: {} },
    }),
  };
};

/** Sent so many days after the stage's first. */
const reported = (placement: Placement, at: string, notAcquired?: string[]): Placement =>
  ({
    ...placement,
    ...{ status: 'distributed', reference: referenceOf(placement), reportedAt: at, distributedAt: at },
    ...(notAcquired && { notAcquired }),
  }) as Placement;
const referenceOf = ({ campaignId, studentNumber }: Placement) => `${campaignId}-${studentNumber}-v1`;

const onTime = reported(hosted(first, '20250001', 'Morin'), '2025-11-10T10:00:00.000Z', ['C2']);
const late = reported(hosted(second, '20250001', 'Morin'), '2026-02-18T10:00:00.000Z');
const elsewhere = hosted(second, '20250002', 'Ailleurs', {
  ...{ siteId: 'angouleme', status: 'unreturned', closedAt: '2026-03-20T10:00:00.000Z' },
} as Partial<Placement>);
const cancelled = hosted(second, '20250003', 'Petit', {
  ...{ status: 'cancelled', cancelledAt: '2026-02-01T10:00:00.000Z', cancelledFor: 'gaveUp' },
} as Partial<Placement>);
const otherSchool = hosted(second, '20250004', 'Voisin', {
  school: { uai: '0860002B', name: 'École Jules-Ferry', town: 'Poitiers' },
});
const now = hosted(present, '20260001', 'Gauthier');
const another = { ...tutor, email: 'an.other@ac.example' };
/** The same school as others write it: an import without codes, and one with another name. */
const [withoutCode, renamed] = [
  hosted(present, '20260002', 'Sanscode', {
    ...{ tutor: another, school: { name: 'ecole jules ferry', town: 'POITIERS' } },
  }),
  hosted(present, '20260003', 'Renomme', { tutor: another, school: { ...school, name: 'Groupe scolaire' } }),
];

let home: ConsoleHome;
beforeAll(async () => {
  home = await startConsoleHome();
  for (const campaign of [first, second, present]) await home.store.campaigns.create(campaign);
  for (const one of [onTime, late, elsewhere, cancelled, otherSchool, now, withoutCode, renamed])
    await home.store.placements.create(one);
  for (const [one, sentBy] of [
    [onTime, tutor],
    // Another tutor sent it, and it is theirs.
    [late, { ...tutor, firstName: 'Paul', email: 'paul.sicard@ac.example' }],
  ] as const) {
    const sent = { ...fullReport.sent, reference: referenceOf(one), sentBy };
    await home.store.reports.send(one, {}, sent, 0, drafterOf(one));
    await home.store.reports.markDistributed(one);
  }
});
afterAll(() => home.close());

const pathOf = ({ campaignId, studentNumber }: Placement) =>
  `/console/campagnes/${campaignId}/affectations/${studentNumber}`;
const schoolPageOf = async (account: string, placement: Placement) => {
  const person = await home.signIn(account);
  await person.visit(`${home.url}${pathOf(placement)}/ecole`);
  return person;
};

test('a school’s page counts what it hosted, at the sites of who reads it', async () => {
  const registrar = await schoolPageOf('Nadège Brossard', onTime);
  const text = textOf(registrar);
  expect(text).toContain('Les stages accueillis par École Jules-Ferry, Poitiers');
  expect(text).toContain('Comptes-rendus rendus2 sur 2 (100 %)');
  expect(text).toContain('1 compte-rendu après l’échéance, de 5 jours (médiane)');
  expect(text).toContain('non acquis : C2');
  expect(text).toContain('annulé');
  expect(text).not.toContain('Voisin');
  expect(text).not.toContain('Ailleurs');
  const rows = registrar.page.root.querySelectorAll('tbody tr').length;
  expect(rows).toBe(6);
  for (const name of ['Sanscode', 'Renomme']) expect(text).toContain(name);

  const administrator = await schoolPageOf('Camille Fournier', onTime);
  expect(textOf(administrator)).toContain('Comptes-rendus rendus2 sur 3 (67 %)');
  expect(textOf(administrator)).toContain('non rendu');
});

test('a tutor’s page counts the same of what they hosted', async () => {
  const person = await home.signIn('Nadège Brossard');
  await person.visit(`${home.url}${pathOf(onTime)}/tuteur`);
  const text = textOf(person);
  expect(text).toContain('Les stages accueillis par Mme Léa Le Goff');
  expect(text).toContain('Stages5 stages, dont 1 annulé');
  expect(text).toContain('Comptes-rendus rendus2 sur 3 (67 %)');
  expect(text).toContain('après l’échéance, de 5 jours (médiane)');
  expect(text).toContain('non acquis : C2');
  expect(text).not.toContain('Ailleurs');
});

test('of another site there is none', async () => {
  expect((await schoolPageOf('Maëlle Desport', onTime)).page.status).toBe(404);
  const own = await schoolPageOf('Maëlle Desport', elsewhere);
  expect(own.page.root.querySelectorAll('tbody tr').length).toBe(1);
  expect(textOf(own)).not.toContain('Morin');
});

test('a tutor finds the reports that they sent before, and no other', async () => {
  const visitor = new PageVisitor();
  const link = `${home.url}${await home.linkOf(tutor.email)}`;
  await visitor.visit(link);
  await visitor.follow('Mes autres stages');
  const text = textOf(visitor);
  expect(text).toContain('Inès Morin');
  expect(text).toContain('2025-2026');
  expect(visitor.page.root.querySelectorAll('section').length).toBe(1);
  await visitor.follow('Ouvrir le PDF');
  expect(visitor.page.headers.get('content-type')).toBe('application/pdf');
  for (const { campaignId, studentNumber } of [late, elsewhere, otherSchool, now])
    expect((await fetch(`${link}/precedents/${campaignId}/${studentNumber}/compte-rendu.pdf`)).status).toBe(
      404,
    );
});

describe('where campaigns are many', () => {
  const newer = hosted(campaignOf(2026, 'sopa2', '2026-10'), '20260009', 'Recent');
  // In two campaigns: the tutor's link opens one of them, and the other is past.
  const sentNow = ['2026-sopa2-28', '2026-sopa2-29'].map((campaignId) =>
    reported({ ...newer, campaignId } as Placement, '2026-10-12T10:00:00.000Z'),
  );
  beforeAll(async () => {
    // Prepared all at once, as a year is.
    for (let number = 0; number < 30; number += 1)
      await home.store.campaigns.create({
        ...campaignOf(2026, 'sopa2', '2026-10'),
        ...{ campaignId: `2026-sopa2-${number}`, siteIds: ['poitiers'] },
      });
    for (const one of sentNow) {
      await home.store.placements.create(one);
      const sent = { ...fullReport.sent, reference: referenceOf(one), sentBy: tutor };
      await home.store.reports.send(one, {}, sent, 0, drafterOf(one));
      await home.store.reports.markDistributed(one);
    }
  });
  const rows = (visitor: PageVisitor) => visitor.page.root.querySelectorAll('tbody tr').length;

  test('pages of a tutor and of a school go on with older ones, and say what their numbers are of', async () => {
    for (const [page, older] of [
      ['tuteur', 4],
      ['ecole', 3],
    ] as const) {
      const person = await home.signIn('Nadège Brossard');
      await person.visit(`${home.url}${pathOf(onTime)}/${page}`);
      expect(textOf(person)).toContain('Ces chiffres sont ceux des stages de cette page.');
      expect(textOf(person)).toContain('Recent');
      const first = rows(person);
      await person.follow('Plus anciens');
      expect(rows(person)).toBe(older);
      expect(textOf(person)).toContain('Morin');
      expect(textOf(person)).not.toContain('Plus anciens');
      await person.follow('Revenir aux plus récents');
      expect(rows(person)).toBe(first);
    }
  });

  test('a page that would show nothing looks further by itself', async () => {
    const person = await home.signIn('Nadège Brossard');
    await person.visit(`${home.url}${pathOf(onTime)}/etudiant`);
    expect(rows(person)).toBe(2);
    expect(textOf(person)).not.toContain('Plus anciens');
  });

  test('a tutor reaches every report that is not archived', async () => {
    const visitor = new PageVisitor();
    await visitor.visit(`${home.url}${await home.linkOf(tutor.email)}/precedents`);
    expect(textOf(visitor)).toContain('Inès Recent');
    expect(textOf(visitor)).not.toContain('Morin');
    await visitor.follow('Plus anciens');
    expect(textOf(visitor)).toContain('Inès Morin');
    await visitor.follow('Revenir aux plus récents');
    expect(textOf(visitor)).toContain('Inès Recent');
  });
});
