import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementFacts, PlacementStatus, Standing } from '../../../schemas/placement.ts';
import type { Institute, Stage } from '../../../schemas/programme.ts';
import type { ReportAnswers, SentReport } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { listOrder } from '../placement/placement-search.ts';
import { statusMeanings } from '../placement/status-meanings.ts';
import { numberOf } from '../report/form-versions.ts';

/** One half of an academic year, for which a jury decides on the unit that reports count for. */
export type JuryPeriod = { year: number; semester: Stage['semester'] };

/** As addresses have it: `2026-s1`. */
export const periodSlug = ({ year, semester }: JuryPeriod): string => `${year}-s${semester}`;

/** @returns undefined for what is no period's slug */
export const periodOf = (slug: string): JuryPeriod | undefined => {
  const [, year, semester] = /^(20\d\d)-s([12])$/.exec(slug) ?? [];
  return year === undefined ? undefined : { year: Number(year), semester: semester === '1' ? 1 : 2 };
};

/** One of the semester's stages, and its campaigns. */
export type StageCampaigns = { stage: Stage; campaigns: Campaign[] };

/** The same with the forms whose fields its columns are: the newest first, in whose order and words they stand. */
export type JuryStage = StageCampaigns & { forms: ReportForm[] };

/** The semester's stages in the order of the programme, each with its campaigns of that year; a stage without any stays. */
export const juryStages = (
  { programme }: Pick<Institute, 'programme'>,
  { year, semester }: JuryPeriod,
  campaigns: readonly Campaign[],
): StageCampaigns[] =>
  programme.stages
    .filter((stage) => stage.semester === semester)
    .map((stage) => ({
      stage,
      campaigns: campaigns.filter((one) => one.year === year && one.stage === stage.stageId),
    }));

/** The versions of the form that a stage's reports are of, the newest first. */
export const formVersionsOf = ({ stage, campaigns }: StageCampaigns): string[] => {
  const versions = campaigns.map(({ formVersion }) => formVersion);
  return [...new Set(versions.length > 0 ? versions : [stage.reportForm])].sort(
    (a, b) => numberOf(b) - numberOf(a),
  );
};

/** The form that a report of the stage was written for. @throws RangeError where no campaign of the stage is of its version */
export const formIn = ({ forms }: Pick<JuryStage, 'forms'>, { formVersion }: SentReport): ReportForm => {
  const form = forms.find(({ version }) => version === formVersion);
  if (!form) throw new RangeError(`No campaign of the stage has the report form ${formVersion}`);
  return form;
};

/** Newest first, those of which there is a campaign. */
export const juryPeriods = (
  { programme }: Pick<Institute, 'programme'>,
  campaigns: readonly Campaign[],
): JuryPeriod[] => {
  const slugs = campaigns.flatMap(({ year, stage }) => {
    const semester = programme.stages.find(({ stageId }) => stageId === stage)?.semester;
    return semester === undefined ? [] : [periodSlug({ year, semester })];
  });
  return [...new Set(slugs)]
    .sort()
    .reverse()
    .flatMap((slug) => periodOf(slug) ?? []);
};

/** What a jury needs to know of a placement, whichever list or record it comes from. */
export type JuryPlacement = PlacementFacts & {
  campaignId: string;
  status: PlacementStatus;
  standing?: Standing | undefined;
};

/** What a semester's row says of one stage. `none`: the student has no such stage at the sites that the reader sees. */
export type StageResult =
  | { kind: 'report'; placement: JuryPlacement; sent: SentReport }
  | { kind: 'noReport'; placement: JuryPlacement }
  | { kind: 'none' };

/** A student over the stages of a semester, in their order. */
export type JuryRow = {
  student: Pick<JuryPlacement, 'studentNumber' | 'student' | 'siteId'>;
  results: StageResult[];
};

/** Which of a student's placements of one stage counts: one that took place before one that was cancelled. */
const weightOf = ({ status }: JuryPlacement): number => {
  const { hasReport, isStarted } = statusMeanings[status];
  return hasReport ? 3 : isStarted ? 2 : status === 'prepared' ? 1 : 0;
};

/** Of a student's placements the one that counts for the stage whose campaigns these are; of equals, the first. */
export const countingIn = (
  campaigns: readonly Campaign[],
  placements: readonly JuryPlacement[],
): JuryPlacement | undefined =>
  placements
    .filter((one) => campaigns.some(({ campaignId }) => campaignId === one.campaignId))
    .reduce<JuryPlacement | undefined>(
      (best, one) => (best === undefined || weightOf(one) > weightOf(best) ? one : best),
      undefined,
    );

/** Where a student stands in the list: by the name under which they come first, should the stages write it differently. */
export const isFirstOf = (line: JuryPlacement, placements: readonly JuryPlacement[]): boolean =>
  placements.every((other) => listOrder(line) <= listOrder(other));

/** What stands where there is no report. */
const withoutReport = {
  prepared: 'Pas encore lancé',
  started: 'Attendu',
  assigned: 'Attendu',
  briefed: 'Attendu',
  awaiting: 'Attendu',
  received: 'Attendu',
  distributed: 'Attendu',
  givenBack: 'Attendu',
  unreturned: 'Non rendu',
  receivedOtherwise: 'Reçu autrement',
  cancelled: 'Stage annulé',
} as const satisfies Record<PlacementStatus, string>;

/** How a stage stands, in a word or three. */
export const resultLabel = (result: StageResult): string => {
  switch (result.kind) {
    case 'report':
      return result.placement.status === 'givenBack' ? 'En correction' : 'Reçu';
    case 'noReport':
      return withoutReport[result.placement.status];
    case 'none':
      return 'Pas de stage';
  }
};

/** The form's steps in which the student did anything, from 1. */
export const stepsReached = ({ progression }: ReportForm, { activities }: ReportAnswers): number[] =>
  progression.steps.flatMap((step, at) =>
    step.activities.some(({ activityId }) => activities.includes(activityId)) ? [at + 1] : [],
  );
