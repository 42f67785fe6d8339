import type { Institute } from '../../schemas/programme.ts';
import { defaultTimetable, type Timetable } from '../../schemas/timetable.ts';
import type { Chance } from './chance.ts';
import { People } from './load/people.ts';
import type { Planned } from './load/staff.ts';

const day = 86_400_000;
/** From the Monday of a stage until the last of it should be over. */
const life = 75 * day;

/** What is lived through. */
export type Plan = {
  /** `YYYY-MM-DDTHH:mm:ss.sssZ` */
  start: string;
  /** In ms: everything should be over. */
  ended: number;
  campaigns: readonly Planned[];
  /** What staff do during each of them. */
  actsEach: number;
};

/** Beginnings of campaigns, and the Monday of their stages: an ordinary one, one before the autumn holidays, one before Christmas. */
const calendars = [
  { start: '2026-09-14T08:00:00.000Z', monday: '2026-10-05' },
  { start: '2026-09-28T15:59:30.000Z', monday: '2026-10-12' },
  { start: '2026-11-20T07:00:00.000Z', monday: '2026-12-07' },
  { start: '2027-02-15T22:30:00.000Z', monday: '2027-03-08' },
  // Launched on Armistice Day, or of an evening.
  { start: '2026-11-11T08:00:00.000Z', monday: '2026-11-30' },
  { start: '2026-10-01T17:45:00.000Z', monday: '2026-10-12' },
  // Launched when the stage is over.
  { start: '2026-10-10T09:00:00.000Z', monday: '2026-10-05' },
] as const;

/** Mondays of a school year's four stages, one of which is picked for each: beside the holidays, and right before them. */
const yearMondays = [
  ['2026-10-05', '2026-10-12'],
  ['2026-11-30', '2026-12-07', '2026-12-14'],
  ['2027-03-01', '2027-03-15', '2027-04-05'],
  ['2027-05-03', '2027-05-10', '2027-05-24'],
] as const;

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const weekFrom = (monday: string) => [{ from: monday, to: dateOf(Date.parse(monday) + 4 * day) }];

const timetableOf = (chance: Chance): Timetable =>
  chance.happens(0.7)
    ? defaultTimetable
    : {
        ...defaultTimetable,
        dueDays: chance.between(5, 14),
        closing: { days: chance.between(15, 40), time: '08:00' },
      };

type Wanted = { chance: Chance; institute: Institute; placements: number };

/** A campaign, or two at once, from nothing to long after the closing. */
export const planOfCampaigns = ({ chance, institute, placements }: Wanted): Plan => {
  const { start, monday } = chance.pick(calendars);
  const people = new People(chance, institute, monday);
  const stages = chance.happens(0.3) && placements > 1 ? (['sopa1', 'sopa2'] as const) : (['sopa1'] as const);
  const ended = Date.parse(monday) + life;
  return {
    ...{ start, ended, actsEach: Math.ceil(0.75 * placements) },
    campaigns: stages.map((stage) => ({
      campaignId: `2026-${stage}`,
      draft: {
        ...{ year: 2026, stage, siteIds: institute.sites.map(({ siteId }) => siteId) },
        periods: weekFrom(monday),
        timetable: timetableOf(chance),
      },
      rows: people.rows(Math.ceil(placements / stages.length)),
      ...{ people, opens: Date.parse(start), ends: ended },
    })),
  };
};

/** A school year: four stages, each with those of the one before, some of whom have gone and others come. */
export const planOfYear = ({ chance, institute, placements }: Wanted): Plan => {
  const campaigns: Planned[] = [];
  const each = Math.ceil(placements / yearMondays.length);
  let people: People | undefined;
  for (const [number, mondays] of yearMondays.entries()) {
    const monday = chance.pick(mondays);
    people = people?.onWeekOf(monday) ?? new People(chance, institute, monday);
    const stage = `sopa${number + 1}`;
    const before = campaigns.at(-1);
    campaigns.push({
      campaignId: `2026-${stage}`,
      draft: {
        ...{ year: 2026, stage, siteIds: institute.sites.map(({ siteId }) => siteId) },
        ...{ periods: weekFrom(monday), timetable: timetableOf(chance) },
      },
      rows: before ? [] : people.rows(each),
      ...{ people, ...(before && { carriedFrom: before }) },
      opens: Date.parse(`${monday}T07:30:00.000Z`) - chance.between(14, 24) * day,
      ends: Date.parse(monday) + life,
    });
  }
  return {
    start: new Date(campaigns[0]?.opens ?? 0).toISOString(),
    ended: Math.max(...campaigns.map(({ ends }) => ends)),
    ...{ campaigns, actsEach: Math.ceil(0.75 * each) },
  };
};
