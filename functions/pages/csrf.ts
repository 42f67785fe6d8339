import { createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the hidden field in every form that changes something. */
export const csrfField = 'csrf';

/**
 * Shows that a POST comes from a page that we gave to this very person.
 *
 * @param key the key for `csrf` (functions/store/secret.ts).
 * @param boundTo what the page belongs to: the link's hash, or the session's id.
 */
export const csrfToken = (key: Buffer, boundTo: string): string =>
  createHmac('sha256', key).update(boundTo).digest('base64url');

export const isCsrfToken = (key: Buffer, boundTo: string, token: string): boolean => {
  const expected = Buffer.from(csrfToken(key, boundTo));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
};
