import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { siteId } from './institution.ts';

/** One part of a file that waits between its preview and the confirmation. */
export const keptImport = z.object({
  campaignId,
  filename: z.string(),
  parts: z.int(),
  bytes: z.instanceof(Uint8Array),
  /** Who uploaded it, and for which sites they act: none of an administrator, who acts for all. */
  keptBy: z.object({ subject: z.string(), name: z.string(), sites: z.array(siteId) }).optional(),
});
export type KeptBy = z.infer<typeof keptImport>['keptBy'];
