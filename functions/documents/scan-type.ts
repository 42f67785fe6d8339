import type { ScanType } from '../../schemas/scan.ts';

/** How files of each kind begin, whatever they are called: ISO 32000 7.5.2, PNG 5.2, JPEG (ITU-T T.81 B.1.1.3). */
const beginnings: readonly (readonly [ScanType, Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['image/jpeg', Buffer.from('ffd8ff', 'hex')],
];

/** What the bytes are, by themselves: what a browser says of them is not asked. */
export const scanTypeOf = (bytes: Uint8Array): ScanType | undefined =>
  beginnings.find(([, beginning]) => Buffer.from(bytes.subarray(0, beginning.length)).equals(beginning))?.[0];
