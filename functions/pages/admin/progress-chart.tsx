import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import {
  type ProgressStep,
  progressLabels,
  progressSteps,
  type SiteProgress,
  sizeOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { listed } from '../../domain/wording/people.ts';
import { listPath } from './placement-filter.ts';
import { StepShape, stepClass } from './step-badge.tsx';
import { siteName } from './wording.ts';

type StepCounts = SiteProgress['counts'];

type BarProps = { counts: StepCounts };

/** One bar, as wide as what it counts; its text says the same in words. */
export const ProgressBar = ({ counts }: BarProps) => {
  const total = sizeOf(counts);
  const present = progressSteps.filter((step) => counts[step] > 0);
  const words = listed(present.map((step) => `${progressLabels[step]} : ${counts[step]}`));
  let x = 0;
  return (
    <svg class="bar" role="img" aria-label={words}>
      {present.map((step) => {
        const part = (counts[step] / total) * 100;
        const from = x;
        x += part;
        // Out of the count: hatched, as its ring is struck through.
        return step === 'cancelled' ? (
          <line key={step} class={stepClass(step)} x1={`${from}%`} x2={`${x}%`} y1="50%" y2="50%" />
        ) : (
          <rect key={step} class={stepClass(step)} x={`${from}%`} width={`${part}%`} height="100%" />
        );
      })}
    </svg>
  );
};

type ChartProps = { institution: Institution; campaign: Campaign; progress: readonly SiteProgress[] };

/** How many placements stand where, in all and by site: the bars to see, the table to read; each number leads to whom it counts. */
export const ProgressChart = ({ institution, campaign, progress }: ChartProps) => {
  const all = totalOf(progress);
  const steps = progressSteps.filter((step) => all[step] > 0);
  return (
    <table class="stacked progress">
      <caption>Avancement, en nombre d’affectations</caption>
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">
            <span class="visually-hidden">Part de chaque étape</span>
          </th>
          {steps.map((step) => (
            <th scope="col" key={step}>
              <StepShape step={step} />
              {progressLabels[step]}
            </th>
          ))}
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody>
        {progress.map(({ siteId, counts }) => (
          <Row
            key={siteId}
            name={siteName(institution, siteId)}
            steps={steps}
            counts={counts}
            listOf={(step) => listPath(campaign, { site: siteId, step })}
          />
        ))}
      </tbody>
      {progress.length > 1 && (
        <tfoot>
          <Row name="Ensemble" steps={steps} counts={all} listOf={(step) => listPath(campaign, { step })} />
        </tfoot>
      )}
    </table>
  );
};

type RowProps = {
  name: string;
  steps: readonly ProgressStep[];
  counts: StepCounts;
  /** The list of those at a step, or of all. */
  listOf: (step?: ProgressStep) => string;
};

const Row = ({ name, steps, counts, listOf }: RowProps) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="bar-cell">
      {sizeOf(counts) > 0 ? <ProgressBar counts={counts} /> : <span class="muted">Aucune</span>}
    </td>
    {steps.map((step) => (
      <td key={step} class={counts[step] === 0 ? 'number zero' : 'number'} data-label={progressLabels[step]}>
        <StepShape step={step} className="only-small" />
        {counts[step] === 0 ? (
          0
        ) : (
          <a href={listOf(step)} aria-label={`${name}, ${progressLabels[step]} : ${counts[step]}`}>
            {counts[step]}
          </a>
        )}
      </td>
    ))}
    <td class="number" data-label="Total">
      <strong>
        {sizeOf(counts) === 0 ? (
          0
        ) : (
          <a href={listOf()} aria-label={`${name}, toutes : ${sizeOf(counts)}`}>
            {sizeOf(counts)}
          </a>
        )}
      </strong>
    </td>
  </tr>
);
