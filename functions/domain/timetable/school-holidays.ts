import type { Institution } from '../../../schemas/institution.ts';

type Period = Institution['quietPeriods'][number];
export type Zone = 'A' | 'B' | 'C';
export const zones: readonly Zone[] = ['A', 'B', 'C'];

/** From the first day without class to the last. */
type Days = [from: string, to: string];
/** What all zones have in common, and what each has of its own. */
type Year = {
  autumn: Days;
  christmas: Days;
  winter: Record<Zone, Days>;
  spring: Record<Zone, Days>;
  ascension: Days;
  summer: Days;
};

/**
 * The school holidays of the académies of metropolitan France but Corsica's: arrêtés of 22 October 2025 (JORFTEXT000052416058) and of
 * 21 July 2026 (JORFTEXT000054457294). Rectors may shift a day; the end of the summer of 2028 is not published.
 */
const years: Record<number, Year> = {
  2026: {
    autumn: ['2026-10-17', '2026-11-01'],
    christmas: ['2026-12-19', '2027-01-03'],
    winter: {
      A: ['2027-02-13', '2027-02-28'],
      B: ['2027-02-20', '2027-03-07'],
      C: ['2027-02-06', '2027-02-21'],
    },
    spring: {
      A: ['2027-04-10', '2027-04-25'],
      B: ['2027-04-17', '2027-05-02'],
      C: ['2027-04-03', '2027-04-18'],
    },
    ascension: ['2027-05-07', '2027-05-08'],
    summer: ['2027-07-03', '2027-08-31'],
  },
  2027: {
    autumn: ['2027-10-23', '2027-11-07'],
    christmas: ['2027-12-18', '2028-01-02'],
    winter: {
      A: ['2028-02-19', '2028-03-05'],
      B: ['2028-02-05', '2028-02-20'],
      C: ['2028-02-12', '2028-02-27'],
    },
    spring: {
      A: ['2028-04-22', '2028-05-08'],
      B: ['2028-04-08', '2028-04-23'],
      C: ['2028-04-15', '2028-05-01'],
    },
    ascension: ['2028-05-26', '2028-05-27'],
    summer: ['2028-07-04', '2028-08-31'],
  },
};

/** First years of the academic years whose holidays are known. */
export const holidayYears: readonly number[] = Object.keys(years).map(Number);

/** @returns none for a year that is not known */
export const schoolHolidays = (year: number, zone: Zone): Period[] => {
  const known = years[year];
  if (!known) return [];
  const named: [string, Days][] = [
    ['vacances de la Toussaint', known.autumn],
    ['vacances de Noël', known.christmas],
    ['vacances d’hiver', known.winter[zone]],
    ['vacances de printemps', known.spring[zone]],
    ['pont de l’Ascension', known.ascension],
    ['vacances d’été', known.summer],
  ];
  return named.map(([label, [from, to]]) => ({ label: `${label} ${from.slice(0, 4)}`, from, to }));
};

const isSame = (one: Period, other: Period): boolean => one.from === other.from && one.to === other.to;

/** Those that are not there yet, among the others by their days. */
export const withPeriods = (periods: readonly Period[], added: readonly Period[]): Period[] =>
  [...periods, ...added.filter((one) => !periods.some((other) => isSame(one, other)))].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );

export const withoutPeriod = (periods: readonly Period[], gone: Pick<Period, 'from' | 'to'>): Period[] =>
  periods.filter(({ from, to }) => from !== gone.from || to !== gone.to);
