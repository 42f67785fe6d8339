import { campaign as campaignSchema, type LaunchedCampaign } from '../../schemas/campaign.ts';
import { institution as institutionSchema } from '../../schemas/institution.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { SentReport } from '../../schemas/report.ts';
import type { StageId } from '../../schemas/stage.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { form2026, poitiersProgramme } from '../poitiers.ts';

const people = institutionSchema.parse({
  name: 'INSPÉ de l’académie de Poitiers',
  academy: 'Poitiers',
  timeZone: 'Europe/Paris',
  sites: [
    {
      siteId: 'angouleme',
      name: 'Angoulême',
      campus: 'Campus des Valois - Angoulême',
      university: 'Université de Poitiers',
      address: '4 place de l’Exemple, 16000 Angoulême',
      phone: '05 36 49 00 03',
      registrars: [{ name: 'Brigitte Roux', email: 'scolarite.angouleme@inspe.example' }],
      delegate: { name: 'Karim Benali', email: 'karim.benali@inspe.example' },
    },
    {
      siteId: 'niort',
      name: 'Niort',
      campus: 'Campus de Niort',
      university: 'Université de Poitiers',
      registrars: [{ name: 'Paul Texier', email: 'scolarite.niort@inspe.example' }],
      delegate: { name: 'Élodie Moreau', email: 'elodie.moreau@inspe.example' },
    },
  ],
  quietPeriods: [],
  senderName: 'INSPÉ – Stages SOPA',
  contactEmail: 'stages@inspe.example',
  sendRatePerSecond: 10,
});
export const institution: Institute = { ...people, programme: poitiersProgramme };

export const campaignOf = (stage: StageId): LaunchedCampaign => {
  const campaign = campaignSchema.parse({
    campaignId: `2026-${stage}`,
    year: 2026,
    stage,
    siteIds: ['angouleme', 'niort'],
    periods: [{ from: '2026-10-05', to: '2026-10-09' }],
    timetable: defaultTimetable,
    formVersion: form2026.version,
    createdAt: '2026-09-01T08:00:00.000Z',
    createdBy: 'Brigitte Roux',
    version: 2,
    status: 'launched',
    launchedAt: '2026-09-14T07:00:00.000Z',
    launchedBy: 'Brigitte Roux',
    launches: 1,
    launchSize: 24,
  });
  if (campaign.status !== 'launched') throw new Error('unreachable');
  return campaign;
};

export const ines: Placement = {
  campaignId: '2026-sopa1',
  studentNumber: '22600107',
  student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
  siteId: 'angouleme',
  tutor: { title: 'Mme', lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' },
  school: {
    ...{ uai: '0169001T', name: 'École primaire Louise-Michel', town: 'Soyaux' },
    phone: '05 36 49 00 07',
  },
  classLevel: 'PS',
  pupilCount: 18,
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  revision: 1,
  version: 3,
  history: [],
  status: 'awaiting',
  round: 'request',
  startedAt: '2026-09-14T07:00:00.000Z',
};

export const clemence: Placement = {
  ...ines,
  studentNumber: '22600111',
  student: { lastName: 'Gauthier', firstName: 'Clémence', email: 'clemence.gauthier@etu.example' },
};

export const dueDate = '2026-10-16';
export const now = '2026-10-09T14:00:00.000Z';
export const link = 'https://sopa.example/r/Qm9uam91ci1sZS1tb25kZS1jZWNpLWVzdA';

export const sent: SentReport = {
  number: 1,
  reference: 'SOPA1-2026-22600107-V1',
  sentAt: '2026-10-12T15:04:00.000Z',
  formVersion: form2026.version,
  answers: {
    tutorName: 'Léa Le Goff',
    schoolName: 'École primaire Louise-Michel',
    classLevel: 'PS',
    pupilCount: 18,
    absentHalfDays: 1,
    activities: ['step1-observations'],
    ethics: {
      C1: { level: 'acquired' },
      C2: { level: 'notAcquired', details: 'Trois retards, <b>sans</b> prévenir.\nUn échange a eu lieu.' },
      C6: { level: 'inProgress' },
      C7: { level: 'acquired' },
      C11: { level: 'notAcquired' },
    },
    advice1: 'Anticiper le matériel.',
    completedWithStudent: true,
  },
};

const mailCommon = {
  campaignId: '2026-sopa1',
  recipient: 'lea.le-goff@ac.example',
  studentNumbers: ['22600107'],
  stageMarks: ['22600107-0a1b2c3d'],
  claimedBy: '2026-sopa1-22600107-r1',
};

export const mails: Mail[] = [
  {
    ...mailCommon,
    mailKey: 'assignment.2026-09-14',
    occasion: 'assignment',
    subject: 'SOPA 1',
    claimedAt: '2026-09-14T07:00:00.000Z',
    status: 'sent',
    sentAt: '2026-09-14T07:00:01.000Z',
    messageId: 'a1',
  },
  {
    ...mailCommon,
    mailKey: 'request.2026-10-09',
    occasion: 'request',
    subject: 'SOPA 1',
    claimedAt: '2026-10-09T14:00:00.000Z',
    status: 'sent',
    sentAt: '2026-10-09T14:00:02.000Z',
    messageId: 'a2',
  },
  {
    ...mailCommon,
    mailKey: 'reminder1.2026-10-13',
    occasion: 'reminder1',
    subject: 'SOPA 1',
    claimedAt: '2026-10-13T06:00:00.000Z',
    status: 'unconfirmed',
    doubt: 'unanswered',
    doubtedAt: '2026-10-13T06:00:00.000Z',
  },
];
