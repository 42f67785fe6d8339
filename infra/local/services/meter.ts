import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type Counter, counters, priceList, priceOf } from './price-list.ts';

const saveEveryMs = 2000;

/**
 * Counts what AWS would bill. The counts are written down every two seconds and at the end: a home that is killed may
 * lose the last two seconds of counting, never of work. The functions' milliseconds are those of this machine, where they
 * share threads: on Lambda each has its own, so that this errs on the dear side.
 */
export function openMeter(database: DatabaseSync) {
  database.exec('CREATE TABLE IF NOT EXISTS meter (counter TEXT PRIMARY KEY, count REAL NOT NULL)');
  const save = database.prepare('INSERT OR REPLACE INTO meter (counter, count) VALUES (?, ?)');
  const rows = z
    .array(z.object({ counter: z.string(), count: z.number() }))
    .parse(database.prepare('SELECT counter, count FROM meter').all());
  const saved = new Map(rows.map(({ counter, count }) => [counter, count]));
  const counts: Record<Counter, number> = {
    stateTransitions: 0,
    lambdaInvocations: 0,
    lambdaMs: 0,
    lambdaGbSeconds: 0,
    readUnits: 0,
    writeUnits: 0,
    readRequests: 0,
    readItems: 0,
    writeRequests: 0,
    mails: 0,
    attachmentBytes: 0,
    httpRequests: 0,
  };
  for (const counter of counters) counts[counter] = saved.get(counter) ?? 0;

  let changed = false;
  const writeDown = () => {
    if (!changed) return;
    changed = false;
    database.exec('BEGIN');
    for (const counter of counters) save.run(counter, counts[counter]);
    database.exec('COMMIT');
  };
  const timer = setInterval(writeDown, saveEveryMs);
  timer.unref();

  return {
    add(counter: Counter, count = 1): void {
      counts[counter] += count;
      changed = true;
    },
    /** @param placements how many distinct placements had a lifecycle started: what the amount is divided by. */
    report(placements: number) {
      const amount = priceOf(counts);
      return {
        counts: { ...counts },
        placements,
        amount: {
          currency: priceList.currency,
          total: amount.total,
          perPlacement: placements > 0 ? amount.total / placements : null,
          byCounter: amount.byCounter,
        },
        priceList: { asOf: priceList.asOf, region: priceList.region, source: priceList.source },
      };
    },
    close(): void {
      clearInterval(timer);
      writeDown();
    },
  };
}
export type Meter = ReturnType<typeof openMeter>;
