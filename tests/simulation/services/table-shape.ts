import * as z from 'zod';
import { type Attributes, refusal, typeOf } from './item-values.ts';
import type { KeyValue, Place } from './sorted-items.ts';

export type Keys = { hash: string; range?: string };
export type IndexShape = Keys & { name: string; projection: 'ALL' | 'KEYS_ONLY' | string[] };
export type TableShape = {
  keys: Keys;
  indexes: IndexShape[];
  /** Of the attributes that are keys; strings unless it says otherwise. */
  types?: Record<string, 'S' | 'N'>;
};

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const tableProperties = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({
      AttributeName: z.string(),
      AttributeType: z.enum(['S', 'N'], 'Binary keys are not covered by the table in memory'),
    }),
  ),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.discriminatedUnion('ProjectionType', [
          z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY']) }),
          z.object({ ProjectionType: z.literal('INCLUDE'), NonKeyAttributes: z.array(z.string()) }),
        ]),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: z.never('Local indexes are not covered by the table in memory').optional(),
});

const keysOf = (schema: z.output<typeof keySchema>): Keys => {
  const [hash, range] = [...schema]
    .sort((a, b) => a.KeyType.localeCompare(b.KeyType))
    .map(({ AttributeName }) => AttributeName);
  if (hash === undefined) throw new Error('a table without a key');
  return { hash, ...(range !== undefined && { range }) };
};

/** The shape of a table that the properties of a template's resource describe. */
export const shapeOf = (properties: unknown): TableShape => {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = tableProperties.parse(properties);
  return {
    keys: keysOf(KeySchema),
    types: Object.fromEntries(
      AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
    ),
    indexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      ...keysOf(KeySchema),
      projection:
        Projection.ProjectionType === 'INCLUDE' ? Projection.NonKeyAttributes : Projection.ProjectionType,
    })),
  };
};

export const namesOf = ({ hash, range }: Keys): string[] => (range === undefined ? [hash] : [hash, range]);

/** The limits of DynamoDB, in bytes of UTF-8. */
const mostBytes = { hash: 2048, range: 1024 };

const refuseKey = (value: KeyValue, name: string, part: keyof typeof mostBytes): void => {
  if (value === '')
    throw refusal(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  if (
    typeof value === 'string' &&
    value.length * 3 > mostBytes[part] &&
    Buffer.byteLength(value) > mostBytes[part]
  )
    throw refusal(
      `One or more parameter values were invalid: Size of ${part} key has exceeded the maximum size limit of ${mostBytes[part]} bytes`,
    );
};

/** Reads keys, and refuses what cannot be one. */
export const keyReader = ({ keys, indexes, types = {} }: TableShape) => {
  const parts = (of: Keys) =>
    namesOf(of).map(
      (name, at) => ({ name, type: types[name] ?? 'S', part: at === 0 ? 'hash' : 'range' }) as const,
    );
  const tableParts = parts(keys);
  const indexParts = indexes.flatMap((index) => parts(index).map((part) => ({ ...part, index: index.name })));

  const keyValue = (item: Attributes, name: string): KeyValue | undefined => {
    const value = item[name];
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  };

  return {
    typeOf: (name: string) => types[name] ?? 'S',

    /** Where the item stands in the table. @throws ValidationException when a part of its key is none */
    placeOf(item: Attributes): Place {
      const [hash = '', ...order] = tableParts.map(({ name, type, part }) => {
        const value = keyValue(item, name);
        const there = item[name];
        if (there === undefined)
          throw refusal(`One or more parameter values were invalid: Missing the key ${name} in the item`);
        if (value === undefined || typeOf(value) !== type)
          throw refusal(
            `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(there)}`,
          );
        refuseKey(value, name, part);
        return value;
      });
      return { hash, order };
    },

    /** The place that a key alone tells. @throws ValidationException when it is not exactly a key */
    placeOfKey(key: Attributes): Place {
      if (
        Object.keys(key).length !== tableParts.length ||
        tableParts.some(({ name, type }) => typeOf(key[name] ?? null) !== type)
      )
        throw refusal('The provided key element does not match the schema');
      return this.placeOf(key);
    },

    /** Where the item stands in an index, if it is in it: behind the index's own keys, by those of the table. */
    placeInIndex(
      { hash, range }: Keys,
      item: Attributes,
      { hash: tableHash, order }: Place,
    ): Place | undefined {
      const inIndex = keyValue(item, hash);
      if (inIndex === undefined) return undefined;
      if (range === undefined) return { hash: inIndex, order: [tableHash, ...order] };
      const sorted = keyValue(item, range);
      return sorted === undefined ? undefined : { hash: inIndex, order: [sorted, tableHash, ...order] };
    },

    /** @throws ValidationException when an attribute that is a key of an index cannot be one */
    refuseIndexKeys(item: Attributes): void {
      for (const { name, part, type } of indexParts) {
        const value = item[name];
        if (value === undefined) continue;
        if (typeOf(value) !== type) this.refuseIndexType(name, typeOf(value));
        if (typeof value === 'string') refuseKey(value, name, part);
      }
    },

    /** @throws ValidationException when the attribute is a key of an index, and of another type */
    refuseIndexType(attribute: string, actual: string): void {
      for (const { name, type, index } of indexParts)
        if (name === attribute && type !== actual)
          throw refusal(
            `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index}`,
          );
    },
  };
};
export type KeyReader = ReturnType<typeof keyReader>;
