import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement, PlacementFacts } from '../../schemas/placement.ts';
import { studentNumber } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { type Cells, emptyCells } from '../domain/import/correction-cells.ts';
import { checkImport, type ImportCheck } from '../domain/import/import-check.ts';
import { newPlacement } from '../domain/import/import-merge.ts';
import { launchesOf } from '../domain/placement/campaign-life.ts';
import { started } from '../domain/placement/placement-life.ts';
import { type Upcoming, upcomingOccasions } from '../domain/placement/stage-story.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { mayManage } from '../domain/rights.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForWork } from './ask-for-work.ts';
import { checkedRights } from './check-import.ts';
import { lettersOfStart, type MailToCome } from './letters-of-start.ts';

export type CheckedAddition =
  /** The campaign has that student: what is wrong there is corrected there. */
  | { kind: 'exists'; placement: Placement }
  /** The form as the one row of an import: what it adds, or why it does not. */
  | { kind: 'checked'; check: ImportCheck; facts: PlacementFacts | undefined };

/** One placement that was typed, by the rules of an import. Writes nothing. */
export const checkedAddition = async (
  acting: Acting,
  institution: Institute,
  campaign: Campaign,
  cells: Partial<Cells>,
): Promise<CheckedAddition> => {
  const placement = await placementOf(acting, campaign, cells.etudiant_numero?.trim() ?? '');
  if (placement) return { kind: 'exists', placement };
  const rows = [{ row: 1, cells: { ...emptyCells, ...cells } }];
  const check = checkImport({ rows, institution, campaign, existing: [] });
  const allowed = await checkedRights(acting, check, []);
  return { kind: 'checked', check: allowed, facts: allowed.added[0]?.facts };
};

/** "s7" and "S7" are one student, however the campaign has them. */
const placementOf = async ({ store }: Acting, { campaignId }: Campaign, typed: string) => {
  if (!studentNumber.safeParse(typed).success) return undefined;
  const spellings = [...new Set([typed, typed.toLowerCase(), typed.toUpperCase()])];
  const found = await Promise.all(
    spellings.map((spelling) => store.placements.find({ campaignId, studentNumber: spelling })),
  );
  return found.find((one) => one !== undefined);
};

/** In a campaign that runs it starts at once, as one does that a launch reaches. */
const asAdded = (facts: PlacementFacts, campaign: Campaign, { staff, now }: Acting): Placement => {
  const added = newPlacement(facts, campaign.campaignId, { by: staff.name, now }, 'added');
  return campaign.status === 'launched' ? started(added, now) : added;
};

export type AdditionEffect = {
  mails: MailToCome[];
  /** What comes by itself, those mails among it. */
  upcoming: Upcoming[];
};

/** Who will be written to, and what follows. Writes nothing. */
export const effectOfAddition = async (
  acting: Acting,
  institution: Institute,
  campaign: Campaign,
  facts: PlacementFacts,
  publicUrl: string,
): Promise<AdditionEffect> => {
  const placement = asAdded(facts, campaign, acting);
  if (!isStarted(placement)) return { mails: [], upcoming: [] };
  const starting = { institution, campaign, placement, publicUrl, isToCorrect: false };
  return {
    mails: await lettersOfStart(acting, starting),
    upcoming: upcomingOccasions(placement, campaign, institution, acting.now),
  };
};

export type AdditionOutcome =
  | { kind: 'added' }
  /** It is written down and is done within the half hour. */
  | { kind: 'asked' }
  /** Somebody added that student since it was checked. */
  | { kind: 'exists' }
  /** The campaign was launched since it was looked at: other mails leave than were shown. */
  | { kind: 'overtaken' }
  | Refused;

/**
 * Takes a placement that was checked, as the one row of an import; where its campaign runs, the same write says that it is to start.
 *
 * @param seenLaunches how often the campaign was launched when the person looked
 */
export const addPlacement = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  campaign: Campaign,
  facts: PlacementFacts,
  seenLaunches: number,
): Promise<AdditionOutcome> => {
  const { campaignId } = campaign;
  const subject = { campaignId, studentNumber: facts.studentNumber };
  if (!mayManage(acting.staff)) return refuse(acting, 'placementAdded', subject);
  if (launchesOf(campaign) !== seenLaunches) return { kind: 'overtaken' };
  const isStarting = campaign.status === 'launched';
  await audited(acting, 'placementAdded', { ...subject, after: isStarting ? 'démarrée' : 'prête' });
  const byHand = isStarting ? ('starts' as const) : ('waits' as const);
  const entries = [{ row: 'added' as const, facts, byHand }];
  const work = await askForWork(env, acting, { campaignId, kind: 'import', entries });
  if (work.failed > 0) return { kind: 'exists' };
  return { kind: work.endedAt === undefined ? 'asked' : 'added' };
};
