import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Occasion } from '../../schemas/occasion.ts';
import type { HistoryEntry, Placement, PlacementFacts } from '../../schemas/placement.ts';
import type { Report } from '../../schemas/report.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import type { Item, MailLeft, Observation, PageShown, Violation, World } from './observations.ts';
import { promises } from './promises/index.ts';

export const campaignId = '2026-a1';

export const world: World = {
  institution: {
    sites: [
      {
        siteId: 'poitiers',
        name: 'Poitiers',
        delegate: { email: 'delegate@poitiers.example' },
        registrars: [{ email: 'first@poitiers.example' }, { email: 'second@poitiers.example' }],
      },
      {
        siteId: 'niort',
        name: 'Niort',
        delegate: { email: 'delegate@niort.example' },
        registrars: [{ email: 'registrar@niort.example' }],
      },
    ],
    quietPeriods: [{ from: '2026-10-17', to: '2026-11-01' }],
  },
};

export const campaign: Campaign = {
  ...{ status: 'launched', campaignId, year: 2026, stage: 'a1', siteIds: ['poitiers', 'niort'] },
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
  timetable: defaultTimetable,
  ...{ formVersion: '2026', createdAt: '2026-09-14T07:00:00.000Z', createdBy: 'Nadège Brossard' },
  ...{ launchedAt: '2026-09-14T08:00:00.000Z', launchedBy: 'Nadège Brossard', launches: 1, launchSize: 1 },
  version: 2,
};

/** Inès Morin with Léa Tardy, in Poitiers. */
export const ines: PlacementFacts = {
  studentNumber: '1',
  student: { firstName: 'Inès', lastName: 'Morin', email: 'ines@etu.example' },
  siteId: 'poitiers',
  tutor: { title: 'Mme', firstName: 'Léa', lastName: 'Tardy', email: 'lea@ac.example' },
  school: { name: 'École Jean-Zay', town: 'Poitiers' },
  periods: campaign.periods,
};
/** Another student, of another tutor, in Niort. */
export const hugo: PlacementFacts = {
  ...ines,
  studentNumber: '2',
  student: { firstName: 'Hugo', lastName: 'Perrin', email: 'hugo@etu.example' },
  siteId: 'niort',
  tutor: { firstName: 'Paul', lastName: 'Vidal', email: 'paul@ac.example' },
};

const waitingWord = z.object({ state: z.literal('waiting'), saidAt: z.string() });

export const referenceOf = (number = 1): string => `A1-2026-1-V${number}`;

const answers = { ethics: { C1: { level: 'acquired' } } };

type WithoutMoment<Seen> = Seen extends unknown ? Omit<Seen, 'at' | 'step'> : never;
/** An observation that happens when the story says, at the next step. */
type Told = WithoutMoment<Observation>;

type Stand = { status?: Placement['status']; what?: HistoryEntry['what'] } & Record<string, unknown>;
type MailChanges = Partial<Omit<MailLeft, 'kind' | 'occasion' | 'to' | 'begun'>> & {
  begun?: Partial<MailLeft['begun']>;
};

/** Tells the promises what happened, one thing after another, and keeps what they find broken. */
export class Story {
  readonly broken: Violation[] = [];
  readonly #promised;
  readonly #items = new Map<string, Item>();
  #step = 0;
  #at = '2026-09-14T08:00:00.000Z';

  constructor({ isCalm = false } = {}) {
    this.#promised = promises(world, { isCalm });
    this.write({ pk: `CAMPAIGN#${campaignId}`, sk: 'CAMPAIGN', ...campaign });
  }

  /** The letters of what was broken, each once. */
  get letters(): string {
    return [...new Set(this.broken.map(({ promise }) => promise))].sort().join('');
  }

  get step(): number {
    return this.#step;
  }

  /** @param local as the clocks of Paris show it: `2026-10-09T16:00` */
  on(local: string): this {
    this.#at = new Date(
      Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Paris').epochMilliseconds,
    ).toISOString();
    return this;
  }

  tell(observation: Told): this {
    this.#step += 1;
    this.broken.push(...this.#promised.seen({ ...observation, at: this.#at, step: this.#step }));
    return this;
  }

  write(item: Item & { pk: string; sk: string }): this {
    const { pk, sk } = item;
    const before = this.#items.get(`${pk} ${sk}`);
    this.#items.set(`${pk} ${sk}`, item);
    return this.tell({ kind: 'written', pk, sk, ...(before && { before }), after: item });
  }

  /** A placement's item as it is from now on; the history grows by `what`. */
  stands(facts: PlacementFacts, { status = 'started', what, ...more }: Stand = {}): this {
    const key = { pk: `CAMPAIGN#${campaignId}`, sk: `PLACEMENT#${facts.studentNumber}` };
    const before = this.#items.get(`${key.pk} ${key.sk}`);
    const past: unknown[] = Array.isArray(before?.history) ? before.history : [];
    const history = what ? [...past, { at: this.#at, what }] : past;
    const common = { campaignId, revision: 1, version: this.#step, startedAt: this.#at };
    const waits = this.#waits(status, more);
    const attention = waits.length > 0 && { attentionPk: 'ATTENTION#poitiers', attention: waits };
    return this.write({ ...facts, ...common, status, history, ...attention, ...more, ...key });
  }

  /** What of it waits for somebody, unless the story says otherwise. */
  #waits(
    status: Placement['status'],
    { trouble, round, tutorsWord }: Record<string, unknown>,
  ): { kind: string; since?: string }[] {
    const { sent } = this.#items.get(`REPORT#${campaignId}#1 REPORT`) ?? {};
    const word = waitingWord.safeParse(tutorsWord);
    const isAlarming =
      (status === 'received' || status === 'distributed') &&
      JSON.stringify(sent ?? '').includes('notAcquired');
    return [
      ...(trouble ? [{ kind: 'troubled' }] : []),
      ...(word.success ? [{ kind: 'word', since: word.data.saidAt }] : []),
      ...(isAlarming ? [{ kind: 'notAcquired' }] : []),
      ...(status === 'awaiting' && round === 'escalation' ? [{ kind: 'late' }] : []),
    ];
  }

  reports(status: Report['status'], more: Item = {}): this {
    const sent = {
      ...{ number: 1, reference: referenceOf(), sentAt: this.#at, sentBy: ines.tutor },
      ...{ formVersion: campaign.formVersion, answers },
    };
    return this.write({
      ...{
        pk: `REPORT#${campaignId}#1`,
        sk: 'REPORT',
        campaignId,
        studentNumber: '1',
        version: 1,
        values: {},
      },
      ...{ status, ...(status === 'sent' && { sent }) },
      ...more,
    });
  }

  /** A mail about Inès Morin, unless the text says otherwise; the attempt begins as it leaves. */
  mails(occasion: Occasion, to: string, { begun, ...changes }: MailChanges = {}): this {
    const mailKey =
      occasion === 'distribution' || occasion === 'receipt' || occasion === 'alert'
        ? `${occasion}_1_v1`
        : `${occasion}_2026-10-09`;
    const text = `Bonjour,\n\nle stage d’Inès Morin. ${referenceOf()}\n`;
    return this.tell({
      ...{ kind: 'mailLeft', to, campaignId, occasion, mailKey, subject: 'A1', text, attachments: [] },
      ...{
        begun: { at: this.#at, step: this.#step + 1, ...begun },
        isAnswerLost: false,
        isSenderLost: false,
        isForgotten: false,
      },
      ...changes,
    });
  }

  shows(to: PageShown['to'], text: string): this {
    const begun = { at: this.#at, step: this.#step };
    return this.tell({ kind: 'pageShown', to, path: '/', status: 200, text, begun });
  }

  keepsMail(mail: Partial<Mail>): this {
    return this.write({
      ...{ pk: `MAIL#${campaignId}#lea@ac.example`, sk: 'request_2026-10-09', campaignId },
      ...{ recipient: 'lea@ac.example', mailKey: 'request_2026-10-09', occasion: 'request' },
      ...{ studentNumbers: ['1'], stageMarks: [], subject: '', claimedBy: 'x', claimedAt: this.#at },
      ...mail,
    });
  }

  /** Everything is over. @returns the letters of all that was broken */
  ends(): string {
    this.#step += 1;
    this.broken.push(...this.#promised.ended(this.#at, this.#step, [...this.#items.values()]));
    return this.letters;
  }

  assigned(): this {
    return this.stands(ines)
      .mails('assignment', ines.tutor.email)
      .mails('assignment', ines.student.email, { text: 'Bonjour Inès,' })
      .stands(ines, { status: 'assigned', what: 'assigned' });
  }

  /** Until the request has left, on the last day of the stage. */
  requested(): this {
    return this.assigned()
      .on('2026-09-28T08:00')
      .mails('briefing', ines.tutor.email)
      .mails('briefing', ines.student.email, { text: 'Bonjour Inès,' })
      .stands(ines, { status: 'briefed', what: 'briefed' })
      .on('2026-10-09T16:00')
      .mails('request', ines.tutor.email, { text: 'Inès Morin https://stages.example/r/abc' })
      .mails('studentNotice', ines.student.email, { text: 'Bonjour Inès,' })
      .stands(ines, { status: 'awaiting', round: 'request', what: 'requested' });
  }

  distributed(): this {
    return this.mails('receipt', ines.tutor.email)
      .mails('distribution', 'first@poitiers.example')
      .mails('distribution', 'second@poitiers.example')
      .mails('distribution', 'delegate@poitiers.example')
      .mails('distribution', ines.student.email, { text: `Bonjour Inès, ${referenceOf()}` })
      .reports('sent')
      .stands(ines, { status: 'distributed', what: 'distributed' });
  }

  /** From the request on, when no report comes: the autumn holidays are among the rounds. */
  closed(): this {
    const reminds = (round: 'reminder1' | 'reminder2' | 'reminder3', what: HistoryEntry['what']) =>
      this.mails(round, ines.tutor.email).stands(ines, { status: 'awaiting', round, what });
    this.on('2026-10-13T08:00');
    reminds('reminder1', 'reminded1').on('2026-11-02T08:00');
    reminds('reminder2', 'reminded2').on('2026-11-05T08:00');
    reminds('reminder3', 'reminded3').mails('delegateNotice', 'delegate@poitiers.example');
    this.on('2026-11-09T08:00');
    for (const to of ['delegate@poitiers.example', 'first@poitiers.example', 'second@poitiers.example'])
      this.mails('escalation', to);
    return this.stands(ines, { status: 'awaiting', round: 'escalation', what: 'escalated' })
      .on('2026-11-16T08:00')
      .reports('closed')
      .stands(ines, { status: 'unreturned', what: 'unreturned' })
      .mails('closing', 'first@poitiers.example')
      .mails('closing', 'second@poitiers.example');
  }
}
