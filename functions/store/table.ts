import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

export type Item = Record<string, unknown>;
export type Key = { pk: string; sk: string };
type Condition = {
  condition?: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
};
/** The clauses of an update expression: `set`: `seenAt = :now`. */
export type Update = Condition & { set?: string; add?: string; remove?: string };

/** Somebody else wrote the item first: read it again and decide anew. */
export class StaleRecord extends Error {
  override readonly name = 'StaleRecord';
}

/** The few things that the stores do with DynamoDB. Every write is one conditional write on one item (architecture, 8). */
export class Table {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
    this.#client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  /** Strongly consistent. */
  async get(key: Key): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#name, Key: key, ConsistentRead: true }),
    );
    return Item;
  }

  /** @returns false when the condition does not hold. */
  async put(item: Item & Key, { condition, names, values }: Condition): Promise<boolean> {
    return this.#held(() =>
      this.#client.send(
        new PutCommand({
          TableName: this.#name,
          Item: item,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  }

  /** @returns false when the condition does not hold. */
  async delete(key: Key, { condition, names, values }: Condition): Promise<boolean> {
    return this.#held(() =>
      this.#client.send(
        new DeleteCommand({
          TableName: this.#name,
          Key: key,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  }

  /** @returns the whole item as it is after the update, or undefined when the condition does not hold. */
  async update(key: Key, { set, add, remove, condition, names, values }: Update): Promise<Item | undefined> {
    let after: Item | undefined;
    const clauses = [set && `SET ${set}`, add && `ADD ${add}`, remove && `REMOVE ${remove}`];
    await this.#held(async () => {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#name,
          Key: key,
          ReturnValues: 'ALL_NEW',
          UpdateExpression: clauses.filter(Boolean).join(' '),
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        }),
      );
      after = Attributes;
    });
    return after;
  }

  /**
   * Every item of the query, page after page, or the first so many. Behind a filter more and more are looked at a time: most of
   * a list, or one in ten thousand, may match.
   */
  async query(
    query: Pick<
      QueryCommandInput,
      | 'IndexName'
      | 'KeyConditionExpression'
      | 'FilterExpression'
      | 'ProjectionExpression'
      | 'ExpressionAttributeNames'
      | 'ExpressionAttributeValues'
      | 'ScanIndexForward'
      | 'ConsistentRead'
    >,
    most = Number.POSITIVE_INFINITY,
  ): Promise<Item[]> {
    const items: Item[] = [];
    let ExclusiveStartKey: Item | undefined;
    let lookedAt = 2 * most;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#name,
          ExclusiveStartKey,
          ...(Number.isFinite(most) && { Limit: query.FilterExpression ? lookedAt : most - items.length }),
          ...query,
        }),
      );
      lookedAt *= 4;
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && items.length < most);
    return Number.isFinite(most) ? items.slice(0, most) : items;
  }

  async #held(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** Condition of a first write. */
export const isNew: Condition = { condition: 'attribute_not_exists(pk)' };

/** Condition of a later write: nobody wrote since we read `version`. */
export const isVersion = (version: number): Condition => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});
