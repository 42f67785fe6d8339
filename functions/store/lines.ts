import type { CampaignId } from '../../schemas/campaign.ts';
import { type Placement, type PlacementLine, placementLine } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  type Counted,
  type LineGroup,
  type ProgressStep,
  statusesOf,
} from '../domain/placement/campaign-progress.ts';
import { overdueSince } from '../domain/placement/placement-life.ts';
import { listOrder, searchedText } from '../domain/placement/placement-search.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { storedShape, type Upgrade } from './shapes.ts';
import type { Item, Table } from './table.ts';
import { listIndex, listKey } from './table-keys.ts';

/** Of a placement's item and of what the index has of it: from version 1 to 2, from 2 to 3… */
export const placementUpgrades: Upgrade[] = [
  // From 2 on it may be cancelled, received otherwise, closed by hand or given longer; what was before stays as it is.
  (item) => item,
];
const lineShape = storedShape('placement', placementLine, ...placementUpgrades);
const countedShape = storedShape(
  'placement',
  placementLine.pick({
    ...{ status: true, round: true, trouble: true, startDue: true, undelivered: true, standing: true },
  }),
  ...placementUpgrades,
);

/** What of a campaign's placements a list shows. */
export type LinesWanted = {
  campaignId: CampaignId;
  siteIds: readonly string[];
  step?: ProgressStep;
  /** What cuts across the steps. */
  group?: LineGroup;
  /** Words that all occur (searchedWords). */
  words?: readonly string[];
  /** Of these lists of words, one at least of which all occur. */
  either?: readonly (readonly string[])[];
  now: IsoInstant;
};

/** One page of a list: so many lines behind or before one, in the order of the list; with `upTo`, the last may be that one. */
export type LinesPage = { most: number; after?: string; before?: string; upTo?: string };

type Condition = { filters: string[]; names: Record<string, string>; values: Record<string, unknown> };

/** Those of a group, as the index can tell. */
const groupCondition = (group: LineGroup, now: IsoInstant): Condition => {
  if (group === 'undelivered')
    return { filters: ['size(undelivered) > :none'], names: {}, values: { ':none': 0 } };
  if (group === 'words') return { filters: ['attribute_exists(standing.wordAt)'], names: {}, values: {} };
  if (group === 'notAcquired')
    return { filters: ['attribute_exists(standing.notAcquired)'], names: {}, values: {} };
  const statuses = statusesOf(group);
  const more = { late: ['standing.due < :today'], drafted: ['attribute_exists(standing.draftedAt)'] };
  return {
    filters: [
      `(${statuses.map((_, at) => `#status = :status${at}`).join(' OR ')})`,
      ...(group === 'late' || group === 'drafted' ? more[group] : []),
    ],
    names: { '#status': 'status' },
    values: {
      ...Object.fromEntries(statuses.map((status, at) => [`:status${at}`, status])),
      ...(group === 'late' && { ':today': parisDay(now) }),
    },
  };
};

const conditionOf = ({ step, group, words = [], either = [], now }: LinesWanted): Condition => {
  const overdue = { ':overdue': overdueSince(now) };
  // A list without a word is met by every line.
  const lists = [words, ...(either.every((list) => list.length > 0) ? either : [])].map((list, of) =>
    list.map((word, at) => [`:word${of}_${at}`, word] as const),
  );
  const [filters = [], ...others] = lists.map((list) => list.map(([name]) => `contains(listText, ${name})`));
  const alternatives = others.map((list) => list.join(' AND '));
  // DynamoDB refuses parentheses around what stands alone.
  if (alternatives.length > 1) filters.push(`(${alternatives.join(' OR ')})`);
  else filters.push(...alternatives);
  const values = Object.fromEntries(lists.flat());
  const ofGroup = group && groupCondition(group, now);
  if (step === 'troubled') filters.push('(listStep = :step OR startDue <= :overdue)');
  else if (step) filters.push('listStep = :step AND (attribute_not_exists(startDue) OR startDue > :overdue)');
  return {
    filters: [...filters, ...(ofGroup?.filters ?? [])],
    names: { ...ofGroup?.names },
    values: { ...values, ...ofGroup?.values, ...(step && { ':step': step, ...overdue }) },
  };
};

/** Which stretch of a list a page is of. DynamoDB takes one condition on a key: what is behind a place begins with the next there can be. */
const stretchCondition = ({
  after,
  before,
  upTo,
}: Partial<LinesPage>): Pick<Condition, 'filters' | 'values'> => {
  if (before !== undefined) return { filters: ['listSk < :from'], values: { ':from': before } };
  if (after !== undefined && upTo !== undefined)
    return {
      filters: ['listSk BETWEEN :from AND :upTo'],
      values: { ':from': `${after}\u0000`, ':upTo': upTo },
    };
  if (after !== undefined) return { filters: ['listSk > :from'], values: { ':from': after } };
  return upTo === undefined
    ? { filters: [], values: {} }
    : { filters: ['listSk <= :upTo'], values: { ':upTo': upTo } };
};

/** No line is within: such bounds are refused by DynamoDB, which compares bytes. */
const isNowhere = ({ after, upTo }: LinesPage): boolean =>
  after !== undefined && upTo !== undefined && Buffer.compare(Buffer.from(after), Buffer.from(upTo)) >= 0;

/** The lists' own index: nothing of a placement but what they show (infra/constructs/records-table.ts). */
export const lineStore = (table: Table) => {
  const query = (wanted: LinesWanted, siteId: string, page: Partial<LinesPage>, projection?: string) => {
    const { filters, names, values } = conditionOf(wanted);
    const stretch = stretchCondition(page);
    return table.query(
      {
        IndexName: listIndex,
        KeyConditionExpression: ['listPk = :pk', ...stretch.filters].join(' AND '),
        ...(filters.length > 0 && { FilterExpression: filters.join(' AND ') }),
        ...(projection && { ProjectionExpression: projection }),
        ...((projection || Object.keys(names).length > 0) && {
          ExpressionAttributeNames: {
            ...names,
            ...(projection && { '#status': 'status', '#round': 'round', '#shape': 'shape' }),
          },
        }),
        ExpressionAttributeValues: {
          ':pk': listKey(wanted.campaignId, siteId, '').listPk,
          ...stretch.values,
          ...values,
        },
        ScanIndexForward: page.before === undefined,
      },
      page.most,
    );
  };

  /** Of which campaign it is, the index leaves to its key. */
  const read = (item: Item, { campaignId }: LinesWanted): PlacementLine =>
    lineShape.read({ ...item, campaignId });

  return {
    /** One page, by the students' names across the sites; and whether there are more in that direction. */
    async page(wanted: LinesWanted, page: LinesPage): Promise<{ lines: PlacementLine[]; isMore: boolean }> {
      if (isNowhere(page)) return { lines: [], isMore: false };
      const isBackward = page.before !== undefined;
      const found = await Promise.all(
        wanted.siteIds.map((siteId) => query(wanted, siteId, { ...page, most: page.most + 1 })),
      );
      const items = found.flat().sort((a, b) => (String(a.listSk) < String(b.listSk) ? -1 : 1));
      const shown = isBackward ? items.slice(-page.most) : items.slice(0, page.most);
      return { lines: shown.map((item) => read(item, wanted)), isMore: items.length > page.most };
    },

    /** Every line, site by site. */
    async all(wanted: LinesWanted): Promise<PlacementLine[]> {
      const found = await Promise.all(wanted.siteIds.map((siteId) => query(wanted, siteId, {})));
      return found.flat().map((item) => read(item, wanted));
    },

    /** Of every line of a site what is counted, and nothing else. */
    async counted(wanted: Pick<LinesWanted, 'campaignId' | 'now'>, siteId: string): Promise<Counted[]> {
      const counted = '#shape, #status, #round, trouble, startDue, undelivered, standing';
      const found = await query({ ...wanted, siteIds: [siteId] }, siteId, {}, counted);
      return found.map((item) => countedShape.read(item));
    },
  };
};

/** What a placement's item says for the index. */
export const lineKeys = (record: Placement, step: ProgressStep) => ({
  ...listKey(record.campaignId, record.siteId, listOrder(record)),
  listStep: step,
  listText: searchedText(record),
  standing: standingOf(record),
});
