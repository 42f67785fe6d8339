import type { FormDraft, FormVersion } from '../../schemas/form-version.ts';
import { type DraftDecision, draftDecisions } from '../domain/draft-decisions.ts';
import { type FormName, versionOf } from '../domain/report/form-versions.ts';
import type { Acting } from './acting.ts';
import { changeDraft, type DraftOutcome } from './change-draft.ts';

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
): Promise<DraftOutcome<'decided', FormVersion>> => {
  const { staff, store, now } = acting;
  const { change } = store.forms;
  const draft = { act: acts[decision], done: 'decided', name: versionOf(name), becomes: decision } as const;
  return changeDraft(acting, { ...draft, seen, find: () => store.forms.find(name), change }, (current) => ({
    after: { ...current, ...draftDecisions[decision]({ by: staff.name, now }) },
    inTrail: inTrail(current, decision),
  }));
};
