import { createHash } from 'node:crypto';
import type { CampaignId } from '../../../schemas/campaign.ts';
import type {
  Farewell,
  HistoryEntry,
  Placement,
  PlacementFacts,
  PlacementLine,
} from '../../../schemas/placement.ts';
import { type Staff, seesSite } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { farewell } from '../placement/course-changes.ts';
import { isRefusal } from '../placement/mail-refusal.ts';
import { nextRevision } from '../placement/placement-life.ts';
import { isSamePerson } from '../placement/same-person.ts';
import { letterMark, type Reader } from '../placement/stage-mark.ts';
import { hasReport, isReportSettled, isStarted } from '../placement/status-meanings.ts';
import { settledStudentsWord, settledWords } from '../placement/students-word.ts';
import { type CheckedRow, type ImportCheck, titleOf } from './import-check.ts';
import { cellsOf, changesBetween } from './import-columns.ts';

const markOf = (said: unknown): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);

/** What a placement says, in short: equal for equal cells of a file. */
export const factsMark = (facts: PlacementFacts): string => markOf(cellsOf(facts, facts.siteId));

/** What a file would do, in short: whoever confirms it confirms what they have read. */
export const checkMark = ({ added, changed, reassigned }: ImportCheck): string =>
  markOf([
    added.map(({ facts }) => facts.studentNumber),
    changed.map(({ facts, changes }) => [facts.studentNumber, changes]),
    reassigned.map(({ facts }) => facts.studentNumber),
  ]);

/** Who imports, when, and why if they say it: what a placement's history remembers. */
export type ImportedBy = { by: string; now: IsoInstant; why?: string | undefined };

/** @param what `added`: by hand, as the only one */
export const newPlacement = (
  facts: PlacementFacts,
  campaignId: CampaignId,
  { by, now }: ImportedBy,
  what: 'imported' | 'added' = 'imported',
): Placement => ({
  ...facts,
  campaignId,
  status: 'prepared',
  revision: 0,
  version: 1,
  history: [{ at: now, what, by }],
});

/**
 * What a correction does to a stage under way. `anew`: another tutor, another student or other dates, so it begins again, and
 * its letters tell everybody what now holds. `told`: an address, a name or a school was wrong; the stage goes on, and those
 * who hold it are told. `quiet`: nobody relies on what changed.
 */
export type CorrectionEffect = 'anew' | 'told' | 'quiet';

export const correctionEffect = (before: PlacementFacts, after: PlacementFacts): CorrectionEffect => {
  if (
    datesOf(before) !== datesOf(after) ||
    !isSamePerson(before.tutor, after.tutor) ||
    !isSamePerson(before.student, after.student)
  )
    return 'anew';
  return toldOfCorrection(before, after).length > 0 ? 'told' : 'quiet';
};

const datesOf = ({ periods }: PlacementFacts): string =>
  periods.map(({ from, to }) => `${from}/${to}`).join();

/** A tutor whose stage becomes another's is told so; one whose it is again has nothing to be told of. */
const farewellsAfter = (before: Placement, after: PlacementFacts, revision: number): Farewell[] => {
  const toTell = isSamePerson(before.tutor, after.tutor)
    ? []
    : [farewell(before, 'tutor', 'replaced', revision)];
  return [...(before.farewells ?? []), ...toTell]
    .filter(({ reader, person }) => reader !== 'tutor' || person.email !== after.tutor.email)
    .slice(-20);
};

/** Who is written to about a correction of a stage that goes on. */
export const toldOfCorrection = (before: PlacementFacts, after: PlacementFacts): Reader[] =>
  (['tutor', 'student'] as const).filter(
    (reader) =>
      before[reader].email !== after[reader].email ||
      letterMark(reader, before) !== letterMark(reader, after),
  );

/** Addresses that are no longer the stage's, newest last: the mails to them stay in its history. */
const formerRecipients = (before: Placement, after: PlacementFacts): string[] | undefined => {
  const current = [after.tutor.email, after.student.email];
  const former = [...(before.formerRecipients ?? []), before.tutor.email, before.student.email].filter(
    (email) => !current.includes(email),
  );
  return former.length === 0 ? undefined : [...new Set(former)].slice(-20);
};

/**
 * A placement as a corrected file has it; what happened to it stays in its history. Where a stage under way is touched, its
 * next revision takes over, and is due in the same write.
 */
export const correctedPlacement = (
  placement: Placement,
  facts: PlacementFacts,
  { by, now, why }: ImportedBy,
): Placement => {
  const effect = correctionEffect(placement, facts);
  const changes = changesBetween(cellsOf(placement, placement.siteId), cellsOf(facts, facts.siteId));
  const corrected: HistoryEntry = {
    ...{ at: now, what: 'corrected', by, ...(why && { why }) },
    changed: changes.map(({ field }) => field),
  };
  const changed: Placement = {
    ...withoutOptionalFacts(placement),
    ...facts,
    history: [...placement.history, corrected],
    formerRecipients: formerRecipients(placement, facts),
    undelivered: placement.undelivered?.filter(
      ({ recipient }) => recipient === facts.tutor.email || recipient === facts.student.email,
    ),
    // The mail that never came has somewhere else to go.
    ...(facts.tutor.email !== placement.tutor.email && settledStudentsWord(placement, { by, now })),
  };
  if (!isStarted(placement) || effect === 'quiet') return changed;
  if (isReportSettled(placement)) {
    if (effect === 'anew') return placement;
    return isReportStillDue(placement, facts) ? { ...changed, ...nextRevision(placement, now) } : changed;
  }
  const restarted = { ...changed, ...nextRevision(placement, now) };
  if (effect === 'told' || restarted.status === 'prepared') return restarted;
  const { studentNumber, student, siteId, tutor, school, classLevel, pupilCount, periods } = facts;
  const { campaignId, revision, startDue, lastRunning, version, history } = restarted;
  return {
    ...{ studentNumber, student, siteId, tutor, school, classLevel, pupilCount, periods },
    ...{ campaignId, revision, startDue, lastRunning, version, history },
    // Given longer for days that are no more, it has what the timetable gives.
    extendedTo: datesOf(placement) === datesOf(facts) ? placement.extendedTo : undefined,
    farewells: farewellsAfter(placement, facts, revision),
    formerRecipients: restarted.formerRecipients,
    // It was said of a stage of another tutor, or of other days.
    ...settledWords(placement, { by, now }),
    status: 'started',
    startedAt: now,
  };
};

/** The student's address refused mails, so that the report could not come to them: the next revision sends it to the right one. */
const isReportStillDue = (placement: Placement, { student }: PlacementFacts): boolean =>
  hasReport(placement) &&
  student.email !== placement.student.email &&
  (placement.undelivered ?? []).some(
    ({ recipient, reason }) => recipient === placement.student.email && isRefusal(reason),
  );

/** An optional fact that the corrected file no longer has is gone, not kept from before. */
const withoutOptionalFacts = (placement: Placement): Placement => {
  const { classLevel, pupilCount, ...rest } = placement;
  return rest;
};

/**
 * Rows that this person may not import become problems, each with its sentence.
 *
 * @param isSent whether a report is in that the placement does not say yet
 */
export const withinRights = (
  check: ImportCheck,
  staff: Staff,
  existing: readonly PlacementLine[],
  isSent: (placement: PlacementLine) => boolean,
): ImportCheck => {
  const problems: ImportCheck['problems'] = [];
  let elsewhere = 0;
  const byNumber = new Map(existing.map((placement) => [placement.studentNumber, placement]));
  const isAllowed = <R extends CheckedRow>({ row, facts }: R): boolean => {
    const before = byNumber.get(facts.studentNumber);
    if (!seesSite(staff, facts.siteId)) {
      elsewhere += 1;
      return false;
    }
    if (before && !seesSite(staff, before.siteId)) {
      problems.push({
        row,
        column: titleOf(check, 'site'),
        message:
          'Cet·te étudiant·e a déjà une affectation sur un site que vous ne gérez pas : demandez à l’administration.',
      });
      return false;
    }
    const isSettled = before && (isReportSettled(before) || isSent(before));
    if (isSettled && correctionEffect(before, facts) === 'anew') {
      problems.push({
        row,
        column: titleOf(check, before.tutor.email === facts.tutor.email ? 'debut' : 'tuteur_courriel'),
        message:
          before.status === 'cancelled'
            ? 'Ce stage est annulé : rétablissez-le d’abord depuis sa page, puis importez cette ligne.'
            : 'Le compte-rendu de ce stage est déjà reçu ou clos : le tuteur et les dates ne peuvent plus changer.',
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
  const isTheirs = ({ row }: { row: number }) => {
    const site = check.sitesOfProblems.get(row);
    return site === undefined || seesSite(staff, site);
  };
  const foreign = new Set(check.problems.filter((problem) => !isTheirs(problem)).map(({ row }) => row));
  const rows = new Set([...kept.added, ...kept.changed, ...kept.unchanged].map(({ row }) => row));
  return {
    ...check,
    ...kept,
    elsewhere: elsewhere + foreign.size,
    reassigned: check.reassigned.filter(({ row }) => rows.has(row)),
    otherDates: check.otherDates.filter(({ row }) => rows.has(row)),
    warnings: check.warnings.filter(isTheirs),
    problems: [...check.problems.filter(isTheirs), ...problems].sort((a, b) => a.row - b.row),
  };
};
