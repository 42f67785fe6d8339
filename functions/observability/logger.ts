import { Logger } from '@aws-lambda-powertools/logger';

export const logger = new Logger();

/** What a log may say of an error: its code where it has one, since names of classes do not outlive minification, else its name. */
export const errorName = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

/** What failed and where; not the message, which may quote a person. */
export const failure = (error: unknown) =>
  error instanceof Error
    ? {
        errorName: errorName(error),
        at: error.stack?.split('\n').filter((line) => line.startsWith('    at ')),
      }
    : { errorName: typeof error };
