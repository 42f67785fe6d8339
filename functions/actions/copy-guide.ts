import type { GuideLine } from '../../schemas/guide-version.ts';
import { type NumberedGuide, newGuideDraft, ownGuide } from '../domain/guide/guide-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { guideInTrail } from './edit-guide.ts';

export type CopyGuideOutcome =
  /** The draft that there is now. */
  | { kind: 'copied'; number: number }
  /** There was one before: one version at a time is written, so that the highest number is the newest guide. */
  | { kind: 'already'; number: number }
  | Refused;

/** Begins the next version of the guide, with the words of one that there is. */
export const copyGuide = async (acting: Acting, source: NumberedGuide): Promise<CopyGuideOutcome> => {
  const { staff, store, now } = acting;
  const before = guideInTrail(source.number);
  if (!mayAdminister(staff)) return refuse(acting, 'guideCopied', { before });
  const [last]: (GuideLine | undefined)[] = await store.guides.versions(1);
  if (last?.status === 'draft') return { kind: 'already', number: last.number };
  const draft = newGuideDraft((last?.number ?? ownGuide) + 1, source, { by: staff.name, now });
  await audited(acting, 'guideCopied', { before, after: guideInTrail(draft.number) });
  return { kind: (await store.guides.create(draft)) ? 'copied' : 'already', number: draft.number };
};
