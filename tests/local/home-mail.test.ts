import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, startHome } from '../../infra/local/home.ts';
import { writeSmallAssembly } from './small-assembly.ts';

let assembly: string;
let data: string;
beforeAll(async () => {
  assembly = await writeSmallAssembly();
  data = await mkdtemp(join(tmpdir(), 'sopa-mail-'));
});
afterAll(async () => {
  await rm(assembly, { recursive: true });
  await rm(data, { recursive: true });
});

const message = 'From: sopa@inspe.example\r\nTo: ines@ac.example\r\nSubject: Essai\r\n\r\nBonjour\r\n';
async function send({ url }: Home): Promise<unknown> {
  const headers = { 'content-type': 'message/rfc822' };
  const response = await fetch(`${url}/page/mail`, { method: 'POST', body: message, headers });
  return response.json();
}

/** As much of an SMTP relay as one mail needs. @param verdict what it says of the recipient */
async function relay(verdict: string): Promise<{ server: Server; url: string; taken: string[] }> {
  const taken: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    let said = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 relay');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      said += chunk.toString();
      if (inData) {
        if (!said.endsWith('\r\n.\r\n')) return;
        taken.push(said);
        inData = false;
        say('250 taken');
      } else if (said.startsWith('DATA')) {
        inData = true;
        say('354 go on');
      } else if (said.startsWith('RCPT')) say(verdict);
      else say('250 fine');
      said = '';
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, taken, url: `smtp://127.0.0.1:${typeof address === 'object' && address?.port}` };
}

test('with a relay, a mail leaves by it and is kept too', async () => {
  const { server, url, taken } = await relay('250 fine');
  const home = await startHome({ port: 0, assembly, frozen: true, smtp: `${url}?ignoreTLS=true` });
  expect(await send(home)).toHaveProperty('id');
  expect(taken).toHaveLength(1);
  expect(taken[0]).toContain('Bonjour');
  expect(await (await fetch(`${home.url}/_local/mail`)).json()).toHaveLength(1);
  await home.close();
  server.close();
});

test('what the relay refuses is refused to the sender, and not kept', async () => {
  const { server, url } = await relay('550 no such person');
  const home = await startHome({ port: 0, assembly, frozen: true, smtp: url });
  expect(await send(home)).toEqual({ error: 'MessageRejected', status: 400 });
  expect(await (await fetch(`${home.url}/_local/mail`)).json()).toEqual([]);
  await home.close();
  server.close();
});

test('a Send event that nobody took in before the end is announced again at the next start', async () => {
  const folder = join(data, 'events');
  const first = await startHome({ port: 0, assembly, frozen: true, data: folder });
  await send(first);
  await first.clock.activity.quiet();
  await first.close();
  // As if the process had been killed between the mail and its event.
  const kept = new DatabaseSync(join(folder, 'home.db'));
  expect(kept.prepare('SELECT announced FROM mail').get()).toEqual({ announced: 1 });
  kept.exec("UPDATE mail SET announced = 0, id = 'other-id'");
  kept.close();

  const [file = ''] = await readdir(join(folder, 'mail'));
  await rename(join(folder, 'mail', file), join(folder, 'mail', 'other-id.eml'));

  const again = await startHome({ port: 0, assembly, frozen: true, data: folder });
  const client = new DynamoDBClient({
    endpoint: again.awsEndpoint,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items } = await client.send(
    new QueryCommand({
      TableName: 'Table',
      KeyConditionExpression: 'pk = :mail',
      ExpressionAttributeValues: { ':mail': { S: 'mail' } },
    }),
  );
  expect(Items?.map(({ sk }) => sk?.S)).toContain('other-id');
  await again.close();
});
