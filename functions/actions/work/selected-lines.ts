import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { SelectionFilter } from '../../../schemas/work.ts';
import { type LineGroup, lineGroupNames, progressSteps } from '../../domain/placement/campaign-progress.ts';
import { listOrder } from '../../domain/placement/placement-search.ts';
import { whyNot } from '../../domain/placement/selection.ts';
import type { LinesWanted } from '../../store/lines.ts';
import type { Doing } from './doing.ts';

/** Lines of one batch: what mails is done one by one, within the time of a function. */
const linesOfBatch = 50;

/** What a list shows, to be kept with a work; and back. @param now what is late is so by the day on which it was asked for */
export const keptFilter = ({ siteIds, step, group, words = [] }: LinesWanted): SelectionFilter => ({
  ...{ siteIds: [...siteIds], words: [...words] },
  ...(step && { step }),
  ...(group && { group }),
});
export const wantedBy = (
  { siteIds, step, group, words }: SelectionFilter,
  { campaignId, now }: { campaignId: string; now: IsoInstant },
): LinesWanted => {
  const ofStep = progressSteps.find((one) => one === step);
  const ofGroup: LineGroup | undefined = lineGroupNames.find((one) => one === group);
  return {
    campaignId,
    now,
    siteIds,
    words,
    ...(ofStep && { step: ofStep }),
    ...(ofGroup && { group: ofGroup }),
  };
};

/** It could not be done when the work was asked for: nobody expects it to be. */
const wasLeftOut = ({ standing }: PlacementLine, askedAt: IsoInstant): boolean =>
  standing?.last === undefined || standing.last.at < askedAt;

/** The next placements that a filter shows, but those that it could not be done to anyway; and where the next batch goes on. */
export const selectedLines = async (
  { store, work }: Doing,
  filter: SelectionFilter,
): Promise<{ numbers: string[]; after?: string }> => {
  const { campaignId, askedAt, task, after } = work;
  const wanted = wantedBy(filter, { campaignId, now: askedAt });
  const { lines, isMore } = await store.lines.page(wanted, {
    most: linesOfBatch,
    ...(after !== undefined && { after }),
  });
  const last = lines.at(-1);
  const numbers = lines
    .filter((line) => !task || whyNot(task, line) === undefined || !wasLeftOut(line, askedAt))
    .map(({ studentNumber }) => studentNumber);
  return { numbers, ...(isMore && last && { after: listOrder(last) }) };
};
