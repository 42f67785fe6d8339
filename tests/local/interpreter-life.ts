import { setImmediate as nextTurn } from 'node:timers/promises';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { type Call, openHome } from './interpreter-home.ts';
import { lambdasOf, lifecycle } from './interpreter-lifecycle.ts';

/**
 * One life of a process that plays the lifecycle on the file it is given, and may be killed at any moment. It writes a
 * line for each call of a Lambda and, if it lives to the end, one for the outcome.
 */
const journal = new Journal(process.argv[2] ?? ':memory:');
const seen: Call[] = [];
const lambdas = lambdasOf((token) => home.engine.sendTaskSuccess(token, '"sent"'));
const telling = Object.entries(lambdas).map(([name, run]) => [
  name,
  async (payload: unknown, call: number) => {
    console.log(JSON.stringify(seen.at(-1)));
    // Leaves the other side the time to kill before there is an answer, now and then.
    await nextTurn();
    return run(payload, call);
  },
]);
const home = openHome(lifecycle, Object.fromEntries(telling), { journal, seen });
if (home.engine.list().every(({ status }) => status === 'RUNNING')) home.start({ student: 'Alix' });
await home.clock.advanceTo('2027-01-01T00:00:00Z');
console.log(JSON.stringify(home.outcome()));
