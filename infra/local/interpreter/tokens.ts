import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Branch } from './branch.ts';

/**
 * A task token says which execution and branch it rings, so that closed tokens need no record of their own: the branch
 * holds the only one that is open. The random part is the secret.
 */
const tokenParts = z.tuple([z.int(), z.int(), z.string()]);

export const newToken = ({ execution, id }: Pick<Branch, 'execution' | 'id'>): string =>
  Buffer.from(JSON.stringify([execution, id, randomBytes(24).toString('base64url')])).toString('base64url');

/** The execution and branch a token was made for; undefined if it is no token. */
export function readToken(token: string): { execution: number; branch: number } | undefined {
  try {
    const [execution, branch] = tokenParts.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
    return { execution, branch };
  } catch {
    return undefined;
  }
}
