import { expect, test } from 'vitest';
import { handler as sweep } from '../../functions/events/take-up.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
import { env, Institute } from './institute.ts';

const context = {} as Parameters<typeof sweep>[1];

test('what cannot be taken up keeps nobody else from it', async () => {
  Object.assign(process.env, env);
  const stages = Array.from({ length: 30 }, (_, at) => ({
    ...ines,
    ...{ studentNumber: `2270${1000 + at}`, startDue: `2026-09-15T06:00:${10 + at}.000Z` },
  }));
  const institute = await Institute.open(launchedCampaign, stages);
  // The oldest of all that is due.
  institute.before = (_, { Key }) => {
    if (String(JSON.stringify(Key)).includes('22701000')) throw new Error('cannot be read');
  };
  await expect(sweep({ now: '2026-09-15T08:00:00.000Z' } as never, context)).rejects.toThrow(
    'cannot be read',
  );
  expect(institute.executions.size).toBe(29);
});
