import type { Guide } from '../../schemas/framing.ts';
import type { GuideVersion } from '../../schemas/guide-version.ts';
import { changedGuideParts } from '../domain/guide/guide-texts.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type EditGuideOutcome =
  | { kind: 'edited' }
  /** Changed, published or dropped by somebody else since it was read, or not there. */
  | { kind: 'overtaken'; current: GuideVersion | undefined }
  | Refused;

export const guideInTrail = (number: number): string => `guide, version ${number}`;

/** Changes the words of a draft. @param seen how often it had been written when the person read it */
export const editGuide = async (
  acting: Acting,
  number: number,
  seen: number,
  guide: Guide,
): Promise<EditGuideOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, 'guideEdited', { after: guideInTrail(number) });
  const [current, { programme }] = await Promise.all([store.guides.find(number), store.institutions.get()]);
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  const parts = changedGuideParts(current.guide, guide, programme);
  if (parts === '') return { kind: 'edited' };
  await audited(acting, 'guideEdited', {
    before: `${guideInTrail(number)}, révision ${seen}`,
    after: inBrief(`révision ${seen + 1} : ${parts}`),
  });
  const isOurs = await store.guides.change(current, {
    ...current,
    ...{ guide, changedAt: now, changedBy: staff.name },
  });
  if (isOurs) return { kind: 'edited' };
  await overtakenInTrail(acting, 'guideEdited', { before: guideInTrail(number) });
  return { kind: 'overtaken', current: await store.guides.find(number) };
};
