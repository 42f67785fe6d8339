import * as z from 'zod';
import type { CampaignId } from '../../../schemas/campaign.ts';
import type { Institution, SiteId } from '../../../schemas/institution.ts';
import type { Institute, Programme } from '../../../schemas/programme.ts';
import { type Staff, seesSite } from '../../../schemas/staff.ts';
import type { StageId } from '../../../schemas/stage.ts';
import { type IsoInstant, isoDate, type Period, timeOfDay } from '../../../schemas/time.ts';
import { defaultTimetable, type Timetable } from '../../../schemas/timetable.ts';
import { sendingHours, withinSendingHours } from '../placement/mail-wave.ts';
import { longDate, parisDay } from '../wording/french-dates.ts';
import { isWithinYear } from './academic-year.ts';

/** What a new campaign is made of, before it has a name, an author and a date. */
export type CampaignDraft = {
  year: number;
  stage: StageId;
  siteIds: SiteId[];
  periods: Period[];
  timetable: Timetable;
};
export type DraftProblem = { field: string; message: string };
export type DraftFields = Record<string, string | string[] | undefined>;

type Row = { occasion: Exclude<keyof Timetable, 'dueDays'>; counts: 'before' | 'after' };
const directions: Record<Row['occasion'], Row['counts']> = {
  ...{ briefing: 'before', request: 'after', reminder1: 'before', reminder2: 'after', reminder3: 'after' },
  ...{ escalation: 'after', closing: 'after' },
};
const isRow = (name: string): name is Row['occasion'] => Object.hasOwn(directions, name);
/** The rows of the timetable, in order. A person types a number of days in the direction that `counts` says. */
export const timetableRows: readonly Row[] = Object.keys(directions)
  .filter(isRow)
  .map((occasion) => ({ occasion, counts: directions[occasion] }));

const longestPeriodDays = 31;
const dayMillis = 86_400_000;

const one = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
const several = (value: string | string[] | undefined): string[] =>
  (Array.isArray(value) ? value : value ? [value] : []).map((entry) => entry.trim()).filter(Boolean);

/** Academic years begin in September; the next one is prepared from July on. */
export const usualYear = (now: IsoInstant): number => {
  // Stryker disable next-line StringLiteral: a day has a year and a month.
  const [year = '2026', month = '9'] = parisDay(now).split('-');
  return Number(month) >= 7 ? Number(year) : Number(year) - 1;
};

/** The delays that a campaign of that institution begins with. */
export const usualTimetable = ({ timetable = defaultTimetable }: Institution): Timetable => timetable;

/** What the form shows before anybody typed. */
export const emptyDraftFields = (staff: Staff, institution: Institution, now: IsoInstant): DraftFields => ({
  year: String(usualYear(now)),
  sites: institution.sites.filter(({ siteId }) => seesSite(staff, siteId)).map(({ siteId }) => siteId),
  ...timetableFields(usualTimetable(institution)),
});

/** A timetable as its form fields. */
export const timetableFields = (timetable: Timetable): DraftFields => ({
  dueDays: String(timetable.dueDays),
  ...Object.fromEntries(
    timetableRows.flatMap(({ occasion }) => [
      [`${occasion}Days`, String(Math.abs(timetable[occasion].days))],
      [`${occasion}Time`, timetable[occasion].time],
    ]),
  ),
});

/** A campaign as the fields of its form. */
export const draftFieldsOf = ({ year, stage, siteIds, periods, timetable }: CampaignDraft): DraftFields => ({
  ...{ year: String(year), stage, sites: siteIds },
  ...Object.fromEntries(
    periods.flatMap(({ from, to }, at) => [
      [`from${at + 1}`, from],
      [`to${at + 1}`, to],
    ]),
  ),
  ...timetableFields(timetable),
});

/** What one form has of a stage among others is named after both: `a1-from1`. */
export const yearField = (stage: StageId, field: string): string => `${stage}-${field}`;

/** Dates that a stage of the year may have, as fields. */
export const dateFields = ['from1', 'to1', 'from2', 'to2'] as const;

/**
 * The stages of a year, from one form: those that have a date. Their sites are the same, and their delays the institution's.
 *
 * @returns a draft a stage, in the programme's order, or a sentence for each field that is wrong
 */
export const draftYear = (
  fields: DraftFields,
  year: number,
  institution: Institute,
  staff: Staff,
): { kind: 'drafts'; drafts: CampaignDraft[] } | { kind: 'incomplete'; problems: DraftProblem[] } => {
  const usual = timetableFields(usualTimetable(institution));
  const read = institution.programme.stages.flatMap(({ stageId }) => {
    const dates = dateFields.map((field) => [field, one(fields[yearField(stageId, field)])] as const);
    if (dates.every(([, text]) => text === '')) return [];
    const own = { ...usual, year: String(year), stage: stageId, sites: fields.sites };
    return [
      { stageId, checked: draftCampaign({ ...own, ...Object.fromEntries(dates) }, institution, staff) },
    ];
  });
  const problems = read.flatMap(({ stageId, checked }) =>
    checked.kind === 'draft'
      ? []
      : checked.problems.map(({ field, message }) => ({
          field: dateFields.some((one) => one === field) ? yearField(stageId, field) : field,
          message,
        })),
  );
  if (read.length === 0)
    problems.push({
      field: yearField(institution.programme.stages[0]?.stageId ?? '', 'from1'),
      message: 'Indiquez les dates d’un stage au moins.',
    });
  if (problems.length > 0)
    return { kind: 'incomplete', problems: [...new Map(problems.map((one) => [one.field, one])).values()] };
  return {
    kind: 'drafts',
    drafts: read.flatMap(({ checked }) => (checked.kind === 'draft' ? [checked.draft] : [])),
  };
};

/** First free name: `2026-a1`, then `2026-a1-2`… */
export const campaignIdCandidates = (year: number, stage: StageId): CampaignId[] =>
  Array.from({ length: 99 }, (_, index) =>
    index === 0 ? `${year}-${stage}` : `${year}-${stage}-${index + 1}`,
  );

/** The form of a new campaign, checked: the draft, or a sentence for each field that is wrong. */
export const draftCampaign = (
  fields: DraftFields,
  institution: Institute,
  staff: Staff,
): { kind: 'draft'; draft: CampaignDraft } | { kind: 'incomplete'; problems: DraftProblem[] } => {
  const problems: DraftProblem[] = [];
  const year = readYear(one(fields.year), problems);
  const stage = readStage(one(fields.stage), institution.programme, problems);
  const siteIds = readSites(several(fields.sites), institution, staff, problems);
  const periods = readPeriods(fields, year, problems);
  const timetable = readTimetable(fields, problems);
  // Stryker disable next-line ConditionalExpression: what is undefined has a problem.
  if (problems.length > 0 || stage === undefined || year === undefined || !timetable)
    return { kind: 'incomplete', problems };
  return { kind: 'draft', draft: { year, stage, siteIds, periods, timetable } };
};

const readYear = (text: string, problems: DraftProblem[]): number | undefined => {
  const year = z.coerce.number().int().min(2020).max(2100).safeParse(text);
  if (year.success) return year.data;
  problems.push({
    field: 'year',
    message: 'Indiquez l’année de la rentrée avec quatre chiffres, par exemple 2026 pour 2026-2027.',
  });
  return undefined;
};

const readStage = (chosen: string, { stages }: Programme, problems: DraftProblem[]): StageId | undefined => {
  const stage = stages.find(({ stageId }) => stageId === chosen);
  if (stage) return stage.stageId;
  const offered = stages.map(({ label }) => label);
  const choice = [offered.slice(0, -1).join(', '), offered.at(-1)].filter(Boolean).join(' ou ');
  problems.push({ field: 'stage', message: `Choisissez le stage\u00a0: ${choice}.` });
  return undefined;
};

const readSites = (
  chosen: string[],
  institution: Institution,
  staff: Staff,
  problems: DraftProblem[],
): SiteId[] => {
  const offered = institution.sites.map(({ siteId }) => siteId).filter((siteId) => seesSite(staff, siteId));
  const siteIds = offered.filter((siteId) => chosen.includes(siteId));
  if (chosen.some((siteId) => !offered.includes(siteId)))
    problems.push({ field: 'sites', message: 'Choisissez parmi les sites que vous gérez.' });
  else if (siteIds.length === 0) problems.push({ field: 'sites', message: 'Choisissez au moins un site.' });
  return siteIds;
};

const readPeriods = (fields: DraftFields, year: number | undefined, problems: DraftProblem[]): Period[] => {
  const first = readPeriod(fields, 1, year, problems);
  const hasSecond = one(fields.from2) !== '' || one(fields.to2) !== '';
  const second = hasSecond ? readPeriod(fields, 2, year, problems) : undefined;
  if (first && second && second.from <= first.to)
    problems.push({
      field: 'from2',
      message: `La deuxième période doit commencer après la fin de la première (${longDate(first.to)}).`,
    });
  return [first, second].filter((period) => period !== undefined);
};

const readPeriod = (
  fields: DraftFields,
  which: 1 | 2,
  year: number | undefined,
  problems: DraftProblem[],
): Period | undefined => {
  const from = readDay(fields, `from${which}`, 'le premier jour', problems);
  const to = readDay(fields, `to${which}`, 'le dernier jour', problems);
  if (!from || !to) return undefined;
  if (from > to) {
    problems.push({
      field: `to${which}`,
      message: `Le dernier jour (${longDate(to)}) précède le premier (${longDate(from)}).`,
    });
    return undefined;
  }
  if ((Date.parse(to) - Date.parse(from)) / dayMillis >= longestPeriodDays) {
    problems.push({
      field: `to${which}`,
      message: `Une période dure au plus ${longestPeriodDays} jours. Pour un stage en deux fois, remplissez la deuxième période.`,
    });
    return undefined;
  }
  if (year !== undefined && !isWithinYear({ from, to }, year)) {
    problems.push({
      field: `from${which}`,
      message: `Ces dates sont en dehors de l’année universitaire ${year}-${year + 1}.`,
    });
    return undefined;
  }
  return { from, to };
};

const readDay = (
  fields: DraftFields,
  field: string,
  what: string,
  problems: DraftProblem[],
): string | undefined => {
  const text = one(fields[field]);
  // Browsers without a date picker leave a text field, in which people write 05/10/2026.
  // Stryker disable next-line ArrayDeclaration: without a year, day and month are not read.
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  // Stryker disable next-line OptionalChaining: with a year come a month and a day.
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text;
  if (isoDate.safeParse(iso).success) return iso;
  problems.push({
    field,
    message: text
      ? `La date « ${text.slice(0, 20)} » n’existe pas. Écrivez par exemple 05/10/2026.`
      : `Indiquez ${what} du stage.`,
  });
  return undefined;
};

/** The delays alone, checked. */
export const draftTimetable = (
  fields: DraftFields,
): { timetable: Timetable } | { problems: DraftProblem[] } => {
  const problems: DraftProblem[] = [];
  const timetable = readTimetable(fields, problems);
  return timetable && problems.length === 0 ? { timetable } : { problems };
};

const readTimetable = (fields: DraftFields, problems: DraftProblem[]): Timetable | undefined => {
  const found = problems.length;
  const dueDays = readDays(fields, 'dueDays', 1, 60, problems);
  const offsetOf = (occasion: Row['occasion']) => {
    const days = readDays(fields, `${occasion}Days`, 0, 60, problems);
    const time = timeOfDay.safeParse(one(fields[`${occasion}Time`]));
    if (!time.success)
      problems.push({ field: `${occasion}Time`, message: 'Écrivez l’heure comme ceci : 08:00.' });
    else if (withinSendingHours(time.data) !== time.data)
      problems.push({
        field: `${occasion}Time`,
        message: `Les courriels partent entre ${sendingHours.from} et ${sendingHours.until} : choisissez une heure de la journée.`,
      });
    // Stryker disable next-line StringLiteral: a time that is none has a problem, and is not used.
    return { days: directions[occasion] === 'before' && days > 0 ? -days : days, time: time.data ?? '08:00' };
  };
  const timetable: Timetable = {
    dueDays,
    ...{
      briefing: offsetOf('briefing'),
      request: offsetOf('request'),
      reminder1: offsetOf('reminder1'),
      reminder2: offsetOf('reminder2'),
      reminder3: offsetOf('reminder3'),
      escalation: offsetOf('escalation'),
      closing: offsetOf('closing'),
    },
  };
  if (problems.length > found) return undefined;
  problems.push(...outOfOrder(timetable));
  return timetable;
};

const readDays = (
  fields: DraftFields,
  field: string,
  least: number,
  most: number,
  problems: DraftProblem[],
): number => {
  const text = one(fields[field]);
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= least && days <= most) return days;
  problems.push({ field, message: `Écrivez un nombre de jours entre ${least} et ${most}.` });
  return least;
};

/** Each round must come on a later day than the one before it: a reminder before its request would make no sense. */
const outOfOrder = (timetable: Timetable): DraftProblem[] => {
  const { dueDays } = timetable;
  const daysAfterEnd = [
    // Stryker disable next-line StringLiteral: no round comes before it, so it is never out of order.
    { field: 'requestDays', name: 'la demande du compte-rendu', day: timetable.request.days },
    { field: 'reminder1Days', name: 'la première relance', day: dueDays + timetable.reminder1.days },
    { field: 'reminder2Days', name: 'la deuxième relance', day: dueDays + timetable.reminder2.days },
    { field: 'reminder3Days', name: 'la troisième relance', day: dueDays + timetable.reminder3.days },
    { field: 'escalationDays', name: 'l’alerte au délégué', day: dueDays + timetable.escalation.days },
    { field: 'closingDays', name: 'la clôture', day: dueDays + timetable.closing.days },
  ];
  return daysAfterEnd.flatMap(({ field, name, day }, index) => {
    const before = daysAfterEnd[index - 1];
    return before && day <= before.day
      ? [{ field, message: `À cette date, ${name} ne viendrait pas après ${before.name}.` }]
      : [];
  });
};
