import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportRow, Work } from '../../../schemas/work.ts';
import type { WorkingEnvironment } from '../../environment.ts';
import type { Store } from '../../store/store.ts';

/** Where one batch of a work list is worked off. Doing the same batch twice leaves what doing it once does. */
export type Doing = { env: WorkingEnvironment; store: Store; work: Work; now: IsoInstant };

/** It cannot be done to this placement, for a reason that a person understands; the rest goes on. */
export class NotDone extends Error {
  override readonly name: 'reportIn' | 'addedMeanwhile';

  constructor(name: NotDone['name']) {
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
  /** To the rows that are listed. */
  | { over: 'rows'; each: Each<ImportRow> };
export type Each<Item> = (doing: Doing, item: Item) => Promise<string | undefined>;
