import { occasions } from './occasions.ts';
import { asRead } from './paris-time.ts';
import type { Watch, Watched } from './watch.ts';

/** No function runs longer (AWS Lambda's own bound), so an attempt that began in time is over by then. In ms. */
const longestAttempt = 15 * 60_000;

/** (i) Nothing leaves on a quiet day or at night but what somebody has just asked for. */
export const hours = ({ days, broken }: Watched): Watch => ({
  mailLeft({ occasion, to, ms, begunMs }) {
    if (occasions[occasion].isExempt || days.isWithinHours(ms)) return;
    if (days.isWithinHours(begunMs) && ms - begunMs <= longestAttempt) return;
    broken('i', `a ${occasion} to ${to} left at ${asRead(ms)}`);
  },
});
