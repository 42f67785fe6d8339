import * as z from 'zod';

const clockAnswer = z.object({ now: z.string() });
const readMail = z.object({
  id: z.string(),
  at: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  tags: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), href: z.string() })),
});
export type ReadMail = z.infer<typeof readMail>;
const execution = z.object({
  name: z.string(),
  machine: z.string(),
  status: z.string(),
  state: z.string().nullish(),
  error: z.string().optional(),
  cause: z.string().optional(),
});

/** A launch of ten thousand mails thirty thousand times at once, half of them with a PDF. */
const mailsAtOnce = 100;

/** The home's own routes, as anybody may drive them. */
export const homeClient = (url: string) => {
  const json = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(new URL(path, url), init);
    if (!response.ok) throw new Error(`${response.status} on ${path}`);
    return response.json();
  };
  /** Oldest first, some at a time; only those that came after the mail `after`. */
  const mails = async (after = '') => {
    const asked = new URLSearchParams({ limit: String(mailsAtOnce), ...(after && { after }) });
    return z.array(readMail).parse(await json(`/_local/mail?${asked}`));
  };
  return {
    url,
    clock: async () => clockAnswer.parse(await json('/_local/clock')).now,
    /** Moves the clock forward, running all that is due; answers once all is quiet. */
    moveTo: async (to: string) =>
      clockAnswer.parse(
        await json('/_local/clock', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ to }),
        }),
      ).now,
    mails,
    /** All that came after the mail `after`, oldest first. */
    async *mailsAfter(after = ''): AsyncGenerator<ReadMail> {
      let last = after;
      for (let more = await mails(last); more.length > 0; more = await mails(last)) {
        yield* more;
        last = more.at(-1)?.id ?? last;
      }
    },
    executions: async () => z.array(execution).parse(await json('/_local/executions')),
    meter: () => json('/_local/meter'),
    download: async (href: string) => new Uint8Array(await (await fetch(new URL(href, url))).arrayBuffer()),
  };
};
export type Execution = z.infer<typeof execution>;
export type HomeClient = ReturnType<typeof homeClient>;
