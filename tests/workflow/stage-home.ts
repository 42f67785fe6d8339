import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { z } from 'zod';
import { currentFormVersion } from '../../functions/domain/guide/report-forms.ts';
import { relaunched } from '../../functions/domain/placement-life.ts';
import { reportReference } from '../../functions/domain/report-reference.ts';
import { drafterOf } from '../../functions/domain/same-person.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { ring } from '../../functions/workflow/doorbell.ts';
import { startLifecycle } from '../../functions/workflow/executions.ts';
import { readAssembly } from '../../infra/local/cloud-assembly.ts';
import { type Home, startHome } from '../../infra/local/home.ts';
import { awsEnvironment } from '../../infra/local/lambda-runner.ts';
import { type LocalStack, readLocalStack } from '../../infra/local/local-stack.ts';
import type { FaultOrder } from '../../infra/local/mail-faults.ts';
import { type Campaign, defaultTimetable } from '../../schemas/campaign.ts';
import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import type { ReportAnswers, SentReport } from '../../schemas/report.ts';
import { launchName, lifecycleName } from '../../schemas/workflow.ts';

const monday = '2026-09-14T08:00:00.000Z';

const prepared: Campaign = {
  status: 'prepared',
  campaignId: '2026-sopa1',
  year: 2026,
  stage: 'sopa1',
  siteIds: ['poitiers', 'niort'],
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  timetable: defaultTimetable,
  formVersion: currentFormVersion,
  createdAt: monday,
  createdBy: 'Nadège Brossard',
  version: 1,
};

/** @param tutor what the tutor does in the story; the address is made of it. */
export const placementWith = (
  studentNumber: string,
  tutor: string,
  changes: Partial<Extract<Placement, { status: 'prepared' }>> = {},
): Placement => ({
  status: 'prepared',
  campaignId: prepared.campaignId,
  studentNumber,
  student: { firstName: 'Inès', lastName: `Morin${studentNumber}`, email: `${studentNumber}@etu.example` },
  siteId: 'poitiers',
  tutor: {
    title: 'Mme',
    firstName: 'Léa',
    lastName: tutor,
    email: `${tutor.replaceAll(' ', '-')}@ac.example`,
  },
  school: { name: 'École Jean-Zay', town: 'Poitiers' },
  classLevel: 'CE1',
  pupilCount: 24,
  periods: prepared.periods,
  revision: 0,
  version: 1,
  history: [],
  ...changes,
});

export const answers: ReportAnswers = {
  tutorName: 'Mme Léa Le Goff',
  schoolName: 'École Jean-Zay, Poitiers',
  classLevel: 'CE1',
  pupilCount: 24,
  absentHalfDays: 0,
  activities: ['observations'],
  commentsSteps12: 'Une stagiaire à l’écoute.',
  sessionsLed12: 1,
  ethics: {
    C1: { level: 'acquired' },
    C2: { level: 'acquired' },
    C6: { level: 'acquired' },
    C7: { level: 'inProgress' },
    C11: { level: 'acquired' },
  },
  advice1: 'Préparer un déroulé minuté.',
  completedWithStudent: true,
};

const localMail = z.object({
  at: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  tags: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string() })),
});
export type LocalMail = z.infer<typeof localMail>;

const execution = z.object({ name: z.string(), status: z.string(), state: z.string().nullish() });

/** One launched-to-be campaign on a home whose clock stands at Monday 14 September 2026, 10:00 in Paris. */
export class StageHome {
  readonly store: Store;
  readonly #home: Home;
  readonly #machines: LocalStack['machines'];
  readonly #sfn: SFNClient;

  private constructor(home: Home, store: Store, machines: LocalStack['machines']) {
    this.#home = home;
    this.store = store;
    this.#machines = machines;
    this.#sfn = new SFNClient({});
  }

  static async open(placements: Placement[], data?: string): Promise<StageHome> {
    const assembly = inject('assembly');
    const home = await startHome({ port: 0, at: monday, frozen: true, empty: true, assembly, data });
    Object.assign(process.env, awsEnvironment(home.awsEndpoint));
    const { machines } = readLocalStack(await readAssembly(assembly), home.url);
    const [table] = home.tables;
    if (!table) throw new Error('the template has no table');
    const store = openStore(table);
    await store.campaigns.create(prepared);
    for (const placement of placements) await store.placements.create(placement);
    return new StageHome(home, store, machines);
  }

  /** Launches, or launches again, as the console does. */
  async launch(): Promise<void> {
    const campaign = await this.store.campaigns.change(prepared.campaignId, (current) => ({
      ...current,
      status: 'launched' as const,
      launchedAt: this.now(),
      launchedBy: 'Nadège Brossard',
      launches: current.status === 'launched' ? current.launches + 1 : 1,
      launchSize: 3,
    }));
    if (campaign.status !== 'launched') throw new Error('not launched');
    const input = { campaignId: campaign.campaignId, launch: campaign.launches };
    await this.#sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.#arnOf('Launch'),
        name: launchName(input),
        input: JSON.stringify(input),
      }),
    );
    await this.settle();
  }

  now = (): string => this.#home.clock.now();
  moveTo = (to: string) => this.#home.clock.advanceTo(new Date(to).toISOString());
  settle = () => this.moveTo(this.now());

  /** Sends a report as the tutor's page does: one write, then the bell. */
  async send(key: PlacementKey, changes: Partial<ReportAnswers> = {}): Promise<void> {
    const doorbell = await this.writeReport(key, changes);
    if (doorbell) await ring(doorbell);
  }

  /** The write alone, as by a page that dies before it rings. @returns the bell that it would have rung. */
  async writeReport(key: PlacementKey, changes: Partial<ReportAnswers> = {}): Promise<string | undefined> {
    const sent: SentReport = {
      number: 1,
      reference: reportReference({ ...key, number: 1 }),
      sentAt: this.now(),
      formVersion: currentFormVersion,
      answers: { ...answers, ...changes },
    };
    const { version } = await this.store.reports.find(key);
    const placement = await this.store.placements.get(key);
    const outcome = await this.store.reports.send(
      key,
      {},
      { ...sent, sentBy: placement.tutor },
      version,
      drafterOf(placement),
    );
    return outcome.kind === 'sent' ? outcome.record.doorbell : undefined;
  }

  /** Starts the next revision of a placement's lifecycle, as « Relancer » does. */
  async relaunch(key: PlacementKey): Promise<void> {
    const placement = await this.store.placements.change(key, (current) =>
      relaunched(current, 'Nadège Brossard', this.now()),
    );
    await startLifecycle({ LIFECYCLE_ARN: this.#arnOf('Lifecycle') }, placement);
    await this.settle();
  }

  async mails(occasion?: string): Promise<LocalMail[]> {
    const all = z.array(localMail).parse(await this.#json('/_local/mail'));
    return occasion ? all.filter(({ tags }) => tags.occasion === occasion) : all;
  }

  /** The last state of a placement's lifecycle, and whether it still runs. */
  async lifecycle(key: PlacementKey, revision = 1) {
    const all = z.array(execution).parse(await this.#json('/_local/executions'));
    return all.find(({ name }) => name === lifecycleName({ ...key, revision }));
  }

  async breakMail(fault: FaultOrder): Promise<void> {
    await this.#json('/_local/mail/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
  }

  lifecycleArn = () => this.#arnOf('Lifecycle');

  mendMail = () => this.#json('/_local/mail/faults', { method: 'DELETE' });

  close = () => this.#home.close();

  #arnOf(machine: string): string {
    const found = this.#machines.find(({ name }) => name.includes(machine));
    if (!found) throw new Error(`the template has no machine ${machine}`);
    return found.arn;
  }

  async #json(path: string, init?: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.#home.url}${path}`, init);
    if (!response.ok) throw new Error(`${response.status} on ${path}`);
    return response.json();
  }
}
