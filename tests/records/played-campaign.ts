import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { relaunched, started } from '../../functions/domain/placement/placement-life.ts';
import { Table } from '../../functions/store/table.ts';
import type { HomeOptions } from '../../infra/local/home.ts';
import { StageHome } from '../workflow/stage-home.ts';
import type { Deed, History, Item } from './releases.ts';

export const campaignId = '2026-sopa1';

/** The table as it lay when a campaign was to begin. */
export const openWith = async (
  { at, before }: Pick<History, 'at' | 'before'>,
  options: { assembly?: string; onStep?: HomeOptions['onStep'] } = {},
): Promise<StageHome> => {
  const home = await StageHome.open([], { at, ...options });
  const table = new Table(home.tables()[0] ?? '');
  for (const item of before)
    await table.put({ ...item, ...z.object({ pk: z.string(), sk: z.string() }).parse(item) }, {});
  return home;
};

/**
 * Does what people did then, by what they would press today.
 *
 * @param runs whether executions run; where they do not, the deed is written down, and what they sent is sent for them
 */
export const perform = async (home: StageHome, deed: Deed, runs: boolean): Promise<void> => {
  const key = { campaignId, studentNumber: deed.studentNumber };
  const { placements } = home.store;
  switch (deed.act) {
    case 'start': {
      await placements.change(key, (current) => started(current, home.now()));
      const { name, input } = deed;
      if (runs)
        await new SFNClient({}).send(
          new StartExecutionCommand({ stateMachineArn: home.lifecycleArn(), name, input }),
        );
      break;
    }
    case 'send':
      await home.send(key);
      break;
    case 'relaunch':
      if (runs) await home.relaunch(key);
      else await placements.change(key, (current) => relaunched(current, 'Nadège Brossard', home.now()));
      break;
    case 'correct':
      await home.correct(key, ({ student }) => ({ student: { ...student, email: deed.email } }), {
        cut: !runs,
      });
      break;
    case 'refuseMail':
      await home.breakMail({ next: 1_000, kind: 'refuse', occasion: deed.occasion });
      break;
    case 'mendMail':
      await home.mendMail();
  }
  if (runs) await home.settle();
};

export const outcomesOf = async ({ store }: StageHome): Promise<History['outcomes']> =>
  Object.fromEntries(
    (await store.placements.ofCampaign(campaignId)).map(({ studentNumber, status, history }) => [
      studentNumber,
      [status, ...history.map(({ at, what }) => `${what} ${at.slice(0, 10)}`)],
    ]),
  );

type Resources = Record<string, { Type: string; Properties: Item }>;

/** A copy of an assembly with another template, in a folder that the caller removes. */
const changed = (assembly: string, change: (resources: Resources) => Resources): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sopa-release-'));
  const name = 'Sopa.template.json';
  for (const entry of readdirSync(assembly))
    if (entry !== name) symlinkSync(join(assembly, entry), join(folder, entry));
  const template = JSON.parse(readFileSync(join(assembly, name), 'utf8'));
  writeFileSync(join(folder, name), JSON.stringify({ ...template, Resources: change(template.Resources) }));
  return folder;
};

/** Today's functions, and the stages' machine that a release's executions go on with. */
export const withMachine = (machine: string, assembly: string): string =>
  changed(assembly, (resources) => {
    const machines = Object.entries(resources).filter(
      ([id, { Type }]) =>
        Type === 'AWS::StepFunctions::StateMachine' && id.startsWith('StageLifecycleMachine'),
    );
    return {
      ...resources,
      ...Object.fromEntries(
        machines.map(([id, { Properties, ...more }]) => [
          id,
          { ...more, Properties: { ...Properties, DefinitionString: machine } },
        ]),
      ),
    };
  });

/** Without the sweep: where no execution runs, it would start them all. */
export const withoutSweep = (assembly: string): string =>
  changed(assembly, (resources) =>
    Object.fromEntries(
      Object.entries(resources).filter(([, { Type }]) => Type !== 'AWS::Scheduler::Schedule'),
    ),
  );
