import type { Site } from '../../../schemas/institution.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { Stage } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { usualYear } from '../timetable/campaign-drafting.ts';
import { parisDay } from '../wording/french-dates.ts';

/** A stage of nobody, for a form that is looked at before anybody has one. */
export const exampleStage = (
  { siteId, name: town }: Pick<Site, 'siteId' | 'name'>,
  { stageId: stage, weeks }: Pick<Stage, 'stageId' | 'weeks'>,
  now: IsoInstant,
): { campaign: { stage: string; year: number }; placement: StartedPlacement } => {
  const today = parisDay(now);
  const year = usualYear(now);
  return {
    campaign: { stage, year },
    placement: {
      ...{ campaignId: `${year}-${stage}`, studentNumber: '00000000', siteId, status: 'started' },
      student: { firstName: 'Camille', lastName: 'Exemple', email: 'etudiante@exemple.example' },
      tutor: { firstName: 'Dominique', lastName: 'Exemple', email: 'tuteur@exemple.example' },
      school: { name: 'École élémentaire', town },
      ...{
        classLevel: 'CE1',
        pupilCount: 24,
        periods: [{ from: today, to: dayAfter(today, 7 * weeks - 3) }],
      },
      ...{ startedAt: now, revision: 1, version: 1, history: [] },
    },
  };
};
