import { Temporal } from 'temporal-polyfill';
import { isQuietDay } from '../../../functions/domain/timetable/quiet-days.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution, SiteId } from '../../../schemas/institution.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { Institute, Stage } from '../../../schemas/programme.ts';
import type { IsoInstant, Period } from '../../../schemas/time.ts';
import { defaultTimetable } from '../../../schemas/timetable.ts';
import { samplePeople } from './sample-people.ts';

/** A stage about three weeks away, whole weeks of class from a Monday on, and the period of the year it falls in. */
export function comingStage(
  now: IsoInstant,
  institution: Institute,
): { stage: Stage; year: number; period: Period } {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/Paris').toPlainDate();
  let monday = today.add({ days: 21 + ((8 - today.dayOfWeek) % 7) });
  for (let searched = 0; searched < 60; searched += 1) {
    const stage = stageIn(monday.month, institution);
    const last = monday.add({ days: stage.weeks * 7 - 3 });
    if (hasClass(monday, last, institution)) {
      const year = monday.month >= 8 ? monday.year : monday.year - 1;
      return { stage, year, period: { from: monday.toString(), to: last.toString() } };
    }
    monday = monday.add({ weeks: 1 });
  }
  throw new Error(`No week of class within a year after ${now}`);
}

/** The stage that falls in that month; the year's first where none does. */
function stageIn(month: number, { programme: { stages } }: Institute): Stage {
  const [first] = stages;
  const stage = stages.find(({ months }) => months.includes(month)) ?? first;
  if (!stage) throw new Error('the programme has no stage');
  return stage;
}

/** A public holiday in the week does not keep a stage away; holidays do. */
function hasClass(from: Temporal.PlainDate, to: Temporal.PlainDate, institution: Institution): boolean {
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    const isHoliday = institution.quietPeriods.some(
      (quiet) => quiet.from <= day.toString() && day.toString() <= quiet.to,
    );
    if (isHoliday) return false;
  }
  return !isQuietDay(from.toString(), institution) && !isQuietDay(to.toString(), institution);
}

/** A campaign ready to launch, for every site, and its placements. */
export function sampleCampaign(
  now: IsoInstant,
  institution: Institute,
): { campaign: Campaign; placements: Placement[] } {
  const { stage, year, period } = comingStage(now, institution);
  const { stageId, reportForm: formVersion } = stage;
  const campaignId = `${year}-${stageId}`;
  const siteIds: SiteId[] = institution.sites.map(({ siteId }) => siteId);
  const by = 'Camille Fournier';
  const campaign: Campaign = {
    status: 'prepared',
    ...{ campaignId, year, stage: stageId, siteIds, formVersion },
    periods: [period],
    timetable: defaultTimetable,
    ...{ createdAt: now, createdBy: by, version: 1 },
  };
  const placements = samplePeople(siteIds, year).map(
    (facts): Placement => ({
      status: 'prepared',
      ...facts,
      campaignId,
      periods: [period],
      ...{ revision: 0, version: 1, history: [{ at: now, what: 'imported', by }] },
    }),
  );
  return { campaign, placements };
}
