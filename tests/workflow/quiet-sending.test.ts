import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** When a mail leaves, not only when it was planned: nobody hears of a stage at night or on a quiet day. */
let data: string;
let home: StageHome;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'sopa-quiet-'));
});
afterEach(async () => {
  await home.close();
  await rm(data, { recursive: true });
});

const placement = placementWith('7001', 'on friday');
const hours = async (occasion: string) => (await home.mails(occasion)).map(({ at }) => at);

describe('mails of a Friday', () => {
  test('leave on Monday at 8 when the machine was off until Saturday', async () => {
    home = await StageHome.open([placement], { data });
    await home.launch();
    await home.moveTo('2026-10-09T10:00:00Z');
    await home.offUntil('2026-10-10T09:00:00Z');
    await home.moveTo('2026-10-10T20:00:00Z');
    expect(await hours('request')).toEqual([]);
    await home.moveTo('2026-10-12T06:30:00Z');
    expect(await hours('request')).toEqual([expect.stringMatching(/^2026-10-12T06:0/)]);
    expect(await home.store.placements.get(placement)).toMatchObject({
      status: 'awaiting',
      round: 'request',
    });
  });

  test('leave on Monday at 8 when they were refused until the evening', async () => {
    const timetable = { ...defaultTimetable, request: { days: 0, time: '19:20' } };
    home = await StageHome.open([placement], { data, campaign: { timetable } });
    await home.launch();
    await home.breakMail({ next: 6, kind: 'refuse', occasion: 'request' });
    await home.moveTo('2026-10-11T20:00:00Z');
    expect(await hours('request')).toEqual([]);
    await home.mendMail();
    await home.moveTo('2026-10-12T07:00:00Z');
    expect(await hours('request')).toEqual([expect.stringMatching(/^2026-10-12T06:0/)]);
  });

  test('leave on Monday at 8 when the launch is at 22:30', async () => {
    home = await StageHome.open([placement], { data, at: '2026-09-11T20:30:00.000Z' });
    await home.launch();
    await home.moveTo('2026-09-13T20:00:00Z');
    expect(await home.mails()).toEqual([]);
    expect((await home.store.placements.get(placement)).status).toBe('started');
    await home.moveTo('2026-09-14T06:30:00Z');
    expect(await hours('assignment')).toHaveLength(2);
    expect((await home.store.placements.get(placement)).status).toBe('assigned');
  });
});

describe('a report that is sent on a Saturday night', () => {
  test('is distributed at once; the alert to the delegate waits for Monday', async () => {
    home = await StageHome.open([placement], { data });
    await home.launch();
    await home.moveTo('2026-10-10T22:00:00Z');
    const ethics = {
      C1: { level: 'acquired' },
      C2: { level: 'notAcquired', details: 'Absences non signalées.' },
      C6: { level: 'acquired' },
      C7: { level: 'acquired' },
      C11: { level: 'acquired' },
    } as const;
    await home.send(placement, { ethics });
    await home.settle();
    expect(await hours('distribution')).not.toEqual([]);
    expect(await hours('receipt')).toHaveLength(1);
    expect(await hours('alert')).toEqual([]);
    expect((await home.store.placements.get(placement)).status).toBe('distributed');
    await home.moveTo('2026-10-12T07:00:00Z');
    expect(await hours('alert')).toEqual([expect.stringMatching(/^2026-10-12T06:0/)]);
    expect(await home.lifecycle(placement)).toMatchObject({ state: 'Distributed' });
  });
});

describe('a machine that was off for a month', () => {
  test('asks first, and keeps the distances of the timetable from there', async () => {
    home = await StageHome.open([placement], { data });
    await home.launch();
    await home.moveTo('2026-10-09T10:00:00Z');
    await home.offUntil('2026-11-12T09:00:00Z');
    await home.moveTo('2026-11-12T12:00:00Z');
    expect(await hours('request')).toHaveLength(1);
    expect(await hours('reminder1')).toEqual([]);
    await home.moveTo('2027-02-01T09:00:00Z');
    const days = (await Promise.all(['request', 'reminder1', 'reminder2', 'reminder3'].map(hours)))
      .flat()
      .map((at) => at.slice(0, 10));
    expect(days).toEqual(['2026-11-12', '2026-11-16', '2026-11-20', '2026-11-23']);
  });
});
