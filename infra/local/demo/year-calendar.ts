import { dayAfter, weekdayOf } from '../../../functions/domain/timetable/calendar-days.ts';
import { isQuietDay } from '../../../functions/domain/timetable/quiet-days.ts';
import type { CampaignId } from '../../../schemas/campaign.ts';
import type { Institute, Stage } from '../../../schemas/programme.ts';
import type { IsoDate } from '../../../schemas/time.ts';

/** The usual months of the four stages (the guide’s calendar), from 1. */
const usualMonths = [10, 11, 3, 5];
/** Days from the launch to the first day: a week before the briefing. */
const lead = 14;

/** A stage of the year with its dates. */
export type DatedStage = {
  stage: Stage;
  campaignId: CampaignId;
  from: IsoDate;
  to: IsoDate;
  launchDay: IsoDate;
};

/** The stages of an academic year in weeks that are whole, each launched on a working day. @param year its first */
export const stagesOfYear = (
  year: number,
  { programme, quietPeriods }: Pick<Institute, 'programme' | 'quietPeriods'>,
): DatedStage[] =>
  programme.stages.flatMap((stage, at) => {
    const month = usualMonths[at];
    if (month === undefined) return [];
    const dated = mondaysFrom(year, month).map((from) => ({
      ...{ stage, campaignId: `${year}-${stage.stageId}`, from },
      ...{ to: dayAfter(from, 7 * stage.weeks - 3), launchDay: dayAfter(from, -lead) },
    }));
    const isWhole = ({ from, to, launchDay }: DatedStage): boolean =>
      [launchDay, ...daysFrom(from, to)].every(
        (day) => weekdayOf(day) > 5 || !isQuietDay(day, { quietPeriods }),
      );
    return dated.find(isWhole) ?? dated.slice(0, 1);
  });

/** In days after the beginning of its month, how late a stage’s first day may lie. */
const search = 41;

/** Those of a month of the academic year, and of the eleven or twelve days after it. */
const mondaysFrom = (year: number, month: number): IsoDate[] => {
  const first = `${month < 8 ? year + 1 : year}-${String(month).padStart(2, '0')}-01`;
  return daysFrom(first, dayAfter(first, search)).filter((day) => weekdayOf(day) === 1);
};

const daysFrom = (from: IsoDate, to: IsoDate): IsoDate[] => {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) days.push(day);
  return days;
};
