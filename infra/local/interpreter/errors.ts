import * as z from 'zod';

/** A failure inside an execution, as `Retry` and `Catch` see it (`$states.errorOutput` is its AWS spelling). */
export const failure = z.object({ error: z.string(), cause: z.string() });
export type Failure = z.infer<typeof failure>;

/** Thrown while a state is interpreted; becomes the state's failure, never a crash of the engine. */
export class StateFailure extends Error {
  readonly failure: Failure;
  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'StateFailure';
    this.failure = { error, cause };
  }
}

/** The names under which the Step Functions API refuses a request; an endpoint answers them as they are. */
export type ServiceErrorName =
  | 'ExecutionAlreadyExists'
  | 'ExecutionDoesNotExist'
  | 'InvalidExecutionInput'
  | 'InvalidName'
  | 'InvalidOutput'
  | 'InvalidToken'
  | 'StateMachineDoesNotExist'
  | 'ValidationException'
  | 'TaskDoesNotExist'
  | 'TaskTimedOut';

export class ServiceError extends Error {
  override readonly name: ServiceErrorName;
  constructor(name: ServiceErrorName, message: string) {
    super(message);
    this.name = name;
  }
}

/** A definition asks for something the interpreter does not cover: said at load time, never ignored at run time. */
export class DefinitionRefused extends Error {
  constructor(machine: string, state: string | undefined, reason: string) {
    super(`State machine “${machine}”${state === undefined ? '' : `, state “${state}”`}: ${reason}`);
    this.name = 'DefinitionRefused';
  }
}
