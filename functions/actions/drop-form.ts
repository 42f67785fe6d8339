import type { FormVersion } from '../../schemas/form-version.ts';
import { droppedForm, type FormName, versionOf } from '../domain/report/form-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type DropFormOutcome =
  /** Also where a first click did it. */
  | { kind: 'dropped' }
  /** It was changed or published since the person read it, or is not there. */
  | { kind: 'overtaken'; current: FormVersion | undefined }
  | Refused;

/** A draft is not to be published: another may be begun, under the next number. @param seen how often it had been written when the person read it */
export const dropForm = async (acting: Acting, name: FormName, seen: number): Promise<DropFormOutcome> => {
  const { staff, store, now } = acting;
  const version = versionOf(name);
  if (!mayAdminister(staff)) return refuse(acting, 'formDropped', { before: version });
  const current = await store.forms.find(name);
  if (current?.status === 'dropped' && current.version === seen + 1) return { kind: 'dropped' };
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  await audited(acting, 'formDropped', { before: `${version}, révision ${seen}` });
  const isOurs = await store.forms.change(current, droppedForm(current, { by: staff.name, now }));
  return isOurs ? { kind: 'dropped' } : { kind: 'overtaken', current: await store.forms.find(name) };
};
