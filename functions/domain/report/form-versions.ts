import type { FormDraft, FormVersion } from '../../../schemas/form-version.ts';
import type { Programme } from '../../../schemas/programme.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { versionNumber } from '../../../schemas/written-version.ts';

/** Which of the console's versions it is. */
export type FormName = Pick<FormVersion, 'basis' | 'number'>;

/** What campaigns and reports call it: `2026-v2`. */
export const versionOf = ({ basis, number }: FormName): string => `${basis}-v${number}`;

/** @returns undefined for what is no name of a version that was written in the console */
export const formNameOf = (version: string): FormName | undefined => {
  const [, basis = '', digits] = /^(.{1,60})-v([1-9]\d{0,2})$/.exec(version) ?? [];
  const number = versionNumber.safeParse(Number(digits));
  return number.success ? { basis, number: number.data } : undefined;
};

/** The first version is the programme's own. */
export const numberOf = (version: string): number => formNameOf(version)?.number ?? 1;

/** The form of the programme that a version descends from. */
export const basisOf = (version: string): string => formNameOf(version)?.basis ?? version;

/** The stages whose next campaigns take the newest version of that form. */
export const stagesTaking = ({ stages }: Pick<Programme, 'stages'>, basis: string) =>
  stages.filter(({ reportForm }) => reportForm === basis);

type Acted = { by: string; now: IsoInstant };

/** A new version that says what another says. */
export const newDraft = (name: FormName, source: ReportForm, { by, now }: Acted): FormDraft => ({
  ...name,
  ...{ status: 'draft', copiedFrom: source.version, form: { ...source, version: versionOf(name) } },
  ...{ createdAt: now, createdBy: by, changedAt: now, changedBy: by, version: 1 },
});

/** The draft with other words, under the name that it has. */
export const editedDraft = (draft: FormDraft, form: ReportForm, { by, now }: Acted): FormDraft => ({
  ...draft,
  ...{ form: { ...form, version: draft.form.version }, changedAt: now, changedBy: by },
});
