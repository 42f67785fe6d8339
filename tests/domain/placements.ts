import type { Campaign, LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { sopa1 } from './stages.ts';

/** A Monday morning, three weeks before the stage. */
export const monday = '2026-09-14T08:00:00.000Z';

export const preparedCampaign: Extract<Campaign, { status: 'prepared' }> = {
  status: 'prepared',
  campaignId: '2026-sopa1',
  year: 2026,
  stage: 'sopa1',
  siteIds: ['poitiers', 'niort'],
  periods: [sopa1],
  timetable: defaultTimetable,
  formVersion: '2026',
  createdAt: monday,
  createdBy: 'Nadège Brossard',
  version: 1,
};

export const launchedCampaign: LaunchedCampaign = {
  ...preparedCampaign,
  ...{ status: 'launched', launchedAt: monday, launchedBy: 'Nadège Brossard' },
  ...{ launches: 1, launchSize: 24 },
};

export const ines: Extract<StartedPlacement, { status: 'started' }> = {
  status: 'started',
  campaignId: launchedCampaign.campaignId,
  studentNumber: '22600107',
  student: { firstName: 'Inès', lastName: 'Morin', email: 'ines.morin@etu.example' },
  siteId: 'poitiers',
  tutor: { title: 'Mme', firstName: 'Léa', lastName: 'Le Goff', email: 'lea.le-goff@ac.example' },
  school: { name: 'École Jules-Ferry', town: 'Poitiers' },
  periods: [sopa1],
  startedAt: monday,
  revision: 1,
  version: 1,
  history: [],
};

/** Another student of the same tutor. */
export const clemence: typeof ines = {
  ...ines,
  studentNumber: '22600108',
  student: { firstName: 'Clémence', lastName: 'Gauthier', email: 'clemence.gauthier@etu.example' },
};
