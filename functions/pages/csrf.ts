import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Name of the hidden field in every form that changes something. */
export const csrfField = 'csrf';

const macOf = (key: Buffer, boundTo: string): Buffer => createHmac('sha256', key).update(boundTo).digest();
const masked = (mask: Buffer, bytes: Buffer): Buffer =>
  Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));

/**
 * Shows that a POST comes from a page that we gave to this very person. Another text at every page, for the same right: pages are
 * compressed, and the length of a page that repeats a secret beside what somebody else may choose tells the secret (BREACH).
 *
 * @param key the key for `csrf` (functions/store/secret.ts).
 * @param boundTo what the page belongs to: the link's hash, or the session's id.
 */
export const csrfToken = (key: Buffer, boundTo: string): string => {
  const mac = macOf(key, boundTo);
  const mask = randomBytes(mac.length);
  return Buffer.concat([mask, masked(mask, mac)]).toString('base64url');
};

export const isCsrfToken = (key: Buffer, boundTo: string, token: string): boolean => {
  const mac = macOf(key, boundTo);
  const given = Buffer.from(token, 'base64url');
  if (given.length !== 2 * mac.length) return false;
  return timingSafeEqual(masked(given.subarray(0, mac.length), given.subarray(mac.length)), mac);
};
