import type { FormVersion } from '../../../schemas/form-version.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { basisOf, formNameOf, numberOf, stagesTaking } from '../../domain/report/form-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { listed } from '../../domain/wording/people.ts';
import type { PageResponse } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { settingsPath, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';

export const formsPath = `${settingsPath}/compte-rendu`;
export const formsTitle = 'Versions du compte-rendu';
export const formsTrail = [...settingsTrail, { label: formsTitle, href: formsPath }];

export const formPath = (version: string): string => `${formsPath}/${encodeURIComponent(version)}`;
export const formTrail = (version: string) => [
  ...formsTrail,
  { label: formLabel(version), href: formPath(version) },
];

/** `2026, version 2`: the institute's own form is its first. */
export const formLabel = (version: string): string =>
  `${basisOf(version)}, version\u00a0${numberOf(version)}`;

export const formsRefused = (): PageResponse =>
  notAllowedPage('Seule l’administration écrit les versions du compte-rendu.', '/console');

/** The stages that take the newest version of a form, in a sentence. */
export const stagesInWords = (
  { institution: { programme } }: Pick<Visit, 'institution'>,
  basis: string,
): string => listed(stagesTaking(programme, basis).map(({ label }) => label));

/** A version of the form: one that was written here, or the programme's own, which has no `record`. */
export type VisitedForm = { form: ReportForm; record: FormVersion | undefined };
type Found = { found: VisitedForm; answer?: never } | { answer: PageResponse; found?: never };

/** The version of the address, for who may see it; or the page that says why not. */
export const visitedForm = async ({ staff, store, institution, request }: Visit): Promise<Found> => {
  if (!mayAdminister(staff)) return { answer: formsRefused() };
  const version = request.params.version ?? '';
  const name = formNameOf(version);
  const record = name && (await store.forms.find(name));
  const form = record?.form ?? institution.programme.reportForms.find((one) => one.version === version);
  return form ? { found: { form, record } } : { answer: nothingHerePage('Cette version') };
};
