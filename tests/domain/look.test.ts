import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { progressSteps } from '../../functions/domain/placement/campaign-progress.ts';
import { type Colour, colourPairs, colourTokens, stepColourPairs } from '../../functions/look/colours.ts';
import { fontNames } from '../../functions/pages/assets/font-faces.ts';

/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
};

const grounds: Colour[] = ['paper', 'surface', 'sunken'];
const text: [Colour, Colour[]][] = [
  ['ink', [...grounds, 'blue-tint', 'red-tint', 'amber-tint', 'green-tint']],
  ['soft', [...grounds, 'blue-tint']],
  ['blue', [...grounds, 'blue-tint', 'red-tint', 'amber-tint', 'green-tint']],
  ['red', [...grounds, 'red-tint']],
  ['amber', [...grounds, 'amber-tint']],
  ['green', [...grounds, 'green-tint']],
  ['on-blue', ['blue', 'blue-strong']],
  ['on-marker', ['marker']],
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in %s colours', (_name, ground) => {
  const of = (colour: Colour) => colourPairs[colour][ground];

  it('text is read on each ground that it stands on: 4.5:1', () => {
    for (const [colour, below] of text)
      for (const one of below)
        expect(contrast(of(colour), of(one)), `${colour} on ${one}`).toBeGreaterThanOrEqual(4.5);
  });

  it('edges of fields and the shape of every step are seen: 3:1, also in a row that is pointed at', () => {
    expect(contrast(of('control'), of('surface'))).toBeGreaterThanOrEqual(3);
    for (const step of progressSteps)
      for (const one of ['surface', 'sunken', 'blue-tint'] as const)
        expect(contrast(stepColourPairs[step][ground], of(one)), `${step} on ${one}`).toBeGreaterThanOrEqual(
          3,
        );
  });
});

test('red is for what is broken alone: no step but one has it', () => {
  const red = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return r > 150 && r > 3 * g && r > 3 * b;
  };
  expect(progressSteps.filter((step) => red(stepColourPairs[step][0]))).toEqual(['troubled']);
});

test('stylesheets and letters name colours, and write none down themselves', () => {
  expect(colourTokens).toContain('prefers-color-scheme:dark');
  for (const file of ['pages/assets/sopa.css', 'pages/assets/console.css', 'pages/page.tsx'])
    expect(readFileSync(join('functions', file), 'utf8'), file).not.toMatch(/#[0-9a-f]{3,6}\b/i);
});

test('every colour that a stylesheet asks for exists', () => {
  const known = new Set([...Object.keys(colourPairs), ...progressSteps.map((step) => `step-${step}`)]);
  const own = new Set(['width', 'gutter', 'radius', 'sheet', 'c', 'tint', 'at']);
  for (const file of ['sopa.css', 'console.css']) {
    const asked = readFileSync(join('functions/pages/assets', file), 'utf8').matchAll(/var\(--([\w-]+)/g);
    for (const [, name = ''] of asked)
      expect(known.has(name) || own.has(name), `${file}: --${name}`).toBe(true);
  }
});

test('a font’s name holds its content’s hash, and none weighs more than 11 KB', () => {
  for (const name of Object.values(fontNames)) {
    const bytes = readFileSync(join('functions/pages/assets', name));
    expect(name).toContain(createHash('sha256').update(bytes).digest('hex').slice(0, 12));
    expect(bytes.length).toBeLessThanOrEqual(11_000);
  }
});
