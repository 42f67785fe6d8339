import { expect, inject, test } from 'vitest';
import { batchSize, workPasses } from '../../functions/actions/work/work-off.ts';
import { newWork, withBatch, workIdOf } from '../../functions/domain/placement/work-progress.ts';
import type { Work } from '../../schemas/work.ts';
import { workName } from '../../schemas/workflow.ts';
import { definitionOf, evaluate } from './definitions.ts';
import { readTemplate } from './template.ts';

/** Events that a state writes into an execution's history (Step Functions developer guide, "HistoryEvent"). */
const eventsOf: Record<string, number> = { Pass: 2, Choice: 2, Succeed: 2, Fail: 1, Task: 5 };
const mostEvents = 25_000;
const mostBytes = 256 * 1024;

/** What DynamoDB's item may hold of the work itself, however many placements fail. */
const mostItemBytes = 400 * 1024;

test('a launch of 130,000 placements stays within one execution’s history, and hands over next to nothing', async () => {
  const placements = 130_000;
  const askedAt = '2026-09-14T08:00:00.000Z';
  const { states } = definitionOf(readTemplate(inject('assembly')), 'WorkListMachine');
  const key = { campaignId: '2026-sopa1-12', workId: workIdOf('launch', askedAt, '12345678'), run: 12 };
  expect(workName(key).length).toBeLessThanOrEqual(80);

  let work: Work = newWork(key, {
    ...{ kind: 'launch', askedBy: 'x'.repeat(200), askedAt },
    ...{ total: placements, passes: workPasses.launch.length },
  });
  const visited = new Map<string, number>();
  let events = 2; // ExecutionStarted and ExecutionSucceeded
  let bytes = Buffer.byteLength(JSON.stringify(key));
  const enter = (name: string) => {
    visited.set(name, (visited.get(name) ?? 0) + 1);
    events += eventsOf[states[name]?.Type ?? ''] ?? Number.NaN;
  };
  const context = { State: { EnteredTime: askedAt } };
  const payload = await evaluate(states.WorkOff?.Arguments?.Payload, {
    ...key,
    states: { input: {}, context },
  });

  enter('BeginWork');
  let left = placements;
  while (!work.endedAt) {
    enter('WorkOff');
    const size = Math.min(batchSize, left);
    // Every tenth fails: the worst that its record has to hold.
    const results = Array.from({ length: size }, (_, at) =>
      at % 10 === 0 ? { studentNumber: 'x'.repeat(20), reason: 'x'.repeat(100) } : { counted: 'started' },
    );
    left -= size;
    const isLast = size < batchSize;
    work = withBatch(
      work,
      work,
      { results, ...(!isLast && { after: String(left).padStart(20, '0') }) },
      askedAt,
    );
    if (isLast) left = placements;
    bytes = Math.max(
      bytes,
      Buffer.byteLength(JSON.stringify([payload, { isDone: work.endedAt !== undefined }])),
    );
    enter('IsDone');
  }
  enter('WorkDone');
  const item = Buffer.byteLength(JSON.stringify(work));
  console.log(
    `${placements} placements: ${visited.get('WorkOff')} batches, ${events} of ${mostEvents} events, ` +
      `payloads of ${bytes} of ${mostBytes} bytes, a record of ${item} of ${mostItemBytes} bytes.`,
  );
  expect(events).toBeLessThan(mostEvents);
  expect(bytes).toBeLessThan(mostBytes / 100);
  expect(item).toBeLessThan(mostItemBytes / 4);
});
