import { hkdfSync } from 'node:crypto';

/** What a key is for: one purpose's key says nothing of another's. */
export type KeyPurpose =
  | 'tutor-links'
  | 'student-links'
  | 'meeting-links'
  | 'csrf'
  | 'session'
  | 'quotas'
  | 'cursors';

const keys = new Map<string, Promise<string>>();

/**
 * A 256-bit key of its own for each purpose, from the one master secret (HKDF, RFC 5869).
 * The secret is fetched once in the life of a function's instance.
 */
export const keyFor = async (secretArn: string, purpose: KeyPurpose): Promise<Buffer> => {
  let master = keys.get(secretArn);
  if (!master) {
    master = fetchSecret(secretArn);
    keys.set(secretArn, master);
    // A failed fetch is not remembered: the next request asks again.
    master.catch(() => keys.delete(secretArn));
  }
  return Buffer.from(hkdfSync('sha256', await master, 'sopa', purpose, 32));
};

const fetchSecret = async (secretArn: string): Promise<string> => {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: secretArn }),
  );
  if (!SecretString) throw new Error('the master secret is empty');
  return SecretString;
};
