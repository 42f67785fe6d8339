import type { Placement } from '../../../schemas/placement.ts';
import { ofMissingReports } from './occasions.ts';
import { asRead } from './paris-time.ts';
import type { Watch, Watched } from './watch.ts';

/** How far a stage has come whose report is in. */
const reached = ['received', 'distributed'];
const stepOf = ({ status }: Placement): number => reached.indexOf(status);

/** (b) Once a report is in, or the matter is closed, nobody is written to about it any more. */
export const endedMatters = ({ broken }: Watched): Watch => ({
  placementWritten({ key, placement }, before) {
    if (before && placement && stepOf(placement) < stepOf(before))
      broken('b', `${key}, which was ${before.status}, is ${placement.status} again`);
  },
  mailLeft({ about, occasion, to, begun, ms }) {
    if (!ofMissingReports.has(occasion)) return;
    for (const { stage } of about) {
      const matter = stage.matterBefore(begun.step);
      // The closing says that it was closed: only a report makes it wrong.
      if (matter === 'sent' || (matter === 'closed' && occasion !== 'closing'))
        broken('b', `a ${occasion} to ${to} at ${asRead(ms)} about ${stage.key}, which was ${matter} before`);
    }
  },
});
