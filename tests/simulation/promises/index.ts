import type { Observation, Promised, Violation, World } from '../observations.ts';
import { attention } from './attention.ts';
import { beforeLaunch } from './before-launch.ts';
import { drafts } from './drafts.ts';
import { dueTimes } from './due-times.ts';
import { endedMatters } from './ended-matters.ts';
import { forms } from './forms.ts';
import { history } from './history.ts';
import { hours } from './hours.ts';
import { Ledger } from './ledger.ts';
import { leftovers } from './leftovers.ts';
import { limits } from './limits.ts';
import { lists } from './lists.ts';
import { meetings } from './meetings.ts';
import { noRepeats } from './no-repeats.ts';
import { openDays } from './open-days.ts';
import { outcomes } from './outcomes.ts';
import { msOf } from './paris-time.ts';
import { privacy } from './privacy.ts';
import { received } from './received.ts';
import { studentsDoor } from './students-door.ts';
import type { Watch, Watched } from './watch.ts';
import { wordings } from './wordings.ts';

/**
 * The second model of what is mailed to whom, and when: written from the decisions and the guide, without a line of functions/.
 * Where the two disagree, one of them is wrong.
 */
const watches: ((watched: Watched) => Watch)[] = [
  ...[received, endedMatters, noRepeats, outcomes, drafts, privacy],
  ...[lists, leftovers, hours, dueTimes, history, limits, attention, beforeLaunch, meetings, studentsDoor],
  ...[wordings, forms],
];

/** @param isCalm no fault is made to happen: what is to leave leaves on its day */
export const promises = (
  world: World,
  { isCalm = false, isSteady = false }: { isCalm?: boolean; isSteady?: boolean } = {},
): Promised => {
  const ledger = new Ledger();
  let found: Violation[] = [];
  let moment: Pick<Observation, 'at' | 'step'> = { at: '', step: 0 };
  const watched: Watched = {
    ...{ world, ledger, isCalm, isSteady, days: openDays(world.institution) },
    broken: (promise, what) => found.push({ promise, what, at: moment.at, step: moment.step }),
  };
  const all = watches.map((watch) => watch(watched));
  const told = (moved: Pick<Observation, 'at' | 'step'>, tell: () => void): Violation[] => {
    moment = moved;
    found = [];
    tell();
    return found;
  };

  const take = (observation: Observation): void => {
    switch (observation.kind) {
      case 'written': {
        const { stage, placementBefore } = ledger.written(observation, observation);
        const ms = msOf(observation.at);
        if (!stage) {
          const { pk, sk, after } = observation;
          for (const watch of all) watch.itemWritten?.({ pk, sk, after }, ms);
          return;
        }
        if (observation.sk === 'REPORT')
          for (const watch of all) watch.reportWritten?.(stage, stage.report, observation.step);
        else for (const watch of all) watch.placementWritten?.(stage, placementBefore, observation.step, ms);
        return;
      }
      case 'mailLeft': {
        const mail = ledger.mailLeft(observation, observation);
        for (const watch of all) watch.mailLeft?.(mail);
        ledger.noteMail(mail);
        return;
      }
      case 'mailService':
        ledger.isMailDown = !observation.isTaking;
        return;
      default:
        for (const watch of all) watch.seen?.(observation);
    }
  };
  return {
    seen: (observation) => told(observation, () => take(observation)),
    midway: (at, step, items) =>
      told({ at, step }, () => {
        for (const watch of all) watch.midway?.({ ms: msOf(at), step, items });
      }),
    ended: (at, step, items) =>
      told({ at, step }, () => {
        for (const watch of all) watch.ended?.({ ms: msOf(at), step, items });
      }),
  };
};
