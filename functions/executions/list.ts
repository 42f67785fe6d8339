import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { PlacementKey } from '../../schemas/placement.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { client } from './client.ts';

/** As many as Step Functions lists at once. */
const pageSize = 1000;

/** The lifecycles that run: of which revisions, by placement. */
export type RunningLifecycles = { revisionsOf(placement: PlacementKey): readonly number[] };

/** A name without its revision. */
const stem = (placement: PlacementKey): string => lifecycleName({ ...placement, revision: 0 }).slice(0, -1);

/**
 * Asks for all that run, a thousand at a time: ten calls for ten thousand, where describing each takes ten thousand. The list
 * may be a moment late.
 */
export const runningLifecycles = async ({
  LIFECYCLE_ARN,
}: LifecycleEnvironment): Promise<RunningLifecycles> => {
  const revisions = new Map<string, number[]>();
  let nextToken: string | undefined;
  do {
    const page = await client().send(
      new ListExecutionsCommand({
        ...{ stateMachineArn: LIFECYCLE_ARN, statusFilter: 'RUNNING', maxResults: pageSize, nextToken },
      }),
    );
    for (const { name = '' } of page.executions ?? []) {
      const [, ofPlacement = '', revision] = /^(.*-r)(\d+)$/.exec(name) ?? [];
      if (revision !== undefined)
        revisions.set(ofPlacement, [...(revisions.get(ofPlacement) ?? []), Number(revision)]);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { revisionsOf: (placement) => revisions.get(stem(placement)) ?? [] };
};
