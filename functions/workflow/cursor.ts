import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const cipher = 'aes-256-gcm';
/** In bytes. */
const [nonceSize, tagSize] = [12, 16];

/**
 * Where a pass over people goes on, as an execution's input and history may hold it: the address or the name behind which it goes on is
 * read by nobody without the key. The same place gives the same text, so that a retry answers what the first attempt did.
 *
 * @param key of 256 bits
 */
export const sealed = (key: Buffer, place: string): string => {
  const nonce = createHmac('sha256', key).update(place).digest().subarray(0, nonceSize);
  const sealing = createCipheriv(cipher, key, nonce);
  const text = Buffer.concat([sealing.update(place, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]).toString('base64url');
};

/** Where it goes on: from the first, also where another secret has been put in place of that by which it was sealed. */
export const unsealed = (key: Buffer, cursor: string): string => {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length < nonceSize + tagSize) return '';
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceSize));
  opening.setAuthTag(bytes.subarray(nonceSize, nonceSize + tagSize));
  try {
    return opening.update(bytes.subarray(nonceSize + tagSize)).toString('utf8') + opening.final('utf8');
  } catch {
    return '';
  }
};
