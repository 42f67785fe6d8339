import type { Campaign } from '../../schemas/campaign.ts';
import type { SiteId } from '../../schemas/institution.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import { isBehind, type Stretch } from '../documents/file-archive.ts';
import { type ListFormat, listFile } from '../documents/placement-list.ts';
import { filterSaid, isNarrow, isSought, type JuryFilter } from '../domain/jury/jury-filter.ts';
import { juryTable } from '../domain/jury/jury-table.ts';
import {
  countingIn,
  formVersionsOf,
  isFirstOf,
  type JuryPeriod,
  type JuryPlacement,
  type JuryRow,
  type JuryStage,
  juryStages,
  periodSlug,
  type StageResult,
} from '../domain/jury/semester-results.ts';
import { listOrder } from '../domain/placement/placement-search.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { mayManage, seesCampaign } from '../domain/rights.ts';
import { inGroups } from '../in-groups.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** Students on one page of the screen. */
export const studentsOnPage = 40;
/** Where only some are shown, how many are looked at for one page. */
const mostLookedAt = 400;
/** Students in one file: two reports each are some seconds of the 29 that a function has. */
export const mostInFile = 1_000;
/** For one file of only some: of the others, no report is read. */
const mostLookedAtForFile = 3_000;
/** Of the 6 MB that a function may answer, in base64. */
const mostBytes = 4_000_000;

export type JuryWanted = JuryPeriod & { siteIds: readonly SiteId[]; filter?: JuryFilter };

export type JuryPage = {
  kind: 'page';
  stages: JuryStage[];
  rows: JuryRow[];
  /** Behind whom the next page begins: where only some are shown, a page may have few and others be behind it. */
  next?: string;
};

/** A page of a semester's results, by the students' names; written down who read it. @param after the place that `next` of the page before names */
export const readJury = async (
  acting: Acting,
  institution: Pick<Institute, 'programme'>,
  wanted: JuryWanted,
  after?: string,
): Promise<JuryPage | Refused> => {
  const { filter = {} } = wanted;
  if (!mayManage(acting.staff)) return refuse(acting, 'juryRead', { after: periodSlug(wanted) });
  const stages = await stagesOf(acting, institution, wanted);
  const { students, next } = await studentsOf(acting.store, stages, seenOf(acting, wanted), {
    ...{ now: acting.now, most: studentsOnPage, filter, mostLooked: mostLookedAt },
    ...(after !== undefined && { after }),
  });
  await audited(acting, 'juryRead', {
    after: `${periodSlug(wanted)}, ${students.length} étudiants${filterSaid(filter)}`,
  });
  const rows = await resultsOf(acting.store, stages, students);
  return { kind: 'page', stages, rows, ...(next !== undefined && { next }) };
};

export type JuryOfStudent =
  | { kind: 'student'; stages: JuryStage[]; row: JuryRow }
  | { kind: 'none' }
  | Refused;

/** One student's semester, at the sites that the person sees. */
export const readJuryOf = async (
  acting: Acting,
  institution: Pick<Institute, 'programme'>,
  wanted: JuryWanted,
  studentNumber: string,
): Promise<JuryOfStudent> => {
  const after = periodSlug(wanted);
  if (!mayManage(acting.staff)) return refuse(acting, 'juryRead', { after });
  const { store } = acting;
  const stages = await stagesOf(acting, institution, wanted);
  const campaigns = stages.flatMap((one) => one.campaigns);
  const placements = await withOthers(store, campaigns, seenOf(acting, wanted), studentNumber, []);
  const [first] = placements;
  if (!first) return { kind: 'none' };
  await audited(acting, 'juryRead', { studentNumber, after });
  const [row] = await resultsOf(store, stages, [{ first, placements }]);
  return row ? { kind: 'student', stages, row } : { kind: 'none' };
};

/** More than a file holds. `students`: the first of them, as many as one does; `upTo`: the place up to which they stand. */
export type TooMany = { kind: 'tooMany'; students: readonly Pick<Student, 'first'>[]; upTo: string };
export type JuryFile = { kind: 'file'; bytes: Uint8Array } | TooMany | Refused;

/** The whole of it, or of a stretch of the students' list, as one file. */
export const exportJury = async (
  acting: Acting,
  institution: Pick<Institute, 'programme' | 'sites'>,
  wanted: JuryWanted,
  format: ListFormat,
  stretch: Stretch = {},
): Promise<JuryFile> => {
  const { filter = {} } = wanted;
  if (!mayManage(acting.staff)) return refuse(acting, 'juryExported', { after: periodSlug(wanted) });
  const stages = await stagesOf(acting, institution, wanted);
  const { students, next } = await studentsForFile(acting, stages, wanted, stretch);
  if (next !== undefined) return { kind: 'tooMany', students, upTo: next };
  const rows = await resultsOf(acting.store, stages, students);
  const bytes = await listFile(format, juryTable(institution, stages, rows), 'Jury');
  const half = students.slice(0, Math.ceil(students.length / 2));
  const last = half.at(-1);
  if (bytes.length > mostBytes && last)
    return { kind: 'tooMany', students: half, upTo: listOrder(last.first) };
  await audited(acting, 'juryExported', {
    after: `${periodSlug(wanted)}, ${students.length} étudiants, ${format}${filterSaid(filter)}`,
  });
  return { kind: 'file', bytes };
};

/** Those who stand in one file, or would: `next`, where others are behind them. */
export const studentsForFile = (
  acting: Acting,
  stages: readonly JuryStage[],
  wanted: JuryWanted,
  stretch: Stretch,
) =>
  studentsOf(acting.store, stages, seenOf(acting, wanted), {
    ...{ now: acting.now, most: mostInFile, mostLooked: mostLookedAtForFile },
    ...{ filter: wanted.filter ?? {}, ...stretch },
  });

export const stagesOf = async (
  { staff, store }: Acting,
  institution: Pick<Institute, 'programme'>,
  wanted: JuryPeriod,
): Promise<JuryStage[]> => {
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const formOf = store.forms.reading(institution);
  return Promise.all(
    juryStages(institution, wanted, campaigns).map(async (stage) => ({
      ...stage,
      forms: await Promise.all(formVersionsOf(stage).map(formOf)),
    })),
  );
};

const seenOf = ({ staff }: Acting, { siteIds }: JuryWanted): SiteId[] =>
  siteIds.filter((siteId) => seesSite(staff, siteId));

export type Student = { first: JuryPlacement; placements: JuryPlacement[] };
/** `most`: of those who are looked for; `mostLooked`: of all, where that is not everybody. */
type Walk = Stretch & { now: string; most: number; filter: JuryFilter; mostLooked: number };
/** Lines of each list that are read at a time. */
const linesAtOnce = 250;

/**
 * The students of some campaigns, by name, so many behind one: the lists are read side by side as far as the shortest of them says, and
 * what another campaign has of a student is read by its key.
 */
const studentsOf = async (
  store: Store,
  stages: readonly JuryStage[],
  siteIds: readonly SiteId[],
  { now, most, filter, mostLooked, ...stretch }: Walk,
): Promise<{ students: Student[]; next?: string }> => {
  const campaigns = stages.flatMap((one) => one.campaigns);
  const students: Student[] = [];
  const isForAll = !isNarrow(filter);
  let looked = 0;
  let place: string | undefined;
  let from = stretch.after;
  for (;;) {
    const pages = await Promise.all(
      campaigns.map((campaign) =>
        store.lines.page(
          {
            ...{ campaignId: campaign.campaignId, now },
            siteIds: campaign.siteIds.filter((siteId) => siteIds.includes(siteId)),
          },
          {
            most: isForAll ? Math.min(most + 1, linesAtOnce) : linesAtOnce,
            ...(from !== undefined && { after: from }),
          },
        ),
      ),
    );
    const ends = pages.flatMap(({ lines, isMore }) => {
      const last = lines.at(-1);
      return isMore && last ? [listOrder(last)] : [];
    });
    const [end] = ends.sort();
    const lines = pages
      .flatMap((page) => page.lines)
      .filter((line) => end === undefined || listOrder(line) <= end)
      .sort((a, b) => (listOrder(a) < listOrder(b) ? -1 : 1));
    const seen = new Map<string, JuryPlacement[]>();
    for (const line of lines) seen.set(line.studentNumber, [...(seen.get(line.studentNumber) ?? []), line]);
    const found = await inGroups([...seen], ([studentNumber, known]) =>
      withOthers(store, campaigns, siteIds, studentNumber, known),
    );
    for (const placements of found) {
      const first = seen.get(placements[0]?.studentNumber ?? '')?.[0];
      // Under another name, they stand on another page.
      if (!first || !isFirstOf(first, placements)) continue;
      if (isBehind(listOrder(first), stretch)) return { students };
      const isOne = isForAll || isSought(filter, stages, placements);
      const isFull = (isOne && students.length === most) || (!isForAll && looked === mostLooked);
      if (isFull && place !== undefined) return { students, next: place };
      if (isOne) students.push({ first, placements });
      looked += 1;
      place = listOrder(first);
    }
    if (end === undefined) return { students };
    from = end;
  }
};

/** What a student has in the campaigns whose list has not said so. */
const withOthers = async (
  store: Store,
  campaigns: readonly Campaign[],
  siteIds: readonly SiteId[],
  studentNumber: string,
  known: readonly JuryPlacement[],
): Promise<JuryPlacement[]> => {
  const others = await Promise.all(
    campaigns
      .filter(({ campaignId }) => !known.some((one) => one.campaignId === campaignId))
      .map(({ campaignId }) => store.placements.find({ campaignId, studentNumber })),
  );
  const seen = others.flatMap((one) => (one && siteIds.includes(one.siteId) ? [one] : []));
  return [...known, ...seen.map((one) => ({ ...one, standing: standingOf(one) }))];
};

/** The report is the truth, whatever a list says of it. */
export const resultsOf = (
  store: Store,
  stages: readonly JuryStage[],
  students: readonly Student[],
): Promise<JuryRow[]> =>
  inGroups(students, async ({ first, placements }) => ({
    student: first,
    results: await Promise.all(
      stages.map(async ({ campaigns }): Promise<StageResult> => {
        const placement = countingIn(campaigns, placements);
        if (!placement) return { kind: 'none' };
        const sent = await store.reports.counting(placement);
        return sent ? { kind: 'report', placement, sent } : { kind: 'noReport', placement };
      }),
    ),
  }));

/** The sites of which this person may read results, of those that are asked for; all of them, when none is. */
export const jurySites = (
  { staff }: Pick<Acting, 'staff'>,
  { sites }: Pick<Institute, 'sites'>,
  asked: string,
): SiteId[] =>
  sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => seesSite(staff, siteId) && (asked === '' || asked === siteId));
