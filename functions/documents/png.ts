import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import type { Logo } from '../../schemas/notices.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Chunks that draw a picture; all others say something about it, or about who made it, and are not kept. */
const drawing = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples of a pixel, by colour type (PNG, 11.2.2). */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** How long the chunk is that says what shines through, by colour type (PNG, 11.3.2.1); none where each pixel says it. */
const clearLengths: Record<number, (length: number) => boolean> = {
  0: (length) => length === 2,
  2: (length) => length === 6,
  3: (length) => length <= 256,
};
/** As the schema of a logo has it: 40,000 characters of base64, and its pixels. */
export const logoBounds = { bytes: 30_000, width: 1_000, height: 500 };

type Chunk = { type: string; data: Buffer; whole: Buffer };

/** @returns undefined where the bytes are not chunks from the first to the last: cut, damaged, or with something behind them */
const chunksOf = (bytes: Buffer): Chunk[] | undefined => {
  if (!bytes.subarray(0, signature.length).equals(signature)) return undefined;
  const chunks: Chunk[] = [];
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return end === bytes.length ? chunks : undefined;
    at = end;
  }
  return undefined;
};

/**
 * One header, at most one palette of 1 to 256 colours, there where pixels name its colours, what shines through, and then the pixels in one piece
 * (PNG, 5.6 and 11.2.3): whatever draws the picture takes it as it stands.
 */
const isInOrder = (chunks: readonly Chunk[], colour: number): boolean => {
  const order = chunks
    .filter(({ type }) => drawing.has(type))
    .map(({ type }) => type)
    .join(' ');
  const palettes = chunks.filter(({ type }) => type === 'PLTE');
  return (
    /^IHDR (?:PLTE )?(?:tRNS )?(?:IDAT )+IEND$/.test(order) &&
    palettes.every(({ data: { length } }) => length % 3 === 0 && length > 0 && length <= 768) &&
    (colour !== 3 || palettes.length === 1)
  );
};

const damaged = 'Ce fichier n’est pas une image PNG entière : exportez-la de nouveau en PNG.';
const tooBig = `Une image a au plus ${logoBounds.width} pixels de large et ${logoBounds.height} de haut.`;

/**
 * A picture that browsers, mail programs and our PDFs can draw. Its pixels are unpacked once, to no more than its size says, so that nothing that is
 * kept can fail to print.
 *
 * @returns a sentence where it is none
 */
export const readLogo = (file: Uint8Array): { logo: Logo } | { problem: string } => {
  const chunks = chunksOf(Buffer.from(file));
  const header = chunks?.[0];
  if (!chunks || header?.type !== 'IHDR' || header.data.length !== 13) return { problem: damaged };
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth, colour = -1, compression, filter, interlace] = header.data.subarray(8);
  if (width > logoBounds.width || height > logoBounds.height) return { problem: tooBig };
  if (depth !== 8 || interlace !== 0)
    return { problem: 'Exportez l’image en PNG de 8 bits par couleur, sans entrelacement.' };
  const perPixel = samples[colour];
  if (perPixel === undefined || compression !== 0 || filter !== 0 || !isInOrder(chunks, colour))
    return { problem: damaged };
  const isMisshapen = ({ type, data }: Chunk) => type === 'tRNS' && !clearLengths[colour]?.(data.length);
  if (chunks.some(isMisshapen)) return { problem: damaged };
  const packed = Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : [])));
  if (!isWhole(packed, height, 1 + width * perPixel)) return { problem: damaged };
  const png = Buffer.concat([
    signature,
    ...chunks.flatMap(({ type, whole }) => (drawing.has(type) ? [whole] : [])),
  ]);
  if (png.length > logoBounds.bytes)
    return {
      problem: `L’image pèse ${Math.ceil(png.length / 1_000)} Ko, pour ${logoBounds.bytes / 1_000} Ko au plus : chaque courriel la porte.`,
    };
  const digest = createHash('sha256').update(png).digest('hex').slice(0, 12);
  return { logo: { png: png.toString('base64'), width, height, digest } };
};

/** Whether that many rows of that many bytes are packed, each behind its filter's number; what is more is not unpacked. */
const isWhole = (packed: Buffer, rows: number, row: number): boolean => {
  try {
    const pixels = inflateSync(packed, { maxOutputLength: Math.max(1, rows * row) });
    return (
      rows > 0 && pixels.length === rows * row && pixels.every((byte, at) => at % row !== 0 || byte <= 4)
    );
  } catch {
    return false;
  }
};
