import { DynamoDBServiceException, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  SFNServiceException,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Engine } from '../../../infra/local/interpreter/engine.ts';
import { ServiceError } from '../../../infra/local/interpreter/errors.ts';
import type { Border, Process } from '../border.ts';
import type { Fault, Faults } from '../faults.ts';
import type { MailService } from './mail.ts';
import type { MemoryTable } from './memory-table.ts';

export type Services = {
  border: Border;
  faults: Faults;
  tables: ReadonlyMap<string, MemoryTable>;
  mail: MailService;
  /** As it is now: a killed home has another. */
  engine: () => Engine;
  /** An asynchronous call is taken. */
  invokeLater: (functionName: string, payload: unknown) => void;
  /** Something of the table may be lagging behind from now on. */
  beginLag: (table: MemoryTable) => void;
  /** Whether the service is away that this fault takes away, from now on or still. */
  isAway: (fault: Fault) => boolean;
  secret: string;
};

const metadata = { $metadata: {} };
/** No answer came: what the SDK throws when it has asked for the last time. */
const timeout = () => Object.assign(new Error('no answer'), { name: 'TimeoutError' });

const dynamoThrottled = () =>
  new ProvisionedThroughputExceededException({
    message: 'Throughput exceeds the current capacity',
    ...metadata,
  });

type Write = PutCommand | DeleteCommand | UpdateCommand;

const write = (table: MemoryTable, command: Write) => {
  if (command instanceof PutCommand) return table.put(command.input);
  if (command instanceof DeleteCommand) return table.delete(command.input);
  return table.update(command.input);
};

const tableOf = ({ tables }: Services, name: string | undefined): MemoryTable => {
  const table = tables.get(name ?? '');
  if (!table)
    throw new DynamoDBServiceException({ name: 'ResourceNotFoundException', $fault: 'client', ...metadata });
  return table;
};

const dynamo = (services: Services, command: unknown) => {
  const { faults } = services;
  if (faults.strikes('dynamoThrottled')) {
    faults.seen('dynamoThrottled');
    if (command instanceof UpdateCommand) services.mail.writeFailed(command.input.Key ?? {});
    throw dynamoThrottled();
  }
  if (command instanceof GetCommand) return tableOf(services, command.input.TableName).get(command.input);
  if (command instanceof QueryCommand) {
    const table = tableOf(services, command.input.TableName);
    if (command.input.IndexName && table.lagging > 0) faults.seen('indexesLag');
    return table.query(command.input);
  }
  if (
    !(command instanceof PutCommand || command instanceof DeleteCommand || command instanceof UpdateCommand)
  )
    throw new Error('a command that is not simulated');
  const table = tableOf(services, command.input.TableName);
  if (faults.strikes('indexesLag')) services.beginLag(table);
  const isAskedTwice = faults.strikes('dynamoAskedTwice');
  const isLost = faults.strikes('dynamoAnswerLost');
  const answer = write(table, command);
  if (isLost) {
    faults.seen('dynamoAnswerLost');
    throw timeout();
  }
  if (!isAskedTwice) return answer;
  // The SDK asks again by itself when an answer is lost.
  try {
    return write(table, command);
  } catch (error) {
    faults.seen('dynamoAskedTwice');
    throw error;
  }
};

const executionErrors = {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  TaskDoesNotExist,
  TaskTimedOut,
};

const asThrownByTheSdk = (error: unknown) => {
  if (!(error instanceof ServiceError)) return error;
  const known = Object.entries(executionErrors).find(([name]) => name === error.name);
  return known
    ? new known[1]({ message: error.message, ...metadata })
    : new SFNServiceException({ name: error.name, $fault: 'client', message: error.message, ...metadata });
};

const stepFunctions = ({ faults, engine, isAway }: Services, command: unknown) => {
  const isThrottled = faults.strikes('executionThrottled');
  if (isThrottled) faults.seen('executionThrottled');
  if (isThrottled || isAway('executionAway'))
    throw new SFNServiceException({ name: 'ThrottlingException', $fault: 'client', ...metadata });
  const answer = () => {
    try {
      if (command instanceof StartExecutionCommand) {
        const { stateMachineArn = '', name, input } = command.input;
        return engine().start({ machineArn: stateMachineArn, name, input });
      }
      if (command instanceof StopExecutionCommand)
        return engine().stop(command.input.executionArn ?? '', command.input.error, command.input.cause);
      if (command instanceof DescribeExecutionCommand)
        return engine().describe(command.input.executionArn ?? '');
      if (command instanceof ListExecutionsCommand) {
        const { stateMachineArn: machineArn = '', maxResults: most = 100, nextToken } = command.input;
        return engine().listRunning({ machineArn, most, nextToken });
      }
      if (command instanceof SendTaskSuccessCommand)
        return engine().sendTaskSuccess(command.input.taskToken ?? '', command.input.output ?? '');
    } catch (error) {
      throw asThrownByTheSdk(error);
    }
    throw new Error('a command that is not simulated');
  };
  if (!faults.strikes('executionAnswerLost')) return answer();
  answer();
  faults.seen('executionAnswerLost');
  throw timeout();
};

/** Every client of AWS in this process asks the services that are given, through the border. */
export const connect = (services: () => Services): void => {
  const through =
    (answer: (services: Services, command: unknown, process: Process) => unknown) =>
    (command: { constructor: { name: string }; input: object }) => {
      const now = services();
      return now.border.call(described(command), (process) => answer(now, command, process));
    };
  Object.assign(DynamoDBDocumentClient.prototype, { send: through(dynamo) });
  Object.assign(SFNClient.prototype, { send: through(stepFunctions) });
  Object.assign(SESClient.prototype, {
    send: through(({ mail }, command, process) => {
      if (!(command instanceof SendRawEmailCommand)) throw new Error('a command that is not simulated');
      return mail.take(command.input, process);
    }),
  });
  Object.assign(LambdaClient.prototype, {
    send: through(({ invokeLater }, command) => {
      if (!(command instanceof InvokeCommand)) throw new Error('a command that is not simulated');
      const { FunctionName = '', Payload = '' } = command.input;
      invokeLater(FunctionName, JSON.parse(String(Payload)));
      return { StatusCode: 202 };
    }),
  });
  Object.assign(SecretsManagerClient.prototype, {
    // Asked once in an instance's life, and not of interest.
    send: async (command: GetSecretValueCommand) => ({
      ARN: command.input.SecretId,
      SecretString: services().secret,
    }),
  });
};

type KeyedInput = {
  Key?: { pk?: string; sk?: string };
  Item?: { pk?: string; sk?: string };
  IndexName?: string;
  name?: string;
  ExpressionAttributeValues?: Record<string, unknown>;
};

/** A call as the trace names it. */
const described = (command: { constructor: { name: string }; input: KeyedInput }): string => {
  const { input } = command;
  const { pk = '', sk = '' } = input.Key ?? input.Item ?? {};
  const what = command.constructor.name.replace(/Command$/, '');
  const asked = String(Object.values(input.ExpressionAttributeValues ?? {})[0] ?? '');
  const named = what === 'Query' ? `${input.IndexName ?? ''} ${asked}` : (input.name ?? '');
  return `${what} ${named}${pk}${sk && `|${sk}`}`.trim();
};
