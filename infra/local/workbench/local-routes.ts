import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Clock } from '../interpreter/clock.ts';
import type { Engine } from '../interpreter/engine.ts';
import type { SampleAccount } from '../sample/sample-accounts.ts';
import { redirect, sendHtml, sendJson } from '../services/http-exchange.ts';
import { faultOrder, type MailFaults } from '../services/mail-faults.ts';
import type { Mailbox, MailRow } from '../services/mailbox.ts';
import type { Meter } from '../services/meter.ts';
import { clockJumps, JumpStopped } from './clock-jumps.ts';
import { messagePage } from './html.ts';
import { executionPage } from './local-execution-page.ts';
import { attachmentHref, mailPage } from './local-mail-page.ts';
import { readOrder } from './local-order.ts';
import { movingPage, overviewPage, shown, shownOnTheWay } from './local-pages.ts';
import { type Snapshots, snapshotRoutes } from './local-snapshots.ts';
import { targetOf, UnusableTime } from './local-time.ts';

export interface LocalRoutesParts {
  clock: Clock;
  engine: Engine;
  mailbox: Mailbox;
  faults: MailFaults;
  meter: Meter;
  accounts: SampleAccount[];
  /** Absent when nothing is kept. */
  snapshots?: Snapshots | undefined;
}

/** As the page's form sends it: no address is anybody's. */
const ordered = z.object({
  kind: z.string().optional(),
  to: z
    .string()
    .transform((to) => to || undefined)
    .optional(),
});

/** A short jump is over before its page is shown; a longer one is watched from there. */
const shortJump = 500;

/** What the home serves beside the product, never deployed: clock, mailbox, executions, meter. */
export function localRoutes(parts: LocalRoutesParts) {
  const { clock, engine, mailbox, faults, meter } = parts;

  const jumps = clockJumps({ clock, mailbox, engine });
  const newest = (count: number) =>
    Promise.all(mailbox.newest(Math.min(count, shown)).map((row) => mailbox.read(row)));
  const report = () => meter.report(distinctPlacements(engine));

  async function overview(response: ServerResponse): Promise<void> {
    const progress = jumps.progress();
    if (progress)
      return sendHtml(
        response,
        200,
        movingPage(progress, await newest(Math.min(progress.mails, shownOnTheWay))),
      );
    const clockFacts = { now: clock.now(), nextDue: clock.nextDue(), last: jumps.last() };
    const facts = { ...clockFacts, mails: await newest(shown), mailCount: mailbox.count() };
    const { accounts, snapshots } = parts;
    const kept = await snapshots?.list();
    sendHtml(
      response,
      200,
      overviewPage({
        ...facts,
        accounts,
        snapshots: kept,
        executions: engine.list(),
        meter: report(),
        faults: faults.pending(),
      }),
    );
  }

  async function moveClock(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { isForm, value } = await readOrder(request);
    try {
      if (isForm && jumps.progress()) return sendHtml(response, 409, alreadyMoving);
      const arrival = jumps.jump(targetOf(value, clock.now(), clock.nextDue()));
      if (!isForm) return sendJson(response, 200, await arrival);
      // Should it stop on the way, the page says so.
      const watched = arrival.catch((error) => console.error(error));
      await Promise.race([watched, pause(shortJump, undefined, { ref: false })]);
      redirect(response, '/_local');
    } catch (error) {
      if (error instanceof JumpStopped && !isForm)
        return sendJson(response, 409, { error: error.message, now: clock.now() });
      if (!(error instanceof UnusableTime)) throw error;
      if (isForm) sendHtml(response, 400, messagePage('L’horloge n’a pas bougé', error.message));
      else sendJson(response, 400, { error: error.message });
    }
  }

  async function orderFault(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { isForm, value } = await readOrder(request);
    const order = faultOrder.safeParse(isForm ? { ...ordered.parse(value), next: 1 } : value);
    if (!order.success) {
      const problem = z.prettifyError(order.error);
      return isForm
        ? sendHtml(response, 400, messagePage('Rien n’est retenu', problem))
        : sendJson(response, 400, { error: problem });
    }
    faults.order(order.data);
    if (isForm) redirect(response, '/_local');
    else sendJson(response, 200, faults.pending());
  }

  const routes: [method: string, pattern: RegExp, answer: Answer][] = [
    ['GET', /^\/_local\/?$/, (_, response) => overview(response)],
    [
      'GET',
      /^\/_local\/clock$/,
      (_, response) =>
        sendJson(response, 200, { now: clock.now(), next: clock.nextDue(), moving: jumps.progress() }),
    ],
    ['POST', /^\/_local\/clock$/, moveClock],
    [
      'GET',
      /^\/_local\/mail$/,
      async (request, response) => {
        const asked = new URL(request.url ?? '/', 'http://local').searchParams;
        const limit = Number.parseInt(asked.get('limit') ?? '', 10) || undefined;
        const mails = mailbox.after(asked.get('after') ?? '', limit);
        sendJson(response, 200, await Promise.all(mails.map((row) => listed(mailbox, row))));
      },
    ],
    ['GET', /^\/_local\/mail\/faults$/, (_, response) => sendJson(response, 200, faults.pending())],
    ['POST', /^\/_local\/mail\/faults$/, orderFault],
    [
      'DELETE',
      /^\/_local\/mail\/faults$/,
      (_, response) => {
        faults.clear();
        sendJson(response, 200, []);
      },
    ],
    [
      'GET',
      /^\/_local\/mail\/([\w-]+)(?:\/(raw|html|attachments\/\d+))?$/,
      (_, response, [, id, part]) => sendMail(mailbox, response, id ?? '', part),
    ],
    ['GET', /^\/_local\/executions$/, (_, response) => sendJson(response, 200, engine.list())],
    [
      'GET',
      /^\/_local\/executions\/([\w-]+)(\.json)?$/,
      (_, response, [, name = '', json]) => {
        const found = engine.history(name);
        if (json) return sendJson(response, found ? 200 : 404, found ?? { error: unknownExecution });
        sendHtml(response, found ? 200 : 404, found ? executionPage(found) : noSuchExecution);
      },
    ],
    [
      'GET',
      /^\/_local\/(clock-progress|mail-frame)\.js$/,
      (_, response, [, name]) => sendScript(response, `${name}.client.js`),
    ],
    ...snapshotRoutes(parts.snapshots),
    ['GET', /^\/_local\/meter$/, (_, response) => sendJson(response, 200, report())],
  ];

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (method !== 'GET' && isForeign(request)) {
      return sendJson(response, 403, { error: 'Cette demande vient d’un autre site.' });
    }
    for (const [expected, pattern, answer] of routes) {
      const found = pattern.exec(pathname);
      if (expected === method && found) return answer(request, response, found);
    }
    sendHtml(response, 404, messagePage('Page inconnue', 'Cette adresse ne mène à rien.'));
  };
}

type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  found: RegExpExecArray,
) => void | Promise<void>;

/** A page of another site may post a form to this machine: its browser says where it comes from. */
const isForeign = ({ headers }: IncomingMessage) =>
  headers.origin !== undefined && headers.origin !== `http://${headers.host}`;

const alreadyMoving = messagePage(
  'L’horloge avance déjà',
  'Ce saut n’a pas commencé : attendez que l’horloge soit arrivée, puis recommencez.',
);

const unknownExecution = 'Aucune exécution ne porte ce nom.';
const noSuchExecution = messagePage('Exécution inconnue', unknownExecution);

async function listed(mailbox: Mailbox, row: MailRow) {
  const { attachments, headers: _, ...mail } = await mailbox.read(row);
  return {
    ...mail,
    recipients: row.recipients,
    attachments: attachments.map(({ filename, contentType, content }, index) => ({
      filename,
      contentType,
      size: content.length,
      href: attachmentHref(mail.id, index),
    })),
  };
}

async function sendMail(mailbox: Mailbox, response: ServerResponse, id: string, part: string | undefined) {
  const row = mailbox.find(id);
  if (!row) return sendHtml(response, 404, messagePage('Courriel inconnu', 'Ce courriel n’existe pas.'));
  if (part === 'raw') return sendFile(response, 'message/rfc822', `${id}.eml`, mailbox.raw(id));
  const mail = await mailbox.read(row);
  if (part === undefined) return sendHtml(response, 200, mailPage(mail, row.recipients));
  if (part === 'html') return sendMailBody(response, mail.html);
  const attachment = mail.attachments[Number(part.split('/')[1])];
  if (!attachment)
    return sendHtml(response, 404, messagePage('Pièce inconnue', 'Cette pièce jointe n’existe pas.'));
  sendFile(response, attachment.contentType, attachment.filename, attachment.content);
}

function sendScript(response: ServerResponse, file: string): void {
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' });
  response.end(readFileSync(new URL(file, import.meta.url)));
}

function sendFile(
  response: ServerResponse,
  contentType: string,
  filename: string,
  content: Uint8Array,
): void {
  response.writeHead(200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'x-content-type-options': 'nosniff',
  });
  response.end(content);
}

/** The mail's own HTML, as a mail reader shows it: nothing of it runs, its links open elsewhere, its height can be measured. */
function sendMailBody(response: ServerResponse, body: string): void {
  const base = '<base target="_blank">';
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
  });
  response.end(/<head[^>]*>/i.test(body) ? body.replace(/<head[^>]*>/i, (head) => head + base) : base + body);
}

/** How many placements had a lifecycle started: one counts once, however often it was started anew (schemas/workflow.ts). */
function distinctPlacements(engine: Engine): number {
  const names = engine.list().flatMap(({ name }) => /^(.+)-r\d+$/.exec(name)?.[1] ?? []);
  return new Set(names).size;
}
