import type { FormDraft, FormVersion } from '../../schemas/form-version.ts';
import { type DraftDecision, draftDecisions } from '../domain/draft-decisions.ts';
import { type FormName, versionOf } from '../domain/report/form-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type DecideFormOutcome =
  /** Also where a first click did it. */
  | { kind: 'decided' }
  /** It was changed or decided about since the person read it, or is not there. */
  | { kind: 'overtaken'; current: FormVersion | undefined }
  | Refused;

const acts = { published: 'formPublished', dropped: 'formDropped' } as const;

const inTrail = (draft: FormDraft, decision: DraftDecision) => {
  const revision = `${versionOf(draft)}, révision ${draft.version}`;
  if (decision === 'dropped') return { before: revision };
  const criteria = draft.form.ethics.criteria.map(({ criterionId }) => criterionId).join(', ');
  return { before: draft.copiedFrom, after: `${revision} : ${criteria}` };
};

/**
 * Publishes a draft, which new campaigns take from now on, or drops it: another may be begun, under the next number. Nothing changes the
 * version after that.
 *
 * @param seen how often it had been written when the person read it
 */
export const decideForm = async (
  acting: Acting,
  name: FormName,
  seen: number,
  decision: DraftDecision,
): Promise<DecideFormOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, acts[decision], { after: versionOf(name) });
  const current = await store.forms.find(name);
  if (current?.status === decision && current.version === seen + 1) return { kind: 'decided' };
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  await audited(acting, acts[decision], inTrail(current, decision));
  const isOurs = await store.forms.change(current, {
    ...current,
    ...draftDecisions[decision]({ by: staff.name, now }),
  });
  if (isOurs) return { kind: 'decided' };
  await overtakenInTrail(acting, acts[decision], { before: current.form.version });
  return { kind: 'overtaken', current: await store.forms.find(name) };
};
