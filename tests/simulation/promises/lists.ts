import type { Placement } from '../../../schemas/placement.ts';
import type { Observation } from '../observations.ts';
import { msOf } from './paris-time.ts';
import type { Watch, Watched } from './watch.ts';

/** ADR 8: a start that has been due for so long is not going to happen by itself. In ms. */
const patience = 10 * 60_000;

const steps = [
  ...(['prepared', 'started', 'assigned', 'briefed', 'requested', 'reminded', 'escalated'] as const),
  ...(['received', 'distributed', 'unreturned', 'receivedOtherwise', 'cancelled', 'troubled'] as const),
];
type Step = (typeof steps)[number];

/** What cuts across the steps. */
const beside: ReadonlySet<string> = new Set(['undelivered', 'words', 'reports', 'notAcquired']);
const withReport: ReadonlySet<string> = new Set(['received', 'distributed', 'givenBack']);

/** Where staff see a placement stand. */
const stepOf = (placement: Placement, ms: number): Step => {
  const { trouble, startDue } = placement;
  // Somebody had it started again since.
  const isTakenUp = trouble && startDue && msOf(startDue) > msOf(trouble.at);
  if (trouble && !isTakenUp) return 'troubled';
  if (startDue && msOf(startDue) + patience <= ms) return 'troubled';
  // ADR 38: the version that was given back counts.
  if (placement.status === 'givenBack') return 'received';
  if (placement.status !== 'awaiting') return placement.status;
  if (placement.round === 'request') return 'requested';
  return placement.round.startsWith('reminder') ? 'reminded' : 'escalated';
};

/** (g) Lists and numbers are what a recount of the placements gives. */
export const lists = ({ ledger, broken }: Watched): Watch => {
  const check = ({
    campaignId,
    numbers,
    counts,
    at,
  }: Extract<Observation, { kind: 'listed' }> & { at: string }) => {
    const stages = ledger.ofCampaign.get(campaignId) ?? [];
    const placements = stages.flatMap(({ placement }) => placement ?? []);
    const listed = new Set(numbers);
    if (listed.size !== numbers.length) broken('g', `the list of ${campaignId} names a student twice`);
    const absent = placements.filter(({ studentNumber }) => !listed.has(studentNumber));
    if (absent.length > 0) broken('g', `the list of ${campaignId} lacks ${absent[0]?.studentNumber}`);
    if (listed.size > placements.length - absent.length)
      broken('g', `the list of ${campaignId} names who is not in it`);
    const recount = new Map<string, number>(steps.map((step) => [step, 0]));
    for (const placement of placements) {
      const step = stepOf(placement, msOf(at));
      recount.set(step, (recount.get(step) ?? 0) + 1);
    }
    recount.set('undelivered', placements.filter(({ undelivered = [] }) => undelivered.length > 0).length);
    recount.set('words', placements.filter(({ tutorsWord }) => tutorsWord?.state === 'waiting').length);
    recount.set('reports', placements.filter(({ status }) => withReport.has(status)).length);
    const alarming = stages.filter((one) => one.counting()?.isAlarming);
    recount.set(
      'notAcquired',
      alarming.filter(({ placement }) => placement && withReport.has(placement.status)).length,
    );
    for (const [step, count] of recount) {
      // Beside the steps, a page need not show every number.
      const isBeside = beside.has(step);
      const shown = counts[step] ?? (isBeside ? count : 0);
      if (shown !== count) broken('g', `${campaignId} counts ${shown} as ${step}, a recount ${count}`);
    }
  };
  /** A row for each student who has a stage there, and of each stage the version that counts. */
  const judge = ({ campaignIds, rows }: Extract<Observation, { kind: 'juryRead' }>) => {
    const stages = campaignIds.flatMap((campaignId) => ledger.ofCampaign.get(campaignId) ?? []);
    const numbers = new Set(stages.flatMap(({ placement }) => placement?.studentNumber ?? []));
    if (rows.length !== numbers.size || rows.some(({ studentNumber }) => !numbers.has(studentNumber)))
      broken('g', `the jury of ${campaignIds.join(', ')} reads ${rows.length} students of ${numbers.size}`);
    for (const { studentNumber, results } of rows)
      for (const [at, campaignId] of campaignIds.entries()) {
        const stage = ledger.stages.get(`${campaignId} ${studentNumber}`);
        const expected = stage?.placement ? (stage.counting()?.reference ?? 'noReport') : 'none';
        if (results[at] !== expected)
          broken(
            'g',
            `the jury reads ${results[at]} of ${campaignId} ${studentNumber}, a recount ${expected}`,
          );
      }
  };
  return {
    seen(observation) {
      if (observation.kind === 'juryRead') judge(observation);
      if (observation.kind === 'listed') check(observation);
    },
  };
};
