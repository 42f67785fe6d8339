import { createHash } from 'node:crypto';
import { keptStore } from '../../functions/store/store.ts';
import type { Institute } from '../../schemas/programme.ts';
import { Chance } from './chance.ts';
import type { Fault } from './faults.ts';
import { type Handler, SimulatedHome, type Template } from './home.ts';
import { Guests } from './load/guests.ts';
import { type Environment, Staff } from './load/staff.ts';
import { Students } from './load/students.ts';
import { Tutors } from './load/tutors.ts';
import type { Observation, Promised, Violation, World } from './observations.ts';
import { planOfCampaigns, planOfYear } from './plans.ts';
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
  /** A school year with its four stages. */
  isYear?: boolean;
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

/** Those after which nothing is taken up for hours or days. */
const lastingFaults: ReadonlySet<Fault> = new Set(['homeOff', 'clockJumps', 'executionAway']);

let current: SimulatedHome | undefined;
connect(() => {
  if (!current) throw new Error('no home is simulated');
  return current.services;
});

/** Lives through one seed: a campaign or two, or a school year, from nothing to long after the closing. */
export const play = async (
  setting: Setting,
  { seed, placements, faults, isYear = false, isTraced, untilBroken = false }: Order,
): Promise<Outcome> => {
  const { institute, env } = setting;
  const chance = new Chance(seed * 5);
  const { start, ended, campaigns, actsEach } = (isYear ? planOfYear : planOfCampaigns)({
    chance,
    institute,
    placements,
  });
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
  const paperChance = new Chance(seed * 13 + 7);
  const staff = new Staff({ home, chance, env, institute, played: didPlay });

  // Before the world begins, without faults.
  home.faults.isCalm = true;
  void home.border.run('load', 60, () => keptStore(env.TABLE_NAME).institutions.put(institute));
  await home.run(home.agenda.millis);
  home.faults.isCalm = false;

  draftLies = ({ campaignId, studentNumber }) => {
    const planned = campaigns.find((one) => one.campaignId === campaignId);
    if (planned && chance.happens(0.08))
      home.agenda.in(
        chance.pick([1_000, 3_600_000, day]),
        () => void staff.replaceTutor(planned, studentNumber),
      );
  };
  for (const planned of campaigns) {
    const opens = Math.max(planned.opens, home.agenda.millis);
    home.agenda.at(opens + chance.between(0, 5_000), () => void staff.begin(planned));
    for (let act = 0; act < actsEach; act += 1) {
      const rounding = chance.pick([1, 60_000, 3_600_000]);
      const at = opens + chance.below(planned.ends - opens);
      home.agenda.at(Math.ceil(at / rounding) * rounding, () => void staff.act(planned));
    }
  }
  for (const planned of campaigns) {
    const opens = Math.max(planned.opens, home.agenda.millis);
    const at = opens + meetingChance.between(2, 40) * day + meetingChance.below(day);
    home.agenda.at(at, () => void staff.meet(planned, meetingChance));
    // From the last days of the stage until long after its closing.
    for (let paper = 0; paper < 2 + actsEach / 8; paper += 1)
      home.agenda.at(
        opens + paperChance.between(15, 60) * day + paperChance.below(day),
        () => void staff.enter(planned, paperChance),
      );
  }
  const lastMorning = isYear ? (ended - home.agenda.millis) / day : 70;
  // Somebody looks every few days whether anything is stuck, and words a mail otherwise.
  for (let morning = 2; morning < lastMorning; morning += chance.between(2, 6))
    home.agenda.in(morning * day, () => {
      const now = home.agenda.millis;
      for (const planned of campaigns)
        if (planned.opens <= now && now <= planned.ends + 7 * day) void staff.mend(planned);
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
  if (isYear) void staff.judge(campaigns);
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
