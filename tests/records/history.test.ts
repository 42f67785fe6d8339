import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, inject, test } from 'vitest';
import { LambdaRunner } from '../../infra/local/services/lambda-runner.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { readLocalStack } from '../../infra/local/template/local-stack.ts';
import { campaignId, openWith, outcomesOf, perform, withMachine, withoutSweep } from './played-campaign.ts';
import { historyOf, releases } from './releases.ts';

/**
 * Executions that an older release started go on for ten weeks, with the definition and the table they began with, and
 * today's functions. For each release: what they sent is sent again, and they are played again.
 */
const timeout = 180_000;
const closers: (() => unknown)[] = [];
const closeAll = async () => {
  for (const close of closers.splice(0).reverse()) await close();
};
afterEach(closeAll);
afterAll(closeAll);

/** The keys of an answer that states read, each with the type of what it holds. */
const skeletonOf = (answer: unknown): object => {
  if (Array.isArray(answer)) return answer.slice(0, 1).map(kindOf);
  return Object.fromEntries(Object.entries(answer ?? {}).map(([key, value]) => [key, kindOf(value)]));
};
const kindOf = (value: unknown) => (typeof value === 'object' ? skeletonOf(value) : typeof value);

describe.each(releases)('executions of release %s', (release) => {
  const history = historyOf(release);

  test('send what today’s functions take, and get answers of the form that they know', {
    timeout,
  }, async () => {
    const assembly = withoutSweep(inject('assembly'));
    closers.push(() => rmSync(assembly, { recursive: true }));
    const home = await openWith(history, { assembly });
    closers.push(() => home.close());
    const { aws, pages } = home.addresses();
    const { functions } = readLocalStack(await readAssembly(assembly), pages);
    const lambda = new LambdaRunner({ endpoint: aws, functions, logFolder: undefined, onUse: () => {} });
    closers.push(() => lambda.close());

    for (const one of history.happened) {
      const at = 'act' in one ? one.at : one.payload.now;
      if (at > home.now()) await home.moveTo(at);
      if ('act' in one) {
        await perform(home, one, false);
        continue;
      }
      const { step, payload, answer, error } = one;
      const told = `${step} for ${payload.studentNumber} at ${at}`;
      const result = await lambda.invoke(step, payload);
      expect(result, told).toMatchObject(error === undefined ? { ok: true } : { errorType: error });
      if (result.ok) expect(skeletonOf(result.payload), told).toMatchObject(skeletonOf(answer));
    }
    expect(await outcomesOf(home)).toEqual(history.outcomes);
  });

  test('come to the same end with the definition that they began with', { timeout }, async () => {
    const assembly = withMachine(history.machine, inject('assembly'));
    closers.push(() => rmSync(assembly, { recursive: true }));
    const home = await openWith(history, { assembly });
    closers.push(() => home.close());

    for (const deed of history.happened.filter((one) => 'act' in one)) {
      if (deed.at > home.now()) await home.moveTo(deed.at);
      await perform(home, deed, true);
    }
    const last = history.happened.findLast((one) => 'step' in one);
    await home.moveTo(last?.payload.now ?? '');
    expect(await outcomesOf(home)).toEqual(history.outcomes);
    for (const studentNumber of Object.keys(history.outcomes)) {
      const key = { campaignId, studentNumber };
      const { revision } = await home.store.placements.get(key);
      expect(await home.lifecycle(key, revision), studentNumber).toMatchObject({ status: 'SUCCEEDED' });
    }
  });
});
