import type { Campaign } from '../../schemas/campaign.ts';
import type { SiteId } from '../../schemas/institution.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import { isBehind, type Stretch } from '../documents/file-archive.ts';
import { type ListFormat, listFile } from '../documents/placement-list.ts';
import { juryTable } from '../domain/jury/jury-table.ts';
import {
  countingPlacement,
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
import { mayManage, seesCampaign } from '../domain/rights.ts';
import { inGroups } from '../in-groups.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** Students on one page of the screen. */
export const studentsOnPage = 40;
/** Students in one file: two reports each are some seconds of the 29 that a function has. */
export const mostInFile = 1_000;
/** Of the 6 MB that a function may answer, in base64. */
const mostBytes = 4_000_000;

export type JuryWanted = JuryPeriod & { siteIds: readonly SiteId[] };

export type JuryPage = {
  kind: 'page';
  stages: JuryStage[];
  rows: JuryRow[];
  /** Behind whom the next page begins. */
  next?: string;
};

/** A page of a semester's results, by the students' names; written down who read it. @param after the place that `next` of the page before names */
export const readJury = async (
  acting: Acting,
  institution: Pick<Institute, 'programme'>,
  wanted: JuryWanted,
  after?: string,
): Promise<JuryPage | Refused> => {
  if (!mayManage(acting.staff)) return refuse(acting, 'juryRead', { after: periodSlug(wanted) });
  const stages = await stagesOf(acting, institution, wanted);
  const { students, next } = await studentsOf(acting.store, stages, seenOf(acting, wanted), {
    ...{ now: acting.now, most: studentsOnPage },
    ...(after !== undefined && { after }),
  });
  await audited(acting, 'juryRead', { after: `${periodSlug(wanted)}, ${students.length} étudiants` });
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

export type JuryFile = { kind: 'file'; bytes: Uint8Array } | { kind: 'tooMany' } | Refused;

/** The whole of it as one file. */
export const exportJury = async (
  acting: Acting,
  institution: Pick<Institute, 'programme' | 'sites'>,
  wanted: JuryWanted,
  format: ListFormat,
): Promise<JuryFile> => {
  if (!mayManage(acting.staff)) return refuse(acting, 'juryExported', { after: periodSlug(wanted) });
  const stages = await stagesOf(acting, institution, wanted);
  const { students, next } = await studentsOf(acting.store, stages, seenOf(acting, wanted), {
    ...{ now: acting.now, most: mostInFile },
  });
  if (next !== undefined) return { kind: 'tooMany' };
  await audited(acting, 'juryExported', {
    after: `${periodSlug(wanted)}, ${students.length} étudiants, ${format}`,
  });
  const rows = await resultsOf(acting.store, stages, students);
  const bytes = await listFile(format, juryTable(institution, stages, rows), 'Jury');
  return bytes.length > mostBytes ? { kind: 'tooMany' } : { kind: 'file', bytes };
};

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

export const seenOf = ({ staff }: Acting, { siteIds }: JuryWanted): SiteId[] =>
  siteIds.filter((siteId) => seesSite(staff, siteId));

export type Student = { first: JuryPlacement; placements: JuryPlacement[] };
type Walk = Stretch & { now: string; most: number };
/** Lines of each list that are read at a time. */
const linesAtOnce = 250;

/**
 * The students of some campaigns, by name, so many behind one: the lists are read side by side as far as the shortest of them says, and
 * what another campaign has of a student is read by its key.
 */
export const studentsOf = async (
  store: Store,
  stages: readonly JuryStage[],
  siteIds: readonly SiteId[],
  { now, most, ...stretch }: Walk,
): Promise<{ students: Student[]; next?: string }> => {
  const campaigns = stages.flatMap((one) => one.campaigns);
  const students: Student[] = [];
  let from = stretch.after;
  for (;;) {
    const pages = await Promise.all(
      campaigns.map((campaign) =>
        store.lines.page(
          {
            ...{ campaignId: campaign.campaignId, now },
            siteIds: campaign.siteIds.filter((siteId) => siteIds.includes(siteId)),
          },
          { most: Math.min(most + 1, linesAtOnce), ...(from !== undefined && { after: from }) },
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
      const last = students.at(-1);
      if (students.length === most && last) return { students, next: listOrder(last.first) };
      students.push({ first, placements });
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
  return [...known, ...others.flatMap((one) => (one && siteIds.includes(one.siteId) ? [one] : []))];
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

/** A student's placement of one stage, whose campaigns these are. */
export const countingIn = (
  campaigns: readonly Campaign[],
  placements: readonly JuryPlacement[],
): JuryPlacement | undefined =>
  countingPlacement(
    placements.filter((one) => campaigns.some(({ campaignId }) => campaignId === one.campaignId)),
  );

/** The sites of which this person may read results, of those that are asked for; all of them, when none is. */
export const jurySites = (
  { staff }: Pick<Acting, 'staff'>,
  { sites }: Pick<Institute, 'sites'>,
  asked: string,
): SiteId[] =>
  sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => seesSite(staff, siteId) && (asked === '' || asked === siteId));
