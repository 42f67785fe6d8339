import { Logger } from '@aws-lambda-powertools/logger';

export const logger = new Logger();

/** What failed and where; not the message, which may quote a person. */
export const failure = (error: unknown) =>
  error instanceof Error
    ? { errorName: error.name, at: error.stack?.split('\n').filter((line) => line.startsWith('    at ')) }
    : { errorName: typeof error };
