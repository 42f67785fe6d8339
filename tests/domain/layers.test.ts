import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = `${import.meta.dirname}/../..`;
/** What each file of ours imports, but for types: those are gone when it runs. */
const imports = new Map<string, string[]>();
/** The packages that it imports, Node's own included. */
const packages = new Map<string, string[]>();

beforeAll(async () => {
  for await (const file of glob('{functions,schemas}/**/*.{ts,tsx}', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    const found = text.matchAll(
      /^(?:import|export)\s(?!type\s)(?:[^;]*?from )?'([^']+)';|import\('([^']+)'\)/gm,
    );
    const named = [...found].map(([, stated, asked]) => stated ?? asked ?? '');
    imports.set(
      file,
      named
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(root, join(root, dirname(file), name)).replaceAll('\\', '/')),
    );
    packages.set(
      file,
      named.filter((name) => !name.startsWith('.')),
    );
  }
});

const layerOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('functions/') ? 2 : 1)
    .join('/');
const importsBetween = (from: RegExp, to: RegExp): string[] =>
  [...imports].flatMap(([file, imported]) =>
    from.test(layerOf(file))
      ? imported.filter((one) => to.test(layerOf(one))).map((one) => `${file} imports ${one}`)
      : [],
  );

test('the domain imports schemas and itself', () => {
  expect(importsBetween(/^functions\/domain$/, /^(?!functions\/domain$|schemas$)/)).toEqual([]);
});

test('the domain and schemas know neither AWS nor pages nor files: few packages, and pure ones', () => {
  const pure = ['zod', 'date-easter', 'temporal-polyfill', 'node:crypto', 'node:util'];
  const strange = [...packages].flatMap(([file, names]) =>
    /^(functions\/domain|schemas)$/.test(layerOf(file))
      ? names.filter((name) => !pure.includes(name)).map((name) => `${file} imports ${name}`)
      : [],
  );
  expect(strange).toEqual([]);
});

test('schemas import themselves alone', () => {
  expect(importsBetween(/^schemas$/, /^(?!schemas$)/)).toEqual([]);
});

test('pages and events start, stop and ring nothing: actions do', () => {
  expect(importsBetween(/^functions\/(pages|events)$/, /^functions\/executions$/)).toEqual([]);
});

test('nothing but pages imports pages, and what is called by them imports no action', () => {
  expect(importsBetween(/^functions\/(?!pages$)/, /^functions\/pages$/)).toEqual([]);
  expect(
    importsBetween(/^functions\/(domain|store|mail|documents|executions)$/, /^functions\/actions$/),
  ).toEqual([]);
});

test('functions take nothing from the one-machine home, the deployment or the tests', () => {
  expect(
    [...imports].flatMap(([file, imported]) =>
      imported.filter((one) => /^(infra|tests)\//.test(one)).map((one) => `${file} imports ${one}`),
    ),
  ).toEqual([]);
});

test('functions run no command, open no file or connection, and make no code from text', async () => {
  const dangerous =
    /^(node:)?(child_process|fs|fs\/promises|net|tls|http|https|dgram|vm|worker_threads|cluster)$/;
  expect(
    [...packages].flatMap(([file, names]) =>
      names.filter((name) => dangerous.test(name)).map((name) => `${file} imports ${name}`),
    ),
  ).toEqual([]);
  const found: string[] = [];
  for (const file of imports.keys()) {
    const text = readFileSync(join(root, file), 'utf8');
    // Browsers' scripts are not among these files: they fetch from our own pages, which their policy holds them to.
    if (/\beval\(|\bnew Function\(|\bfetch\(|postMessage|innerHTML/.test(text)) found.push(file);
    // What is set as HTML is our own stylesheet, and nothing else anywhere.
    if (/dangerouslySetInnerHTML/.test(text) && file !== 'functions/pages/page.tsx') found.push(file);
  }
  expect(found).toEqual([]);
});

test('what is hashed, signed or derived is so by SHA-256', () => {
  const algorithms = [...imports.keys()].flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [
      ...text.matchAll(/\b(?:createHash|createHmac|createSign|hkdfSync|pbkdf2Sync|scryptSync)\(([^,)]*)/g),
    ].map(([, algorithm]) => algorithm);
  });
  expect(algorithms.length).toBeGreaterThan(5);
  expect(new Set(algorithms)).toEqual(new Set(["'sha256'"]));
});

test('scripts of the browser put text in as text, and listen to no other window', async () => {
  let scripts = 0;
  for await (const file of glob('functions/**/*.client.js', { cwd: root })) {
    scripts += 1;
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|'message'|localStorage/,
    );
  }
  expect(scripts).toBeGreaterThan(2);
});

test('no file imports itself by way of others', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    if (done.has(file) || way.includes(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  expect(circles).toEqual([]);
  expect(imports.size).toBeGreaterThan(200);
});
