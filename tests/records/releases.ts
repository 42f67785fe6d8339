import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What each release wrote and sent, kept for ever: a folder a release, written once. */
const fixtures = `${import.meta.dirname}/fixtures`;
export const releases = readdirSync(fixtures);
const manifest = join(import.meta.dirname, '../../package.json');
export const thisRelease = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;

export type Item = Record<string, unknown>;
const items = z.array(z.record(z.string(), z.unknown()));
const bytes = z.strictObject({ base64: z.string() });

/** A line for each: what is added to a fixture, or differs, is seen. */
const linesOf = (list: readonly unknown[]): string =>
  `[\n${list.map((one) => JSON.stringify(one, (_, value) => (value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value))).join(',\n')}\n]`;

const read = (release: string, file: string): unknown =>
  JSON.parse(readFileSync(join(fixtures, release, file), 'utf8'), (_, value) => {
    const found = bytes.safeParse(value);
    return found.success ? new Uint8Array(Buffer.from(found.data.base64, 'base64')) : value;
  });

/** The items that a release wrote, by shape: one of each status and set of attributes. */
export const itemsOf = (release: string): [shape: string, items: Item[]][] =>
  readdirSync(join(fixtures, release))
    .filter((file) => file !== 'history.json')
    .map((file) => [file.replace('.json', ''), items.parse(read(release, file))]);

const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('start'), name: z.string(), input: z.string() }),
  z.object({ act: z.literal('send') }),
  z.object({ act: z.literal('relaunch') }),
  z.object({ act: z.literal('correct'), email: z.string() }),
  z.object({ act: z.literal('refuseMail'), occasion: z.string() }),
  z.object({ act: z.literal('mendMail') }),
]);
/** What people did, and mail servers. */
const deed = z.object({ at: z.string(), studentNumber: z.string() }).and(act);
export type Deed = z.infer<typeof deed>;
/** What an execution sent to a function, and what that answered, or the name of its error. */
const step = z.object({
  step: z.string(),
  payload: z.looseObject({ now: z.string() }),
  answer: z.unknown().optional(),
  error: z.string().optional(),
});
export type Step = z.infer<typeof step>;

/**
 * A campaign as it was played, in order.
 *
 * @property before the items that lay in the table when it began
 * @property machine the definition of the stages' machine, which executions of that release go on with
 * @property outcomes by student number, how it ended, then what had happened on which day. Alone may be corrected, where
 * what a release does later is meant to be otherwise for stages under way
 */
const history = z.object({
  at: z.string(),
  outcomes: z.record(z.string(), z.array(z.string())),
  machine: z.string(),
  before: items,
  happened: z.array(z.union([deed, step])),
});
export type History = z.infer<typeof history>;
export const historyOf = (release: string): History => history.parse(read(release, 'history.json'));

/** @throws when the release has fixtures: what was released does not change. */
export const keepRelease = (release: string, itemsByShape: Map<string, Item[]>, played: History): void => {
  const folder = join(fixtures, release);
  if (existsSync(folder))
    throw new Error(`${release} has its fixtures: raise the version in package.json first`);
  mkdirSync(folder);
  for (const [shape, found] of itemsByShape)
    writeFileSync(join(folder, `${shape}.json`), `${linesOf(found)}\n`);
  const { before, happened, ...rest } = played;
  const head = JSON.stringify(rest).slice(0, -1);
  writeFileSync(
    join(folder, 'history.json'),
    `${head},\n"before":${linesOf(before)},\n"happened":${linesOf(happened)}}\n`,
  );
};
