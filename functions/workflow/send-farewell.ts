import { type MailingAnswer, mailingTask } from '../../schemas/workflow.ts';
import { farewellsSaid } from '../domain/placement/course-changes.ts';
import { ran, received } from '../domain/placement/placement-life.ts';
import { isEndedByHand, isWithdrawn } from '../domain/placement/status-meanings.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { mailingEnvironment } from '../environment.ts';
import { farewellMails } from '../mail/farewell-mails.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import { keptStore } from '../store/store.ts';
import { notYet, record, tryAgain } from './mailing.ts';
import { readAnyStage } from './stage.ts';
import { task } from './task.ts';

type Settled = MailingAnswer & { reported: boolean };

/**
 * Tells those whose stage it is no more, before anybody else is written to. Where somebody ended the stage, nothing can be sent
 * for it from here on; a report sent in this very second wins, and is distributed like any other.
 */
export const handler = task(mailingEnvironment, mailingTask, async (step, env): Promise<Settled> => {
  const { now, campaignId, studentNumber, revision } = step;
  const key = { campaignId, studentNumber, revision };
  const store = keptStore(env.TABLE_NAME);
  const stage = await readAnyStage(store, key, now);
  const { institution, placement } = stage;
  if (isWithdrawn(placement)) {
    // Given back a moment ago, it may not have been turned yet.
    const report = await store.reports.restoreVersion(key);
    if (!isIn(report)) throw new Error('there is no version that could stand again');
    await record(store, key, (current) => received(current, report.sent));
    return { reported: true, attempt: 0 };
  }
  if (isEndedByHand(placement)) {
    const report = await store.reports.close(key, now);
    if (isIn(report)) {
      await record(store, key, (current) => received(current, report.sent));
      return { reported: true, attempt: 0 };
    }
  }
  const { farewells = [] } = placement;
  if (farewells.length === 0) return { reported: false, attempt: 0 };
  const early = notYet(stage, step);
  if (early) return { ...early, reported: false };
  try {
    const mails = await farewellMails(store, stage, now);
    await openMailroom(env, store, institution, holderOf(key), step).deliverAll(mails);
    await record(store, key, (current) => farewellsSaid(ran(current), farewells));
    return { reported: false, attempt: 0 };
  } catch (error) {
    return { ...tryAgain(error, step), reported: false };
  }
});
