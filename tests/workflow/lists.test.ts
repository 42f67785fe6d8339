import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ProgressStep,
  progressOf,
  progressStep,
} from '../../functions/domain/placement/campaign-progress.ts';
import { listOrder, searchedText, searchedWords } from '../../functions/domain/placement/placement-search.ts';
import { standingOf } from '../../functions/domain/placement/standing.ts';
import type { LinesWanted } from '../../functions/store/lines.ts';
import { placementItem } from '../../functions/store/placements.ts';
import { Table } from '../../functions/store/table.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

const siteIds = ['poitiers', 'niort'];
const campaign = { campaignId: '2026-sopa1', siteIds };
const names = ['Éluard', 'N’Diaye', 'Morin', 'morin', 'Le Goff', 'Zola', 'Bernard'];
const statuses = ['prepared', 'started', 'assigned', 'awaiting', 'distributed', 'unreturned'] as const;
const at = '2026-09-14T08:00:00.000Z';
const startedFacts = { startedAt: at, reference: 'R', reportedAt: at, distributedAt: at, closedAt: at };

const all: Placement[] = Array.from({ length: 67 }, (_, number) => {
  const base = placementWith(String(8000 + number), `tuteur ${number % 20}`, {
    siteId: siteIds[number % 3 === 0 ? 1 : 0] ?? '',
  });
  const status = statuses[number % statuses.length] ?? 'prepared';
  return {
    ...base,
    student: {
      ...base.student,
      lastName: names[number % names.length] ?? '',
      firstName: `Inès ${number % 5}`,
    },
    ...startedFacts,
    ...(status === 'awaiting' && { round: number % 4 < 2 ? 'request' : 'reminder1' }),
    status,
    ...(number % 11 === 0 &&
      status !== 'prepared' && { trouble: { at, state: 'OpenRound', error: 'MailRefused' } }),
    ...(status === 'distributed' && number % 4 === 0 && { notAcquired: ['C2'] }),
    ...(number % 13 === 0 && {
      undelivered: [{ recipient: base.tutor.email, at, reason: 'returned' as const }],
    }),
  } as Placement;
});

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open(all);
});
afterAll(() => home.close());

const inOrder = (placements: readonly Placement[]) =>
  [...placements]
    .sort((a, b) => (listOrder(a) < listOrder(b) ? -1 : 1))
    .map(({ studentNumber }) => studentNumber);
const wanted = (more: Partial<LinesWanted> = {}): LinesWanted => ({ ...campaign, now: at, ...more });

/** From the first page to the last and back, by the lines that stand at the ends. */
const walked = async (of: LinesWanted, most = 10) => {
  const byNumber = new Map(all.map((one) => [one.studentNumber, one]));
  const orderOf = (studentNumber = '') => listOrder(byNumber.get(studentNumber) ?? placementWith('0', ''));
  const pages: string[][] = [];
  let after: string | undefined;
  for (;;) {
    const { lines, isMore } = await home.store.lines.page(of, { most, ...(after && { after }) });
    pages.push(lines.map(({ studentNumber }) => studentNumber));
    if (!isMore) break;
    after = orderOf(pages.at(-1)?.at(-1));
  }
  const back: string[][] = [];
  for (let page = pages.length - 1; page > 0; page -= 1) {
    const { lines } = await home.store.lines.page(of, { most, before: orderOf(pages[page]?.[0]) });
    back.unshift(lines.map(({ studentNumber }) => studentNumber));
  }
  expect(back).toEqual(pages.slice(0, -1));
  return pages.flat();
};

describe('the list of a campaign', () => {
  test('is read page by page, forward and back, in the order of the names over all sites', async () => {
    expect(await walked(wanted())).toEqual(inOrder(all));
    expect(await walked(wanted({ siteIds: ['niort'] }))).toEqual(
      inOrder(all.filter(({ siteId }) => siteId === 'niort')),
    );
    expect(await walked(wanted({ siteIds: [] }))).toEqual([]);
  });

  test.each<ProgressStep>(['prepared', 'assigned', 'requested', 'reminded', 'distributed', 'troubled'])(
    'holds who stands at « %s », and nobody else',
    async (step) => {
      const expected = all.filter((one) => progressStep(one, at) === step);
      expect(expected.length).toBeGreaterThan(0);
      expect(await walked(wanted({ step }), 4)).toEqual(inOrder(expected));
    },
  );

  test('is searched by every word, wherever it stands', async () => {
    for (const search of ['morin', 'INES 3 ndiaye', 'n’diaye jean zay', 'personne', '8012']) {
      const words = searchedWords(search);
      const expected = all.filter((one) => words.every((word) => searchedText(one).includes(word)));
      expect(await walked(wanted({ words }), 5)).toEqual(inOrder(expected));
    }
  });

  test('knows whose mail did not arrive, whose report has a criterion not acquired, and whose start is overdue', async () => {
    expect(await walked(wanted({ group: 'undelivered' }))).toEqual(
      inOrder(all.filter(({ undelivered }) => undelivered !== undefined)),
    );
    expect(await walked(wanted({ group: 'notAcquired' }))).toEqual(
      inOrder(all.filter((one) => 'notAcquired' in one)),
    );
    const due = all.find((one) => one.status === 'assigned' && !one.trouble);
    if (!due) throw new Error('nobody');
    await home.store.placements.change(due, (current) => ({ ...current, startDue: at }));
    const inTrouble = async (now: string) => await walked(wanted({ step: 'troubled', now }));
    expect(await inTrouble('2026-09-14T08:09:00.000Z')).not.toContain(due.studentNumber);
    expect(await inTrouble('2026-09-14T08:10:00.000Z')).toContain(due.studentNumber);
    await home.store.placements.change(due, ({ startDue, ...current }) => current);
  });

  test('is read up to a place, and not behind it', async () => {
    const order = all.map(listOrder).sort();
    const [first = '', second = '', , , , , , , , tenth = ''] = order;
    const read = async (page: { after?: string; upTo?: string }) => {
      const { lines, isMore } = await home.store.lines.page(wanted(), { most: 30, ...page });
      return { lines: lines.map(listOrder), isMore };
    };
    expect(await read({ upTo: tenth })).toEqual({ lines: order.slice(0, 10), isMore: false });
    expect(await read({ after: second, upTo: tenth })).toEqual({ lines: order.slice(2, 10), isMore: false });
    for (const upTo of [first, second])
      expect(await read({ after: second, upTo })).toEqual({ lines: [], isMore: false });
  });

  test('holds nothing but what it shows', async () => {
    const { lines } = await home.store.lines.page(wanted(), { most: 1 });
    expect(Object.keys(lines[0] ?? {})).not.toContain('history');
  });
});

describe('the numbers of a campaign', () => {
  const recount = async (now: string) => {
    const placements = await home.store.placements.ofCampaign(campaign.campaignId);
    return siteIds.map((siteId) =>
      progressOf(
        siteId,
        placements
          .filter((one) => one.siteId === siteId)
          .map((one) => ({ ...one, standing: standingOf(one) })),
        now,
      ),
    );
  };

  test('are those of a recount after every change that counts, and kept while nothing changes', async () => {
    expect(await home.store.progress.of(campaign, at)).toEqual(await recount(at));
    for (const [number, key] of all.slice(0, 12).entries()) {
      await home.store.placements.change(key, (current) =>
        number % 2 === 0
          ? { ...current, siteId: current.siteId === 'niort' ? 'poitiers' : 'niort' }
          : { ...current, trouble: { at, state: 'SendBriefing', error: 'MailRefused' } },
      );
      expect(await home.store.progress.of(campaign, at)).toEqual(await recount(at));
    }
    await home.store.placements.create(placementWith('9999', 'nouveau'));
    expect(await home.store.progress.of(campaign, at)).toEqual(await recount(at));
  });

  test('say by the time alone that a start is overdue', async () => {
    const due = all.find((one) => one.status === 'distributed' && !one.trouble);
    if (!due) throw new Error('nobody');
    await home.store.placements.change(due, (current) => ({ ...current, startDue: at }));
    for (const now of ['2026-09-14T08:05:00.000Z', '2026-09-14T08:11:00.000Z'])
      expect(await home.store.progress.of(campaign, now)).toEqual(await recount(now));
    await home.store.placements.change(due, ({ startDue, ...current }) => current);
  });

  test('are right ten minutes later when what changed them died before it said so', async () => {
    const now = '2026-09-14T09:00:00.000Z';
    const before = await home.store.progress.of(campaign, now);
    const died = all.find(({ siteId }, number) => siteId === 'poitiers' && number > 20);
    if (!died) throw new Error('nobody');
    const current = await home.store.placements.get(died);
    await new Table(home.tables()[0] ?? '').put(placementItem({ ...current, siteId: 'niort' }), {});
    expect(await home.store.progress.of(campaign, '2026-09-14T09:09:00.000Z')).toEqual(before);
    const later = '2026-09-14T09:10:00.000Z';
    expect(await home.store.progress.of(campaign, later)).toEqual(await recount(later));
    expect(await home.store.progress.of(campaign, later)).not.toEqual(before);
  });
});
