import * as z from 'zod';
import { emailAddress, siteId } from './institution.ts';
import { placementKey } from './placement.ts';
import { isoInstant } from './time.ts';

/** A version of a report that came, for those in charge of its site: the next working morning tells them of it. */
export const arrival = placementKey.extend({
  /** Of the report: 1, or more where it was corrected. */
  number: z.int().min(1),
  siteId,
  at: isoInstant,
  /** Whom it was mailed to at once, since they wish so: the morning tells them only where they wish that too. */
  mailedTo: z.array(emailAddress).max(50),
});
export type Arrival = z.infer<typeof arrival>;
