import type { AuditEntry, AuditedAct } from '../../schemas/audit.ts';
import type { WrittenVersion } from '../../schemas/written-version.ts';
import type { DraftDecision } from '../domain/draft-decisions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, overtakenInTrail, type Refused, refuse } from './acting.ts';

type DraftOf<Version> = Extract<Version, { status: 'draft' }>;

export type DraftOutcome<Done, Version> =
  /** Also where there was nothing to do: it says so already, or a first click did it. */
  | { kind: Done }
  /** Changed, published or dropped by somebody else since it was read, or not there. */
  | { kind: 'overtaken'; current: Version | undefined }
  | Refused;

type Draft<Done, Version> = {
  act: AuditedAct;
  done: Done;
  /** As the trail calls it. */
  name: string;
  /** How often it had been written when the person read it. */
  seen: number;
  find: () => Promise<Version | undefined>;
  change: (seen: DraftOf<Version>, after: Version) => Promise<boolean>;
  /** What it becomes for good: once it is that, a second click has nothing to do. */
  becomes?: DraftDecision;
};

/** What becomes of a draft, and how the trail says it. */
type Change<Version> = { after: Version; inTrail: Pick<AuditEntry, 'before' | 'after'> };

/**
 * Changes a draft of a document that is written version by version, as somebody read it: of two who do, the later is told.
 *
 * @param decide nothing where it says so already
 */
export const changeDraft = async <Done extends string, Version extends WrittenVersion>(
  acting: Acting,
  { act, done, name, seen, find, change, becomes }: Draft<Done, Version>,
  decide: (draft: DraftOf<Version>) => Promise<Change<Version> | undefined> | Change<Version> | undefined,
): Promise<DraftOutcome<Done, Version>> => {
  if (!mayAdminister(acting.staff)) return refuse(acting, act, { after: name });
  const current = await find();
  if (current && current.status === becomes && current.version === seen + 1) return { kind: done };
  if (!isDraft(current) || current.version !== seen) return { kind: 'overtaken', current };
  const decided = await decide(current);
  if (!decided) return { kind: done };
  await audited(acting, act, decided.inTrail);
  if (await change(current, decided.after)) return { kind: done };
  await overtakenInTrail(acting, act, { before: name });
  return { kind: 'overtaken', current: await find() };
};

const isDraft = <Version extends WrittenVersion>(version: Version | undefined): version is DraftOf<Version> =>
  version?.status === 'draft';
