import { isDeepStrictEqual } from 'node:util';
import type { PlacementKey } from '../../schemas/placement.ts';
import type { Proposal, ProposedValues } from '../../schemas/proposal.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { drafterOf } from '../domain/placement/same-person.ts';
import { proposalOfStudent, whyNotProposed } from '../domain/report/proposed-facts.ts';
import { isOpen } from '../domain/report/report-meanings.ts';
import type { Store } from '../store/store.ts';

type Proposing = {
  key: PlacementKey;
  /** Whose link it came by: the address may have become another's meanwhile. */
  studentEmail: string;
  values: ProposedValues;
  /** The proposal that the page went on from; 0 where there was none. */
  version: number;
  now: IsoInstant;
};

export type ProposeOutcome =
  | { kind: 'proposed' }
  /** Another window saved something else since: nothing is written. */
  | { kind: 'stale'; current: Proposal }
  | { kind: 'early' | 'over' };

/**
 * A student proposes facts for the report of their stage: an item of its own, which the report knows nothing of. One that is saved in
 * the second in which the report is sent stays as it is, and counts for nothing.
 */
export const proposeFacts = async (
  { placements, reports, proposals }: Pick<Store, 'placements' | 'reports' | 'proposals'>,
  { key, studentEmail, values, version, now }: Proposing,
): Promise<ProposeOutcome> => {
  const [placement, report, found] = await Promise.all([
    placements.get(key),
    reports.find(key),
    proposals.find(key),
  ]);
  if (placement.student.email !== studentEmail || !isOpen(report)) return { kind: 'over' };
  const why = whyNotProposed(placement, now);
  if (why) return { kind: why };
  const { campaignId, studentNumber } = key;
  const proposedBy = drafterOf(placement).student;
  // What another student left here is written over.
  const before = proposalOfStudent(found, placement);
  const next = { ...{ campaignId, studentNumber, values, savedAt: now, proposedBy } };
  const isExpected = before === undefined || before.version === version;
  if (isExpected && (await proposals.save({ ...next, version: (found?.version ?? 0) + 1 })))
    return { kind: 'proposed' };
  const current = await proposals.find(key);
  if (!current) throw new Error('the proposal is gone');
  // The same again: its first answer was lost on the way, or it was pressed twice.
  return isDeepStrictEqual(current.values, values) ? { kind: 'proposed' } : { kind: 'stale', current };
};
