import type { Placement } from '../../../schemas/placement.ts';
import { ofMissingReports } from './occasions.ts';
import { asRead, parisOf } from './paris-time.ts';
import type { Correction, Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

/** How far a stage has come whose report is in. */
const reached = ['received', 'distributed'];
const stepOf = ({ status }: Placement): number => reached.indexOf(status);

/** It is theirs no more, or does not take place: so it was at some time while the mail was written. */
const isLeftBehind = (stage: Stage, to: string, step: number): boolean =>
  stage.isCancelledSince(step) || stage.versionsSince(step).some(({ facts }) => facts.tutor.email !== to);

/** (b) Once a report is in, or the matter is closed, nobody is written to about it any more. */
export const endedMatters = ({ ledger, days, isCalm, broken }: Watched): Watch => {
  /** When a tutor was last told what is to be corrected, in ms. */
  const told = new Map<Stage, number>();
  /** When a tutor was last told that nothing is to be corrected any more, in ms. */
  const toldOff = new Map<Stage, number>();
  return {
    placementWritten(stage, before) {
      const { key, placement } = stage;
      if (!before || !placement) return;
      const [was, is] = [before.status, placement.status];
      // ADR 38: somebody may give back what everybody has; then another version comes, or that one stands again.
      if (is === 'givenBack' && was !== 'distributed' && was !== 'givenBack')
        broken('b', `${key}, which was ${was}, is given back`);
      if (was === 'givenBack' && is !== 'givenBack' && stepOf(placement) < 0)
        broken('b', `${key}, which was given back, is ${is}`);
      const asked = stage.corrections.at(-1);
      const isTold =
        ledger.everRefused.has(placement.tutor.email) || (told.get(stage) ?? -1) >= (asked?.at ?? 0);
      if (isCalm && placement.history.at(-1)?.what === 'versionStands' && was === 'givenBack' && !isTold)
        broken('b', `nobody told the tutor of ${key} what was to be corrected`);
      if (is !== 'givenBack' && stepOf(placement) < stepOf(before))
        broken('b', `${key}, which was ${before.status}, is ${placement.status} again`);
    },
    mailLeft({ about, occasion, to, begun, step, ms }) {
      if (occasion === 'givenBack')
        for (const { stage } of about) {
          told.set(stage, ms);
          const isAsked = ({ ended = begun.step, withdrawn }: Correction) =>
            ended >= begun.step && (withdrawn?.step ?? begun.step) >= begun.step;
          if (!stage.corrections.some(isAsked))
            broken('b', `${to} is asked to correct the report of ${stage.key}, and nobody gave it back`);
        }
      if (occasion === 'withdrawal')
        for (const { stage } of about) {
          const latest = stage.corrections.findLast(({ withdrawn }) => withdrawn);
          if (!latest || latest.step > begun.step)
            broken('b', `${to} need not correct the report of ${stage.key}, and nobody took that back`);
          if (isCalm && (told.get(stage) ?? -1) < (latest?.at ?? 0))
            broken('b', `${to} need not correct the report of ${stage.key}, and was never asked to`);
          toldOff.set(stage, ms);
        }
      for (const { stage } of about) {
        // Restored while the mail was written, it takes place.
        const isCancelled = [begun.step, step].every((at) => stage.courseBefore(at)?.what === 'cancelled');
        // A report that came in all the same is distributed like any other.
        const isOfReport = stage.matterBefore(begun.step) === 'sent';
        if (isCancelled && occasion !== 'farewell' && !isOfReport)
          broken('b', `a ${occasion} to ${to} at ${asRead(ms)} is about ${stage.key}, which was cancelled`);
        if (occasion === 'farewell' && !isLeftBehind(stage, to, begun.step))
          broken('b', `a farewell to ${to} at ${asRead(ms)} is about ${stage.key}, which is theirs`);
        if (ofMissingReports.has(occasion) && stage.isEndedBefore(begun.step))
          broken(
            'b',
            `a ${occasion} to ${to} at ${asRead(ms)} is about ${stage.key}, which somebody had ended`,
          );
      }
      if (!ofMissingReports.has(occasion)) return;
      for (const { stage } of about)
        if (stage.isGivenBack(begun.step, step))
          broken('b', `a ${occasion} to ${to} at ${asRead(ms)} is about ${stage.key}, which is given back`);
      for (const { stage } of about) {
        const matter = stage.matterBefore(begun.step);
        // The closing says that it was closed: only a report makes it wrong.
        if (matter === 'sent' || (matter === 'closed' && occasion !== 'closing'))
          broken(
            'b',
            `a ${occasion} to ${to} at ${asRead(ms)} about ${stage.key}, which was ${matter} before`,
          );
      }
    },
    ended({ ms }) {
      if (!isCalm) return;
      for (const stage of ledger.stages.values()) {
        const latest = stage.corrections.at(-1);
        const tutor = stage.placement?.tutor.email ?? '';
        const isToTell = latest?.withdrawn && (told.get(stage) ?? -1) >= latest.at;
        if (!isToTell || !latest?.withdrawn || ledger.everRefused.has(tutor)) continue;
        // Who was faster than that has the receipt of another version.
        if ([...stage.sent.values()].some(({ at }) => at >= latest.at)) continue;
        if (ms <= days.endOfWorkingDay(parisOf(latest.withdrawn.at).day, 1)) continue;
        if ((toldOff.get(stage) ?? -1) < latest.withdrawn.at)
          broken('b', `the tutor of ${stage.key} was not told that nothing is to be corrected any more`);
      }
    },
  };
};
