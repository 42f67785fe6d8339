import * as z from 'zod';
import { siteId } from './institution.ts';
import { stageId } from './stage.ts';
import { isoInstant, period } from './time.ts';
import { timetable } from './timetable.ts';

/**
 * Year and stage, `2026-a1`, with `-2`… when a year has several campaigns of one stage: 20 characters at most, since execution
 * names hold 80 in all.
 */
export const campaignId = z.string().regex(/^\d{4}-[a-z][a-z0-9]{0,11}(-\d{1,2})?$/);
export type CampaignId = z.infer<typeof campaignId>;

const campaignFacts = z.object({
  campaignId,
  /** First year of the academic year: 2026 for 2026-2027. */
  year: z.int().min(2020).max(2100),
  stage: stageId,
  siteIds: z.array(siteId).min(1),
  /** The usual dates, one period or two; each placement carries its own. */
  periods: z.array(period).min(1).max(2),
  timetable,
  /** Which definition of the report form this campaign uses; definitions never change once published. */
  formVersion: z.string().min(1),
  /** Which version of the guide it sends its tutors to; absent, the first: that of the programme. */
  guideVersion: z.int().min(1).max(999).optional(),
  createdAt: isoInstant,
  createdBy: z.string(),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});

/** Why a launch that was to start by itself did not. */
export const launchRefusal = z.enum(['changed', 'begun', 'empty']);
export type LaunchRefusal = z.infer<typeof launchRefusal>;

/** A launch that is to start by itself. */
const scheduledLaunch = z.object({
  at: isoInstant,
  /** A staff name. */
  by: z.string(),
  askedAt: isoInstant,
  /** The campaign as that person saw it: one that was changed since is not launched. */
  mark: z.string(),
  /** Its moment came, and it was not launched. */
  refused: z.object({ at: isoInstant, why: launchRefusal }).optional(),
});

/** A launch that stopped by itself: too many of a slice's addresses returned their mail. */
const heldLaunch = z.object({
  at: isoInstant,
  /** Addresses of the slice, each once. */
  addresses: z.int().min(1),
  returned: z.int().min(1),
});
export type HeldLaunch = z.infer<typeof heldLaunch>;

/** Life of a campaign: prepared, then launched. Launching again only starts placements that have not started. */
export const campaign = z.discriminatedUnion('status', [
  campaignFacts.extend({
    status: z.literal('prepared'),
    scheduled: scheduledLaunch.optional(),
    /** It is being deleted, with all that is its own: for everybody it is gone. */
    deletion: z.object({ since: isoInstant, by: z.string() }).optional(),
  }),
  campaignFacts.extend({
    status: z.literal('launched'),
    launchedAt: isoInstant,
    launchedBy: z.string(),
    /** How often the launch machine was started: part of its execution's name. */
    launches: z.int().min(1),
    /** Placements at the latest launch: how far the plan spreads a wave of mails. */
    launchSize: z.int().min(0),
    /** Since when the latest launch is to run; gone when its execution shows that it does. */
    launchDue: isoInstant.optional(),
    held: heldLaunch.optional(),
  }),
]);
export type Campaign = z.infer<typeof campaign>;
export type PreparedCampaign = Extract<Campaign, { status: 'prepared' }>;
export type LaunchedCampaign = Extract<Campaign, { status: 'launched' }>;

/** "2026-2027" */
export const academicYear = (year: number): string => `${year}-${year + 1}`;
