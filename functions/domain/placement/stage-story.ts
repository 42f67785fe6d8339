import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { isInProgress } from '../../domain/placement/status-meanings.ts';
import { planStage } from '../timetable/timetable.ts';
import { openMoment } from './mail-wave.ts';
import { heldUntil } from './tutors-word.ts';

export type Upcoming = { occasion: Occasion; at: IsoInstant };

/** When a mail happened: the moment it left, or the moment its attempt began. */
export const mailAt = (mail: Mail): IsoInstant => (mail.status === 'sent' ? mail.sentAt : mail.claimedAt);

/**
 * What will still happen to a placement if nothing changes, soonest first; nothing once a report is in, or closed. Its plan says
 * so; until its execution has made one, the plan that it would make.
 */
export const upcomingOccasions = (
  placement: Placement,
  campaign: Campaign,
  institution: Institution,
  now: IsoInstant,
): Upcoming[] => {
  if (!isInProgress(placement)) return [];
  const plan = placement.plan ?? planStage({ placement, campaign, institution, now, done: {} });
  return [
    { occasion: 'assignment' as const, ...plan.assignment },
    { occasion: 'briefing' as const, ...plan.briefing },
    ...plan.rounds.map((round) => ({ ...round, skip: false })),
  ]
    .filter(({ skip }) => !skip)
    .map(({ occasion, at }) => ({ occasion, at: afterPause(placement, occasion, at, institution, now) }))
    .filter(({ at }) => at > now);
};

/** A reminder that is due while its tutor's word is being heard comes after it. One that has left is behind, and stays there. */
const afterPause = (
  placement: Placement,
  occasion: Occasion,
  at: IsoInstant,
  institution: Institution,
  now: IsoInstant,
): IsoInstant => {
  const until = heldUntil(placement, occasion, now);
  const saidAt = placement.tutorsWord?.saidAt ?? now;
  return until !== undefined && at >= saidAt && at < until ? openMoment(until, institution) : at;
};
