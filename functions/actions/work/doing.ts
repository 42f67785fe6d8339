import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportRow, Work } from '../../../schemas/work.ts';
import type { MailingEnvironment, WorkingEnvironment } from '../../environment.ts';
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
};

/** Each is worded by the campaign's page (work-notices.tsx). */
export type WhyNotDone = WhyNoMail | 'addedMeanwhile' | 'unsure' | 'mailAway';

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
  | { over: 'campaign'; prepare?: (doing: Doing) => Promise<void>; each: Each<Placement> }
  /** To the placements whose numbers are listed. */
  | { over: 'numbers'; each: Each<string> }
  /** To a selection: the placements that are listed, or all that its filter shows. */
  | { over: 'selection'; each: Each<string> }
  /** To the rows that are listed. */
  | { over: 'rows'; each: Each<ImportRow> };
export type Each<Item> = (doing: Doing, item: Item) => Promise<string | undefined>;
