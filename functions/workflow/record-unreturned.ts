import type { IsoInstant } from '../../schemas/time.ts';
import { type LifecycleInput, type MailingAnswer, roundTask } from '../../schemas/workflow.ts';
import { closingTold, unreturned, versionStands } from '../domain/placement/placement-life.ts';
import { hasReport, isGivenBack, isOver } from '../domain/placement/status-meanings.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { mailingEnvironment } from '../environment.ts';
import { siteDayKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import { closing } from '../mail/templates/closing.ts';
import { campaignListUrl } from '../mail/tutor-door.ts';
import { keptStore, type Store } from '../store/store.ts';
import { notSoonAfterHand, notYet, record, tryAgain } from './mailing.ts';
import { missingAtSite, notYetTold, readStage } from './stage.ts';
import { task } from './task.ts';

type Closed = MailingAnswer & { reported: boolean };

/**
 * The wait is over: closes the report, so that it is recorded as not returned and no send can slip in behind. A report sent
 * in this very second wins, and is distributed like any other.
 */
export const handler = task(
  mailingEnvironment,
  roundTask,
  async ({ nominal, ...step }, env): Promise<Closed> => {
    const { now, campaignId, studentNumber, revision } = step;
    const key = { campaignId, studentNumber, revision };
    const store = keptStore(env.TABLE_NAME);
    const stage = await readStage(store, key, now);
    const { institution, campaign, placement, site } = stage;

    // Entered again, it may have done so.
    if (isGivenBack(placement) || (hasReport(placement) && isOver(placement)))
      return endCorrection(store, key, placement.reference, now);

    // A machine that was off over the closing day closes once people can be told of it.
    const early = (await notSoonAfterHand(store, stage, 'closing', step)) ?? notYet(stage, step);
    if (early) return { ...early, reported: false };
    const round = { occasion: 'closing', nominal, now } as const;
    const report = await store.reports.close(key, now);
    if (isIn(report)) return { reported: true, attempt: 0 };
    // Before the mail, which may be refused for hours: an import must find that nothing of this stage can change any more.
    await record(store, key, (current) => unreturned(current, now));

    try {
      await openMailroom(env, store, institution, holderOf(key), step).deliverAll(
        site.registrars.map((recipient) => ({
          campaignId: campaign.campaignId,
          recipient: recipient.email,
          occasion: 'closing',
          mailKey: siteDayKey('closing', site.siteId, nominal),
          isShared: true,
          placement,
          compose: async (wordedAt) => {
            const missing = await missingAtSite(store, stage, round);
            // A stage in trouble is not closed by its day alone: relaunched, it closes with a mail of its own.
            const closed = missing.filter(({ trouble }) => trouble === undefined);
            const placements = await notYetTold(store, stage, recipient.email, 'closing', closed);
            if (placements.length === 0) return undefined;
            return {
              ...closing({
                institution,
                campaign,
                site,
                recipient,
                placements,
                now,
                wording: await store.wordings.asOf(wordedAt)('closing'),
                consoleUrl: campaignListUrl(env, campaign, site, 'unreturned'),
              }),
              placements,
            };
          },
        })),
      );
      await record(store, key, closingTold);
      return { reported: false, attempt: 0 };
    } catch (error) {
      return { ...tryAgain(error, step), reported: false };
    }
  },
);

/**
 * No other version came of a report that was given back: the one before it stands again. Whoever did not have it when it was given back,
 * or has another address since, gets it now; nobody gets it twice.
 *
 * @param reference of the version that was given back
 */
const endCorrection = async (
  store: Store,
  key: LifecycleInput,
  reference: string,
  now: IsoInstant,
): Promise<Closed> => {
  const report = await store.reports.restoreVersion(key);
  if (!isIn(report)) throw new Error('there is no version that could stand again');
  if (report.sent.reference === reference) await record(store, key, (current) => versionStands(current, now));
  return { reported: true, attempt: 0 };
};
