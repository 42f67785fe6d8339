import { createRequire } from 'node:module';
import * as z from 'zod';
import { type IndexedTable, repairIndexes } from './index-repair.ts';
import { type Ask, rebuildTable, restoreTable, waitingTable } from './table-rebuild.ts';
import { TableStore } from './table-store.ts';

export interface ConsumedUnits {
  read: number;
  write: number;
  /** Not billed: how often the table was asked, and how many items came back. */
  readRequests: number;
  readItems: number;
  writeRequests: number;
}

export interface ServiceAnswer {
  status: number;
  headers: Record<string, string | number>;
  body: string;
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
/** The part of a table's resource that decides what it keeps and how it is found; both CDK table constructs have it. */
const tableProperties = z.object({
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  LocalSecondaryIndexes: z
    .never('Les index locaux ne sont pas pris en charge sur une seule machine')
    .optional(),
});

const consumed = z.union([
  z
    .object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }) })
    .transform((answer) => [answer.ConsumedCapacity]),
  z
    .object({ ConsumedCapacity: z.array(z.object({ CapacityUnits: z.number() })) })
    .transform((a) => a.ConsumedCapacity),
]);

const readOperations = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const meteredOperations = new Set([
  ...readOperations,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
]);

export interface LocalDynamoDb {
  /** Answers one request of the DynamoDB JSON protocol. */
  call(operation: string, body: string): Promise<ServiceAnswer>;
  /**
   * Creates the table of a template's resource, or repairs the one that is there after a run that was killed. TTL, backups
   * and encryption have no local counterpart.
   */
  ensureTable(name: string, properties: unknown, after: { killed: boolean }): Promise<void>;
  close(): Promise<void>;
}

/**
 * DynamoDB on this machine: dynalite's validations and actions over a store of our own, with what each call consumes told to the
 * meter.
 *
 * @param renewed an item of an older folder as it is written today
 */
export async function openDynamoDb(
  path: string | undefined,
  onConsumed: (units: ConsumedUnits) => void,
  renewed: (item: Record<string, unknown>) => Record<string, unknown> = (item) => item,
): Promise<LocalDynamoDb> {
  const store = await TableStore.open(path);

  async function call(operation: string, body: string): Promise<ServiceAnswer> {
    const request = readRequest(body);
    if (!request) return refused({ __type: 'com.amazon.coral.service#SerializationException' });
    if (!meteredOperations.has(operation)) return perform(store, operation, request);
    const answer = await perform(
      store,
      operation,
      { ...request, ReturnConsumedCapacity: 'TOTAL' },
      (result) => {
        onConsumed({ ...unitsOf(operation, result), ...countOf(operation, result) });
        if (request.ReturnConsumedCapacity === undefined) delete result.ConsumedCapacity;
      },
    );
    // AWS bills a refused conditional write too; dynalite does not say how much: one unit is the least it can be.
    if (answer.status !== 200 && answer.body.includes('ConditionalCheckFailedException'))
      onConsumed({ ...nothing, write: 1, writeRequests: 1 });
    return answer;
  }

  // Straight to the table: nobody is billed for what a folder needs.
  const ask: Ask = async (operation, request) => {
    const { status, body } = await perform(store, operation, { ...request });
    if (status !== 200) throw new Error(`${operation}: ${body}`);
    return JSON.parse(body);
  };

  const renewing: Ask = (operation, request) =>
    ask(
      operation,
      'Item' in request
        ? { ...request, Item: renewed(z.record(z.string(), z.unknown()).parse(request.Item)) }
        : request,
    );

  async function describe(TableName: string): Promise<unknown> {
    const { status, body } = await perform(store, 'DescribeTable', { TableName });
    return status === 200 ? JSON.parse(body).Table : undefined;
  }

  /** Even with no delay asked for, dynalite is done on a later turn of the event loop. */
  async function until(name: string, isDone: (status: string | undefined) => boolean): Promise<void> {
    const described = z.object({ TableStatus: z.string() }).optional();
    while (!isDone(described.parse(await describe(name))?.TableStatus))
      await new Promise((later) => setImmediate(later));
  }

  async function ensureTable(name: string, resourceProperties: unknown, { killed }: { killed: boolean }) {
    const properties = tableProperties.parse(resourceProperties);
    const create = async (TableName: string) => {
      if (await describe(TableName)) return;
      await ask('CreateTable', { BillingMode: 'PAY_PER_REQUEST', ...properties, TableName });
      await until(TableName, (status) => status === 'ACTIVE');
    };
    const drop = async (TableName: string) => {
      await ask('DeleteTable', { TableName });
      await until(TableName, (status) => status === undefined);
    };
    const existing = await describe(name);
    const isOutdated = existing !== undefined && lacksIndex(name, properties, existing);
    if (await describe(waitingTable(name))) {
      if (isOutdated) await drop(waitingTable(name));
      else await restoreTable(renewing, name, create, drop);
    }
    if (isOutdated) return rebuildTable(renewing, name, create, drop);
    if (!existing) return create(name);
    if (killed)
      await repairIndexes(
        async (operation, request) => perform(store, operation, readRequest(request) ?? {}),
        indexedTable(name, properties),
      );
  }

  return {
    call,
    ensureTable,
    close: async () => store.close(),
  };
}

const indexedTable = (name: string, properties: z.infer<typeof tableProperties>): IndexedTable => ({
  name,
  keys: properties.KeySchema.map(({ AttributeName }) => AttributeName),
  indexes: (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
    name: IndexName,
    keys: KeySchema.map(({ AttributeName }) => AttributeName),
    isWhole: Projection.ProjectionType === 'ALL',
  })),
});

const shape = tableProperties.omit({ LocalSecondaryIndexes: true });
const indexShapes = (value: unknown) =>
  (shape.parse(value).GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) =>
    JSON.stringify([IndexName, KeySchema, Projection.ProjectionType]),
  );

/** What each index holds of the items, a name at a time. */
const projectedNames = (value: unknown) =>
  (shape.parse(value).GlobalSecondaryIndexes ?? []).flatMap(({ IndexName, Projection }) =>
    z
      .array(z.string())
      .parse(Projection.NonKeyAttributes ?? [])
      .map((name) => `${IndexName} ${name}`),
  );

/**
 * Whether a folder's table is older than an index of the program's, or than what it holds.
 * @throws Error with a French sentence when its keys are others: it is another program's.
 */
function lacksIndex(name: string, wanted: unknown, existing: unknown): boolean {
  const hasOthers = indexShapes(existing).some((one) => !indexShapes(wanted).includes(one));
  if (
    hasOthers ||
    JSON.stringify(shape.parse(wanted).KeySchema) !== JSON.stringify(shape.parse(existing).KeySchema)
  )
    throw new Error(
      `La table ${name} de ce dossier a d’autres clés que celles du programme : choisissez un autre dossier avec --data.`,
    );
  const lacking = (shapesOf: (value: unknown) => string[]) =>
    shapesOf(wanted).some((one) => !shapesOf(existing).includes(one));
  return lacking(indexShapes) || lacking(projectedNames);
}

type Action = (
  store: TableStore,
  request: unknown,
  done: (error: Refusal | null, result: Record<string, unknown>) => void,
) => void;
interface Refusal extends Error {
  statusCode?: number;
  body?: object;
}
interface Validation {
  types: object;
  custom?: unknown;
}

const fromDynalite = createRequire(import.meta.url);
const validations: {
  checkTypes(request: object, types: object): object;
  checkValidations(request: object, types: object, custom: unknown, store: TableStore): void;
  toLowerFirst(name: string): string;
} = fromDynalite('dynalite/validations');

const operations = new Map<string, { act: Action; validation: Validation }>(
  ['CreateTable', 'DeleteTable', 'DescribeTable', 'UpdateTable', 'ListTables', ...meteredOperations].map(
    (operation) => {
      const name = validations.toLowerFirst(operation);
      const act: Action = fromDynalite(`dynalite/actions/${name}`);
      const validation: Validation = fromDynalite(`dynalite/validations/${name}`);
      return [operation, { act, validation }];
    },
  ),
);

/** One request as dynalite's HTTP server would handle it, without that server and its store. */
function perform(
  store: TableStore,
  operation: string,
  asked: object,
  onSuccess: (result: Record<string, unknown>) => void = () => {},
): Promise<ServiceAnswer> {
  const found = operations.get(operation);
  if (!found)
    return Promise.resolve(refused({ __type: 'com.amazon.coral.service#UnknownOperationException' }));
  const { act, validation } = found;
  return new Promise((answered, failed) => {
    const refuse = (error: unknown) => {
      const body = error instanceof Error ? refusal.safeParse(error).data : undefined;
      if (body) answered(refused(body.body, body.statusCode));
      else failed(error);
    };
    try {
      const request = validations.checkTypes(asked, validation.types);
      validations.checkValidations(request, validation.types, validation.custom, store);
      const perform = () =>
        act(store, request, (error, result) => {
          if (error) return refuse(error);
          onSuccess(result);
          answered({ status: 200, headers: jsonHeaders, body: JSON.stringify(result) });
        });
      if (readOperations.has(operation)) perform();
      else store.atOnce(perform);
    } catch (error) {
      refuse(error);
    }
  });
}

const refusal = z.object({ statusCode: z.number(), body: z.looseObject({}) });
const jsonHeaders = { 'content-type': 'application/x-amz-json-1.0' };
const refused = (body: object, status = 400): ServiceAnswer => ({
  status,
  headers: jsonHeaders,
  body: JSON.stringify(body),
});

/** Undefined for what is no JSON object. */
function readRequest(body: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function unitsOf(operation: string, result: Record<string, unknown>): Pick<ConsumedUnits, 'read' | 'write'> {
  const units = (consumed.safeParse(result).data ?? []).reduce(
    (sum, { CapacityUnits }) => sum + CapacityUnits,
    0,
  );
  return readOperations.has(operation) ? { read: units, write: 0 } : { read: 0, write: units };
}

const nothing: ConsumedUnits = { read: 0, write: 0, readRequests: 0, readItems: 0, writeRequests: 0 };
const readItems = z.object({ Count: z.number().optional(), Item: z.unknown().optional() });
const batchOfItems = z.object({ Responses: z.record(z.string(), z.array(z.unknown())) });

function countOf(
  operation: string,
  result: Record<string, unknown>,
): Pick<ConsumedUnits, 'readRequests' | 'readItems' | 'writeRequests'> {
  if (!readOperations.has(operation)) return { readRequests: 0, readItems: 0, writeRequests: 1 };
  const { Count, Item } = readItems.parse(result);
  const batch = Object.values(batchOfItems.safeParse(result).data?.Responses ?? {}).flat().length;
  return { readRequests: 1, readItems: Count ?? (Item ? 1 : batch), writeRequests: 0 };
}
