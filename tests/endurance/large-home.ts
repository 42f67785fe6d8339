import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { newPlacement } from '../../functions/domain/import/import-merge.ts';
import { placementItem } from '../../functions/store/placements.ts';
import { openDynamoDb } from '../../infra/local/services/dynamodb.ts';

const begun = z.object({ url: z.string(), awsEndpoint: z.string(), table: z.string() });
const usage = z.object({ cpu: z.object({ user: z.number(), system: z.number() }), memory: z.number() });
export const at = '2026-09-14T07:00:00Z';
export const periods = [{ from: '2026-10-05', to: '2026-10-09' }];
export const siteIds = ['poitiers', 'niort', 'angouleme', 'larochelle'];

/** A home in a process of its own, on a folder. */
export const openHome = async (folder: string, assembly: string) => {
  const child = fork(`${import.meta.dirname}/home-process.ts`, [folder, at, assembly]);
  const [message] = await once(child, 'message');
  return { child, ...begun.parse(message) };
};
export const closeHome = async (child: ChildProcess) => {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
};

/** In milliseconds, of the whole one-machine home: functions, table and all. */
export const cpuOf = async (child: ChildProcess): Promise<number> => {
  child.send('cpu');
  const [answer] = await once(child, 'message');
  const { cpu } = usage.parse(answer);
  return (cpu.user + cpu.system) / 1000;
};

const placementsOf = (campaignId: string, count: number, first: number) =>
  Array.from({ length: count }, (_, number) => {
    const siteId = siteIds[number % siteIds.length] ?? '';
    const lastName = `${'BCDFGLMNPRST'[number % 12]}${'aeiou'[number % 5]}${number.toString(36)}`;
    return newPlacement(
      {
        studentNumber: String(first + number),
        student: { lastName, firstName: 'Inès', email: `etu${number}@etu.example` },
        siteId,
        tutor: { lastName: 'Le Goff', firstName: 'Léa', email: `tuteur${number}@ac.example` },
        school: { name: 'École primaire Louise-Michel', town: 'Soyaux' },
        classLevel: 'CE1',
        pupilCount: 24,
        periods,
      },
      campaignId,
      { by: 'Nadège Brossard', now: '2026-09-14T07:00:00.000Z' },
    );
  });

/** Puts placements into the table of a home that is not running, past all pages: a hundred thousand in minutes. */
export const prefill = async (folder: string, table: string, campaigns: readonly [string, number][]) => {
  const db = await openDynamoDb(join(folder, 'dynamodb'), () => {});
  let first = 20_000_000;
  for (const [campaignId, count] of campaigns) {
    const items = placementsOf(campaignId, count, first).map((one) =>
      marshall(placementItem(one), { removeUndefinedValues: true }),
    );
    first += count;
    for (let start = 0; start < items.length; start += 25) {
      const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      const { status, body } = await db.call(
        'BatchWriteItem',
        JSON.stringify({ RequestItems: { [table]: puts } }),
      );
      if (status !== 200) throw new Error(body);
    }
  }
  await db.close();
};
