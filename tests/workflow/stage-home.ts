import { join } from 'node:path';
import { inject } from 'vitest';
import * as z from 'zod';
import { askForWork } from '../../functions/actions/ask-for-work.ts';
import { launchCampaign } from '../../functions/actions/launch-campaign.ts';
import { sendReport } from '../../functions/actions/send-report.ts';
import { replaceLifecycle } from '../../functions/actions/start-lifecycles.ts';
import { correctedPlacement } from '../../functions/domain/import/import-merge.ts';
import { launchesOf } from '../../functions/domain/placement/campaign-life.ts';
import { relaunched } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { isStarted } from '../../functions/domain/placement/status-meanings.ts';
import { reportReference } from '../../functions/domain/report/report-reference.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../../functions/environment.ts';
import { stopLifecycle } from '../../functions/executions/stop.ts';
import { openAuditTrail } from '../../functions/store/audit-trail.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { type Home, type HomeOptions, startHome } from '../../infra/local/home.ts';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import type { FaultOrder } from '../../infra/local/services/mail-faults.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { type LocalStack, readLocalStack } from '../../infra/local/template/local-stack.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import {
  type Placement,
  type PlacementFacts,
  type PlacementKey,
  placementFacts,
} from '../../schemas/placement.ts';
import type { ReportAnswers, SentReport } from '../../schemas/report.ts';
import type { Staff } from '../../schemas/staff.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import type { Work, WorkEntries, WorkKind } from '../../schemas/work.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import { form2026 } from '../poitiers.ts';

const administrator: Staff = { subject: 'a1', name: 'Nadège Brossard', role: 'administrator', sites: [] };
const monday = '2026-09-14T08:00:00.000Z';

type PreparedCampaign = Extract<Campaign, { status: 'prepared' }>;
const prepared: PreparedCampaign = {
  status: 'prepared',
  campaignId: '2026-sopa1',
  year: 2026,
  stage: 'sopa1',
  siteIds: ['poitiers', 'niort'],
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  timetable: defaultTimetable,
  formVersion: form2026.version,
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
  readonly #data: string | undefined;
  #home: Home;
  #store: Store;
  readonly #machines: LocalStack['machines'];
  readonly #secretArn: string;

  private constructor(
    home: Home,
    store: Store,
    { machines, secrets }: Pick<LocalStack, 'machines' | 'secrets'>,
    data: string | undefined,
  ) {
    this.#home = home;
    this.#store = store;
    this.#data = data;
    this.#machines = machines;
    this.#secretArn = secrets[0]?.arn ?? '';
  }

  get store(): Store {
    return this.#store;
  }

  /**
   * @param options `data`: the folder, for a home that is switched off and on; `at`: when its time begins; `assembly`: another
   * than that of the sources as they are
   */
  static async open(
    placements: Placement[],
    {
      data,
      at = monday,
      campaign = {},
      assembly = inject('assembly'),
      onStep,
    }: {
      data?: string;
      at?: string;
      campaign?: Partial<PreparedCampaign>;
      assembly?: string;
      onStep?: HomeOptions['onStep'];
    } = {},
  ): Promise<StageHome> {
    const home = await startHome({ port: 0, at, frozen: true, empty: true, assembly, data, onStep });
    Object.assign(process.env, awsEnvironment(home.awsEndpoint));
    const stack = readLocalStack(await readAssembly(assembly), home.url);
    const [table] = home.tables;
    if (!table) throw new Error('the template has no table');
    const store = openStore(table);
    await store.campaigns.create({ ...prepared, ...campaign });
    for (const placement of placements) await store.placements.create(placement);
    return new StageHome(home, store, stack, data);
  }

  /** Switches the machine off, and on again at that moment; with the template of another release, if one is given. */
  async offUntil(at: string, assembly: string = inject('assembly')): Promise<void> {
    if (this.#data === undefined) throw new Error('a home without a folder forgets everything');
    await this.#home.close();
    const journal = new Journal(join(this.#data, 'executions.db'));
    const latest = Date.parse(at);
    journal.keepClock({ offset: latest - Date.now(), latest });
    journal.close();
    this.#home = await startHome({ port: 0, frozen: true, empty: true, assembly, data: this.#data });
    Object.assign(process.env, awsEnvironment(this.#home.awsEndpoint));
    const [table] = this.#home.tables;
    this.#store = openStore(table ?? '');
    await this.settle();
  }

  /** Launches, or launches again, as the console does. */
  async launch(): Promise<void> {
    const { store, now } = this;
    const audit = openAuditTrail(this.#home.tables[1] ?? '');
    const acting = { staff: administrator, session: 'of-a-test', store, audit, now: now() };
    const campaign = await this.store.campaigns.get(prepared.campaignId);
    const outcome = await launchCampaign(
      { WORK_ARN: this.#arnOf('WorkList') },
      acting,
      campaign,
      launchesOf(campaign),
    );
    if (outcome.kind !== 'launched') throw new Error(outcome.kind);
    await this.settle();
  }

  get tableName(): string {
    return this.#home.tables[0] ?? '';
  }

  now = (): string => this.#home.clock.now();
  moveTo = (to: string) => this.#home.clock.advanceTo(new Date(to).toISOString());
  settle = () => this.moveTo(this.now());

  /** Sends a report as the tutor's page does: one write, then the bell. */
  async send(key: PlacementKey, changes: Partial<ReportAnswers> = {}): Promise<void> {
    const { version } = await this.store.reports.find(key);
    const placement = await this.store.placements.get(key);
    if (!isStarted(placement)) throw new Error('not started');
    await sendReport(this.store, {
      ...{ placement, version, formVersion: form2026.version, values: {} },
      ...{ answers: { ...answers, ...changes }, now: this.now() },
    });
  }

  /** The write alone, as by a page that dies before it rings. @returns the bell that it would have rung. */
  async writeReport(key: PlacementKey, changes: Partial<ReportAnswers> = {}): Promise<string | undefined> {
    const sent: SentReport = {
      number: 1,
      reference: reportReference({ ...key, number: 1 }),
      sentAt: this.now(),
      formVersion: form2026.version,
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
    await replaceLifecycle({ LIFECYCLE_ARN: this.#arnOf('Lifecycle') }, this.store, placement, this.now());
    await this.settle();
  }

  /** Corrects a placement by an import of one row. `cut`: the process dies before it starts anything. */
  async correct(
    key: PlacementKey,
    facts: (current: Placement) => Partial<PlacementFacts>,
    { cut = false } = {},
  ): Promise<void> {
    const before = await this.store.placements.get(key);
    const after = { ...placementFacts.parse(before), ...facts(before) };
    const importedBy = { by: administrator.name, now: this.now() };
    if (cut) {
      await this.store.placements.change(key, (current) => correctedPlacement(current, after, importedBy));
      return;
    }
    await this.workOn('import', [{ row: 'changed', facts: after }]);
    await this.settle();
  }

  /** Ends an execution by hand, as an engineer may in the console of AWS. */
  async stop(key: PlacementKey, revision = 1): Promise<void> {
    await stopLifecycle({ LIFECYCLE_ARN: this.#arnOf('Lifecycle') }, { ...key, revision }, 'by hand');
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
  /** The table of records, then the audit trail. */
  tables = () => this.#home.tables;
  /** Where its AWS services answer, and its pages. */
  addresses = () => ({ aws: this.#home.awsEndpoint, pages: this.#home.url });

  /** Has that done to many, as an import or « Relancer » does; `env` where it is to be handed to something else. */
  async workOn(
    kind: WorkKind,
    entries: WorkEntries,
    env: Partial<WorkEnvironment & WorkingEnvironment> = {},
  ): Promise<Work> {
    const acting = { staff: administrator, store: this.store, now: this.now() };
    const own = {
      LIFECYCLE_ARN: this.lifecycleArn(),
      WORK_ARN: this.#arnOf('WorkList'),
      SECRET_ARN: this.#secretArn,
    };
    return askForWork({ ...own, ...env }, acting, { campaignId: prepared.campaignId, kind, entries });
  }

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
