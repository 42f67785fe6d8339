import { isStarted } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isWorthALink } from '../domain/link-expiry.ts';
import type { MailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { linkMailKey } from './mail-keys.ts';
import { openMailroom } from './mailroom.ts';
import type { Outgoing } from './outbox.ts';
import { newLink } from './templates/new-link.ts';
import { tutorDoor } from './tutor-door.ts';

/**
 * Mails fresh links to a tutor's address on file, one for each campaign that knows it and is not long closed, and at most one
 * an hour.
 * An unknown address gets nothing; the caller answers the same either way (design.md, 9).
 */
export const mailNewLink = async (
  env: MailingEnvironment,
  { email, now, requestId }: { email: string; now: IsoInstant; requestId: string },
): Promise<void> => {
  const store = keptStore(env.TABLE_NAME);
  const recipient = email.trim().toLowerCase();
  const institution = await store.institutions.get();
  const outgoing: Outgoing[] = [];
  for (const campaign of await store.campaigns.all()) {
    if (campaign.status !== 'launched') continue;
    const { campaignId } = campaign;
    const placements = (await store.placements.ofTutor(campaignId, recipient)).filter(isStarted);
    const [first, ...others] = placements;
    if (!first || !isWorthALink(campaign, placements, institution, now)) continue;
    outgoing.push({
      campaignId,
      recipient,
      occasion: 'link',
      mailKey: linkMailKey(now),
      compose: async () => {
        const link = await tutorDoor(env, store, { institution, campaign }, [first, ...others], now);
        return { ...newLink({ institution, campaign, placements, link, now }), placements };
      },
    });
  }
  await openMailroom(env, store, institution, requestId, now).deliverAll(outgoing);
};
