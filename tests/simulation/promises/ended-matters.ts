import type { Placement } from '../../../schemas/placement.ts';
import { ofMissingReports } from './occasions.ts';
import { asRead } from './paris-time.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

/** How far a stage has come whose report is in. */
const reached = ['received', 'distributed'];
const stepOf = ({ status }: Placement): number => reached.indexOf(status);

/** It is theirs no more, or does not take place: so it was at some time while the mail was written. */
const isLeftBehind = (stage: Stage, to: string, step: number): boolean =>
  stage.isCancelledSince(step) || stage.versionsSince(step).some(({ facts }) => facts.tutor.email !== to);

/** (b) Once a report is in, or the matter is closed, nobody is written to about it any more. */
export const endedMatters = ({ ledger, isCalm, broken }: Watched): Watch => {
  /** When a tutor was last told what is to be corrected, in ms. */
  const told = new Map<Stage, number>();
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
          if (!stage.corrections.some(({ ended = begun.step }) => ended >= begun.step))
            broken('b', `${to} is asked to correct the report of ${stage.key}, and nobody gave it back`);
        }
      for (const { stage } of about) {
        const isCancelled = stage.courseBefore(begun.step)?.what === 'cancelled';
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
  };
};
