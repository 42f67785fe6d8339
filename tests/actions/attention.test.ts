import { beforeEach, describe, expect, test } from 'vitest';
import { dropImport } from '../../functions/actions/drop-import.ts';
import { keepImport } from '../../functions/actions/keep-import.ts';
import { settleAttention } from '../../functions/actions/settle-attention.ts';
import { tryAgain } from '../../functions/actions/try-again.ts';
import { seenWaiting } from '../../functions/domain/attention/seen-attention.ts';
import { announced, troubledMeeting } from '../../functions/domain/meeting/meeting-life.ts';
import { troubled } from '../../functions/domain/placement/placement-life.ts';
import {
  newWork,
  resumedWork,
  stoppedWork,
  workIdOf,
} from '../../functions/domain/placement/work-progress.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { handler as mailEvents } from '../../functions/events/mail-events.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Staff } from '../../schemas/staff.ts';
import { prepared } from '../domain/meetings.ts';
import { clemence, ines, launchedCampaign, monday } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';
import { camille, delegate, env as environment, Institute, ofNiort } from './institute.ts';

const { campaignId } = launchedCampaign;
const escalatedAt = '2026-10-26T07:00:00.000Z';
const now = '2026-10-27T09:00:00.000Z';
const plan = planStage({
  placement: ines,
  campaign: launchedCampaign,
  institution: poitiers,
  now: monday,
  done: {},
});
const late = (placement: typeof ines): Placement => ({
  ...placement,
  ...{ status: 'awaiting', round: 'escalation', plan },
  history: [{ at: escalatedAt, what: 'escalated' }],
});
const elsewhere = { ...clemence, studentNumber: '22600109', siteId: 'niort' };

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [late(ines), late(clemence), elsewhere]);
});
const waitingAt = async (siteIds: string[], most = 50, before?: string) => {
  const { waiting, next } = await institute.store.attention.page(siteIds, { most, before });
  return {
    names: waiting.map((one) =>
      one.of === 'placement'
        ? one.placement.studentNumber
        : one.of === 'work'
          ? one.work.workId
          : one.of === 'import'
            ? one.file.filename
            : one.of === 'meeting'
              ? one.attention[0]?.kind
              : one.campaign.campaignId,
    ),
    next,
  };
};

describe('the list of all that waits', () => {
  test('is of the sites that are asked for, the most urgent first, page by page', async () => {
    expect(await waitingAt(['niort'])).toEqual({ names: [], next: undefined });
    await institute.store.placements.change(elsewhere, (one) => troubled(one, 'OpenRound', 'Error', now));
    expect((await waitingAt(['poitiers'])).names.sort()).toEqual(
      [ines, clemence].map((one) => one.studentNumber),
    );
    const first = await waitingAt(['poitiers', 'niort'], 2);
    expect(first.names[0]).toBe(elsewhere.studentNumber);
    const second = await waitingAt(['poitiers', 'niort'], 2, first.next);
    expect([...first.names, ...second.names].sort()).toEqual(
      [ines, clemence, elsewhere].map((one) => one.studentNumber),
    );
    expect(second.next).toBeUndefined();
  });

  test('has a work from when it stopped until somebody goes on with it', async () => {
    const workId = workIdOf('import', monday, 'a');
    const facts = { kind: 'import', askedBy: 'Camille', askedAt: monday, total: 2, passes: 2 } as const;
    const work = newWork({ campaignId, workId }, facts);
    await institute.store.works.create(work);
    expect((await waitingAt([])).names).toEqual([]);
    await institute.store.works.change(work, (one) => stoppedWork(one, 1, 'Timeout', now));
    expect((await waitingAt([])).names).toEqual([workId]);
    await institute.store.works.change(work, (one) => resumedWork(one, 1, now));
    expect((await waitingAt([])).names).toEqual([]);
  });

  test('has a meeting whose mails stopped until somebody goes on with them, it begins, or it is over', async () => {
    const meeting = announced(prepared, monday);
    await institute.store.meetings.create(meeting, undefined);
    const { meetingId } = meeting;
    const stop = () =>
      institute.store.meetings.change(meetingId, (one) =>
        troubledMeeting(one, one.revision, { at: now, state: 'TellGuests', error: 'MailRefused' }),
      );
    const kinds = async () =>
      (await waitingAt(['poitiers'])).names.filter((name) => name === 'stoppedMeeting');
    expect(await kinds()).toEqual([]);
    await stop();
    expect(await kinds()).toEqual(['stoppedMeeting']);
    expect((await waitingAt(['niort'])).names).toEqual([]);
    const { waiting } = await institute.store.attention.page(['poitiers'], { most: 50 });
    const seen = (staff: Staff, at: string) =>
      seenWaiting(staff, waiting, new Map(), at).filter(({ of }) => of === 'meeting').length;
    expect([seen(camille, monday), seen(delegate, monday), seen(ofNiort, monday)]).toEqual([1, 1, 0]);
    expect(seen(camille, '2026-10-15T12:00:00.000Z')).toBe(0);
    await institute.store.meetings.change(meetingId, (one) => announced(one, '2026-10-27T10:00:00.000Z'));
    expect(await kinds()).toEqual([]);
    await stop();
    await institute.store.meetings.change(meetingId, (one) => ({ ...one, status: 'over' }));
    expect(await kinds()).toEqual([]);
  });

  test('has a file from its upload until it is imported, or is not to be', async () => {
    const kept = await keepImport(institute.acting(camille), campaignId, {
      filename: 'a.csv',
      bytes: Buffer.from('a'),
    });
    if (kept.kind !== 'kept') throw new Error('it was not kept');
    const older = kept.importId;
    const again = await keepImport(institute.acting(camille), campaignId, {
      filename: 'a.csv',
      bytes: Buffer.from('b'),
    });
    if (again.kind !== 'kept') throw new Error('it was not kept');
    const { importId } = again;
    expect(importId).not.toBe(older);
    // The one before was looked at: this one takes its place.
    const { waiting } = await institute.store.attention.page([], { most: 5 });
    expect(waiting).toMatchObject([
      {
        of: 'import',
        file: { importId, filename: 'a.csv', keptBy: { subject: 'r1', sites: camille.sites } },
      },
    ]);
    const acting = institute.acting(camille);
    expect(await dropImport(institute.acting(delegate), campaignId, importId)).toEqual({ kind: 'refused' });
    expect(await dropImport(acting, '2026-sopa2', importId)).toEqual({ kind: 'gone' });
    expect(await dropImport(acting, campaignId, importId)).toEqual({ kind: 'dropped' });
    expect((await waitingAt([])).names).toEqual([]);
    // The file itself is still there for its day.
    expect(await institute.store.imports.find(importId)).toMatchObject({ filename: 'a.csv' });
  });
});

describe('what SES says became of a mail', () => {
  const recipient = ines.tutor.email;
  const at = (minute: number) => new Date(Date.parse(now) + minute * 60_000).toISOString();
  /** Of a mail that left about both of the tutor's stages, a mail each. */
  const mailKeyOf = (number: number) => `reminder1_${number}`;
  beforeEach(async () => {
    Object.assign(process.env, environment);
    for (const number of [1, 2]) {
      const id = { campaignId, recipient, mailKey: mailKeyOf(number) };
      await institute.store.mails.claim({
        ...id,
        ...{ occasion: 'reminder1', studentNumbers: [ines.studentNumber, clemence.studentNumber] },
        ...{ stageMarks: [], subject: '', claimedBy: 'x', claimedAt: at(number), status: 'claimed' },
      });
      await institute.store.mails.confirm(id, `m${number}`, at(number));
    }
  });
  const told = (number: number, timestamp: string, said: object) =>
    mailEvents(
      {
        detail: {
          ...said,
          mail: {
            ...{ messageId: `m${number}`, timestamp, destination: [recipient] },
            tags: { campaign: [campaignId], mail: [mailKeyOf(number)] },
          },
        },
      },
      Object() as never,
    );
  const bounced = (number: number, timestamp: string, bounceType: string) =>
    told(number, timestamp, {
      eventType: 'Bounce',
      bounce: { timestamp, bounceType, bouncedRecipients: [{ emailAddress: recipient }] },
    });
  const full = (number: number, timestamp: string) => bounced(number, timestamp, 'Transient');
  const delivered = (number: number, timestamp: string) =>
    told(number, timestamp, { eventType: 'Delivery', delivery: { timestamp, recipients: [recipient] } });
  const undelivered = async () =>
    Promise.all(
      [ines, clemence].map(
        async (one) => (await institute.store.placements.get(one)).undelivered?.length ?? 0,
      ),
    );
  test('a mailbox that was full is not said to be once a later mail has reached it; what comes again says nothing new', async () => {
    await full(1, at(3));
    expect(await undelivered()).toEqual([1, 1]);
    // Delivered before it was full.
    await delivered(1, at(2));
    expect(await undelivered()).toEqual([1, 1]);
    await delivered(2, at(5));
    expect(await undelivered()).toEqual([0, 0]);
    await full(1, at(3));
    expect(await undelivered()).toEqual([0, 0]);
    // And full once more since.
    await full(2, at(7));
    await delivered(2, at(5));
    expect(await undelivered()).toEqual([1, 1]);
  });

  test('a later delivery that is told first ends it as well, also where this died in between', async () => {
    await delivered(2, at(5));
    institute.before = (command) => {
      if (command === 'QueryCommand') throw new Error('killed');
    };
    await expect(full(1, at(3))).rejects.toThrow('killed');
    institute.before = () => {};
    await full(1, at(3));
    expect(await undelivered()).toEqual([0, 0]);
  });

  test('an address that refused for good is no mailbox that was full', async () => {
    await bounced(1, at(3), 'Permanent');
    await delivered(2, at(5));
    expect(await undelivered()).toEqual([1, 1]);
  });

  test('of an address that was tried again since, a refusal that is told twice says nothing new', async () => {
    await bounced(1, at(3), 'Permanent');
    await tryAgain(institute.store, [ines, clemence], recipient, at(6));
    await bounced(1, at(3), 'Permanent');
    expect(await undelivered()).toEqual([0, 0]);
    await bounced(2, at(7), 'Permanent');
    expect(await undelivered()).toEqual([1, 1]);
  });
});

describe('what only a person’s word settles', () => {
  test('is settled once, by whoever follows the site, and remembered with who and when', async () => {
    const acting = institute.acting(delegate, now);
    const settle = () => settleAttention(acting, ines, 'late', escalatedAt);
    expect(await Promise.all([settle(), settle()])).toContainEqual({ kind: 'settled' });
    expect(await settle()).toEqual({ kind: 'over' });
    const { settled, history } = await institute.store.placements.get(ines);
    expect(settled).toEqual([{ kind: 'late', since: escalatedAt, at: now, by: delegate.name }]);
    expect(history.filter(({ what }) => what === 'lateSeen')).toHaveLength(1);
    expect((await waitingAt(['poitiers'])).names).toEqual([clemence.studentNumber]);
    expect(institute.audited().map(({ act }) => act)).toContain('attentionSettled');
  });
});
