import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { redirect, sendHtml, sendJson } from '../services/http-exchange.ts';
import { type Snapshot, SnapshotRefused, snapshotName } from '../snapshots.ts';
import { type Html, html, messagePage, page } from './html.ts';
import { readOrder } from './local-order.ts';

import { inFrench, shortly } from './local-time.ts';

/** What a home can do with the whole of its state; each waits until nothing is at work. */
export interface Snapshots {
  list(): Promise<Snapshot[]>;
  /** @throws SnapshotRefused */
  take(name: string): Promise<Snapshot>;
  returnTo(name: string): Promise<void>;
}

const keepsNothing =
  'Cette machine ne garde rien (--memory) : il n’y a pas d’instantané à prendre. Relancez-la sans --memory pour en prendre.';
const hrefOf = (name: string) => `/_local/snapshots/${encodeURIComponent(name)}`;

/** @param list undefined for a home that keeps nothing */
export const snapshotSection = (list: Snapshot[] | undefined): Html =>
  html`<section><h2>Instantanés</h2>${
    list === undefined
      ? html`<p>${keepsNothing}</p>`
      : html`<p class="note">Un instantané garde tout : tables, exécutions, courriels, secrets et horloge. On peut y revenir autant de fois qu’on veut.</p>
<form method="post" action="/_local/snapshots" class="row"><label>Nom<br><input name="name" required maxlength="60" autocomplete="off"></label><button>Prendre un instantané</button></form>
<ul class="plain">${list.map(
          ({ name, at }) =>
            html`<li><a href="${hrefOf(name)}">Revenir à « ${name} »</a> <span class="note">${shortly(at)}</span></li>`,
        )}</ul>`
  }</section>`;

/** Asks before all that has happened since is lost. */
const confirmationPage = ({ name, at }: Snapshot): string =>
  page(
    `Revenir à « ${name} » ?`,
    html`<section><p>L’horloge reviendra au ${inFrench(at)}. Tout ce qui s’est passé depuis sera perdu : prenez d’abord un instantané si vous voulez pouvoir y revenir.</p>
<form method="post" action="${hrefOf(name)}/return"><button>Revenir à cet instantané</button></form>
<p><a href="/_local">Ne rien changer</a></p></section>`,
  );

type Answer = (request: IncomingMessage, response: ServerResponse, found: RegExpExecArray) => Promise<void>;

/** `/_local/snapshots`: to list, to take, to look at and to return to one. */
export function snapshotRoutes(snapshots: Snapshots | undefined): [string, RegExp, Answer][] {
  const answering =
    (status: number, answer: (order: unknown, name: string) => Promise<unknown>): Answer =>
    async (request, response, [, name = '']) => {
      const { isForm, value } = await readOrder(request);
      const refuse = (status: number, error: string) =>
        isForm
          ? sendHtml(response, status, messagePage('Instantanés', error))
          : sendJson(response, status, { error });
      if (!snapshots) return refuse(409, keepsNothing);
      try {
        const answered = await answer(value, decodeURIComponent(name));
        if (isForm) redirect(response, '/_local');
        else sendJson(response, status, answered);
      } catch (error) {
        if (!(error instanceof SnapshotRefused)) throw error;
        refuse(409, error.message);
      }
    };
  const find = async (name: string): Promise<Snapshot> => {
    const found = (await snapshots?.list())?.find((one) => one.name === name);
    if (!found) throw new SnapshotRefused(`Aucun instantané ne s’appelle « ${name} ».`);
    return found;
  };
  return [
    ['GET', /^\/_local\/snapshots$/, answering(200, async () => snapshots?.list())],
    [
      'POST',
      /^\/_local\/snapshots$/,
      answering(201, async (order) => {
        const { data, error } = z.object({ name: snapshotName }).safeParse(order);
        if (!data) throw new SnapshotRefused(error.issues[0]?.message ?? '');
        return snapshots?.take(data.name);
      }),
    ],
    [
      'GET',
      /^\/_local\/snapshots\/([^/]+)$/,
      async (_, response, [, name = '']) => {
        const found = (await snapshots?.list())?.find((one) => one.name === decodeURIComponent(name));
        if (found) sendHtml(response, 200, confirmationPage(found));
        else sendHtml(response, 404, messagePage('Instantané inconnu', 'Aucun instantané ne porte ce nom.'));
      },
    ],
    [
      'POST',
      /^\/_local\/snapshots\/([^/]+)\/return$/,
      answering(200, async (_, name) => {
        const found = await find(name);
        await snapshots?.returnTo(found.name);
        return found;
      }),
    ],
  ];
}
