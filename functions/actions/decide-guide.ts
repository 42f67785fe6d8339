import type { GuideDraft, GuideVersion } from '../../schemas/guide-version.ts';
import { type DraftDecision, draftDecisions } from '../domain/draft-decisions.ts';
import type { Acting } from './acting.ts';
import { changeDraft, type DraftOutcome } from './change-draft.ts';
import { guideInTrail } from './edit-guide.ts';

const acts = { published: 'guidePublished', dropped: 'guideDropped' } as const;

const inTrail = ({ number, version, copiedFrom }: GuideDraft, decision: DraftDecision) => {
  const revision = `${guideInTrail(number)}, révision ${version}`;
  return decision === 'dropped'
    ? { before: revision }
    : { before: guideInTrail(copiedFrom), after: revision };
};

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
): Promise<DraftOutcome<'decided', GuideVersion>> => {
  const { staff, store, now } = acting;
  const { change } = store.guides;
  const draft = {
    act: acts[decision],
    done: 'decided',
    name: guideInTrail(number),
    becomes: decision,
  } as const;
  return changeDraft(
    acting,
    { ...draft, seen, find: () => store.guides.find(number), change },
    (current) => ({
      after: { ...current, ...draftDecisions[decision]({ by: staff.name, now }) },
      inTrail: inTrail(current, decision),
    }),
  );
};
