import { randomInt, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const secretProperties = z.object({
  SecretString: z
    .never('Un secret écrit dans le modèle n’est pas pris en charge sur une seule machine')
    .optional(),
  GenerateSecretString: z.object({
    PasswordLength: z.int().default(32),
    ExcludeCharacters: z.string().default(''),
    ExcludePunctuation: z.boolean().default(false),
    ExcludeNumbers: z.boolean().default(false),
    ExcludeLowercase: z.boolean().default(false),
    ExcludeUppercase: z.boolean().default(false),
    IncludeSpace: z.boolean().default(false),
    SecretStringTemplate: z
      .never('SecretStringTemplate n’est pas pris en charge sur une seule machine')
      .optional(),
    GenerateStringKey: z.never().optional(),
  }),
});

export interface LocalSecret {
  ARN: string;
  Name: string;
  SecretString: string;
  VersionId: string;
}

/** Secrets Manager on this machine: each secret is generated once, as its resource says, and kept in the data folder. */
export function openSecrets(database: DatabaseSync) {
  database.exec(
    'CREATE TABLE IF NOT EXISTS secret (arn TEXT PRIMARY KEY, value TEXT NOT NULL, version TEXT NOT NULL)',
  );
  const find = database.prepare('SELECT value, version FROM secret WHERE arn = ?');
  const keep = database.prepare('INSERT OR IGNORE INTO secret (arn, value, version) VALUES (?, ?, ?)');
  return {
    ensure(arn: string, properties: unknown): void {
      keep.run(arn, generate(secretProperties.parse(properties).GenerateSecretString), randomUUID());
    },
    /** The answer of GetSecretValue, or undefined when nothing has this ARN. */
    get(arn: string): LocalSecret | undefined {
      const row = find.get(arn);
      if (!row) return undefined;
      const { value, version } = z.object({ value: z.string(), version: z.string() }).parse(row);
      return { ARN: arn, Name: arn.split(':').at(-1) ?? arn, SecretString: value, VersionId: version };
    },
  };
}
export type LocalSecrets = ReturnType<typeof openSecrets>;

function generate(rule: z.infer<typeof secretProperties>['GenerateSecretString']): string {
  const alphabet = [
    rule.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    rule.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    rule.ExcludeNumbers ? '' : '0123456789',
    rule.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    rule.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...alphabet].filter((character) => !rule.ExcludeCharacters.includes(character));
  return Array.from({ length: rule.PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
}
