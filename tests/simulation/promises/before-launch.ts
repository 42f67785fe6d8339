import { isCampaign, isWork } from './items.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

const trialSubject = /^\[Essai\] /;
const tutorsLink = /\/r\/([\w-]+)/g;
const staffAddress = /^(admin|registrar)1@inspe\.example$/;

/** ADR 43: of a slice's addresses, so many may come back. */
const mostReturned = 0.05;
const leastReturned = 3;

/**
 * (h) Of a campaign that was deleted nothing is left. (b) Nobody is written to about one. (f) A trial is for who asked for it, and opens
 * nothing. (m) A launch whose slice came back stops, and goes on only when it is launched again.
 */
export const beforeLaunch = ({ ledger, broken }: Watched): Watch => {
  /** By campaign, since when it is to be gone. */
  /** By name, when the one that was deleted had been prepared. */
  const deleted = new Map<string, string>();
  const held = new Set<string>();
  /** By stage and address, when it was written there that its mail came back. */
  const returned = new Map<Stage, Map<string, number>>();
  /** By work, its slice. */
  const slices = new Map<string, { number: number; since: string }>();

  const checkSlice = (campaignId: string, since: string, ms: number): void => {
    const own = (ledger.ofCampaign.get(campaignId) ?? []).filter(({ placement }) => {
      const startedAt = placement && 'startedAt' in placement ? placement.startedAt : undefined;
      return startedAt !== undefined && startedAt >= since && startedAt < new Date(ms).toISOString();
    });
    const addresses = new Set<string>();
    const back = new Set<string>();
    for (const stage of own) {
      const { tutor, student } = stage.placement ?? {};
      for (const email of [tutor?.email, student?.email]) {
        if (email === undefined) continue;
        addresses.add(email);
        // What was written as it was looked at, it may not have seen.
        const at = returned.get(stage)?.get(email);
        if (at !== undefined && at < ms - 120_000) back.add(email);
      }
    }
    if (back.size >= leastReturned && back.size > addresses.size * mostReturned)
      broken('m', `the launch of ${campaignId} goes on, and ${back.size} of ${addresses.size} came back`);
  };

  return {
    placementWritten(stage, before, _step, ms) {
      const { placement, campaignId } = stage;
      const known = returned.get(stage) ?? new Map<string, number>();
      returned.set(stage, known);
      for (const { recipient, reason } of placement?.undelivered ?? [])
        if (reason === 'returned' && !known.has(recipient)) known.set(recipient, ms);
      if (before?.status === 'prepared' && placement?.status === 'started' && held.has(campaignId))
        broken('m', `${stage.key} was started by a launch that had stopped`);
    },
    itemWritten({ sk, after }, ms) {
      if (isCampaign(after)) {
        if (after.status === 'prepared' && after.deletion) deleted.set(after.campaignId, after.createdAt);
        // Another of that name.
        else if (deleted.get(after.campaignId) !== after.createdAt) deleted.delete(after.campaignId);
        if (after.status === 'launched' && after.held) held.add(after.campaignId);
        else held.delete(after.campaignId);
      }
      if (!isWork(after) || after.kind !== 'launch' || !after.slice) return;
      const before = slices.get(sk + after.campaignId);
      const { number, since } = after.slice;
      if (before && number > before.number) checkSlice(after.campaignId, before.since, ms);
      slices.set(sk + after.campaignId, { number, since });
    },
    mailLeft({ campaignId, occasion }) {
      if (deleted.has(campaignId)) broken('b', `a ${occasion} left about ${campaignId}, which was deleted`);
    },
    seen(observation) {
      if (observation.kind !== 'trialLeft') return;
      const { to, subject, text } = observation;
      if (!staffAddress.test(to)) broken('f', `a trial left to ${to}`);
      if (!trialSubject.test(subject)) broken('f', `a trial does not say what it is: ${subject}`);
      for (const [, token] of text.matchAll(tutorsLink))
        if (token !== 'essai') broken('f', `a trial to ${to} has a link that may open something`);
    },
    ended({ items, ms }) {
      // The parts of a list whose work was never written go by themselves.
      const kept = items.filter(({ expiresAt }) => expiresAt === undefined || Number(expiresAt) * 1000 > ms);
      for (const campaignId of deleted.keys()) {
        const own = [`CAMPAIGN#${campaignId}`, `NOTE#${campaignId}#`, `WORK#${campaignId}#`];
        const left = kept.filter(({ pk }) => own.some((one) => String(pk).startsWith(one)));
        // Whoever looked at its numbers as it went wrote them down again: they are of nobody.
        const named = left.filter(({ sk }) => sk !== 'PROGRESS');
        if (named.length > 0)
          broken('h', `${campaignId} was deleted, and ${named.length} items of it are left: ${named[0]?.sk}`);
      }
    },
  };
};
