import { roundTask } from '../../schemas/workflow.ts';
import { unreturned } from '../domain/placement-life.ts';
import { mailingEnvironment } from '../environment.ts';
import { siteDayKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import { closing } from '../mail/templates/closing.ts';
import { campaignUrl } from '../mail/tutor-door.ts';
import { keptStore } from '../store/store.ts';
import { missingAtSite, readStage } from './stage.ts';
import { task } from './task.ts';

/**
 * The wait is over: closes the report, so that it is recorded as not returned and no send can slip in behind. A report sent
 * in this very second wins, and is distributed like any other.
 */
export const handler = task(mailingEnvironment, roundTask, async ({ now, nominal, ...key }, env) => {
  const store = keptStore(env.TABLE_NAME);
  const stage = await readStage(store, key);
  const { institution, campaign, placement, site } = stage;

  const report = await store.reports.close(key, now);
  if (report.status === 'sent') return { reported: true };
  // Before the mail, which may be refused for hours: an import must find that nothing of this stage can change any more.
  await store.placements.change(key, (current) => unreturned(current, now));

  await openMailroom(env, store, institution, holderOf(key), now).deliverAll(
    site.registrars.map((recipient) => ({
      campaignId: campaign.campaignId,
      recipient: recipient.email,
      occasion: 'closing',
      mailKey: siteDayKey('closing', site.siteId, nominal),
      placement,
      compose: async () => {
        const missing = await missingAtSite(store, stage, 'closing', nominal);
        // A stage in trouble is not closed by its day alone: relaunched, it closes with a mail of its own.
        const placements = missing.filter(({ trouble }) => trouble === undefined);
        return {
          ...closing({
            institution,
            campaign,
            site,
            recipient,
            placements,
            now,
            consoleUrl: campaignUrl(env, campaign),
          }),
          placements,
        };
      },
    })),
  );
  return { reported: false };
});
