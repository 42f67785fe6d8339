import { once } from 'node:events';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { mailFaults } from '../../infra/local/services/mail-faults.ts';
import { openMailbox } from '../../infra/local/services/mailbox.ts';
import { openMeter } from '../../infra/local/services/meter.ts';
import { localRoutes } from '../../infra/local/workbench/local-routes.ts';
import { LambdaError, machineOf, openHome, START, taskOf } from './interpreter-home.ts';

const everyMinute = { ErrorEquals: ['Busy'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts: 99_999_999 };
const endless = machineOf({ Work: taskOf('work', { Retry: [everyMinute], End: true }) });
const busy = {
  work: () => {
    throw new LambdaError('Busy');
  },
};

/** The home's own pages over an execution that tries again every minute, for ever. */
async function openPages() {
  const home = openHome(endless, busy, { mostTimers: 300 });
  const database = new DatabaseSync(':memory:');
  const meter = openMeter(database);
  const mailbox = openMailbox(database, undefined);
  const routes = localRoutes({ ...home, mailbox, faults: mailFaults(), meter, accounts: [] });
  const server = createServer((request, response) => void routes(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    meter.close();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address?.port}/_local`;
  const post = (order: object) => fetch(`${url}/clock`, { method: 'POST', body: JSON.stringify(order) });
  return { home, url, post };
}
const words = (text: string) => text.replace(/\s/g, ' ');

test('a jump over a state that retries without end is stopped, and says where it stands and who it is', async () => {
  const { home, url, post } = await openPages();
  home.start({}, 'stuck-r1');
  const stopped = await post({ by: 'P7D' });
  expect(stopped.status).toBe(409);
  const { error, now } = await stopped.json();
  expect(now).toBe('2026-09-01T13:00:00.000Z');
  expect(words(error)).toContain(
    'L’horloge s’est arrêtée en route, le mardi 1 septembre 2026 à 15:00:00 : 300 minuteurs ont sonné',
  );
  expect(words(error)).toContain('« stuck-r1 » a l’historique le plus long : 905 événements, étape « Work »');
  const page = words(await (await fetch(url)).text());
  expect(page).toContain('300 minuteurs ont sonné');
  expect(page).toContain('<a href="/_local/executions/stuck-r1">');

  const history = words(await (await fetch(`${url}/executions/stuck-r1`)).text());
  expect(history).toContain('Nouvel essai (n° 300)');
  expect(history).toContain(
    'en cours : attend un nouvel essai, au plus tard mardi 1 septembre 2026 à 15:01:00',
  );
  expect(history).toContain('Les 500 derniers événements sur 905');
  const whole = await (await fetch(`${url}/executions/stuck-r1.json`)).json();
  expect(whole).toMatchObject({ machine: 'Sample', status: 'RUNNING', step: 'retrying', events: 905 });
  expect(whole.history).toHaveLength(905);
  expect((await fetch(`${url}/executions/nobody`)).status).toBe(404);
});

test('another jump goes on from where the last one was stopped', async () => {
  const { home, post } = await openPages();
  home.start({}, 'stuck-r1');
  await post({ by: 'P7D' });
  const again = await post({ by: 'P7D' });
  expect(await again.json()).toMatchObject({ now: '2026-09-01T18:00:00.000Z' });
  const short = await post({ by: 'PT2H' });
  expect(await short.json()).toEqual({ now: '2026-09-01T20:00:00.000Z', ran: 120 });
});

test('a jump of more than 400 days does not begin', async () => {
  const { home, post } = await openPages();
  const far = await post({ to: '2028-09-01' });
  expect(far.status).toBe(400);
  expect((await far.json()).error).toContain('Un saut va à 400 jours au plus');
  expect(home.clock.now()).toBe(START);
  expect((await post({ to: '2027-09-30' })).status).toBe(200);
});
