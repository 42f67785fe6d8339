import * as z from 'zod';
import { campaignId } from '../../schemas/campaign.ts';
import { studentNumber } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Table } from './table.ts';
import {
  doubtLookup,
  dueIndex,
  dueLookup,
  meetingAnswersKey,
  meetingIdOf,
  meetingItemKey,
  workPrefix,
} from './table-keys.ts';

/**
 * What was intended and is not done: a campaign's launch or deletion, work on many, a placement's start, a sent report's distribution,
 * a meeting's execution, what is to be told of an answer to it.
 */
export type Due =
  | { kind: 'campaign'; campaignId: string }
  | { kind: 'work'; campaignId: string; workId: string }
  | { kind: 'start' | 'distribution'; campaignId: string; studentNumber: string }
  | { kind: 'meeting' | 'answers'; campaignId: string; meetingId: string };

const dueItem = z.object({
  pk: z.string(),
  sk: z.string(),
  campaignId,
  studentNumber: studentNumber.optional(),
});

const understood = (item: Record<string, unknown>): Due => {
  const { pk, sk, campaignId, studentNumber } = dueItem.parse(item);
  const meetingId = meetingIdOf({ pk });
  if (pk === meetingItemKey(meetingId).pk)
    return { kind: sk === meetingAnswersKey(meetingId).sk ? 'answers' : 'meeting', campaignId, meetingId };
  if (sk.startsWith(workPrefix)) return { kind: 'work', campaignId, workId: sk.slice(workPrefix.length) };
  if (studentNumber === undefined) return { kind: 'campaign', campaignId };
  return { kind: sk === 'REPORT' ? 'distribution' : 'start', campaignId, studentNumber };
};

/** One sweep works off so many; the next goes on. */
const most = 500;

export const dueStore = (table: Table) => ({
  /** Oldest first; an index, so each is read again before anything is done about it. */
  async since(before: IsoInstant): Promise<Due[]> {
    const items = await table.query(
      {
        IndexName: dueIndex,
        KeyConditionExpression: 'duePk = :pk AND dueSk <= :before',
        ExpressionAttributeValues: { ':pk': dueLookup('').duePk, ':before': before },
      },
      most,
    );
    return items.map(understood);
  },
  /** How many mails there are in doubt since then, between the two moments; of more than are worked off at once, so many. */
  async mailsInDoubt(from: IsoInstant, until: IsoInstant): Promise<number> {
    const items = await table.query(
      {
        IndexName: dueIndex,
        KeyConditionExpression: 'duePk = :pk AND dueSk BETWEEN :from AND :until',
        ExpressionAttributeValues: { ':pk': doubtLookup('').duePk, ':from': from, ':until': until },
        ProjectionExpression: 'sk',
      },
      most,
    );
    return items.length;
  },
});
