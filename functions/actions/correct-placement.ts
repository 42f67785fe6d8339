import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement, PlacementFacts, StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Work } from '../../schemas/work.ts';
import { type Cells, correctionParts, formCells } from '../domain/import/correction-cells.ts';
import { checkImport, type ImportCheck } from '../domain/import/import-check.ts';
import { readersOfCorrection } from '../domain/import/import-mails.ts';
import { correctedPlacement } from '../domain/import/import-merge.ts';
import { isCorrecting, type LetterDue, letterDue } from '../domain/placement/letter-due.ts';
import { openMoment } from '../domain/placement/mail-wave.ts';
import { isSamePerson } from '../domain/placement/same-person.ts';
import { siteOf } from '../domain/placement/site-of.ts';
import type { Reader } from '../domain/placement/stage-mark.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { mayManage } from '../domain/rights.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { planStage } from '../domain/timetable/timetable.ts';
import { fullName } from '../domain/wording/people.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { farewellMails } from '../mail/farewell-mails.ts';
import { stageLetter } from '../mail/templates/stage-letter.ts';
import { hiddenDoor } from '../mail/templates/student-passages.ts';
import { type Acting, audited, inBrief, type Refused, refuse } from './acting.ts';
import { checkedRights } from './check-import.ts';
import { takeRows } from './import-placements.ts';
import { type MailToCome, mailToCome } from './letters-of-start.ts';

export type CheckedCorrection = {
  /** The placement's own row is 1; behind it, where the tutor's own data was wrong, one for each of their other students. */
  check: ImportCheck;
  existing: Placement[];
};

/**
 * What a correction would change, by the rules of an import: of the placement, and where the tutor's name or address was wrong,
 * of all of that tutor's students. Another person with another address is another tutor, of this placement alone.
 *
 * @param cells the columns that were filled in; the others stay as they are
 */
export const checkedCorrection = async (
  acting: Acting,
  institution: Institute,
  campaign: Campaign,
  placement: Placement,
  cells: Partial<Cells>,
): Promise<CheckedCorrection> => {
  const asCells = (one: PlacementFacts) => formCells(one, siteOf(institution, one.siteId).name);
  const own = { row: 1, cells: { ...asCells(placement), ...cells } };
  const alone = checkImport({ rows: [own], institution, campaign, existing: [placement] });
  const tutor = alone.changed[0]?.facts.tutor;
  const isTutorCorrected =
    tutor !== undefined && isSamePerson(tutor, placement.tutor) && !isAsWritten(tutor, placement.tutor);
  const others = isTutorCorrected ? await othersOfTutor(acting, placement) : [];
  const tutorCells = Object.fromEntries(correctionParts.tutor.map((column) => [column, own.cells[column]]));
  const rows = [
    own,
    ...others.map((one, at) => ({ row: at + 2, cells: { ...asCells(one), ...tutorCells } })),
  ];
  const existing = [placement, ...others];
  const check = checkImport({ rows, institution, campaign, existing });
  return { check: await checkedRights(acting, check, existing), existing };
};

const isAsWritten = (one: PlacementFacts['tutor'], other: PlacementFacts['tutor']): boolean =>
  one.title === other.title &&
  one.lastName === other.lastName &&
  one.firstName === other.firstName &&
  one.email === other.email;

const othersOfTutor = async (
  { store }: Acting,
  { campaignId, studentNumber, tutor }: Placement,
): Promise<Placement[]> =>
  (await store.placements.ofTutor(campaignId, tutor.email)).filter(
    (one) => one.studentNumber !== studentNumber,
  );

export type CorrectionOutcome = { kind: 'corrected'; work: Work } | Refused;

/** Takes a correction that was checked: what is under way goes on, or begins anew, as after an import. */
export const correctPlacement = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId, studentNumber }: Placement,
  checked: CheckedCorrection,
  why?: string,
): Promise<CorrectionOutcome> => {
  const subject = { campaignId, studentNumber };
  if (!mayManage(acting.staff)) return refuse(acting, 'placementCorrected', subject);
  const fields = new Set(checked.check.changed.flatMap(({ changes }) => changes.map(({ field }) => field)));
  await audited(acting, 'placementCorrected', {
    ...subject,
    after: inBrief(`affectations : ${checked.check.changed.length}, champs : ${[...fields].join(', ')}`),
  });
  return { kind: 'corrected', work: await takeRows(env, acting, campaignId, { ...checked, why }) };
};

type Letter = { reader: Reader; due: LetterDue; after: StartedPlacement; at: IsoInstant };

/**
 * What leaves because of a correction, by the rules by which the stages themselves send it (workflow/send-assignment.ts): a tutor
 * gets one letter about all of their students.
 */
export const mailsOfCorrection = async (
  { store, staff, now }: Acting,
  institution: Institute,
  campaign: Campaign,
  { check, existing }: CheckedCorrection,
  publicUrl: string,
): Promise<MailToCome[]> => {
  if (campaign.status !== 'launched') return [];
  const byNumber = new Map(existing.map((one) => [one.studentNumber, one]));
  const letters = check.changed.map(async (row): Promise<Letter[]> => {
    const before = byNumber.get(row.facts.studentNumber);
    const after = before && correctedPlacement(before, row.facts, { by: staff.name, now });
    if (!after || !isStarted(after)) return [];
    const planned = { placement: after, campaign, institution, now, done: {}, isToCorrect: true };
    const { at, onlyCorrections } = planStage(planned).assignment;
    const due = readersOfCorrection(before, row).map(async (reader): Promise<Letter[]> => {
      const mails = await store.mails.toRecipient(campaign.campaignId, after[reader].email);
      const its = letterDue(reader, after, mails);
      return its === undefined || (onlyCorrections && !isCorrecting(its))
        ? []
        : [{ reader, due: its, after, at }];
    });
    return (await Promise.all(due)).flat();
  });
  const farewells = check.changed.map(async (row): Promise<MailToCome[]> => {
    const before = byNumber.get(row.facts.studentNumber);
    const placement = before && correctedPlacement(before, row.facts, { by: staff.name, now });
    if (!placement) return [];
    const mails = await farewellMails(store, { institution, campaign, placement }, now);
    return Promise.all(
      mails.map(async ({ recipient, farewell: { person }, compose }) => ({
        ...{ recipient, name: fullName(person), at: openMoment(now, institution) },
        content: await compose(now),
      })),
    );
  });
  const shared = Map.groupBy((await Promise.all(letters)).flat(), ({ reader, due, after }) =>
    reader === 'tutor' && !isCorrecting(due) ? after.tutor.email : `${after.studentNumber} ${reader}`,
  );
  const told = [...shared.values()].map(async ([letter, ...others]) => {
    if (!letter) return [];
    const { reader, due, after, at } = letter;
    const placements = [after, ...others.map((one) => one.after)];
    const door = hiddenDoor({ publicUrl });
    const facts = { institution, campaign, placement: after, placements, now, publicUrl, door };
    const dueDate = dueDateOf(after, campaign);
    const content = await stageLetter(reader, due, { ...facts, dueDate }, store.wordings.asOf(now));
    return [mailToCome(after[reader], at, content)];
  });
  return [...(await Promise.all(farewells)).flat(), ...(await Promise.all(told)).flat()];
};
