import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';

export type Letter = {
  recipient: string;
  raw: Uint8Array;
  /** Message tags: SES puts them into its events, so that a Send event finds the outbox's record. */
  tags: { campaign: string; occasion: string; mail: string };
};

/**
 * What SES said. `refused`: it did not take the mail and never will have. `unanswered`: it may have taken it.
 * `reason` is an error code, never a message: SES quotes addresses in its messages.
 */
export type Handover =
  | { kind: 'taken'; messageId: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'unanswered'; reason: string };

/** Errors of a connection that was never made. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** The longest that SES is waited for, in milliseconds; the function's own timeout is longer. */
const patience = 8_000;

/** `maxAttempts: 1`, since a retry inside the SDK could send a mail twice unseen. */
const client = new SESClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: patience, throwOnRequestTimeout: true },
});

/** Hands one mail to SES, once. @param from the address that our right to send is bound to (`ses:FromAddress`) */
export const postman =
  ({ configurationSet, from }: { configurationSet: string; from: string }) =>
  async ({ recipient, raw, tags }: Letter): Promise<Handover> => {
    try {
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: [recipient],
          RawMessage: { Data: raw },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return MessageId
        ? { kind: 'taken', messageId: MessageId }
        : { kind: 'unanswered', reason: 'NoMessageId' };
    } catch (error) {
      return understood(error);
    }
  };

const understood = (error: unknown): Handover => {
  if (error instanceof SESServiceException) {
    const status = error.$metadata.httpStatusCode ?? 500;
    return { kind: status >= 400 && status < 500 ? 'refused' : 'unanswered', reason: error.name };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (neverConnected.has(code)) return { kind: 'refused', reason: code };
  return { kind: 'unanswered', reason: code || (error instanceof Error ? error.name : 'Unknown') };
};
