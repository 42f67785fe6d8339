import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

const project = resolve(import.meta.dirname, '../..');
const file = 'functions/pages/tutor/home-page.tsx';
let checkout: string;
const children: ChildProcess[] = [];

/** A checkout of its own: its sources are changed while a home runs on them. */
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'sopa-checkout-'));
  for (const name of [
    'functions',
    'schemas',
    'infra',
    'package.json',
    'package-lock.json',
    'cdk.json',
    'tsconfig.json',
  ])
    await cp(join(project, name), join(checkout, name), { recursive: true });
  await symlink(join(project, 'node_modules'), join(checkout, 'node_modules'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(checkout, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function start(...args: string[]) {
  const port = await freePort();
  const options = ['--memory', '--empty', '--port', String(port), ...args];
  const child = spawn(process.execPath, ['infra/local/start.ts', ...options], { cwd: checkout });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const saying = (text: string) =>
    expect.poll(() => said, { timeout: 100_000, interval: 100 }).toContain(text);
  await saying('SOPA est prêt');
  const url = `http://127.0.0.1:${port}`;
  return { url, saying, said: () => said, page: async () => (await fetch(`${url}/`)).text() };
}

/** One home for both: starting it takes most of the time. */
let home: ReturnType<typeof start> | undefined;
const opened = () => {
  home ??= start('--at', '2026-10-05', '--inspect');
  return home;
};

test('with --inspect, a breakpoint on a line of a function’s TypeScript is hit', {
  timeout: 240_000,
}, async () => {
  const home = await opened();
  await home.page();
  await home.saying('Débogueur de ');
  const socket = new WebSocket(/Débogueur de \S*Tutor\S* : (\S+)/.exec(home.said())?.[1] ?? '');
  await once(socket, 'open');
  const scripts: { scriptId: string; url: string; sourceMapURL: string }[] = [];
  const paused = Promise.withResolvers<string[]>();
  const answers = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, result } = JSON.parse(data);
    if (id) answers.get(id)?.(result);
    if (method === 'Debugger.scriptParsed') scripts.push(params);
    if (method === 'Debugger.paused') paused.resolve(params.hitBreakpoints);
  });
  const ask = (method: string, params: object = {}) =>
    new Promise<unknown>((answered) => {
      answers.set(answers.size + 1, answered);
      socket.send(JSON.stringify({ id: answers.size, method, params }));
    });
  await ask('Debugger.enable');

  // What a debugger does with the click on a line: it looks for it in the maps of the scripts.
  const lines = (await readFile(join(checkout, file), 'utf8')).split('\n');
  const wanted = lines.findIndex((line) => line.includes('<h1>'));
  const place = await firstPlaceOf(file, wanted, scripts);
  const set = await ask('Debugger.setBreakpoint', { location: place });
  const { breakpointId } = z.object({ breakpointId: z.string() }).parse(set);
  const page = home.page();
  expect(await paused.promise).toEqual([breakpointId]);
  await ask('Debugger.resume');
  expect(await page).toContain('</html>');
  socket.close();
});

test('a function takes over its saved source; what does not build leaves the old code in service', {
  timeout: 240_000,
}, async () => {
  const home = await opened();
  const move = { method: 'POST', body: JSON.stringify({ by: 'P1D' }) };
  await fetch(`${home.url}/_local/clock`, move);
  expect(await home.page()).not.toContain('Bonjour à vous');
  const source = await readFile(join(checkout, file), 'utf8');
  await writeFile(join(checkout, file), source.replace(/(<h1>)/, '$1Bonjour à vous '));
  await home.saying('Code rechargé : ');
  expect(await home.page()).toContain('Bonjour à vous');
  expect((await (await fetch(`${home.url}/_local/clock`)).json()).now).toMatch(/^2026-10-05T22:/);
  await appendFile(join(checkout, file), '\nconst = broken;\n');
  await home.saying('Le code ne se construit pas, l’ancien reste en service.');
  expect(home.said()).toMatch(/home-page\.tsx:\d+:\d+/);
  expect(await home.page()).toContain('Bonjour à vous');
  await writeFile(join(checkout, file), source);
  await appendFile(join(checkout, 'infra/sopa-stack.ts'), '\n');
  await home.saying('infra/sopa-stack.ts a changé. Redémarrez npm start pour en tenir compte.');
});

const mapped = z.object({ originalSource: z.string(), originalLine: z.number() });
async function firstPlaceOf(
  source: string,
  line: number,
  scripts: { scriptId: string; url: string; sourceMapURL: string }[],
) {
  for (const { scriptId, url, sourceMapURL } of scripts.filter((script) => script.sourceMapURL)) {
    const map = new SourceMap(JSON.parse(await readFile(new URL(sourceMapURL, url), 'utf8')));
    const generated = (await readFile(new URL(url), 'utf8')).split('\n');
    for (const [lineNumber, text] of generated.entries()) {
      const columnNumber = text.search(/\S/);
      const entry = mapped.safeParse(map.findEntry(lineNumber, Math.max(0, columnNumber))).data;
      if (entry?.originalSource.endsWith(source) && entry.originalLine === line)
        return { scriptId, lineNumber, columnNumber };
    }
  }
  throw new Error(`No script has line ${line + 1} of ${source}`);
}
