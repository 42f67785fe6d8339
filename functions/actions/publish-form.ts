import type { FormVersion } from '../../schemas/form-version.ts';
import { type FormName, publishedForm, versionOf } from '../domain/report/form-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type PublishOutcome =
  /** Also where a first click did it. */
  | { kind: 'published' }
  /** It was changed since the person read it, published as somebody else had made it, or is not there. */
  | { kind: 'overtaken'; current: FormVersion | undefined }
  | Refused;

/** From now on nothing changes the version, and new campaigns take it. @param seen how often it had been written when the person read it */
export const publishForm = async (acting: Acting, name: FormName, seen: number): Promise<PublishOutcome> => {
  const { staff, store, now } = acting;
  const version = versionOf(name);
  if (!mayAdminister(staff)) return refuse(acting, 'formPublished', { after: version });
  const current = await store.forms.find(name);
  if (current?.status === 'published' && current.version === seen + 1) return { kind: 'published' };
  if (current?.status !== 'draft' || current.version !== seen) return { kind: 'overtaken', current };
  const criteria = current.form.ethics.criteria.map(({ criterionId }) => criterionId).join(', ');
  await audited(acting, 'formPublished', {
    before: current.copiedFrom,
    after: `${version}, révision ${seen} : ${criteria}`,
  });
  const isOurs = await store.forms.change(current, publishedForm(current, { by: staff.name, now }));
  return isOurs ? { kind: 'published' } : { kind: 'overtaken', current: await store.forms.find(name) };
};
