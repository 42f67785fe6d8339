import type { Placement, PlacementFacts } from '../../../schemas/placement.ts';
import type { ImportRow } from '../../../schemas/work.ts';
import { cellsOf, changesBetween } from '../../domain/import/import-columns.ts';
import {
  correctedPlacement,
  correctionEffect,
  factsMark,
  type ImportedBy,
  newPlacement,
} from '../../domain/import/import-merge.ts';
import { started } from '../../domain/placement/placement-life.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { replaceLifecycle } from '../start-lifecycles.ts';
import { type Doing, type Each, NotDone, type WorkPass } from './doing.ts';

const keyOf = ({ work: { campaignId } }: Doing, { facts: { studentNumber } }: ImportRow) => ({
  campaignId,
  studentNumber,
});

const saysTheSame = (a: PlacementFacts, b: PlacementFacts): boolean =>
  changesBetween(cellsOf(a, a.siteId), cellsOf(b, b.siteId)).length === 0;

/** Of two who add the same student by hand, the later is told; the same request once more is not. */
const isOfHand = ({ history }: Placement, { by, now }: ImportedBy): boolean =>
  history.some((entry) => entry.what === 'added' && entry.by === by && entry.at === now);

/**
 * Somebody corrected the placement since the row was checked: the file knows nothing of that, and would undo it.
 *
 * @throws NotDone
 */
const checkAsSeen = (current: Placement, facts: PlacementFacts, seen: string | undefined): void => {
  if (seen !== undefined && factsMark(current) !== seen && !saysTheSame(current, facts))
    throw new NotDone('changedMeanwhile');
};

/** A row as a new placement, or as a correction; what a correction has to start is written with it, and started then. */
const takeRow: Each<ImportRow> = async (doing, { row, facts, seen, why, byHand }) => {
  const { env, store, work, now } = doing;
  const key = keyOf(doing, { row, facts });
  const importedBy = { by: work.askedBy, now: work.askedAt, why };
  if (row === 'added') {
    const added = newPlacement(facts, work.campaignId, importedBy, byHand && 'added');
    const asked = byHand === 'starts' ? started(added, work.askedAt) : added;
    const isCreated = await store.placements.create(asked);
    const current = isCreated ? asked : await store.placements.get(key);
    // This batch did it before it was cut; or somebody else added the student since the row was checked.
    if (!isCreated && (byHand ? !isOfHand(current, importedBy) : !saysTheSame(current, facts)))
      throw new NotDone('addedMeanwhile');
    if (byHand && current.startDue !== undefined) await replaceLifecycle(env, store, current, now);
    return row;
  }
  const before = await store.placements.get(key);
  if (row === 'changed') checkAsSeen(before, facts, seen);
  if (row === 'changed' && isStarted(before) && correctionEffect(before, facts) === 'anew') {
    // The tutor sent the report since the file was checked: it is about the stage as it was.
    if (isIn(await store.reports.find(key))) throw new NotDone('reportIn');
  }
  if (row === 'changed') await rememberStudent(doing, before, facts);
  const placement =
    row === 'changed'
      ? await store.placements.change(key, (current) => {
          checkAsSeen(current, facts, seen);
          return saysTheSame(current, facts) ? current : correctedPlacement(current, facts, importedBy);
        })
      : before;
  if (placement.startDue !== undefined) await replaceLifecycle(env, store, placement, now);
  return row;
};

/** At another address no mail with a link may come for weeks: it can be asked for from now on. */
const rememberStudent = async (
  { store, work: { campaignId } }: Doing,
  before: Placement,
  { studentNumber, student: { email: studentEmail } }: PlacementFacts,
): Promise<void> => {
  if (before.student.email === studentEmail || !isStarted(before)) return;
  const { year } = await store.campaigns.get(campaignId);
  await store.studentAddresses.remember({ year, studentNumber, studentEmail });
};

/** A tutor who has no student of the campaign left loses the link: looked at when all rows are taken. */
const revokeLinks: Each<ImportRow> = async (doing, row) => {
  const { env, store, work, now } = doing;
  if (row.row === 'added') return undefined;
  // Stryker disable next-line ArrayDeclaration: a link that nobody has is taken back from nobody.
  const { formerRecipients = [] } = await store.placements.get(keyOf(doing, row));
  for (const email of formerRecipients) {
    if (await isTutorStill(doing, email)) continue;
    const links = await store.links(env.SECRET_ARN);
    await links.revoke({ campaignId: work.campaignId, tutorEmail: email }, now);
  }
  return undefined;
};

const isTutorStill = async ({ store, work: { campaignId } }: Doing, email: string): Promise<boolean> =>
  (await store.placements.ofTutor(campaignId, email)).length > 0;

export const importPasses: readonly WorkPass[] = [
  { over: 'rows', each: takeRow },
  { over: 'rows', each: revokeLinks },
];
