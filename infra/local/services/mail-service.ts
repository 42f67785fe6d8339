import { createTransport } from 'nodemailer';
import type { ServiceAnswer } from './dynamodb.ts';
import type { LateFault, MailFaults } from './mail-faults.ts';
import type { AcceptedMail, Mailbox, MailRow } from './mailbox.ts';
import type { Meter } from './meter.ts';

/** Longer than any function waits. */
const silenceMs = 120_000;

export interface MailService {
  /** Answers one SES request of the Query protocol. */
  call(body: string): Promise<ServiceAnswer>;
  close(): void;
}

/** SES on this machine: takes SendRawEmail, keeps the mail, and relays it when there is an SMTP relay. */
export function openMailService(options: {
  mailbox: Mailbox;
  faults: MailFaults;
  meter: Meter;
  now: () => string;
  smtpUrl: string | undefined;
  /** Called once the mail is kept: whether its reader's server takes it, too. */
  onTaken: (mail: MailRow, isDelivered: boolean) => void;
  /** Called when it then does not arrive. */
  onFailed: (mail: MailRow, fault: LateFault) => void;
}): MailService {
  const { mailbox, faults, meter, now, onTaken, onFailed } = options;
  const relay = options.smtpUrl ? createTransport(options.smtpUrl) : undefined;
  const closing = new AbortController();

  const keep = (mail: AcceptedMail, isDelivered = true): MailRow => {
    const row = mailbox.keep(mail, now());
    meter.add('mails', mail.recipients.length);
    meter.add('attachmentBytes', attachmentBytes(mail.raw));
    onTaken(row, isDelivered);
    return row;
  };

  async function send(mail: AcceptedMail): Promise<ServiceAnswer> {
    const fault = faults.strike(mail.tags.occasion, mail.recipients);
    switch (fault) {
      case 'refuse':
        return failure(400, 'MessageRejected', 'Refusé, comme demandé par /_local/mail/faults');
      case 'throttle':
        return failure(400, 'Throttling', 'Maximum sending rate exceeded.');
      case 'unavailable':
        return failure(503, 'ServiceUnavailable', 'Indisponible, comme demandé par /_local/mail/faults');
      case 'timeout-delivered':
        keep(mail);
        return silence(closing.signal);
      case 'bounce':
      case 'bounce-transient':
      case 'complain':
      case 'reject':
      case 'delay': {
        const kept = keep(mail, fault === 'complain');
        onFailed(kept, fault);
        return answer('SendRawEmail', `<MessageId>${kept.id}</MessageId>`);
      }
      case 'timeout':
        return silence(closing.signal);
    }
    if (relay) {
      try {
        const from =
          /^From:.*?([^\s<>]+@[^\s<>]+)/im.exec(Buffer.from(mail.raw).toString('latin1'))?.[1] ?? '';
        await relay.sendMail({ envelope: { from, to: mail.recipients }, raw: Buffer.from(mail.raw) });
      } catch (error) {
        return relayFailure(error);
      }
    }
    return answer('SendRawEmail', `<MessageId>${keep(mail).id}</MessageId>`);
  }

  return {
    async call(body) {
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      if (action !== 'SendRawEmail')
        return failure(400, 'InvalidAction', `${action} is not simulated on this machine`);
      const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
      const recipients = members(form, 'Destinations').map((prefix) => form.get(prefix) ?? '');
      const tags = members(form, 'Tags').map((prefix) => [
        form.get(`${prefix}.Name`),
        form.get(`${prefix}.Value`),
      ]);
      if (raw.length === 0 || recipients.length === 0) {
        return failure(400, 'InvalidParameterValue', 'SendRawEmail needs RawMessage.Data and Destinations');
      }
      // SES itself: 10 MB of message by default, encoded.
      if (raw.length > 10_000_000)
        return failure(400, 'InvalidParameterValue', 'Message length is more than 10 MB');
      return send({
        raw,
        recipients,
        tags: Object.fromEntries(tags),
        configurationSet: form.get('ConfigurationSetName') ?? undefined,
      });
    },
    close() {
      closing.abort();
      relay?.close();
    },
  };
}

/** `Tags.member.1`, `Tags.member.2`… as far as they go. */
function members(form: URLSearchParams, name: string): string[] {
  const found: string[] = [];
  for (let index = 1; ; index++) {
    const prefix = `${name}.member.${index}`;
    if (![...form.keys()].some((key) => key === prefix || key.startsWith(`${prefix}.`))) return found;
    found.push(prefix);
  }
}

const escapeXml = (text: string) => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const xml = (status: number, body: string): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?>${body}`,
});
const namespace = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

const answer = (action: string, result: string) =>
  xml(
    200,
    `<${action}Response ${namespace}><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`,
  );
const failure = (status: number, code: string, message: string) =>
  xml(
    status,
    `<ErrorResponse ${namespace}><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  );

/** A relay that answered no has not taken the mail; one that could not be reached neither; for the rest nobody knows. */
function relayFailure(error: unknown): ServiceAnswer {
  const { code, responseCode } = Object.assign({ code: '', responseCode: 0 }, error);
  const message = error instanceof Error ? error.message : String(error);
  if (responseCode >= 500) return failure(400, 'MessageRejected', message);
  if (responseCode >= 400 || code === 'ECONNREFUSED' || code === 'EDNS')
    return failure(400, 'Throttling', message);
  return failure(503, 'ServiceUnavailable', message);
}

function silence(closing: AbortSignal): Promise<ServiceAnswer> {
  return new Promise((answered) => {
    const late = () => answered(failure(503, 'ServiceUnavailable', 'Trop tard'));
    const timer = setTimeout(late, silenceMs);
    timer.unref();
    closing.addEventListener('abort', () => {
      clearTimeout(timer);
      late();
    });
  });
}

/** What SES bills as attachments: the bytes of the message's parts that are attached, as they travel. */
function attachmentBytes(raw: Uint8Array): number {
  const parts = Buffer.from(raw)
    .toString('latin1')
    .split(/\r?\n--/);
  return parts
    .filter((part) => /^content-disposition:\s*attachment/im.test(part))
    .reduce((sum, p) => sum + p.length, 0);
}
