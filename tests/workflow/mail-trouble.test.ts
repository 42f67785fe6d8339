import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** The same campaign with a mail service that makes trouble; each placement meets another kind. */
const refused = placementWith('2001', 'refused');
const throttled = placementWith('2002', 'throttled');
const unanswered = placementWith('2003', 'unanswered');
const delivered = placementWith('2004', 'delivered unanswered');
const unavailable = placementWith('2005', 'unavailable');
const hopeless = placementWith('2006', 'hopeless');
const all = [refused, throttled, unanswered, delivered, unavailable, hopeless];

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open([]);
});
afterAll(() => home.close());

const toTutor = async ({ tutor }: Placement, occasion: string) =>
  (await home.mails(occasion)).filter(({ to }) => to[0] === tutor.email);

/** Starts one placement at a time, so that the ordered fault strikes its mail and no other's. */
const launchWith = async (placement: Placement) => {
  await home.store.placements.create(placement);
  await home.launch();
};
const minutesLater = (minutes: number) =>
  home.moveTo(new Date(Date.parse(home.now()) + minutes * 60_000).toISOString());

describe('a mission letter', () => {
  test('that is refused twice leaves at the third try, once', async () => {
    await home.breakMail({ next: 2, kind: 'refuse', occasion: 'assignment' });
    await launchWith(refused);
    expect(await toTutor(refused, 'assignment')).toHaveLength(0);
    await minutesLater(5);
    expect(await toTutor(refused, 'assignment')).toHaveLength(1);
    expect(await home.mails('assignment')).toHaveLength(2);
  });

  test('that is throttled does not keep the student from theirs', async () => {
    await home.breakMail({ next: 1, kind: 'throttle', occasion: 'assignment' });
    await launchWith(throttled);
    const addresses = (await home.mails('assignment')).map(({ to }) => to[0]);
    expect(addresses).toContain(throttled.student.email);
    expect(addresses).not.toContain(throttled.tutor.email);
    await minutesLater(5);
    expect(await toTutor(throttled, 'assignment')).toHaveLength(1);
  });

  test('that goes unanswered and did not leave is sent again after the lease', async () => {
    await home.breakMail({ next: 1, kind: 'timeout', occasion: 'assignment' });
    await launchWith(unanswered);
    await minutesLater(1);
    expect(await toTutor(unanswered, 'assignment')).toHaveLength(0);
    await minutesLater(5);
    expect(await toTutor(unanswered, 'assignment')).toHaveLength(1);
  });

  test('that goes unanswered but left is not sent twice: its Send event tells', async () => {
    await home.breakMail({ next: 1, kind: 'timeout-delivered', occasion: 'assignment' });
    await launchWith(delivered);
    await minutesLater(10);
    expect(await toTutor(delivered, 'assignment')).toHaveLength(1);
  });

  test('that meets a service out of order is sent again after the lease', async () => {
    await home.breakMail({ next: 1, kind: 'unavailable', occasion: 'assignment' });
    await launchWith(unavailable);
    await minutesLater(10);
    expect(await toTutor(unavailable, 'assignment')).toHaveLength(1);
  });

  test('that is refused for hours ends in trouble that the placement shows, and « Relancer » sends it', async () => {
    await home.breakMail({ next: 60, kind: 'refuse', occasion: 'assignment' });
    await launchWith(hopeless);
    await minutesLater(5 * 60);
    expect(await home.lifecycle(hopeless)).toMatchObject({ status: 'FAILED' });
    expect(await home.store.placements.get(hopeless)).toMatchObject({
      trouble: { state: 'SendAssignment', error: 'MailRefused' },
    });

    await home.mendMail();
    await home.relaunch(hopeless);
    await minutesLater(5);
    expect(await toTutor(hopeless, 'assignment')).toHaveLength(1);
    const mended = await home.store.placements.get(hopeless);
    expect(mended.trouble).toBeUndefined();
    expect(mended.status).toBe('assigned');
    expect(await home.lifecycle(hopeless, 2)).toMatchObject({ status: 'RUNNING' });
  });
});

describe('a reminder', () => {
  test('that goes unanswered is not sent again, and the next one leaves as planned', async () => {
    await home.moveTo('2026-10-12T12:00:00Z');
    await home.breakMail({ next: 1, kind: 'unavailable', occasion: 'reminder1' });
    await home.moveTo('2026-11-03T12:00:00Z');
    expect(await home.mails('reminder1')).toHaveLength(all.length - 1);
    expect(await home.mails('reminder2')).toHaveLength(all.length);
  });

  test('is no longer alone once the delegate steps in, who reads which mails came back', async () => {
    await home.breakMail({ next: 1, kind: 'bounce', occasion: 'reminder3' });
    await home.moveTo('2026-11-10T12:00:00Z');
    const escalations = await home.mails('escalation');
    expect(escalations.length).toBeGreaterThanOrEqual(2);
    for (const { text } of escalations) expect(text.match(/revenu en erreur/g)).toHaveLength(1);
  });

  test('the requests before it all left once, whatever happened in between', async () => {
    for (const placement of all) expect(await toTutor(placement, 'request')).toHaveLength(1);
  });
});

describe('a closing', () => {
  test('whose mail is refused for hours is one all the same: the placement says what the report says', async () => {
    await home.breakMail({ next: 1_000, kind: 'refuse', occasion: 'closing' });
    await home.moveTo('2026-12-02T12:00:00Z');
    const closed = await Promise.all(all.map((placement) => home.store.placements.get(placement)));
    const inTrouble = closed.filter(({ trouble }) => trouble?.state === 'RecordUnreturned');
    expect(inTrouble.length).toBeGreaterThan(0);
    for (const placement of closed) {
      expect((await home.store.reports.find(placement)).status).toBe('closed');
      expect(placement.status).toBe('unreturned');
    }

    await home.mendMail();
    for (const placement of inTrouble) await home.relaunch(placement);
    await home.moveTo('2026-12-04T12:00:00Z');
    expect(await home.mails('closing')).toHaveLength(1);
    const mended = await Promise.all(inTrouble.map((placement) => home.store.placements.get(placement)));
    for (const { trouble } of mended) expect(trouble).toBeUndefined();
  });
});
