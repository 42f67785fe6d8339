import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type * as z from 'zod';
import type { IsoInstant } from '../../../schemas/time.ts';

/**
 * A value that the browser keeps for us and can neither read nor change: an encrypted JWT (dir, A256GCM).
 * `purpose` is its audience, so that a cookie made for one thing is worth nothing for another.
 */
export type Seal = { key: Uint8Array; purpose: 'session' | 'sign-in' | 'refresh'; seconds: number };

const algorithms = { alg: 'dir', enc: 'A256GCM' };

export const seal = (
  value: Record<string, unknown>,
  { key, purpose, seconds }: Seal,
  now: IsoInstant,
): Promise<string> => {
  const issued = Math.floor(Date.parse(now) / 1000);
  return new EncryptJWT({ value })
    .setProtectedHeader(algorithms)
    .setAudience(purpose)
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .encrypt(key);
};

/** @returns undefined for what is expired, forged, cut short, or of another time and shape. */
export const unseal = async <Shape extends z.ZodType>(
  sealed: string,
  shape: Shape,
  { key, purpose }: Seal,
  now: IsoInstant,
): Promise<z.output<Shape> | undefined> => {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience: purpose,
      contentEncryptionAlgorithms: [algorithms.enc],
      keyManagementAlgorithms: [algorithms.alg],
      currentDate: new Date(now),
    });
    return shape.safeParse(payload.value).data;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
};
