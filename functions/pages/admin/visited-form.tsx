import type { FormVersion } from '../../../schemas/form-version.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { basisOf, formNameOf, numberOf, stagesTaking } from '../../domain/report/form-versions.ts';
import { listed } from '../../domain/wording/people.ts';
import type { PageResponse } from '../responses.ts';
import { notAllowedPage } from './refusal-pages.tsx';
import { settingsPath, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';
import { type FoundVersion, type VersionName, visitedVersion } from './written-document.ts';

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

export type VisitedForm = FoundVersion<ReportForm, FormVersion>;

const nameOf = (version: string): VersionName => ({
  title: `Compte-rendu ${formLabel(version)}`,
  label: formLabel(version),
  path: formPath(version),
  trail: formTrail(version),
});

export const findForm = async ({ store, institution, request }: Visit): Promise<VisitedForm | undefined> => {
  const version = request.params.version ?? '';
  const written = formNameOf(version);
  const record = written && (await store.forms.find(written));
  const words = record?.form ?? institution.programme.reportForms.find((one) => one.version === version);
  return words && { name: nameOf(version), words, record };
};

/** The version of the address, for who may see it; or the page that says why not. */
export const visitedForm = (visit: Visit) => visitedVersion(visit, { find: findForm, refused: formsRefused });
