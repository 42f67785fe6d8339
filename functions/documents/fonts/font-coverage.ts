/** Where a table of an OpenType font starts, in bytes. */
const tableOffset = (font: DataView, tag: string): number => {
  const tables = font.getUint16(4);
  for (let index = 0; index < tables; index++) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(record + byte)));
    if (name === tag) return font.getUint32(record + 8);
  }
  throw new Error(`The font has no table ${tag}`);
};

/**
 * The code points that a font can draw, from its `cmap` table's format 12 (segmented coverage, the one that reaches beyond
 * U+FFFF). PDF readers show an empty box, or nothing, for the others: what is not here must be replaced beforehand.
 */
export const codePointsOf = (bytes: Uint8Array): ReadonlySet<number> => {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cmap = tableOffset(font, 'cmap');
  const codePoints = new Set<number>();
  for (let index = 0; index < font.getUint16(cmap + 2); index++) {
    const subtable = cmap + font.getUint32(cmap + 8 + index * 8);
    if (font.getUint16(subtable) !== 12) continue;
    for (let group = 0; group < font.getUint32(subtable + 12); group++) {
      const at = subtable + 16 + group * 12;
      for (let point = font.getUint32(at); point <= font.getUint32(at + 4); point++) codePoints.add(point);
    }
  }
  return codePoints;
};
