import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guidePdf } from '../../functions/documents/guide-pdf.ts';
import { readLogo } from '../../functions/documents/png.ts';
import { logo } from '../../schemas/notices.ts';
import { poitiers } from '../poitiers.ts';

const file = readFileSync(new URL('../samples/montclair/logo.png', import.meta.url));

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
type Picture = { width?: number; height?: number; kind?: number[]; pixels?: Buffer; more?: Buffer[] };
/** @param kind depth, colour type, compression, filter, interlacing */
const png = ({ width = 2, height = 1, kind = [8, 2, 0, 0, 0], pixels, more = [] }: Picture = {}) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  Buffer.from(kind).copy(header, 8);
  const data = pixels ?? Buffer.alloc(height * (1 + width * 3));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[chunk('IHDR', header), ...more, chunk('IDAT', deflateSync(data)), chunk('IEND', Buffer.alloc(0))],
  ]);
};

const palette = { kind: [8, 3, 0, 0, 0], pixels: Buffer.alloc(3) };
const colours = chunk('PLTE', Buffer.alloc(6));

test('a picture is kept with what draws it, and nothing that says who made it', () => {
  const read = readLogo(png({ more: [chunk('tEXt', Buffer.from('Author\0Léa Martin'))] }));
  expect(read).toEqual(readLogo(png()));
  if ('problem' in read) throw new Error(read.problem);
  expect(logo.parse(read.logo)).toMatchObject({ width: 2, height: 1 });
  expect(readLogo(file)).toMatchObject({ logo: { width: expect.any(Number) } });
});

test.each([
  ['another file', Buffer.from('<svg onload="alert(1)"/>'), /PNG entière/],
  ['nothing', Buffer.alloc(0), /PNG entière/],
  ['a picture that was cut', file.subarray(0, -20), /PNG entière/],
  ['something behind it', Buffer.concat([file, Buffer.from('<script>')]), /PNG entière/],
  ['fewer pixels than it says', png({ height: 2, pixels: Buffer.alloc(7) }), /PNG entière/],
  ['more pixels than it says', png({ pixels: Buffer.alloc(50_000_000) }), /PNG entière/],
  ['a filter that there is not', png({ pixels: Buffer.from([9, 0, 0, 0, 0, 0, 0]) }), /PNG entière/],
  ['a transparency of no kind', png({ more: [chunk('tRNS', Buffer.alloc(3))] }), /PNG entière/],
  ['no pixels', png({ height: 0 }), /PNG entière/],
  ['a palette that is not there', png({ kind: [8, 3, 0, 0, 0], pixels: Buffer.alloc(3) }), /PNG entière/],
  ['a palette of nothing', png({ ...palette, more: [chunk('PLTE', Buffer.alloc(0))] }), /PNG entière/],
  ['two palettes', png({ ...palette, more: [colours, colours] }), /PNG entière/],
  ['a palette amid the pixels', png({ ...palette, more: [chunk('IDAT', Buffer.alloc(0)), colours] }), /PNG/],
  ['two headers', png({ more: [chunk('IHDR', Buffer.alloc(13))] }), /PNG entière/],
  ['sixteen bits', png({ kind: [16, 2, 0, 0, 0] }), /8 bits/],
  ['interlacing', png({ kind: [8, 2, 0, 0, 1] }), /sans entrelacement/],
  ['too many pixels', png({ width: 1_001, height: 1, pixels: Buffer.alloc(3_004) }), /1000 pixels/],
])('%s is refused with a sentence', (_, bytes, sentence) => {
  expect(readLogo(bytes)).toEqual({ problem: expect.stringMatching(sentence) });
});

test('one that is too heavy says by how much', () => {
  const noise = Buffer.from(Array.from({ length: 200 * (1 + 100 * 3) }, (_, at) => (at * 7919) % 251));
  const pixels = noise.map((value, at) => (at % 301 === 0 ? 0 : (value * (at + 13)) % 256));
  expect(readLogo(png({ width: 100, height: 200, pixels: Buffer.from(pixels) }))).toEqual({
    problem: expect.stringMatching(/^L’image pèse \d+ Ko, pour 30 Ko au plus/),
  });
});

test('whatever bytes come, they are a picture or a sentence', () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
      const broken = Buffer.from(file);
      broken[at] = value;
      expect(Object.keys(readLogo(broken))).toHaveLength(1);
    }),
  );
});

test.each<[string, number[], number, Buffer[]?]>([
  ['colours', [8, 2, 0, 0, 0], 3],
  ['colours that shine through', [8, 2, 0, 0, 0], 3, [chunk('tRNS', Buffer.alloc(6))]],
  [
    'a palette',
    [8, 3, 0, 0, 0],
    1,
    [chunk('PLTE', Buffer.from([255, 0, 0, 0, 0, 255])), chunk('tRNS', Buffer.from([0]))],
  ],
  ['greys', [8, 0, 0, 0, 0], 1],
  ['greys and a shine-through', [8, 4, 0, 0, 0], 2],
  ['colours and a shine-through', [8, 6, 0, 0, 0], 4],
])('what is taken can be printed: %s', async (_, kind, samples, more: Buffer[] = []) => {
  const read = readLogo(png({ kind, more, pixels: Buffer.alloc(1 + 2 * samples) }));
  if ('problem' in read) throw new Error(read.problem);
  const institution = { ...poitiers, programme: { ...poitiers.programme, logo: read.logo } };
  const { guide } = poitiers.programme;
  const facts = { institution, guide, campaign: { stage: 'sopa1' }, now: '2026-09-14T07:00:00.000Z' };
  expect((await guidePdf(facts)).length).toBeGreaterThan(1_000);
});
