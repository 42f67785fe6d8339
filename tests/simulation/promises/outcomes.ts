import { asRead, dayOf, instantOf, parisOf } from './paris-time.ts';
import { afterPause } from './pauses.ts';
import type { Stage } from './stage.ts';
import { namedDays, plannedRounds } from './timetable.ts';
import type { Watch, Watched } from './watch.ts';

/** In days: how far reminders by hand put the next round off (ADR 39). */
const longestPutOff = 14;

/** (d) What was started ends: distributed, not returned, or where somebody sees that it did not. */
export const outcomes = ({ ledger, days, isCalm, broken }: Watched): Watch => {
  const isUnderAttention = ({ placement }: Stage): boolean =>
    placement?.trouble !== undefined || (placement?.undelivered ?? []).length > 0 || ledger.isMailDown;

  /** Its closing and one working day, by the days on which its rounds really left. */
  const deadlineOf = (stage: Stage): number | undefined => {
    const version = stage.versions.at(-1);
    const campaign = ledger.campaigns.get(stage.campaignId);
    if (!version || !campaign || stage.startedAt === undefined) return undefined;
    const named = namedDays(campaign.timetable, version.facts.periods, stage.placement?.extendedTo);
    const { signature, facts } = version;
    const { email } = facts.tutor;
    // One that was corrected to other dates began anew then, and so did the wait for whoever was asked at another address (ADR 11).
    const began =
      stage.versions.find((one) => one.signature === signature && one.facts.tutor.email === email)?.at ?? 0;
    // Given longer, it is asked for once, and reminded of the new day.
    const moved = stage.dueMovedBefore(Number.POSITIVE_INFINITY);
    const left = (round: string): number | undefined =>
      stage.firstLeft(
        round,
        signature,
        round === 'escalation' ? undefined : email,
        round === 'request' ? began : Math.max(began, moved),
      );
    // Reopened, or taken back, its wait begins anew.
    const decidedAt = stage.courses.at(-1)?.at ?? 0;
    const plan = plannedRounds(
      named,
      Math.max(stage.startedAt, began, decidedAt),
      days,
      left,
      afterPause(stage.words, days),
    );
    return days.endOfWorkingDay(plan.closing.day, 1);
  };

  return {
    placementWritten(stage, before, _step, ms) {
      const { placement } = stage;
      const isStanding =
        before?.status === 'givenBack' && placement?.history.at(-1)?.what === 'versionStands';
      if (isStanding && ms < instantOf({ day: dayOf(before.asked.until) + 7, minute: 0 }))
        broken('d', `${stage.key} was no longer to be corrected on ${asRead(ms)}, before its day`);
      if (placement?.status !== 'unreturned' || before?.status === 'unreturned') return;
      // Somebody's decision keeps to no day.
      if (placement.closedFor !== undefined) return;
      const version = stage.versions.at(-1);
      const campaign = ledger.campaigns.get(stage.campaignId);
      if (version && campaign) {
        const { closing } = namedDays(campaign.timetable, version.facts.periods, placement.extendedTo);
        if (ms < instantOf(closing)) broken('d', `${stage.key} was closed on ${asRead(ms)}, before its day`);
      }
      const deadline = isCalm && stage.courses.length === 0 ? deadlineOf(stage) : undefined;
      if (deadline !== undefined && ms > deadline)
        broken('d', `${stage.key} was closed on ${asRead(ms)}, due by ${asRead(deadline)}`);
    },
    ended({ ms }) {
      for (const stage of ledger.stages.values()) {
        const { placement, report } = stage;
        if (!placement || stage.startedAt === undefined || isUnderAttention(stage)) continue;
        const isIn = report?.status === 'sent';
        if (placement.status === 'distributed' && isIn) continue;
        if (placement.status === 'unreturned' && !isIn) continue;
        if (placement.status === 'givenBack') {
          // ADR 38: a week after the day that its tutor was told, the version before stands again.
          const withdrawn = stage.corrections.at(-1)?.withdrawn;
          const end = withdrawn
            ? days.endOfWorkingDay(parisOf(withdrawn.at).day, 1)
            : days.endOfWorkingDay(dayOf(placement.asked.until) + 7, 1);
          // Taken back, it is in until its tutor has been told.
          if (ms > end || (isIn && !withdrawn))
            broken('d', `${stage.key} is still given back, and was to end by ${asRead(end)}`);
          continue;
        }
        if (stage.isEndedBefore(Number.POSITIVE_INFINITY) && !isIn) {
          if (report?.status !== 'closed' && placement.revision > 0)
            broken('d', `${stage.key} was ended, and its report can still be sent`);
          continue;
        }
        // A report is distributed as soon as it is sent, whenever that is.
        const deadline = isIn ? undefined : deadlineOf(stage);
        const putOff = stage.byHand.length > 0 ? longestPutOff * 86_400_000 : 0;
        if (deadline !== undefined && ms <= deadline + putOff) continue;
        const how = isIn ? 'its report is in' : `it was due to end by ${asRead(deadline ?? ms)}`;
        broken('d', `${stage.key} ends as ${placement.status}, and ${how}`);
      }
    },
  };
};
