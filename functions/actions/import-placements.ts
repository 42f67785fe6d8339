import type { Campaign, CampaignId } from '../../schemas/campaign.ts';
import type { ImportRow, Work } from '../../schemas/work.ts';
import { factsMark } from '../domain/import/import-merge.ts';
import { mayManage } from '../domain/rights.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForWork } from './ask-for-work.ts';
import type { CheckedImport } from './check-import.ts';

export type ImportOutcome = { kind: 'imported'; work: Work } | Refused;

/**
 * Takes the good rows, as a work list: few are taken when this answers, many soon after. Rows that change nothing are in it
 * where an earlier import left something to do.
 */
export const importPlacements = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId }: Campaign,
  checked: Pick<CheckedImport, 'check' | 'existing'> & Partial<Pick<CheckedImport, 'importId'>>,
): Promise<ImportOutcome> => {
  const { check } = checked;
  if (!mayManage(acting.staff)) return refuse(acting, 'placementsImported', { campaignId });
  await audited(acting, 'placementsImported', {
    campaignId,
    after: `à ajouter : ${check.added.length}, à modifier : ${check.changed.length}`,
  });
  const work = await takeRows(env, acting, campaignId, checked);
  // Behind the work: where this dies, the file waits a while longer, and says that it changes nothing.
  if (checked.importId !== undefined) await acting.store.imports.settle(checked.importId);
  return { kind: 'imported', work };
};

/** The good rows as a work list. */
export const takeRows = (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  campaignId: CampaignId,
  { check, existing, why }: Pick<CheckedImport, 'check' | 'existing'> & { why?: string | undefined },
): Promise<Work> => {
  const unsettled = new Set(
    existing
      .filter(({ startDue, formerRecipients }) => startDue !== undefined || formerRecipients !== undefined)
      .map(({ studentNumber }) => studentNumber),
  );
  const byNumber = new Map(existing.map((one) => [one.studentNumber, one]));
  const entries: ImportRow[] = [
    ...check.added.map(({ facts }) => ({ row: 'added' as const, facts })),
    ...check.changed.map(({ facts }) => {
      const before = byNumber.get(facts.studentNumber);
      return {
        row: 'changed' as const,
        facts,
        ...(before && { seen: factsMark(before) }),
        ...(why && { why }),
      };
    }),
    ...check.unchanged
      .filter(({ facts }) => unsettled.has(facts.studentNumber))
      .map(({ facts }) => ({ row: 'unchanged' as const, facts })),
  ];
  return askForWork(env, acting, { campaignId, kind: 'import', entries });
};
