import type { FormLine } from '../../schemas/form-version.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { basisOf, newDraft, versionOf } from '../domain/report/form-versions.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type CopyOutcome =
  /** The draft that there is now. */
  | { kind: 'copied'; version: string }
  /** There was one before: of a form one version at a time is written, so that the newest number is the newest form. */
  | { kind: 'already'; version: string }
  | Refused;

/** Begins the next version of a form, with the words of one that there is. */
export const copyForm = async (acting: Acting, source: ReportForm): Promise<CopyOutcome> => {
  const { staff, store, now } = acting;
  if (!mayAdminister(staff)) return refuse(acting, 'formCopied', { before: source.version });
  const basis = basisOf(source.version);
  const newest = async (): Promise<FormLine | undefined> => (await store.forms.versionsOf(basis, 1))[0];
  const last = await newest();
  if (last?.status === 'draft') return { kind: 'already', version: versionOf(last) };
  const draft = newDraft({ basis, number: (last?.number ?? 1) + 1 }, source, { by: staff.name, now });
  const version = versionOf(draft);
  await audited(acting, 'formCopied', { before: source.version, after: version });
  return { kind: (await store.forms.create(draft)) ? 'copied' : 'already', version };
};
