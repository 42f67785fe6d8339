import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  type GuidePictureName,
  guidePictures,
  pictureWidth,
} from '../../functions/domain/guide/staff-guides.ts';

export const picturesFolder = join(import.meta.dirname, '../../functions/documents/guide-pictures');

/**
 * The page as it is now is what that picture of the guides shows: all that the guide names is on it, in sight. With `RECORD_PICTURES` it
 * is taken anew.
 */
export const expectGuidePicture = async (page: Page, name: GuidePictureName): Promise<void> => {
  const { height, shows } = guidePictures[name];
  await page.setViewportSize({ width: pictureWidth, height });
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const words of shows) {
    const found = page.locator('body').getByText(words).filter({ visible: true });
    const boxes = await Promise.all((await found.all()).map((one) => one.boundingBox()));
    expect(
      boxes.some((box) => box !== null && box.y + box.height <= height),
      `the picture “${name}” shows “${words}”`,
    ).toBe(true);
  }
  if (!process.env.RECORD_PICTURES) return;
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const shot = await page.screenshot({ animations: 'disabled' });
  writeFileSync(join(picturesFolder, `${name}.png`), await inFewColours(shot, pictureWidth, height));
  recordDigests();
};

/** The addresses of the pictures name what is in them. */
const recordDigests = (): void => {
  const digests = readdirSync(picturesFolder)
    .filter((file) => file.endsWith('.png'))
    .map((file) => {
      const name = file.replace('.png', '');
      // As the formatter has it.
      const key = /^\w+$/.test(name) ? name : `'${name}'`;
      return `  ${key}: '${digestOf(readFileSync(join(picturesFolder, file)))}',\n`;
    });
  writeFileSync(
    join(picturesFolder, 'picture-digests.ts'),
    `import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
${digests.join('')}};
`,
  );
};

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/** A PNG of 256 colours: the most frequent, and for the edges of letters the nearest of them. */
const inFewColours = async (png: Buffer, width: number, height: number): Promise<Buffer> => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.drawImage(await loadImage(png), 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const counts = new Map<number, number>();
  const colourAt = (pixel: number): number =>
    ((data[pixel * 4] ?? 0) << 16) | ((data[pixel * 4 + 1] ?? 0) << 8) | (data[pixel * 4 + 2] ?? 0);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 256)
    .map(([colour]) => colour);
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  const nearest = (colour: number): number => {
    const known = indexOf.get(colour);
    if (known !== undefined) return known;
    const distance = (other: number) =>
      [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
    const index = palette.reduce(
      (best, other, at) => (distance(other) < distance(palette[best] ?? 0) ? at : best),
      0,
    );
    indexOf.set(colour, index);
    return index;
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = nearest(colourAt(y * width + x));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[
      ['IHDR', head],
      ['PLTE', colours],
      ['IDAT', deflateSync(rows, { level: 9 })],
      ['IEND', Buffer.alloc(0)],
    ].map(([type, body]) => chunk(String(type), Buffer.from(body as Buffer))),
  ]);
};

const chunk = (type: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};
