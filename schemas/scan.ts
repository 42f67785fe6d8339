import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { studentNumber } from './placement.ts';

/** What a scanner, or a telephone, makes of a paper; and what a browser opens without harm. */
export const scanType = z.enum(['application/pdf', 'image/png', 'image/jpeg']);
export type ScanType = z.infer<typeof scanType>;

/** A document on paper, as somebody of the institute scanned it. */
export type Scan = { contentType: ScanType; bytes: Uint8Array };

/** Names the scan of one report: its parts are found by the placement and this. */
export const scanName = z.object({ scanId: z.uuid(), contentType: scanType, parts: z.int().min(1).max(99) });
export type ScanName = z.infer<typeof scanName>;

/** One part of a scan, of as many bytes as fit an item. */
export const scanPart = z.object({ campaignId, studentNumber, bytes: z.instanceof(Uint8Array) });
