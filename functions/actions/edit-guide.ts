import type { Guide } from '../../schemas/framing.ts';
import type { GuideVersion } from '../../schemas/guide-version.ts';
import { changedGuideParts } from '../domain/guide/guide-texts.ts';
import { type Acting, inBrief } from './acting.ts';
import { changeDraft, type DraftOutcome } from './change-draft.ts';

export const guideInTrail = (number: number): string => `guide, version ${number}`;

/** Changes the words of a draft. @param seen how often it had been written when the person read it */
export const editGuide = async (
  acting: Acting,
  number: number,
  seen: number,
  guide: Guide,
): Promise<DraftOutcome<'edited', GuideVersion>> => {
  const { staff, store, now } = acting;
  const name = guideInTrail(number);
  const { change } = store.guides;
  const draft = { act: 'guideEdited', done: 'edited', name, seen, change } as const;
  return changeDraft(acting, { ...draft, find: () => store.guides.find(number) }, async (current) => {
    const { programme } = await store.institutions.get();
    const parts = changedGuideParts(current.guide, guide, programme);
    if (parts === '') return undefined;
    return {
      after: { ...current, guide, changedAt: now, changedBy: staff.name },
      inTrail: { before: `${name}, révision ${seen}`, after: inBrief(`révision ${seen + 1} : ${parts}`) },
    };
  });
};
