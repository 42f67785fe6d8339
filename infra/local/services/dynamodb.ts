import { EventEmitter, once } from 'node:events';
import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import * as z from 'zod';
import { type IndexedTable, repairIndexes } from './index-repair.ts';
import { type Ask, rebuildTable, restoreTable, waitingTable } from './table-rebuild.ts';

export interface ConsumedUnits {
  read: number;
  write: number;
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
 * DynamoDB on this machine: dynalite, called in this process, with what each call consumes told to the meter.
 *
 * @param renewed an item of an older folder as it is written today
 */
export async function openDynamoDb(
  path: string | undefined,
  onConsumed: (units: ConsumedUnits) => void,
  renewed: (item: Record<string, unknown>) => Record<string, unknown> = (item) => item,
): Promise<LocalDynamoDb> {
  if (path) mkdirSync(path, { recursive: true });
  const server = dynalite({ ...(path && { path }), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  // Requests are handed over in this process. It listens all the same because dynalite closes its store only if it does.
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  async function call(operation: string, body: string): Promise<ServiceAnswer> {
    if (!meteredOperations.has(operation)) return handOver(server, operation, body);
    const request = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
    const answer = await handOver(
      server,
      operation,
      JSON.stringify({ ...request, ReturnConsumedCapacity: 'TOTAL' }),
    );
    // AWS bills a refused conditional write too; dynalite does not say how much: one unit is the least it can be.
    if (answer.status !== 200) {
      if (answer.body.includes('ConditionalCheckFailedException')) onConsumed({ read: 0, write: 1 });
      return answer;
    }
    const result: Record<string, unknown> = JSON.parse(answer.body);
    const units = (consumed.safeParse(result).data ?? []).reduce(
      (sum, { CapacityUnits }) => sum + CapacityUnits,
      0,
    );
    onConsumed(readOperations.has(operation) ? { read: units, write: 0 } : { read: 0, write: units });
    if (request.ReturnConsumedCapacity === undefined) delete result.ConsumedCapacity;
    return { ...answer, body: JSON.stringify(result) };
  }

  // Straight to dynalite: nobody is billed for what a folder needs.
  const ask: Ask = async (operation, request) => {
    const { status, body } = await handOver(server, operation, JSON.stringify(request));
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
    const { status, body } = await handOver(server, 'DescribeTable', JSON.stringify({ TableName }));
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
      await repairIndexes((...request) => handOver(server, ...request), indexedTable(name, properties));
  }

  return {
    call,
    ensureTable,
    close: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()));
        server.closeAllConnections();
      }),
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

/**
 * Whether a folder's table is older than an index of the program's.
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
  return indexShapes(wanted).some((one) => !indexShapes(existing).includes(one));
}

/** Gives dynalite the request as its HTTP server would, without a second trip through the network stack. */
function handOver(server: EventEmitter, operation: string, body: string): Promise<ServiceAnswer> {
  return new Promise((answered) => {
    const request = Object.assign(new EventEmitter(), {
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
      },
    });
    const headers: ServiceAnswer['headers'] = {};
    const response = {
      statusCode: 200,
      setHeader(name: string, value: string | number) {
        headers[name.toLowerCase()] = value;
      },
      end(text = '') {
        // The checksum and length are of dynalite's own text, which the meter's fields are taken out of.
        const { 'x-amz-crc32': _, 'content-length': __, ...kept } = headers;
        answered({ status: response.statusCode, headers: kept, body: text });
      },
    };
    server.emit('request', request, response);
    request.emit('data', Buffer.from(body));
    request.emit('end');
  });
}
