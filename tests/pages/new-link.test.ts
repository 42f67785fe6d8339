import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { campaign, gauthier, lastDay, morin, startTutorHome, type TutorHome } from './tutor-home.ts';

let home: TutorHome;
beforeEach(async () => {
  home = await startTutorHome();
});
afterEach(() => home.close());

const { email } = gauthier.tutor;
const at = (time: string) => `${lastDay}T${time}:00Z`;
const ask = async (address: string, time: string): Promise<string> => {
  await home.moveTo(at(time));
  const response = await fetch(`${home.url}/lien`, {
    method: 'POST',
    body: new URLSearchParams({ email: address }),
  });
  await home.moveTo(at(time));
  return `${response.status} ${await response.text()}`;
};
const links = async (): Promise<string[]> => {
  const mails: { to: string[]; text: string; tags: Record<string, string> }[] = await (
    await fetch(`${home.url}/_local/mail`)
  ).json();
  return mails
    .filter(({ to, tags }) => to.includes(email) && tags.occasion === 'link')
    .map(({ text }) => text.match(/\/r\/[\w-]+/)?.[0] ?? '');
};
const get = (path: string) => fetch(home.url + path, { redirect: 'manual' });
const csrfIn = (text: string) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
const post = (path: string, fields: Record<string, string>) =>
  fetch(home.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

describe('asking for a link', () => {
  test('answers the same for a known and an unknown address, before anything is looked up', async () => {
    expect(await ask('inconnue@ac.example', '07:00')).toEqual(await ask(email, '07:00'));
    expect(await links()).toHaveLength(1);
  });

  test('sends three mails a day at the most, and not two for two clicks', async () => {
    for (const time of ['07:00', '07:01', '08:00', '09:00', '10:00', '11:00']) await ask(email, time);
    expect(await links()).toHaveLength(3);
  });

  test('sends three mails a day at the most to a tutor whom several campaigns know', async () => {
    const other = { ...campaign, campaignId: '2026-sopa1-2', launchedAt: '2026-09-22T08:00:00.000Z' };
    await home.store.campaigns.create(other);
    await home.store.placements.create({ ...gauthier, campaignId: other.campaignId });
    for (const time of ['07:00', '08:00', '09:00']) await ask(email, time);
    expect(await links()).toHaveLength(3);
    expect(new Set(await links()).size).toBe(2);
  });

  test('cuts nothing: every link that was mailed opens the same door', async () => {
    for (const time of ['07:00', '08:00']) await ask(email, time);
    const [first, second] = await links();
    expect(first).toBe(second);
    expect((await get(first ?? '')).status).toBe(200);
  });

  test('has 256 bits, and stands nowhere in the table', async () => {
    await ask(email, '07:00');
    const token = (await links())[0]?.replace('/r/', '') ?? '';
    expect(Buffer.from(token, 'base64url').length * 8).toBe(256);
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const kept = await Promise.all(
      TableNames.map(async (TableName) => (await client.send(new ScanCommand({ TableName }))).Items ?? []),
    );
    expect(kept.flat().length).toBeGreaterThan(5);
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('again makes good a mail that the service did not answer for', async () => {
    await fetch(`${home.url}/_local/mail/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ next: 1, kind: 'timeout', occasion: 'link' }),
    });
    await ask(email, '07:00');
    expect(await links()).toEqual([]);
    // Too soon to know whether the first left; then, that it did not.
    for (const time of ['07:01', '07:05', '07:09']) await ask(email, time);
    expect(await links()).toHaveLength(1);
  }, 60_000);
});

describe('cutting the links that were mailed', () => {
  test('takes a page and a button; then the old ones are dead, and a new one goes to the address on file', async () => {
    await ask(email, '07:00');
    const [old = ''] = await links();
    const page = await (await get(`${old}/anciens-liens`)).text();
    expect(page).toContain('Couper tous les liens déjà envoyés');
    expect((await get(old)).status).toBe(200);
    expect((await post(`${old}/anciens-liens`, { csrf: 'forged' })).status).toBe(403);
    expect((await get(old)).status).toBe(200);

    const cut = await post(`${old}/anciens-liens`, { csrf: csrfIn(page) });
    expect(cut.status).toBe(200);
    expect(await cut.text()).not.toContain('/r/');
    await home.moveTo(at('07:02'));
    const dead = await get(old);
    expect(dead.status).toBe(410);
    expect(await dead.text()).toContain('Ce lien n’est plus valable');
    for (const placement of [morin, gauthier])
      expect((await home.store.placements.get(placement)).history).toContainEqual(
        expect.objectContaining({ what: 'linksCut', by: 'le tuteur' }),
      );
    const renewed = (await links()).at(-1) ?? '';
    expect(renewed).not.toBe(old);
    expect((await get(renewed)).status).toBe(200);
  });
});
