import type { GuideVersion } from '../../schemas/guide-version.ts';
import { type DraftDecision, draftDecisions } from '../domain/draft-decisions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, overtakenInTrail, type Refused, refuse } from './acting.ts';
import { guideInTrail } from './edit-guide.ts';

export type DecideGuideOutcome =
  /** Also where a first click did it. */
  | { kind: 'decided' }
  /** It was changed or decided about since the person read it, or is not there. */
  | { kind: 'overtaken'; current: GuideVersion | undefined }
  | Refused;

const acts = { published: 'guidePublished', dropped: 'guideDropped' } as const;

/**
 * Publishes a draft, which new campaigns take from now on, or drops it. Nothing changes the version after that.
 *
 * @param seen how often it had been written when the person read it
 */
export const decideGuide = async (
  acting: Acting,
  number: number,
  seen: number,
  decision: DraftDecision,
): Promise<DecideGuideOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, acts[decision], { after: guideInTrail(number) });
  const current = await store.guides.find(number);
  if (current?.status === decision && current.version === seen + 1) return { kind: 'decided' };
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  const revision = `${guideInTrail(number)}, révision ${seen}`;
  await audited(
    acting,
    acts[decision],
    decision === 'dropped'
      ? { before: revision }
      : { before: guideInTrail(current.copiedFrom), after: revision },
  );
  const isOurs = await store.guides.change(current, {
    ...current,
    ...draftDecisions[decision]({ by: staff.name, now }),
  });
  if (isOurs) return { kind: 'decided' };
  await overtakenInTrail(acting, acts[decision], { before: revision });
  return { kind: 'overtaken', current: await store.guides.find(number) };
};
