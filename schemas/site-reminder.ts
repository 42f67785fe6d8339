import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { siteId } from './institution.ts';
import { isoInstant } from './time.ts';
import { workId } from './work.ts';

/** The latest reminder to all tutors of a site: who asked for it (a staff name), when, and the work that mails it. */
export const siteReminder = z.object({ campaignId, siteId, workId, at: isoInstant, by: z.string() });
export type SiteReminder = z.infer<typeof siteReminder>;
