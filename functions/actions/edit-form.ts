import type { FormVersion } from '../../schemas/form-version.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { changedParts } from '../domain/report/form-editing.ts';
import { editedDraft, type FormName, versionOf } from '../domain/report/form-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type EditFormOutcome =
  | { kind: 'edited' }
  /** Changed or published by somebody else since it was read, or not there. */
  | { kind: 'overtaken'; current: FormVersion | undefined }
  | Refused;

/** Changes the words of a draft. @param seen how often it had been written when the person read it */
export const editForm = async (
  acting: Acting,
  name: FormName,
  seen: number,
  form: ReportForm,
): Promise<EditFormOutcome> => {
  const { staff, store, now } = acting;
  const version = versionOf(name);
  if (!mayAdminister(staff)) return refuse(acting, 'formEdited', { after: version });
  const current = await store.forms.find(name);
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  const parts = changedParts(current.form, form);
  if (parts === '') return { kind: 'edited' };
  await audited(acting, 'formEdited', {
    before: `${version}, révision ${seen}`,
    after: inBrief(`révision ${seen + 1} : ${parts}`),
  });
  const isOurs = await store.forms.change(current, editedDraft(current, form, { by: staff.name, now }));
  if (isOurs) return { kind: 'edited' };
  await overtakenInTrail(acting, 'formEdited', { before: current.form.version });
  return { kind: 'overtaken', current: await store.forms.find(name) };
};
