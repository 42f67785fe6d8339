import { type MailKind, mailKind } from '../../schemas/mail-kind.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  keptEditions,
  type MailWording,
  mailWording,
  type PresentWording,
  presentWording,
  type WordingEdition,
  type WordingTexts,
} from '../../schemas/wording.ts';
import { failure, logger } from '../observability/logger.ts';
import { storedShape } from './shapes.ts';
import { type Item, isNew, type Table } from './table.ts';
import { wordingKey } from './table-keys.ts';

export const wordingShape = storedShape('wording', mailWording);
const presentShape = storedShape('wording', presentWording);

/** How a kind of mail is worded, for who writes one. */
export type WordingOf = (kind: MailKind) => Promise<WordingTexts | undefined>;

/** One that this release cannot read, a newer one wrote: mails are by their original, and nobody overwrites it. */
type Found<Wording> = Wording | 'unreadable' | undefined;
export type FoundWording = Found<MailWording>;
export type FoundPresent = Found<PresentWording>;

const reading = <Wording>(item: Item, read: (item: Item) => Wording): Wording | 'unreadable' => {
  try {
    return read(item);
  } catch (error) {
    logger.error('a wording cannot be read: its original is said', { sk: item.sk, ...failure(error) });
    return 'unreadable';
  }
};

/** What is said now. */
export const textsOf = (found: FoundPresent): WordingTexts | undefined =>
  found === 'unreadable' ? undefined : found?.texts;

/**
 * In bytes, all editions of a mail together: DynamoDB takes items of 400 KB. The largest edition there may be is 120 KB, so that the one
 * before the last, which a mail under way may need, is kept in any case.
 */
const mostBytes = 350_000;

/** As JSON, which is longer than what DynamoDB counts. */
const bytesOf = (edition: WordingEdition): number => Buffer.byteLength(JSON.stringify(edition));

/** The newest of the earlier editions, as many as fit in beside the present one. */
const fitting = (present: WordingEdition, earlier: readonly WordingEdition[]): WordingEdition[] => {
  let left = mostBytes - bytesOf(present);
  const kept = earlier.slice(0, keptEditions);
  const first = kept.findIndex((edition) => {
    left -= bytesOf(edition);
    return left < 0;
  });
  return first < 0 ? kept : kept.slice(0, first);
};

/** How the institute words its mails: an item for each kind that was ever changed. */
export const wordingStore = (table: Table) => {
  const find = async (kind: MailKind): Promise<FoundWording> => {
    const item = await table.get(wordingKey(kind));
    return item && reading(item, wordingShape.read);
  };

  return {
    find,

    /**
     * As it was at that moment: a mail that is sent again after nobody knew whether it left says what it said. Beyond what is kept, as
     * it was at the earliest.
     */
    asOf:
      (at: IsoInstant): WordingOf =>
      async (kind) => {
        const found = await find(kind);
        if (!found || found === 'unreadable') return undefined;
        const editions = [found, ...found.former];
        const inForce = editions.find(({ changedAt }) => changedAt <= at);
        if (inForce) return inForce.texts;
        return found.former.length < found.edition - 1 ? editions.at(-1)?.texts : undefined;
      },

    /** Of all kinds that were ever changed, what they say now: what they said before is ten times as long. */
    async all(): Promise<ReadonlyMap<MailKind, FoundPresent>> {
      const { pk, sk } = wordingKey('');
      const items = await table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ProjectionExpression: 'sk, #shape, texts, changedAt, changedBy, #kind, #edition',
        ExpressionAttributeNames: { '#shape': 'shape', '#kind': 'kind', '#edition': 'edition' },
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      });
      const found = new Map(items.map((item) => [item.sk, reading(item, presentShape.read)]));
      return new Map(mailKind.options.map((kind) => [kind, found.get(wordingKey(kind).sk)]));
    },

    /** @param before what the person saw @returns false when it was changed since */
    change(kind: MailKind, before: MailWording | undefined, changed: WordingEdition): Promise<boolean> {
      const { texts, changedAt, changedBy, former = [], edition = 0 } = before ?? {};
      const earlier = texts && changedAt && changedBy ? [{ texts, changedAt, changedBy }, ...former] : former;
      const after = { ...changed, kind, edition: edition + 1, former: fitting(changed, earlier) };
      return table.put(
        { ...wordingShape.write(after), ...wordingKey(kind) },
        before ? { condition: 'edition = :seen', values: { ':seen': edition } } : isNew,
      );
    },
  };
};
