import { inject } from 'vitest';
import { type AuditTrail, openAuditTrail } from '../../functions/store/audit-trail.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { startHome } from '../../infra/local/home.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { form2026 } from '../poitiers.ts';
import { studentLink } from './student-link.ts';

/** SOPA 1 of 2026: the stage of most of these tests; its last day is a Friday. */
export const lastDay = '2026-10-09';
const launchedAt = '2026-09-21T08:00:00.000Z';

export const campaign: LaunchedCampaign = {
  status: 'launched',
  campaignId: '2026-sopa1',
  year: 2026,
  stage: 'sopa1',
  siteIds: ['poitiers'],
  periods: [{ from: '2026-10-05', to: lastDay }],
  timetable: defaultTimetable,
  formVersion: form2026.version,
  createdAt: launchedAt,
  createdBy: 'Nadège Brossard',
  version: 1,
  launchedAt,
  launchedBy: 'Nadège Brossard',
  launches: 1,
  launchSize: 3,
};

type Person = { firstName: string; lastName: string; email: string };
const leGoff = {
  title: 'Mme' as const,
  firstName: 'Léa',
  lastName: 'Le Goff',
  email: 'lea.le-goff@ac.example',
};
const sicard = {
  title: 'M.' as const,
  firstName: 'Paul',
  lastName: 'Sicard',
  email: 'paul.sicard@ac.example',
};

const placementOf = (
  studentNumber: string,
  student: Person,
  tutor: typeof leGoff | typeof sicard,
): StartedPlacement => ({
  status: 'started',
  campaignId: campaign.campaignId,
  studentNumber,
  student,
  siteId: 'poitiers',
  tutor,
  school: { uai: '0860001A', name: 'École élémentaire Jules-Ferry', town: 'Poitiers' },
  classLevel: 'CE1',
  pupilCount: 24,
  periods: campaign.periods,
  startedAt: launchedAt,
  revision: 1,
  version: 1,
  history: [],
});

export const morin = placementOf(
  '22600107',
  { firstName: 'Inès', lastName: 'Morin', email: 'ines.morin@etu.example' },
  leGoff,
);
export const gauthier = placementOf(
  '22600108',
  { firstName: 'Clémence', lastName: 'Gauthier', email: 'clemence.gauthier@etu.example' },
  leGoff,
);
/** Of another tutor. */
export const petit = placementOf(
  '22600109',
  { firstName: 'Hugo', lastName: 'Petit', email: 'hugo.petit@etu.example' },
  sicard,
);

export type TutorHome = {
  url: string;
  store: Store;
  audit: AuditTrail;
  /** Moves the home's clock, which stands still otherwise. */
  moveTo: (instant: string) => Promise<void>;
  /** The path of a tutor's link, from the mail that « Recevoir un nouveau lien » sends. */
  linkOf: (placement: StartedPlacement) => Promise<string>;
  /** The path of a student's link. */
  studentLinkOf: (placement: StartedPlacement) => Promise<string>;
  close: () => Promise<void>;
};

type LocalMail = { to: string[] | string; text: string };

/** A home on the morning of the stage's last day, with a launched campaign of two tutors and three students. */
export const startTutorHome = async (assembly = inject('assembly')): Promise<TutorHome> => {
  const home = await startHome({ port: 0, at: `${lastDay}T06:00:00Z`, frozen: true, empty: true, assembly });
  Object.assign(process.env, awsEnvironment(home.awsEndpoint));
  const [table, audit] = home.tables;
  if (!table || !audit) throw new Error('the template lacks a table');
  const store = openStore(table);
  await store.campaigns.create(campaign);
  for (const placement of [morin, gauthier, petit]) await store.placements.create(placement);
  return {
    url: home.url,
    store,
    audit: openAuditTrail(audit),
    moveTo: async (to) => {
      await fetch(`${home.url}/_local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      });
    },
    linkOf: async ({ tutor }) => {
      await fetch(`${home.url}/lien`, { method: 'POST', body: new URLSearchParams({ email: tutor.email }) });
      // The mail leaves once the page has answered.
      await home.clock.advanceTo(home.clock.now());
      const mails: LocalMail[] = await (await fetch(`${home.url}/_local/mail`)).json();
      const mine = mails.filter(({ to }) => [to].flat().some((address) => address.includes(tutor.email)));
      const link = mine.map(({ text }) => text.match(/\/r\/[\w-]+/)?.[0]).findLast(Boolean);
      if (!link) throw new Error('no link was mailed');
      return link;
    },
    studentLinkOf: ({ studentNumber, student }) =>
      studentLink(home, assembly, { year: campaign.year, studentNumber, studentEmail: student.email }),
    close: () => home.close(),
  };
};
