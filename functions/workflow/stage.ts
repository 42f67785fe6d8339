import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Site } from '../../schemas/institution.ts';
import type { Occasion, RoundOccasion } from '../../schemas/occasion.ts';
import type { Placement, PlacementKey, StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import { siteOf } from '../domain/placement/site-of.ts';
import { isEndedByHand, isStarted, isWithoutReport } from '../domain/placement/status-meanings.ts';
import { heldUntil } from '../domain/placement/tutors-word.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { nominalDays } from '../domain/timetable/timetable.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { inGroups } from '../in-groups.ts';
import { sentAbout } from '../mail/outbox.ts';
import type { Store } from '../store/store.ts';

/** All that a task needs to know of the stage it works for. */
export type Stage = {
  institution: Institute;
  campaign: LaunchedCampaign;
  placement: StartedPlacement;
  site: Site;
};

/**
 * A later revision has taken this execution's place, and it could not be stopped: what it still planned rests on dates or a
 * tutor that no longer hold.
 */
export class ReplacedLifecycle extends Error {
  override readonly name = 'ReplacedLifecycle';
}

export const checkNotReplaced = (current: Placement, revision: number): void => {
  if (current.revision > revision) throw new ReplacedLifecycle(`by revision ${current.revision}`);
};

/** A stage that may have been cancelled. */
export type AnyStage = Omit<Stage, 'placement'> & { placement: Placement };

/** As people answer at that moment. @throws ReplacedLifecycle */
export const readAnyStage = async (
  store: Store,
  { revision, ...key }: PlacementKey & { revision: number },
  now: IsoInstant,
): Promise<AnyStage> => {
  const [institution, campaign, placement] = await Promise.all([
    store.institutions.answering(now),
    store.campaigns.getLaunched(key.campaignId),
    store.placements.get(key),
  ]);
  checkNotReplaced(placement, revision);
  return { institution, campaign, placement, site: siteOf(institution, placement.siteId) };
};

/**
 * @throws ReplacedLifecycle
 * @throws when the placement was never started, or is cancelled: no execution comes here then.
 */
export const readStage = async (
  store: Store,
  key: PlacementKey & { revision: number },
  now: IsoInstant,
): Promise<Stage> => {
  const { placement, ...stage } = await readAnyStage(store, key, now);
  if (!isStarted(placement)) throw new Error('the placement is not started');
  return { ...stage, placement };
};

const sharesDay =
  (campaign: LaunchedCampaign, occasion: 'assignment' | 'briefing', nominal: IsoDate) =>
  (placement: StartedPlacement): boolean =>
    nominalDays(placement, campaign)[occasion] === nominal;

/**
 * By its own plan: a stage that was added late has rounds of its own. What was held up for days moves what follows it, so a round
 * counts only once the one before it has left.
 */
const sharesRound =
  (occasion: RoundOccasion, nominal: IsoDate, now: IsoInstant) =>
  (placement: StartedPlacement): boolean => {
    const { plan, history, startDue } = placement;
    // Neither a report that is with its tutor again, nor one that is in, is asked for with another.
    if (!isWithoutReport(placement)) return false;
    // It begins anew, by another plan than it still has: somebody may just have given it longer.
    if (startDue !== undefined) return false;
    if (heldUntil(placement, occasion, now) !== undefined) return false;
    const rounds = plan?.rounds ?? [];
    const at = rounds.findIndex((round) => round.occasion === occasion && round.nominal === nominal);
    const [before, round] = [rounds[at - 1], rounds[at]];
    if (round === undefined || parisDay(round.at) > parisDay(now)) return false;
    if (before === undefined) return true;
    const meaning = occasionMeanings[before.occasion];
    // What left before that day was of another due date.
    return (
      'remembered' in meaning &&
      history.some(({ what, at }) => what === meaning.remembered && parisDay(at) >= before.nominal)
    );
  };

/**
 * The tutor's placements that one mail may be about, by student number. The stage that sends the mail is asked for by its key,
 * since it may itself have come to this tutor too recently for the index.
 *
 * @throws ReplacedLifecycle
 */
const ofTutorNow = async (store: Store, { placement }: Stage): Promise<StartedPlacement[]> => {
  const { campaignId, tutor } = placement;
  const [own, siblings] = await Promise.all([
    store.placements.get(placement),
    store.placements.ofTutor(campaignId, tutor.email),
  ]);
  // It begins anew, or was ended, while its mail is written: the mail would speak of another tutor, or other days.
  checkNotReplaced(own, placement.revision);
  const byNumber = new Map([own, ...siblings].map((one) => [one.studentNumber, one]));
  return [...byNumber.values()]
    .filter(isStarted)
    .filter((one) => !isEndedByHand(one))
    .sort((a, b) => a.studentNumber.localeCompare(b.studentNumber));
};

const isSelf = ({ placement }: Stage, { studentNumber }: StartedPlacement): boolean =>
  studentNumber === placement.studentNumber;

/** Of the tutor's stages, those that an assignment or a briefing of the day is about. */
export const stagesOfDay = async (
  store: Store,
  stage: Stage,
  occasion: 'assignment' | 'briefing',
  nominal: IsoDate,
): Promise<StartedPlacement[]> => {
  const shares = sharesDay(stage.campaign, occasion, nominal);
  return (await ofTutorNow(store, stage)).filter((one) => isSelf(stage, one) || shares(one));
};

/** What was withheld when its round opened is not caught up with by another's mail: its own next round may follow that at once. */
const hasOpened = ({ plan }: StartedPlacement, occasion: RoundOccasion): boolean =>
  plan?.rounds.some((round) => round.occasion === occasion && round.hasOpened) ?? false;

/** Of the tutor's stages, those whose round of the day is due. */
export const stagesOfRound = async (
  store: Store,
  stage: Stage,
  { occasion, nominal, now }: RoundOfDay,
): Promise<StartedPlacement[]> => {
  const shares = sharesRound(occasion, nominal, now);
  return (await ofTutorNow(store, stage)).filter(
    (one) => isSelf(stage, one) || (shares(one) && !hasOpened(one, occasion)),
  );
};

export type RoundOfDay = { occasion: RoundOccasion; nominal: IsoDate; now: IsoInstant };

/** Of these, the ones whose report is still missing: asked of the reports themselves, at the last moment. */
export const stillMissing = async (
  store: Store,
  placements: StartedPlacement[],
): Promise<StartedPlacement[]> => {
  const read = await Promise.all(
    placements.map(async (placement) => ({ placement, report: await store.reports.find(placement) })),
  );
  return read.flatMap(({ placement, report }) => (isIn(report) ? [] : [placement]));
};

/** Every placement of the site whose round of that day finds the report missing. */
export const missingAtSite = async (
  store: Store,
  stage: Stage,
  { occasion, nominal, now }: RoundOfDay,
): Promise<StartedPlacement[]> => {
  const shares = sharesRound(occasion, nominal, now);
  const { campaignId } = stage.campaign;
  const lines = await store.lines.all({ campaignId, siteIds: [stage.site.siteId], now });
  // The index may be a moment late, and knows no plans: those whose report may be missing are read, the stage itself by its key.
  const open = lines
    .filter(isWithoutReport)
    .filter((line) => line.studentNumber !== stage.placement.studentNumber);
  const [own, ...others] = await inGroups([stage.placement, ...open], (line) => store.placements.get(line));
  if (own) checkNotReplaced(own, stage.placement.revision);
  return stillMissing(
    store,
    [own, ...others]
      .filter((one) => one !== undefined)
      .filter(isStarted)
      .filter((one) => isSelf(stage, one) || (shares(one) && !isEndedByHand(one))),
  );
};

/** Of these, whom no mail on that occasion has named yet, and the stage that has it sent. */
export const notYetTold = async (
  store: Store,
  { campaign, placement }: Stage,
  recipient: string,
  occasion: Occasion,
  placements: StartedPlacement[],
): Promise<StartedPlacement[]> => {
  const mails = await store.mails.ofOccasion(campaign.campaignId, recipient, occasion);
  return placements.filter(
    (one) => one.studentNumber === placement.studentNumber || !sentAbout(mails, occasion, one),
  );
};
