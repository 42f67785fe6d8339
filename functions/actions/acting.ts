import type { Staff } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Store } from '../store/store.ts';

/** A member of staff who acts, at that moment. */
export type Acting = { staff: Staff; store: Store; now: IsoInstant };
