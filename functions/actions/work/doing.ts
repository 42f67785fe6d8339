import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportRow, Work } from '../../../schemas/work.ts';
import type { WorkedBatch, WorkResult } from '../../domain/placement/work-progress.ts';
import type { MailingEnvironment, WorkingEnvironment } from '../../environment.ts';
import { inGroups } from '../../in-groups.ts';
import { failure, logger } from '../../observability/logger.ts';
import type { Store } from '../../store/store.ts';
import type { WhyNoMail } from '../hand-mails.ts';

/** Where one batch of a work list is worked off. Doing the same batch twice leaves what doing it once does. */
export type Doing = {
  env: WorkingEnvironment;
  /** Where mails may be sent from: within the machine alone, not within a page. */
  mailing?: MailingEnvironment | undefined;
  store: Store;
  work: Work;
  now: IsoInstant;
  /** What mails are written from: read by the first of a batch that asks. */
  setting: () => Promise<{ institution: Institute; campaign: LaunchedCampaign }>;
};

/** Each is worded by the campaign's page (work-notices.tsx). */
export type WhyNotDone = WhyNoMail | 'addedMeanwhile' | 'changedMeanwhile' | 'unsure' | 'mailAway';

/** The mail service is away, or another attempt at the very mail is under way: the batch is to be done again, in so many seconds. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`again in ${seconds} s`);
    this.seconds = seconds;
  }
}

/** It cannot be done to this placement, for a reason that a person understands; the rest goes on. */
export class NotDone extends Error {
  override readonly name: WhyNotDone;

  constructor(name: WhyNotDone) {
    super(name);
    this.name = name;
  }
}

/** What one pass does to each: what it answers is counted under that name. */
export type WorkPass =
  /** To every placement of the campaign. */
  | { over: 'campaign'; prepare?: (doing: Doing) => Promise<void>; each: Each<Placement>; batch?: never }
  /** The same, where it does not do one thing to each of the next: what it did. `isLast`: none come behind them. */
  | {
      over: 'campaign';
      prepare?: (doing: Doing) => Promise<void>;
      each?: never;
      batch: (doing: Doing, next: readonly Placement[], isLast: boolean) => Promise<WorkedBatch>;
    }
  /** To the placements whose numbers are listed. */
  | { over: 'numbers'; each: Each<string> }
  /** To a selection: the placements that are listed, or all that its filter shows. */
  | { over: 'selection'; each: Each<string> }
  /** To the rows that are listed. */
  | { over: 'rows'; each: Each<ImportRow> };
export type Each<Item> = (doing: Doing, item: Item) => Promise<string | undefined>;

/** What fails for one is written down, and the others go on: unless all fail, which is no matter of theirs. */
export const eachOf = async <Item>(
  doing: Doing,
  items: readonly Item[],
  numberOf: (item: Item) => Placement['studentNumber'],
  each: Each<Item>,
): Promise<WorkResult[]> => {
  const errors: unknown[] = [];
  // Two of one tutor share a mail: the second finds what the first sent.
  const isOneByOne = doing.work.task?.does === 'mail';
  const results = await (isOneByOne ? oneByOne : inGroups)(items, async (item): Promise<WorkResult> => {
    try {
      return { counted: await each(doing, item) };
    } catch (error) {
      if (error instanceof NotYet) throw error;
      if (!(error instanceof NotDone)) errors.push(error);
      return { studentNumber: numberOf(item), reason: error instanceof Error ? error.name : 'Unknown' };
    }
  });
  for (const error of errors) logger.error('a placement of a work list failed', failure(error));
  const isEverybody = errors.length === items.length && items.length > 1;
  if (isEverybody) throw errors[0];
  return results;
};

const oneByOne = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};
