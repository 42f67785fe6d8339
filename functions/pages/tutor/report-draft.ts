import type { DraftValues, Report } from '../../../schemas/report.ts';
import { reportForTutor } from '../../domain/placement/same-person.ts';
import { prefilledDraft } from '../../domain/report/report-fields.ts';
import { fieldValue, type PageRequest } from '../request.ts';
import type { Desk } from './door.tsx';

/** A number no draft ever has: whoever sends none, or nonsense, is told of the newer draft. */
const noVersion = -1;

/** The version of the draft that a form goes on from. */
export const typedVersion = ({ form }: PageRequest): number => {
  const typed = fieldValue(form, 'version');
  return /^\d{1,9}$/.test(typed) ? Number(typed) : noVersion;
};

/** The report as the desk's tutor may see it: what another tutor had typed is none of theirs. */
export const reportAt = async ({ store, placement }: Pick<Desk, 'store' | 'placement'>): Promise<Report> =>
  reportForTutor(await store.reports.find(placement), placement);

/** What the form starts from: what was typed, else what the placement says. */
export const draftOf = ({ placement }: Pick<Desk, 'placement'>, report: Report): DraftValues =>
  report.savedAt ? report.values : prefilledDraft(placement);

const filled = (values: DraftValues): string =>
  JSON.stringify(
    Object.entries(values)
      .filter(([, value]) => value.length > 0)
      .sort(([left], [right]) => left.localeCompare(right)),
  );

export const isSameDraft = (a: DraftValues, b: DraftValues): boolean => filled(a) === filled(b);
