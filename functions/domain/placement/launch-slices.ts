import type { HeldLaunch } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { LaunchSlice, Work } from '../../../schemas/work.ts';
import { openMoment, waveSeconds } from './mail-wave.ts';

/**
 * A launch goes in slices, each four times as long as the one before: 25, 100, 400… The first is about what a registrar checks by eye,
 * and so few that all of their mails may come back without harm.
 */
const firstSlice = 25;
const growth = 4;
export const sizeOfSlice = ({ number }: Pick<LaunchSlice, 'number'>): number =>
  firstSlice * growth ** (number - 1);

/** In minutes, after the last mail of a slice: most servers that know no such address say so within seconds. */
const patience = 10;
/** A mail service that is away is waited for: two hours. */
const mostWaits = 12;

/** SES puts an account under review where five in a hundred come back (developer guide, "Bounces"). */
const mostReturned = 0.05;
/** Fewer are slips of the hand, whatever their share: one of three stops nothing. */
const leastReturned = 3;

export const newSlice = (
  work: Pick<Work, 'after'>,
  now: IsoInstant,
  before?: Pick<LaunchSlice, 'number'>,
): LaunchSlice => ({
  ...{ number: (before?.number ?? 0) + 1, since: now, started: 0, waits: 0 },
  ...(work.after !== undefined && { after: work.after }),
});

/** It waits for a launch, or was marked by one that did not come to start it. */
export const isToStart = ({ status, startDue }: Pick<Placement, 'status' | 'startDue'>): boolean =>
  status === 'prepared' || (status === 'started' && startDue !== undefined);

const minutesLater = (at: IsoInstant): IsoInstant =>
  new Date(Date.parse(at) + patience * 60_000).toISOString();

type Sending = Pick<Institution, 'quietPeriods' | 'sendRatePerSecond'>;

/** The slice is started: what becomes of its mails is known by then, once the wave that they are spread over has left. */
export const fullSlice = (
  slice: LaunchSlice,
  launchSize: number,
  institution: Sending,
  now: IsoInstant,
): LaunchSlice => {
  const wave = waveSeconds(launchSize, institution.sendRatePerSecond);
  return { ...slice, until: minutesLater(openMoment(now, institution, wave)) };
};

/** In minutes, until the last mail of a launch of so many placements has left, where nothing holds it up. */
export const launchMinutes = (placements: number, sendRatePerSecond: number): number => {
  const wave = waveSeconds(placements, sendRatePerSecond) / 60;
  let [number, started] = [1, firstSlice];
  while (started < placements) {
    number += 1;
    started += sizeOfSlice({ number });
  }
  return Math.ceil(wave + (number - 1) * (wave + patience));
};

/** What is known of a slice's mails. */
export type SliceStanding = { stages: number; unsent: number; addresses: number; returned: number };

/** @param placements of the slice's part of the campaign; others than it started are left out */
export const standingOfSlice = (
  placements: readonly Placement[],
  { since }: Pick<LaunchSlice, 'since'>,
): SliceStanding => {
  const own = placements.filter(
    (placement) =>
      'startedAt' in placement && placement.startedAt !== undefined && placement.startedAt >= since,
  );
  const returned = new Set<string>();
  const addresses = new Set<string>();
  for (const { tutor, student, undelivered = [] } of own) {
    addresses.add(tutor.email).add(student.email);
    for (const { recipient, reason, at } of undelivered)
      if (reason === 'returned' && at >= since) returned.add(recipient);
  }
  return {
    stages: own.length,
    unsent: own.filter(({ status }) => status === 'started').length,
    ...{ addresses: addresses.size, returned: returned.size },
  };
};

/** Most of its mails have not left: the mail service is away, or refuses them for now. */
export const isStillLeaving = ({ waits }: LaunchSlice, { stages, unsent }: SliceStanding): boolean =>
  waits < mostWaits && unsent > stages / 2;

export const waitedAgain = (slice: LaunchSlice, institution: Sending, now: IsoInstant): LaunchSlice => ({
  ...slice,
  ...{ waits: slice.waits + 1, until: minutesLater(openMoment(now, institution)) },
});

/** Why the launch stops behind that slice, if it does. */
export const heldBy = ({ addresses, returned }: SliceStanding, now: IsoInstant): HeldLaunch | undefined =>
  returned >= leastReturned && returned > addresses * mostReturned
    ? { at: now, addresses, returned }
    : undefined;

/** The number of the launch that a work is of. */
export const launchNumberOf = ({ workId }: Pick<Work, 'workId'>): number =>
  Number(workId.slice(workId.lastIndexOf('-') + 1));
