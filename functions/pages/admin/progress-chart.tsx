import type { Institution } from '../../../schemas/institution.ts';
import {
  progressLabels,
  progressSteps,
  type SiteProgress,
  sizeOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { listed } from '../../domain/wording/people.ts';
import { siteName } from './wording.ts';

type StepCounts = SiteProgress['counts'];

const width = 1000;
const height = 24;

type BarProps = { counts: StepCounts };

/** One bar, as wide as what it counts; its text says the same in words. */
export const ProgressBar = ({ counts }: BarProps) => {
  const total = sizeOf(counts);
  const present = progressSteps.filter((step) => counts[step] > 0);
  const words = listed(present.map((step) => `${progressLabels[step]} : ${counts[step]}`));
  let x = 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      {present.map((step) => {
        const part = (counts[step] / total) * width;
        const from = x;
        x += part;
        return <rect key={step} class={`step-${step}`} x={from} y={0} width={part} height={height} />;
      })}
    </svg>
  );
};

type ChartProps = { institution: Institution; progress: readonly SiteProgress[] };

/** How many placements stand where, in all and by site: the bars to see, the table to read. */
export const ProgressChart = ({ institution, progress }: ChartProps) => {
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
              <span class={`key step-${step}`} aria-hidden="true" />
              {progressLabels[step]}
            </th>
          ))}
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody>
        {progress.map(({ siteId, counts }) => (
          <Row key={siteId} name={siteName(institution, siteId)} steps={steps} counts={counts} />
        ))}
      </tbody>
      {progress.length > 1 && (
        <tfoot>
          <Row name="Ensemble" steps={steps} counts={all} />
        </tfoot>
      )}
    </table>
  );
};

type RowProps = { name: string; steps: readonly (keyof StepCounts)[]; counts: StepCounts };

const Row = ({ name, steps, counts }: RowProps) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="bar-cell">
      {sizeOf(counts) > 0 ? <ProgressBar counts={counts} /> : <span class="muted">Aucune</span>}
    </td>
    {steps.map((step) => (
      <td key={step} class={counts[step] === 0 ? 'number zero' : 'number'} data-label={progressLabels[step]}>
        <span class={`key only-small step-${step}`} aria-hidden="true" />
        {counts[step]}
      </td>
    ))}
    <td class="number" data-label="Total">
      <strong>{sizeOf(counts)}</strong>
    </td>
  </tr>
);
