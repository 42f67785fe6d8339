import { createHash } from 'node:crypto';
import { keptStore } from '../../functions/store/store.ts';
import type { Institute } from '../../schemas/programme.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { Chance } from './chance.ts';
import type { Fault } from './faults.ts';
import { type Handler, SimulatedHome, type Template } from './home.ts';
import { Guests } from './load/guests.ts';
import { People } from './load/people.ts';
import { type Environment, type Planned, Staff } from './load/staff.ts';
import { Students } from './load/students.ts';
import { Tutors } from './load/tutors.ts';
import type { Observation, Promised, Violation, World } from './observations.ts';
import { connect } from './services/sdk.ts';
import { drawFrom } from './services/seeded-crypto.ts';

export type Setting = {
  template: Template;
  handlers: Record<string, Handler>;
  env: Environment;
  institute: Institute;
  promises: (world: World, options?: { isCalm?: boolean; isSteady?: boolean }) => Promised;
};

export type Order = {
  seed: number;
  placements: number;
  faults: readonly Fault[];
  /** Every line of the trace is kept, not only its digest. */
  isTraced?: boolean;
  /** Ends at the first promise that is broken. */
  untilBroken?: boolean;
};

export type Outcome = {
  seed: number;
  placements: number;
  violations: Violation[];
  /** Of the whole trace. */
  digest: string;
  steps: number;
  mails: number;
  injected: Partial<Record<Fault, number>>;
  effective: Partial<Record<Fault, number>>;
  /** How often the load did what. */
  played: Record<string, number>;
  trace: string[];
};

const day = 86_400_000;
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

/** Those after which nothing is taken up for hours or days. */
const lastingFaults: ReadonlySet<Fault> = new Set(['homeOff', 'clockJumps', 'executionAway']);

let current: SimulatedHome | undefined;
connect(() => {
  if (!current) throw new Error('no home is simulated');
  return current.services;
});

/** Lives through one seed: a campaign or two, from nothing to long after the closing. */
export const play = async (
  setting: Setting,
  { seed, placements, faults, isTraced, untilBroken = false }: Order,
): Promise<Outcome> => {
  const { institute, env } = setting;
  const chance = new Chance(seed * 5);
  const { start, monday } = chance.pick(calendars);
  const promised = setting.promises(
    { institution: { sites: institute.sites, quietPeriods: institute.quietPeriods } },
    // An index that lags for seconds delays nothing.
    {
      isCalm: faults.every((fault) => fault === 'indexesLag'),
      isSteady: !faults.some((fault) => lastingFaults.has(fault)),
    },
  );
  const violations: Violation[] = [];
  const played: Record<string, number> = {};
  const didPlay = (act: string) => {
    played[act] = (played[act] ?? 0) + 1;
  };
  const digest = createHash('sha256');
  const trace: string[] = [];
  let mails = 0;
  let tutors: Tutors | undefined;
  let guests: Guests | undefined;
  let students: Students | undefined;
  let draftLies = (_: { campaignId: string; studentNumber: string }) => {};
  const observe = (observation: Observation) => {
    if (observation.kind === 'mailLeft') {
      mails += 1;
      tutors?.read(observation);
      guests?.read(observation);
      students?.read(observation);
    }
    if (observation.kind === 'draftSaved') draftLies(observation);
    violations.push(...promised.seen(observation));
  };
  const home = new SimulatedHome({
    ...{ ...setting, seed, start, faults, observe },
    isOver: () => untilBroken && violations.length > 0,
  });
  home.onTrace = (line) => {
    digest.update(`${line}\n`);
    if (isTraced) trace.push(line);
  };
  home.onCalled = didPlay;
  current = home;
  drawFrom(new Chance(seed * 5 + 4));
  tutors = new Tutors(home, new Chance(seed * 5 + 3), didPlay);
  // Of their own: what others do does not depend on what they draw.
  const meetingChance = new Chance(seed * 5 + 2 ** 31);
  guests = new Guests(home, meetingChance, didPlay);
  students = new Students(home, new Chance(seed * 11 + 5), didPlay);
  const staff = new Staff({ home, chance, env, institute, played: didPlay });

  // Before the world begins, without faults.
  home.faults.isCalm = true;
  void home.border.run('load', 60, () => keptStore(env.TABLE_NAME).institutions.put(institute));
  await home.run(home.agenda.millis);
  home.faults.isCalm = false;

  const people = new People(chance, institute, monday);
  const stages = chance.happens(0.3) && placements > 1 ? (['sopa1', 'sopa2'] as const) : (['sopa1'] as const);
  const campaigns: Planned[] = stages.map((stage) => ({
    campaignId: `2026-${stage}`,
    draft: {
      ...{ year: 2026, stage, siteIds: institute.sites.map(({ siteId }) => siteId) },
      periods: [{ from: monday, to: new Date(Date.parse(monday) + 4 * day).toISOString().slice(0, 10) }],
      timetable: chance.happens(0.7)
        ? defaultTimetable
        : {
            ...defaultTimetable,
            dueDays: chance.between(5, 14),
            closing: { days: chance.between(15, 40), time: '08:00' },
          },
    },
    rows: people.rows(Math.ceil(placements / stages.length)),
    people,
  }));
  const ended = Date.parse(monday) + 75 * day;
  draftLies = ({ campaignId, studentNumber }) => {
    const planned = campaigns.find((one) => one.campaignId === campaignId);
    if (planned && chance.happens(0.08))
      home.agenda.in(
        chance.pick([1_000, 3_600_000, day]),
        () => void staff.replaceTutor(planned, studentNumber),
      );
  };
  for (const planned of campaigns) {
    home.agenda.in(chance.between(0, 5_000), () => void staff.begin(planned));
    const acts = Math.ceil(0.75 * placements);
    for (let act = 0; act < acts; act += 1) {
      const rounding = chance.pick([1, 60_000, 3_600_000]);
      const at = home.agenda.millis + chance.below(ended - home.agenda.millis);
      home.agenda.at(Math.ceil(at / rounding) * rounding, () => void staff.act(planned));
    }
  }
  for (const planned of campaigns)
    home.agenda.in(
      meetingChance.between(2, 40) * day + meetingChance.below(day),
      () => void staff.meet(planned, meetingChance),
    );
  // Somebody looks every few days whether anything is stuck, and words a mail otherwise.
  for (let morning = 2; morning < 70; morning += chance.between(2, 6))
    home.agenda.in(morning * day, () => {
      for (const planned of campaigns) void staff.mend(planned);
      void staff.word();
      violations.push(...promised.midway(home.agenda.now(), home.border.step, home.records.items()));
    });
  await home.run(ended);

  // What is left to mend is mended by people in time: from here on nothing new goes wrong.
  home.faults.isCalm = true;
  for (let morning = 1; morning <= 3; morning += 1) {
    for (const planned of campaigns) home.agenda.in(morning * day, () => void staff.mend(planned));
    await home.run(ended + (morning + 1) * day);
  }
  const end = ended + 60 * day;
  await home.run(end);
  for (const planned of campaigns) void staff.look(planned);
  await home.run(end);
  home.measureExecutions();
  if (!untilBroken || violations.length === 0)
    violations.push(...promised.ended(home.agenda.now(), home.border.step, home.records.items()));
  const { injected, effective } = home.faults;
  return {
    ...{ seed, placements, violations, digest: digest.digest('hex'), steps: home.border.step, mails },
    ...{ injected, effective, played, trace },
  };
};
