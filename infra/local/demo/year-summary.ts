import { lifecyclesOf } from './campaign-play.ts';
import type { HomeClient } from './home-client.ts';
import { type CampaignCounts, countCampaign, countDuplicates } from './summary.ts';
import type { PlayedYear } from './year-play.ts';

export type YearSummary = {
  year: number;
  stages: (CampaignCounts & {
    campaign: string;
    carried: number;
    added: number;
    replaced: number;
    cancelled: number;
  })[];
  semesters: { semester: number; rows: number; cells: number; differences: number }[];
  meetings: Record<'invited' | 'yes' | 'no' | 'others' | 'reminded' | 'moved' | 'differences', number>;
  duplicates: number;
  meter: unknown;
  wallSeconds: number;
  /** Of the whole process, as is its memory: a busy machine takes longer for the same. */
  cpuSeconds: number;
  /** In megabytes, home, functions and those who play. */
  peakMemory: number;
};

/** @param wallSeconds since the program began */
export const summarizeYear = async (
  home: HomeClient,
  year: number,
  { stages, semesters, meetings, meetingDifferences, mails }: PlayedYear,
  wallSeconds: number,
): Promise<YearSummary> => {
  const lifecycles = lifecyclesOf(await home.executions());
  const { user, system } = process.cpuUsage();
  const counts = meetings.map((one) => one.counts());
  const sum = (of: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[of], 0);
  return {
    year,
    stages: stages.map(({ campaignId, placed, carried, added, replaced, cancelled }) => ({
      campaign: campaignId,
      ...countCampaign(
        lifecycles.filter(({ name }) => name.startsWith(`${campaignId}-`)),
        mails.filter(({ tags }) => tags.campaign === campaignId),
        [...placed.values()],
      ),
      ...{ carried, added, replaced, cancelled: cancelled.size },
    })),
    semesters: semesters.map(({ semester, rows, cells, differences }) => ({
      ...{ semester, rows, cells, differences: differences.length },
    })),
    meetings: {
      ...{ invited: sum('invited'), yes: sum('yes'), no: sum('no'), others: sum('others') },
      ...{ reminded: sum('reminded'), moved: sum('moved'), differences: meetingDifferences.length },
    },
    duplicates: countDuplicates(mails),
    meter: await home.meter(),
    wallSeconds,
    cpuSeconds: Math.round((user + system) / 1e5) / 10,
    peakMemory: Math.round(process.resourceUsage().maxRSS / 1024),
  };
};

/** So many are said of each kind. */
const mostSaid = 20;

/** What must not be, a line each. */
export const differencesOf = (
  { duplicates }: YearSummary,
  { semesters, meetingDifferences }: PlayedYear,
): string[] => [
  ...semesters.flatMap(({ differences }) => differences.slice(0, mostSaid)),
  ...meetingDifferences.slice(0, mostSaid),
  ...(duplicates > 0 ? [`${duplicates} mails were sent twice`] : []),
];

const indent = ' '.repeat(15);

export const presentYear = (
  { year, stages, semesters, meetings, duplicates, wallSeconds, peakMemory }: YearSummary,
  folder: string,
): string => `

L’année ${year}-${year + 1}, jouée en ${wallSeconds} s (${peakMemory} Mo au plus).

${stages
  .map(
    (one) =>
      `  ${one.campaign.padEnd(12)} affectations : ${one.placements} (reprises : ${one.carried}, ajoutées : ${one.added})\n` +
      `${indent}tuteurs remplacés : ${one.replaced}, stages annulés : ${one.cancelled}\n` +
      `${indent}comptes-rendus diffusés : ${one.distributed}, non rendus : ${one.unreturned}`,
  )
  .join('\n')}

${semesters
  .map(
    ({ semester, rows, cells, differences }) =>
      `  Jury du semestre ${semester} : ${rows} étudiants, ${cells} cellules recomptées, ${differences} différences`,
  )
  .join('\n')}
  Réunions : ${meetings.invited} invitations, ${meetings.yes} oui, ${meetings.no} non, ${meetings.others} par une autre personne
  Courriels en double : ${duplicates}

Les courriels sont dans ${folder}/mail.
Pour tout revoir : npm start -- --data ${folder}`;
