import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  newWork,
  resumedWork,
  stoppedWork,
  type WorkResult,
  withBatch,
  workFraction,
  workIdOf,
} from '../../functions/domain/placement/work-progress.ts';
import { type Work, workId } from '../../schemas/work.ts';

const askedAt = '2026-09-14T08:00:00.000Z';
const later = '2026-09-14T08:01:00.000Z';
const workOf = (total: number, passes = 1): Work =>
  newWork(
    { campaignId: '2026-sopa1', workId: workIdOf('import', askedAt, '1f0c9a2e') },
    { kind: 'import', askedBy: 'Nadège Brossard', askedAt, total, passes },
  );
const added = (count: number): WorkResult[] => Array.from({ length: count }, () => ({ counted: 'added' }));

test('a piece of work is named after its moment, its kind and what tells two of one moment apart', () => {
  expect(workId.parse(workOf(1).workId)).toBe('20260914080000000-import-1f0c9a2e');
});

test('work that nobody has begun is due at once, as its first run', () => {
  expect(workOf(60)).toEqual({
    ...{ campaignId: '2026-sopa1', workId: '20260914080000000-import-1f0c9a2e' },
    ...{ kind: 'import', askedBy: 'Nadège Brossard', askedAt, total: 60, passes: 1 },
    ...{ pass: 0, done: 0, tally: {}, failed: 0, failures: [], run: 1, version: 1, due: askedAt },
  });
});

test('work is as far as its passes are, and whole when it ended', () => {
  const half = { ...workOf(60, 2), done: 30 };
  expect(workFraction(half)).toBe(0.25);
  expect(workFraction({ ...half, pass: 1 })).toBe(0.75);
  // Rows were added to the campaign meanwhile.
  expect(workFraction({ ...half, done: 90 })).toBe(0.5);
  expect(workFraction({ ...half, endedAt: later })).toBe(1);
  expect(workFraction({ ...workOf(0, 2), pass: 1 })).toBe(0.5);
});

describe('a batch', () => {
  test('moves the work on, counts what was done, and keeps why the rest was not', () => {
    const before = workOf(60);
    const failure = { studentNumber: '22600107', reason: 'reportIn' };
    const after = withBatch(before, before, { results: [...added(2), failure, {}], after: '1' }, later);
    expect(after).toMatchObject({
      ...{ done: 4, failed: 1, failures: [failure], tally: { added: 2 }, after: '1', due: later },
    });
    expect(after.endedAt).toBeUndefined();
  });

  test('that two did, or one did twice, counts once', () => {
    const before = workOf(60);
    const once = withBatch(before, before, { results: added(50), after: '1' }, later);
    expect(withBatch(once, before, { results: added(50), after: '1' }, later)).toBe(once);
  });

  test('of a pass that is behind counts no more, though both begin at the beginning', () => {
    const first = workOf(2, 2);
    const second = withBatch(first, first, { results: added(2) }, later);
    expect(withBatch(second, first, { results: added(2) }, later)).toBe(second);
  });

  test('keeps the first hundred reasons, and counts the others', () => {
    const before = workOf(300);
    const failures = Array.from({ length: 150 }, (_, at) => ({
      studentNumber: String(at),
      reason: 'reportIn',
    }));
    const once = withBatch(before, before, { results: failures, after: '1' }, later);
    expect(once).toMatchObject({ failed: 150, failures: failures.slice(0, 100), tally: {} });
    expect(withBatch(once, once, { results: failures, after: '2' }, later)).toMatchObject({
      ...{ failed: 300, failures: failures.slice(0, 100) },
    });
  });

  test('counts under no name what was done under none', () => {
    const before = workOf(3);
    expect(
      withBatch(before, before, { results: [{ counted: undefined }, {}, ...added(1)] }, later).tally,
    ).toEqual({
      added: 1,
    });
  });

  test('says that work which had stopped goes on', () => {
    const stopped = stoppedWork(workOf(60), 1, 'States.Timeout', later);
    const { stopped: none } = withBatch(stopped, stopped, { results: added(50), after: '1' }, later);
    expect(none).toBeUndefined();
  });

  test('the last one ends its pass, the last pass the work: nothing is due any more', () => {
    const before = workOf(2, 2);
    const second = withBatch(before, before, { results: added(2) }, later);
    expect(second).toMatchObject({ pass: 1, done: 0 });
    const ended = withBatch(second, second, { results: [{}, {}] }, later);
    expect(ended).toMatchObject({ endedAt: later, tally: { added: 2 } });
    expect(ended.due).toBeUndefined();
    expect(withBatch(ended, second, { results: added(2) }, later)).toBe(ended);
  });
});

describe('work whose machine gave up', () => {
  const stopped = stoppedWork(workOf(60), 1, 'States.Timeout', later);

  test('is due no more, says why, and goes on as another run', () => {
    expect(stopped).toMatchObject({ stopped: { at: later, error: 'States.Timeout' } });
    expect(stopped.due).toBeUndefined();
    expect(resumedWork(stopped, 1, later)).toMatchObject({ run: 2, due: later });
    expect(resumedWork(stopped, 1, later).stopped).toBeUndefined();
  });

  test('is not stopped by a run that it left behind, and resumed once by two clicks', () => {
    const resumed = resumedWork(stopped, 1, later);
    expect(stoppedWork(resumed, 1, 'States.Timeout', later)).toBe(resumed);
    const ended = { ...workOf(60), endedAt: later };
    expect(stoppedWork(ended, 1, 'States.Timeout', later)).toBe(ended);
    expect(resumedWork(ended, 1, later)).toBe(ended);
    expect(resumedWork(resumed, 1, later)).toBe(resumed);
  });
});

test('whatever the batches, every entry is gone through once a pass, and how far it is only grows to the whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      (sizes, passes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        let work = workOf(total, passes);
        let fraction = workFraction(work);
        for (let pass = 0; pass < passes; pass += 1)
          for (const [at, size] of sizes.entries()) {
            const after = at === sizes.length - 1 ? undefined : String(at + 1);
            work = withBatch(work, work, { results: added(size), ...(after && { after }) }, later);
            expect(workFraction(work)).toBeGreaterThanOrEqual(fraction);
            fraction = workFraction(work);
          }
        expect(work).toMatchObject({ endedAt: later, tally: { added: total * passes } });
        expect(fraction).toBe(1);
      },
    ),
  );
});
