import { Duration } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { bundledCode } from './bundles.ts';
import type { MailSending } from './mail-sending.ts';
import type { RecordsTable, TableRight } from './records-table.ts';
import { SopaFunction } from './sopa-function.ts';

/** The pages answer before API Gateway gives up, at thirty seconds. */
const pageTimeout = Duration.seconds(29);
export const stepTimeout = Duration.seconds(60);
/** How long a state waits for a step before it believes that the answer is lost. */
export const stepAnswerTimeout = Duration.seconds(75);
const batchTimeout = Duration.minutes(4);
/** As long as Lambda lets anything run; nobody waits for it. */
const nightlyTimeout = Duration.minutes(15);
export const batchAnswerTimeout = Duration.minutes(5);

type Role = {
  entry: string;
  description: string;
  /** What it may do with the table; without any it is not told the table's name. */
  table?: readonly TableRight[];
  /** Mails people. Such a function is told all that mails may need; only `keys` lets it read the secret. */
  mails?: true;
  /** Derives keys from the master secret: for links, forms or sessions. */
  keys?: true;
  memorySize?: number;
  timeout: Duration;
};

const step = (
  file: string,
  description: string,
  more: Omit<Role, 'entry' | 'description' | 'timeout'>,
): Role => ({
  entry: `functions/workflow/${file}.ts`,
  description,
  timeout: stepTimeout,
  ...more,
});

/** Every function: what it is for and what it may touch. Which machines it may ring or start is said in sopa-stack.ts. */
const roles = {
  PlanStage: step('plan-stage', 'Computes the moments of a stage', {
    table: ['get', 'put', 'update', 'query'],
  }),
  SendFarewell: step('send-farewell', 'Tells those whose stage it is no more', {
    table: ['get', 'put', 'update', 'delete', 'query'],
    mails: true,
  }),
  SendAssignment: step('send-assignment', 'Mails the assignment to tutor and student', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup'],
    mails: true,
    keys: true,
  }),
  SendBriefing: step('send-briefing', 'Mails the briefing to tutor and student', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup'],
    mails: true,
    keys: true,
  }),
  OpenRound: step('open-round', 'Requests a report, reminds, escalates', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup', 'list'],
    mails: true,
    keys: true,
  }),
  AwaitReport: step('await-report', 'Hangs the doorbell that a sent report rings', {
    // It reads and puts where the report is of an older shape (decision 0024).
    table: ['get', 'put', 'update'],
  }),
  DistributeReport: step('distribute-report', 'Mails the report of a stage', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup'],
    mails: true,
    keys: true,
    // It lays out a PDF, and the tutor waits for the receipt.
    memorySize: 1024,
  }),
  RecordUnreturned: step('record-unreturned', 'Closes a stage whose report was not returned', {
    table: ['get', 'put', 'update', 'delete', 'query', 'list'],
    mails: true,
  }),
  RecordTrouble: step('record-trouble', 'Writes on a placement which step failed', {
    table: ['get', 'put', 'update'],
  }),
  WorkOff: {
    ...step('work-off', 'Does the next batch of what is done to many placements', {
      // It deletes what a campaign has that was never launched.
      table: ['get', 'put', 'update', 'delete', 'query', 'lookup', 'list'],
      mails: true,
      keys: true,
      memorySize: 1024,
    }),
    timeout: batchTimeout,
  },
  RecordStoppedWork: step('record-stopped-work', 'Writes down that what is done to many stopped', {
    table: ['get', 'put'],
  }),
  PlanMeeting: step('plan-meeting', 'Computes the moments of a meeting', { table: ['get', 'put'] }),
  GatherGuests: step('gather-guests', 'Writes down whom a meeting is for', {
    table: ['get', 'put', 'query', 'lookup', 'list'],
    keys: true,
  }),
  TellGuests: step('tell-guests', 'Invites to a meeting, and tells what changes of it', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup'],
    mails: true,
    keys: true,
  }),
  RemindGuests: step('remind-guests', 'Reminds of a meeting', {
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup'],
    mails: true,
    keys: true,
  }),
  CloseMeeting: step('close-meeting', 'Closes a meeting that has ended', { table: ['get', 'put'] }),
  RecordMeetingTrouble: step('record-meeting-trouble', 'Writes on a meeting which step failed', {
    table: ['get', 'put'],
  }),
  Tutor: {
    entry: 'functions/pages/tutor/handler.ts',
    description: 'Pages of tutors and students',
    table: ['get', 'put', 'update', 'lookup'],
    keys: true,
    memorySize: 1024,
    timeout: pageTimeout,
  },
  Console: {
    entry: 'functions/pages/admin/handler.ts',
    description: 'Pages of the staff',
    table: ['get', 'put', 'update', 'query', 'lookup', 'list', 'attention'],
    keys: true,
    memorySize: 1024,
    timeout: pageTimeout,
  },
  Auth: {
    entry: 'functions/pages/auth/handler.ts',
    description: 'Staff sign-in by OpenID Connect',
    table: ['get', 'put', 'update'],
    keys: true,
    timeout: pageTimeout,
  },
  Assets: {
    entry: 'functions/pages/assets/handler.ts',
    description: 'Stylesheet and scripts of the pages',
    timeout: pageTimeout,
  },
  MailEvents: {
    entry: 'functions/events/mail-events.ts',
    description: 'Writes down what SES says became of a mail',
    table: ['get', 'put', 'update', 'query'],
    timeout: stepTimeout,
  },
  MailLink: {
    entry: 'functions/events/mail-link.ts',
    description: 'Mails a tutor or a student the link they asked for',
    table: ['get', 'put', 'update', 'delete', 'lookup'],
    mails: true,
    keys: true,
    timeout: stepTimeout,
  },
  MailTrial: {
    entry: 'functions/events/mail-trial.ts',
    description: 'Mails staff a mail of a campaign as a trial',
    table: ['get', 'lookup'],
    mails: true,
    // It may lay out a PDF.
    memorySize: 1024,
    timeout: stepTimeout,
  },
  Digest: {
    entry: 'functions/events/digest.ts',
    description: 'Mails those in charge of a site what waits there',
    table: ['get', 'put', 'update', 'delete', 'query', 'lookup', 'attention'],
    mails: true,
    // It lays out the reports of a day for who wishes them attached.
    memorySize: 1024,
    timeout: batchTimeout,
  },
  LaunchScheduled: {
    entry: 'functions/events/launch-scheduled.ts',
    description: 'Launches the campaigns whose launch is scheduled for now',
    table: ['get', 'put', 'update', 'query', 'list', 'due'],
    timeout: stepTimeout,
  },
  Reconcile: {
    entry: 'functions/events/reconcile.ts',
    description: 'Holds what runs against what should run',
    table: ['get', 'put', 'update', 'query', 'lookup', 'list', 'due'],
    timeout: nightlyTimeout,
  },
  TakeUp: {
    entry: 'functions/events/take-up.ts',
    description: 'Takes up what was intended and is not done',
    table: ['get', 'put', 'update', 'query', 'due'],
    timeout: batchTimeout,
  },
} as const satisfies Record<string, Role>;

export type FunctionName = keyof typeof roles;
const names = Object.keys(roles).filter((name): name is FunctionName => name in roles);

export type FunctionsProps = {
  publicUrl: string;
  mailFrom: string;
  records: RecordsTable;
  secret: ISecret;
  mailSending: MailSending;
};

/** The functions with what each may touch, and the environment that says where it is. */
export class Functions extends Construct {
  readonly #functions: Map<FunctionName, SopaFunction>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.#functions = new Map(names.map((name) => [name, this.#create(name, roles[name], props)]));
  }

  get all(): readonly SopaFunction[] {
    return [...this.#functions.values()];
  }

  of(name: FunctionName): SopaFunction {
    const found = this.#functions.get(name);
    if (!found) throw new Error(`no function is called ${name}`);
    return found;
  }

  #create(
    name: FunctionName,
    { entry, description, table, mails, keys, memorySize = 512, timeout }: Role,
    { publicUrl, mailFrom, records, secret, mailSending }: FunctionsProps,
  ): SopaFunction {
    const created = new SopaFunction(this, name, {
      code: bundledCode(entry),
      description,
      memorySize,
      timeout,
      environment: {
        ...(table && { TABLE_NAME: records.table.tableName }),
        ...((mails || keys) && { PUBLIC_URL: publicUrl, SECRET_ARN: secret.secretArn }),
        ...(mails && {
          MAIL_FROM: mailFrom,
          CONFIGURATION_SET: mailSending.configurationSet.configurationSetName,
        }),
      },
    });
    if (table) records.grant(created, table);
    if (mails) mailSending.grantSend(created);
    if (keys) {
      Grant.addToPrincipal({
        grantee: created,
        actions: ['secretsmanager:GetSecretValue'],
        resourceArns: [secret.secretArn],
      });
    }
    return created;
  }
}
