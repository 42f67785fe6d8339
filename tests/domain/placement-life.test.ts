import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPlacement } from '../../functions/domain/import/import-merge.ts';
import {
  assigned,
  briefed,
  distributed,
  isOverdue,
  isTroubled,
  linksCut,
  needsStarting,
  overdueSince,
  planned,
  ran,
  received,
  relaunched,
  roundOpened,
  startable,
  started,
  triedAgain,
  troubled,
  undeliveredTo,
  unreturned,
  unstarted,
} from '../../functions/domain/placement/placement-life.ts';
import { isOver } from '../../functions/domain/placement/status-meanings.ts';
import { type Placement, placement } from '../../schemas/placement.ts';
import type { StagePlan } from '../../schemas/plan.ts';
import { waitingRound } from '../../schemas/workflow.ts';
import { fullReport } from '../documents/sample-reports.ts';

const at = '2026-10-05T08:00:00.000Z';
const minutesLater = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const moment = { at, nominal: '2026-10-05' };
const plan: StagePlan = {
  assignment: { ...moment, skip: false, onlyCorrections: false },
  briefing: { ...moment, skip: false },
  rounds: [
    { ...moment, occasion: 'request' },
    { ...moment, occasion: 'closing' },
  ],
  dueDate: '2026-10-16',
  lateBy: 0,
};
const tutor = { lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' };
const prepared = newPlacement(
  {
    studentNumber: '22600107',
    student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
    siteId: 'angouleme',
    tutor,
    school: { name: 'École primaire Louise-Michel', town: 'Soyaux' },
    periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  },
  '2026-sopa1',
  { by: 'Maëlle Desport', now: at },
);
const sent = { ...fullReport.sent, sentAt: at };
const whatHappened = ({ history }: Placement) => history.map(({ what }) => what);

describe('a stage that goes as planned', () => {
  const asked = roundOpened(
    briefed(assigned(planned(started(prepared, at), plan), at), at),
    'request',
    plan,
    at,
  );

  test('is remembered step by step', () => {
    expect(whatHappened(distributed(received(asked, sent), at))).toEqual([
      ...['imported', 'started', 'assigned', 'briefed', 'requested', 'received', 'distributed'],
    ]);
  });

  test('takes a report that comes after it was declared not returned', () => {
    expect(received(unreturned(asked, at), sent)).toMatchObject({
      status: 'received',
      reference: sent.reference,
    });
  });

  test('is not asked for again, nor declared missing, once the report is in', () => {
    const reported = received(asked, sent);
    expect(roundOpened(reported, 'reminder1', plan, at)).toBe(reported);
    expect(unreturned(reported, at)).toBe(reported);
  });

  test('does not remember a mail that nobody knows to have left', () => {
    const unknown = assigned(planned(started(prepared, at), plan), undefined);
    expect(unknown.status).toBe('assigned');
    expect(whatHappened(unknown)).not.toContain('assigned');
  });

  test('may be announced though its letter is not known to have left, and never goes back', () => {
    const unassigned = planned(started(prepared, at), plan);
    expect(briefed(unassigned, at).status).toBe('briefed');
    expect(briefed(assigned(unassigned, at), at).status).toBe('briefed');
    expect(briefed(asked, at)).toBe(asked);
    expect(briefed(prepared, at)).toBe(prepared);
  });

  test('has its round opened again only where that says something new', () => {
    expect(roundOpened(asked, 'request', plan, at)).toBe(asked);
    expect(roundOpened(asked, 'reminder1', plan, at)).toMatchObject({ round: 'reminder1' });
    expect(roundOpened(asked, 'request', { ...plan, lateBy: 3 }, at).plan?.lateBy).toBe(3);
  });

  test('remembers each mail at the moment at which it left', () => {
    expect(
      briefed(assigned(started(prepared, at), minutesLater(1)), minutesLater(2)).history.slice(1),
    ).toEqual([
      { what: 'started', at },
      { what: 'assigned', at: minutesLater(1) },
      { what: 'briefed', at: minutesLater(2) },
    ]);
  });

  test('remembers a reminder of another due date beside that of the first', () => {
    const reminded = roundOpened(asked, 'reminder1', plan, '2026-10-14T06:00:00.000Z');
    const moved = { at, nominal: '2026-11-18', occasion: 'reminder1' } as const;
    const longer = { ...plan, rounds: [...plan.rounds, moved] };
    const again = roundOpened(reminded, 'reminder1', longer, '2026-11-18T07:00:00.000Z');
    expect(roundOpened(again, 'reminder1', longer, '2026-11-18T07:00:01.000Z')).toBe(again);
    expect(again.history.filter(({ what }) => what === 'reminded1').map(({ at }) => at.slice(0, 10))).toEqual(
      [...['2026-10-14', '2026-11-18']],
    );
  });

  test('walks again through what it has behind it, when it is relaunched, and remembers it once', () => {
    const again = roundOpened(relaunched(asked, undefined, at), 'request', plan, at);
    expect(whatHappened(again).filter((what) => what === 'requested')).toHaveLength(1);
    expect(again.revision).toBe(asked.revision + 1);
    // Nobody did it: the sweep found it.
    expect(again.history.at(-1)).toEqual({ what: 'relaunched', at });
    expect(relaunched(asked, 'Camille Fournier', at).history.at(-1)).toEqual({
      ...{ what: 'relaunched', at, by: 'Camille Fournier' },
    });
  });
});

describe('what is to start', () => {
  const due = started(prepared, at);

  test('is due from the write that says so until it shows that it runs', () => {
    expect(due).toMatchObject({ revision: 1, startDue: at });
    expect(ran(due)).toMatchObject({ lastRunning: 1 });
    expect(ran(due)).not.toHaveProperty('startDue');
  });

  test('shows once that it runs, and anew for each revision', () => {
    const running = ran(due);
    expect(ran(running)).toBe(running);
    expect(ran({ ...running, startDue: at })).toEqual(running);
    expect(ran({ ...running, revision: 2 })).toMatchObject({ lastRunning: 2 });
  });

  test('is overdue by what was due ten minutes before', () => {
    expect(overdueSince(minutesLater(10))).toBe(at);
    expect(isOverdue(undefined, at)).toBe(false);
  });

  test('wants somebody after ten minutes, not before', () => {
    expect(needsStarting(due, minutesLater(9))).toBe(false);
    expect(needsStarting(due, minutesLater(10))).toBe(true);
  });

  test('that failed is in trouble until it is started again', () => {
    const failed = troubled(ran(due), 'OpenRound', 'MailRefused', at);
    expect(needsStarting(failed, at)).toBe(true);
    expect(needsStarting(relaunched(failed, 'Camille Fournier', minutesLater(1)), minutesLater(2))).toBe(
      false,
    );
    expect(planned(relaunched(failed, undefined, minutesLater(1)), plan)).not.toHaveProperty('trouble');
    // Started, and failed at once or since.
    expect(isTroubled(relaunched(failed, undefined, at))).toBe(true);
    expect(isTroubled(troubled(due, 'PlanStage', 'Throttled', minutesLater(1)))).toBe(true);
    expect(isTroubled(due)).toBe(false);
  });

  test('that could not be started is out of trouble once it could, and no other trouble is', () => {
    expect(startable(troubled(due, unstarted, 'Throttled', at))).not.toHaveProperty('trouble');
    const other = troubled(due, 'OpenRound', 'MailRefused', at);
    expect(startable(other)).toBe(other);
    expect(startable(due)).toBe(due);
  });
});

describe('a mail that did not arrive', () => {
  test('is known by address; that the address does not exist is not forgotten for a full mailbox', () => {
    const returned = undeliveredTo(prepared, tutor.email, { at, reason: 'returned' });
    expect(returned.undelivered).toEqual([{ recipient: tutor.email, at, reason: 'returned' }]);
    const delayed = { at: minutesLater(1), reason: 'delayed' as const };
    expect(undeliveredTo(returned, tutor.email, delayed)).toBe(returned);
  });

  test('is known by its newest failure, whatever comes late', () => {
    const delayed = undeliveredTo(prepared, tutor.email, { at: minutesLater(1), reason: 'delayed' });
    expect(undeliveredTo(delayed, tutor.email, { at, reason: 'delayed' })).toBe(delayed);
    expect(undeliveredTo(delayed, tutor.email, { at: minutesLater(1), reason: 'delayed' })).toBe(delayed);
    for (const reason of ['delayed', 'returned'] as const)
      expect(undeliveredTo(delayed, tutor.email, { at: minutesLater(2), reason }).undelivered).toEqual([
        { recipient: tutor.email, at: minutesLater(2), reason },
      ]);
    const returned = undeliveredTo(prepared, tutor.email, { at, reason: 'returned' });
    expect(
      undeliveredTo(returned, tutor.email, { at: minutesLater(1), reason: 'rejected' }).undelivered,
    ).toEqual([{ recipient: tutor.email, at: minutesLater(1), reason: 'rejected' }]);
  });

  test('of an address that takes nothing any more is never milder news, whenever it comes', () => {
    const delayed = undeliveredTo(prepared, tutor.email, { at: minutesLater(1), reason: 'delayed' });
    for (const reason of ['returned', 'rejected', 'complained'] as const) {
      const refused = undeliveredTo(delayed, tutor.email, { at, reason });
      expect(refused.undelivered).toEqual([{ recipient: tutor.email, at, reason }]);
      expect(undeliveredTo(refused, tutor.email, { at: minutesLater(2), reason: 'delayed' })).toBe(refused);
      expect(triedAgain(refused, tutor.email, minutesLater(1)).undelivered).toBeUndefined();
      // Refused when that was said already: nobody knew of it.
      expect(triedAgain(refused, tutor.email, at)).toBe(refused);
    }
    expect(triedAgain(delayed, prepared.student.email, minutesLater(2))).toBe(delayed);
  });

  test('to the tutor says nothing of one to the student', () => {
    const both = [tutor.email, prepared.student.email].reduce(
      (one, email) => undeliveredTo(one, email, { at, reason: 'returned' }),
      prepared,
    );
    expect(both.undelivered?.map(({ recipient }) => recipient)).toEqual([
      tutor.email,
      prepared.student.email,
    ]);
    const again = undeliveredTo(both, tutor.email, { at: minutesLater(1), reason: 'returned' });
    expect(again.undelivered).toEqual([
      { recipient: prepared.student.email, at, reason: 'returned' },
      { recipient: tutor.email, at: minutesLater(1), reason: 'returned' },
    ]);
  });

  test('to somebody who is no longer the stage’s is none of its business', () => {
    expect(undeliveredTo(prepared, 'former@ac.example', { at, reason: 'returned' })).toBe(prepared);
  });
});

/** All that can happen to a placement, in whatever order. */
const event = fc
  .record({ minutes: fc.nat(60 * 24 * 60), round: fc.constantFrom(...waitingRound.options) })
  .chain(({ minutes, round }) => {
    const now = minutesLater(minutes);
    return fc.constantFrom<((one: Placement) => Placement)[]>(
      (one) => started(one, now),
      (one) => planned(one, plan),
      (one) => assigned(one, now),
      (one) => assigned(one, undefined),
      (one) => briefed(one, now),
      (one) => roundOpened(one, round, plan, now),
      (one) => received(one, { ...sent, sentAt: now }),
      (one) => distributed(one, now),
      (one) => unreturned(one, now),
      (one) => troubled(one, 'OpenRound', 'MailRefused', now),
      (one) => relaunched(one, undefined, now),
      (one) => linksCut(one, 'Camille Fournier', now),
      (one) => undeliveredTo(one, tutor.email, { at: now, reason: 'delayed' }),
    );
  });
/** From its launch on: before it, no execution does anything. */
const lived = (events: ((one: Placement) => Placement)[]): Placement[] => {
  const lives = [started(prepared, at)];
  for (const happens of events) lives.push(happens(lives.at(-1) ?? prepared));
  return lives;
};

describe('whatever happens, in whatever order', () => {
  const anyLife = fc.array(event, { maxLength: 30 });

  test('a placement can be stored, its past only grows, and its revision never falls', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const lives = lived(events);
        for (const [index, after] of lives.entries()) {
          expect(placement.safeParse(after).success).toBe(true);
          const before = lives[index - 1];
          if (!before) continue;
          expect(after.history.slice(0, before.history.length)).toEqual(before.history);
          expect(after.revision).toBeGreaterThanOrEqual(before.revision);
        }
      }),
    );
  });

  test('a report that is in stays in: no later event asks for it or declares it missing', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const lives = lived(events);
        const first = lives.findIndex(({ status }) => status === 'received');
        if (first < 0) return;
        for (const { status } of lives.slice(first)) expect(['received', 'distributed']).toContain(status);
      }),
    );
    expect.hasAssertions();
  });

  test('every step of an execution may be done twice', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const life = lived(events).at(-1) ?? prepared;
        const steps = [
          (one: Placement) => planned(one, plan),
          (one: Placement) => assigned(one, at),
          (one: Placement) => briefed(one, at),
          (one: Placement) => roundOpened(one, 'reminder2', plan, at),
          (one: Placement) => received(one, sent),
          (one: Placement) => distributed(one, at),
          (one: Placement) => unreturned(one, at),
        ];
        for (const step of steps) {
          const once = step(life);
          expect(step(once)).toBe(once);
          if (isOver(once) && isOver(life))
            expect(once.status === life.status || step === steps[4]).toBe(true);
        }
      }),
    );
  });
});
