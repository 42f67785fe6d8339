import type { PreparedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { stageOf } from '../domain/guide/programme.ts';
import { isWithinYear } from '../domain/timetable/academic-year.ts';
import { dayAfter, weekdayOf } from '../domain/timetable/calendar-days.ts';
import { usualTimetable } from '../domain/timetable/campaign-drafting.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { Store } from '../store/store.ts';
import type { TrialFacts } from './trial-mails.ts';

/** What an invented mail is written with, by the form that the next campaign of its stage takes. @param isTwo its tutor has two students */
export const sampleFacts = async (
  { forms }: Pick<Store, 'forms'>,
  institution: Institute,
  now: IsoInstant,
  isTwo: boolean,
): Promise<Pick<TrialFacts, 'campaign' | 'placement' | 'others' | 'form'>> => {
  const { campaign, placements } = sampleStage(institution, now);
  const form = await forms.newest(institution, stageOf(institution.programme, campaign));
  const [placement, ...others] = placements;
  return {
    ...{ campaign: { ...campaign, formVersion: form.version }, placement, form },
    others: isTwo ? others : [],
  };
};

/** Invented people and dates, at a site and in a stage of the institute's own: what a mail is read with where there is no campaign. */
export const sampleStage = (institution: Institute, now: IsoInstant) => {
  const { programme, sites } = institution;
  const [stage] = programme.stages;
  const [site] = sites;
  if (!stage || !site) throw new Error('the institute has no stage or no site');
  const today = parisDay(now);
  const monday = dayAfter(today, 22 - weekdayOf(today));
  const week = { from: monday, to: dayAfter(monday, 4) };
  const periods = [week];
  const calendarYear = Number(monday.slice(0, 4));
  const year = isWithinYear(week, calendarYear) ? calendarYear : calendarYear - 1;
  const campaign: PreparedCampaign = {
    ...{ campaignId: `${year}-${stage.stageId}`, year, stage: stage.stageId, status: 'prepared', version: 1 },
    ...{
      siteIds: [site.siteId],
      periods,
      timetable: usualTimetable(institution),
      formVersion: stage.reportForm,
    },
    ...{ createdAt: now, createdBy: 'SOPA' },
  };
  const placement = (studentNumber: string, firstName: string, lastName: string): Placement => ({
    ...{ campaignId: campaign.campaignId, studentNumber, siteId: site.siteId, periods },
    student: { firstName, lastName, email: `${lastName.toLowerCase()}@etu.example` },
    tutor: { title: 'Mme', firstName: 'Léa', lastName: 'Le Goff', email: 'lea.le-goff@ecole.example' },
    school: { name: 'École Jules-Ferry', town: 'Villeneuve' },
    ...{ classLevel: 'CE1', pupilCount: 24, revision: 0, version: 1, history: [], status: 'prepared' },
  });
  return {
    campaign,
    placements: [placement('1', 'Inès', 'Morin'), placement('2', 'Maxime', 'Gauthier')] as const,
  };
};
