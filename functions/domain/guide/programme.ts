import type { Campaign } from '../../../schemas/campaign.ts';
import type { Guide, StageFraming } from '../../../schemas/framing.ts';
import type { Institute, Programme, Stage } from '../../../schemas/programme.ts';
import type { Descriptor, LevelId, ReportForm } from '../../../schemas/report-form.ts';

type Staged = Pick<Campaign, 'stage'>;

/** @throws RangeError when the programme has no such stage, which loading another institute's would bring about. */
export const stageOf = ({ stages }: Pick<Programme, 'stages'>, { stage }: Staged): Stage => {
  const found = stages.find(({ stageId }) => stageId === stage);
  if (!found) throw new RangeError(`The programme has no stage ${stage}`);
  return found;
};

/** What a person reads of a campaign's stage. */
export const stageLabel = ({ programme }: Pick<Institute, 'programme'>, campaign: Staged): string =>
  stageOf(programme, campaign).label;

/** The column of the guide's framing that a campaign's stage reads. */
export const framingOf = (
  programme: Pick<Programme, 'stages'>,
  guide: Pick<Guide, 'framing'>,
  campaign: Staged,
): StageFraming => {
  const column = guide.framing.columns[stageOf(programme, campaign).framing];
  if (!column) throw new RangeError(`The guide does not frame the stage ${campaign.stage}`);
  return column;
};

/** @throws RangeError when no such version was published: stored data names one that the programme no longer has. */
export const formOfVersion = (
  { reportForms }: Pick<Programme, 'reportForms'>,
  version: string,
): ReportForm => {
  const form = reportForms.find((candidate) => candidate.version === version);
  if (!form) throw new RangeError(`No report form of version ${version}`);
  return form;
};

export type Criterion = ReportForm['ethics']['criteria'][number];

/** What the grid says of one level: a tutor sees, and the report prints, only what is for this half of the year. */
export const descriptorOf = (
  criterion: Criterion,
  level: LevelId,
  semester: Stage['semester'],
): Descriptor => {
  const texts = criterion[level];
  return 'lines' in texts ? texts : texts[`semester${semester}`];
};

/**
 * What records name and a newer programme would take from under them: a stage that is gone, a form that is gone or was edited.
 * @returns their names; none when the newer one may take the older one's place.
 */
export const takenAway = (older: Programme, newer: Programme): string[] => [
  ...older.stages
    .filter(({ stageId }) => !newer.stages.some((stage) => stage.stageId === stageId))
    .map(({ stageId }) => stageId),
  ...older.reportForms
    .filter((form) => !newer.reportForms.some((other) => sameContent(other, form)))
    .map(({ version }) => version),
];

/** Whatever order the keys came in: DynamoDB keeps none. */
const sameContent = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};
