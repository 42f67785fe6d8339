import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { ExecutionAlreadyExists, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import type { Acting } from '../../functions/actions/acting.ts';
import type {
  GuestsEnvironment,
  MailingEnvironment,
  MeetingEnvironment,
  WorkEnvironment,
  WorkingEnvironment,
} from '../../functions/environment.ts';
import { logger } from '../../functions/observability/logger.ts';
import { auditEntryShape, openAuditTrail } from '../../functions/store/audit-trail.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { attentionIndex, dueIndex, listIndex, lookupIndex } from '../../functions/store/table-keys.ts';
import type { AuditEntry } from '../../schemas/audit.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Role, Staff } from '../../schemas/staff.ts';
import { monday } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';
import { MemoryTable } from '../simulation/services/memory-table.ts';

/** Of the deployed table (tests/infra/stack.test.ts); indexes with whole items, of which stores take what they project. */
const recordsShape = {
  keys: { hash: 'pk', range: 'sk' },
  indexes: [
    { name: lookupIndex, hash: 'lookupPk', range: 'lookupSk', projection: 'ALL' as const },
    { name: dueIndex, hash: 'duePk', range: 'dueSk', projection: 'ALL' as const },
    { name: listIndex, hash: 'listPk', range: 'listSk', projection: 'ALL' as const },
    { name: attentionIndex, hash: 'attentionPk', range: 'attentionSk', projection: 'ALL' as const },
  ],
};

export const env: WorkEnvironment &
  WorkingEnvironment &
  MailingEnvironment &
  MeetingEnvironment &
  GuestsEnvironment = {
  TABLE_NAME: 'Records',
  WORK_ARN: 'arn:aws:states:eu-west-3:000000000000:stateMachine:Work',
  TELL_GUESTS_ARN: 'arn:aws:lambda:eu-west-3:000000000000:function:TellGuests',
  MEETING_ARN: 'arn:aws:states:eu-west-3:000000000000:stateMachine:Meeting',
  LIFECYCLE_ARN: 'arn:aws:states:eu-west-3:000000000000:stateMachine:Lifecycle',
  SECRET_ARN: 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:master',
  PUBLIC_URL: 'https://stages.example',
  MAIL_FROM: 'stages@inspe.example',
  CONFIGURATION_SET: 'sopa',
};

const registrar = (sites: readonly string[], role: Role = 'registrar'): Staff => ({
  ...{ subject: 'r1', name: 'Camille Fournier', role, sites: [...sites] },
});
/** Of both sites of the campaign, of one, and of none that may act. */
export const camille = registrar(['poitiers', 'niort']);
export const ofNiort = registrar(['niort']);
export const delegate = registrar(['poitiers', 'niort'], 'delegate');
export const administrator = registrar([], 'administrator');

type Input = Record<string, unknown>;
type Taken = { command: string; input: Input };

/** An institute on the services that the actions ask, in this process: tables, executions by name, mails, what is handed over. */
export class Institute {
  readonly store: Store;
  /** By name: running until it is said to be something else. */
  readonly executions = new Map<string, string>();
  /** In the order in which they were asked for. */
  readonly taken: Taken[] = [];
  /** Before a service takes a command: what somebody else does meanwhile, or what it throws. */
  before: (command: string, input: Input) => void | Promise<void> = () => {};
  /** What the next query of an index answers, which may lag behind the table. */
  stale: { Items: Input[] } | undefined;
  readonly #tables = {
    Records: new MemoryTable(recordsShape),
    Audit: new MemoryTable({ keys: { hash: 'pk', range: 'sk' }, indexes: [] }),
  };
  readonly #trail = openAuditTrail('Audit');
  readonly #log = (['error', 'warn'] as const).map((level) =>
    vi.spyOn(logger, level).mockImplementation(() => {}),
  );

  constructor() {
    this.store = openStore(env.TABLE_NAME);
    for (const log of this.#log) log.mockClear();
  }

  /** The one that the services of this process are: the last that was opened. */
  static async open(campaign: Campaign, placements: readonly Placement[]): Promise<Institute> {
    opened = new Institute();
    await opened.store.institutions.put(poitiers);
    await opened.store.campaigns.create(campaign);
    for (const placement of placements) await opened.store.placements.create(placement);
    return opened;
  }

  acting(staff: Staff, now = monday): Acting {
    return { staff, session: 'session-1', store: this.store, audit: this.#trail, now };
  }

  /** What was written into the audit trail, oldest first. */
  audited(): AuditEntry[] {
    return this.asked('PutCommand')
      .filter(({ TableName }) => TableName === 'Audit')
      .map(({ Item }) => auditEntryShape.read(Item as Input));
  }

  /** What the log was told, without where in the sources. */
  get logged(): string[] {
    return this.#log.flatMap(({ mock }) => mock.calls.map(([message]) => String(message)));
  }
  /** With what was said beside it. */
  get loggedFacts(): unknown[] {
    return this.#log.flatMap(({ mock }) => mock.calls.map(([, facts]) => facts));
  }

  asked(command: string): Input[] {
    return this.taken.filter((one) => one.command === command).map(({ input }) => input);
  }

  async answer(command: string, input: Input): Promise<unknown> {
    await this.before(command, input);
    this.taken.push({ command, input });
    const table = this.#tables[input.TableName === 'Audit' ? 'Audit' : 'Records'];
    const name =
      String(input.executionArn ?? '')
        .split(':')
        .at(-1) ?? '';
    switch (command) {
      case 'GetCommand':
        return table.get(input as Parameters<typeof table.get>[0]);
      case 'PutCommand':
        return table.put(input as Parameters<typeof table.put>[0]);
      case 'DeleteCommand':
        return table.delete(input as Parameters<typeof table.delete>[0]);
      case 'UpdateCommand':
        return table.update(input as Parameters<typeof table.update>[0]);
      case 'QueryCommand': {
        const { stale } = this;
        this.stale = undefined;
        if (stale && input.IndexName) return stale;
        return table.query(input as Parameters<typeof table.query>[0]);
      }
      case 'StartExecutionCommand': {
        if (this.executions.has(String(input.name))) throw new ExecutionAlreadyExists(sfn('it ran'));
        this.executions.set(String(input.name), 'RUNNING');
        return {};
      }
      case 'DescribeExecutionCommand': {
        const status = this.executions.get(name);
        if (!status) throw new ExecutionDoesNotExist(sfn('none'));
        return { status };
      }
      case 'StopExecutionCommand': {
        if (!this.executions.has(name)) throw new ExecutionDoesNotExist(sfn('none'));
        this.executions.set(name, 'ABORTED');
        return {};
      }
      case 'SendTaskSuccessCommand':
      case 'InvokeCommand':
        return {};
      case 'SendRawEmailCommand':
        return { MessageId: `mail-${this.asked(command).length}` };
      case 'GetSecretValueCommand':
        return { SecretString: 'of-the-tests' };
      default:
        throw new Error(`${command} is not answered here`);
    }
  }
}

const sfn = (message: string) => ({ message, $metadata: {} });
let opened: Institute | undefined;

for (const client of [DynamoDBDocumentClient, SFNClient, SESClient, LambdaClient, SecretsManagerClient])
  Object.assign(client.prototype, {
    send: (command: { constructor: { name: string }; input: Input }) => {
      if (!opened) throw new Error('no institute is opened');
      return opened.answer(command.constructor.name, command.input);
    },
  });
