import { describe, expect, test } from 'vitest';
import { scanTypeOf } from '../../functions/documents/scan-type.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a scanned document', () => {
  test.each([
    ['application/pdf', '%PDF-1.4\n1 0 obj'],
    ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ])('is what its first bytes say, whatever it is called: %s', (type, text) => {
    expect(scanTypeOf(bytesOf(text))).toBe(type);
  });

  test.each([
    ['nothing', ''],
    ['the beginning of a beginning', '%PD'],
    ['a page', '<html><script>'],
    ['a page that says it is a PDF further on', '<!-- %PDF-1.4 -->'],
    ['a photograph of another kind', '\0\0\0\x18ftypheic'],
    ['a program', 'MZ\x90\0'],
  ])('is none where it is %s', (_, text) => {
    expect(scanTypeOf(bytesOf(text))).toBeUndefined();
  });
});
