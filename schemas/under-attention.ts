import * as z from 'zod';
import { type Attention, attention } from './attention.ts';
import { campaignId } from './campaign.ts';
import { siteId } from './institution.ts';
import { keptImport } from './kept-import.ts';
import { placementFacts } from './placement.ts';
import { work } from './work.ts';

/** What the list of all that waits for somebody shows of each thing: its index holds this and nothing else. */
const waiting = { campaignId, attention: z.array(attention).min(1) };

export const placementUnderAttention = placementFacts
  .pick({ studentNumber: true, student: true, siteId: true, tutor: true, school: true })
  .extend(waiting);
export type PlacementUnderAttention = z.infer<typeof placementUnderAttention>;

export const workUnderAttention = work
  .pick({ workId: true, kind: true, askedBy: true, run: true })
  .extend(waiting);
export type WorkUnderAttention = z.infer<typeof workUnderAttention>;

/** `expiresAt`: in seconds; a file that is gone may still be listed for a while. */
export const importUnderAttention = keptImport
  .pick({ filename: true, keptBy: true })
  .extend({ ...waiting, expiresAt: z.int() });
export type ImportUnderAttention = z.infer<typeof importUnderAttention>;

export const campaignUnderAttention = z.object(waiting);
export type CampaignUnderAttention = z.infer<typeof campaignUnderAttention>;

export const meetingUnderAttention = z.object({ ...waiting, siteId });
export type MeetingUnderAttention = z.infer<typeof meetingUnderAttention>;

/** One thing that waits, and what it is about. */
export type Waiting =
  | { of: 'placement'; placement: PlacementUnderAttention; attention: Attention[] }
  | { of: 'campaign'; campaign: CampaignUnderAttention; attention: Attention[] }
  | { of: 'work'; work: WorkUnderAttention; attention: Attention[] }
  | { of: 'meeting'; meeting: MeetingUnderAttention; attention: Attention[] }
  | { of: 'import'; file: ImportUnderAttention & { importId: string }; attention: Attention[] };

/** The attributes of them all. */
export const attentionAttributes: readonly string[] = [
  ...new Set(
    [
      ...[placementUnderAttention, campaignUnderAttention, workUnderAttention, importUnderAttention],
      meetingUnderAttention,
    ].flatMap(({ shape }) => Object.keys(shape)),
  ),
];
