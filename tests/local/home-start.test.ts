import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStartOptions } from '../../infra/local/start-options.ts';

let data: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'sopa-start-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(data, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function start(...args: string[]) {
  const child = spawn(process.execPath, ['infra/local/start.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('SOPA est prêt')) done();
      });
    }
  });
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal }));
  return { child, ready: Promise.race([ready, ended]), ended, said: () => said };
}

const json = async (url: string, body?: object) => {
  const response = await fetch(url, body && { method: 'POST', body: JSON.stringify(body) });
  return response.json();
};

test('npm start says where everything is, survives a kill, and stops when asked', async () => {
  const port = await freePort();
  const folder = join(data, 'home');
  const url = `http://127.0.0.1:${port}`;
  const first = start('--port', String(port), '--data', folder, '--at', '2026-09-01');
  await first.ready;
  expect(first.said()).toContain(`${url}/console`);
  expect(first.said()).toContain('mardi 1 septembre 2026');
  expect(first.said()).toContain('gestionnaire de scolarité, Angoulême');
  expect(first.said()).not.toMatch(/warning/i);
  await json(`${url}/_local/clock`, { by: 'P3D' });

  const second = start('--port', String(await freePort()), '--data', folder);
  expect(await second.ended).toMatchObject({ code: 1 });
  expect(second.said()).toContain('déjà utilisé par un autre');

  first.child.kill('SIGKILL');
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const again = start('--port', String(port), '--data', folder, '--at', '2026-09-10');
  await again.ready;
  expect((await json(`${url}/_local/clock`)).now).toMatch(/^2026-09-09T22:00/);

  again.child.kill('SIGTERM');
  expect(await again.ended).toEqual({ code: 0, signal: null });
});

test('an option that cannot be is named in French, with the list of options', async () => {
  const wrong = start('--prot', '3000');
  expect(await wrong.ended).toMatchObject({ code: 1 });
  expect(wrong.said()).toContain('L’option --prot est inconnue');
  expect(wrong.said()).toContain('--memory');
});

test('options are read by their names', () => {
  expect(readStartOptions(['--memory', '--port', '3100', '--empty'])).toMatchObject({
    port: 3100,
    data: undefined,
    empty: true,
  });
  expect(readStartOptions([])).toMatchObject({
    port: 3000,
    data: join(process.cwd(), '.local'),
    empty: false,
  });
  for (const args of [
    ['--port', 'x'],
    ['--port', '70000'],
    ['--at', 'hier'],
    ['--smtp', 'mail'],
    ['--memory', '--data', 'x'],
    ['x'],
  ]) {
    expect(() => readStartOptions(args), args.join(' ')).toThrow();
  }
});
