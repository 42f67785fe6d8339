import type { CampaignId } from '../../schemas/campaign.ts';
import type { HistoryEntry, Placement, PlacementFacts } from '../../schemas/placement.ts';
import { type Staff, seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { CheckedRow, ImportCheck } from './import-check.ts';
import { stageMark } from './stage-mark.ts';

/** Who imports, and when: what a placement's history remembers. */
export type ImportedBy = { by: string; now: IsoInstant };

export const newPlacement = (
  facts: PlacementFacts,
  campaignId: CampaignId,
  { by, now }: ImportedBy,
): Placement => ({
  ...facts,
  campaignId,
  status: 'prepared',
  revision: 0,
  version: 1,
  history: [{ at: now, what: 'imported', by }],
});

/** Another tutor or other dates: what was planned, and who holds the link, is no longer right. */
export const changesItsStage = (before: PlacementFacts, after: PlacementFacts): boolean =>
  stageMark(before) !== stageMark(after);

const isReportSettled = ({ status }: Placement): boolean =>
  status === 'received' || status === 'distributed' || status === 'unreturned';

/**
 * A placement as a corrected file has it. Where a stage that is under way gets another tutor or other dates, it begins
 * anew: the next revision, whose assignment tells everybody what now holds.
 */
export const correctedPlacement = (
  placement: Placement,
  facts: PlacementFacts,
  { by, now }: ImportedBy,
): Placement => {
  const corrected: HistoryEntry = { at: now, what: 'corrected', by };
  const history = [...placement.history, corrected];
  const changed = { ...withoutOptionalFacts(placement), ...facts, history };
  if (placement.status === 'prepared' || !changesItsStage(placement, facts)) return changed;
  if (isReportSettled(placement)) return placement;
  const { campaignId, revision, version } = placement;
  return {
    ...facts,
    campaignId,
    version,
    history,
    status: 'started',
    startedAt: now,
    revision: revision + 1,
  };
};

/** An optional fact that the corrected file no longer has is gone, not kept from before. */
const withoutOptionalFacts = (placement: Placement): Placement => {
  const { classLevel, pupilCount, ...rest } = placement;
  return rest;
};

/** Rows that this person may not import become problems, each with its sentence. */
export const withinRights = (
  check: ImportCheck,
  staff: Staff,
  existing: readonly Placement[],
): ImportCheck => {
  const problems: ImportCheck['problems'] = [];
  const isAllowed = <R extends CheckedRow>({ row, facts }: R): boolean => {
    const before = existing.find(({ studentNumber }) => studentNumber === facts.studentNumber);
    const foreign = !seesSite(staff, facts.siteId) || (before && !seesSite(staff, before.siteId));
    if (foreign) {
      problems.push({
        row,
        column: 'site',
        message: seesSite(staff, facts.siteId)
          ? 'Cet·te étudiant·e a déjà une affectation sur un site que vous ne gérez pas : demandez à l’administration.'
          : 'Vous ne gérez pas ce site : cette ligne est à importer par la scolarité du site ou par l’administration.',
      });
      return false;
    }
    if (before && isReportSettled(before) && changesItsStage(before, facts)) {
      problems.push({
        row,
        column: before.tutor.email === facts.tutor.email ? 'debut' : 'tuteur_courriel',
        message:
          'Le compte-rendu de ce stage est déjà reçu ou clos : le tuteur et les dates ne peuvent plus changer.',
      });
      return false;
    }
    return true;
  };
  const kept = {
    added: check.added.filter(isAllowed),
    changed: check.changed.filter(isAllowed),
    unchanged: check.unchanged.filter(isAllowed),
  };
  return { ...check, ...kept, problems: [...check.problems, ...problems].sort((a, b) => a.row - b.row) };
};
