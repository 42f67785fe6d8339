import type { Institution } from '../../../schemas/institution.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { countSteps, progressSteps, type StepCounts, stepLabel } from './progress.ts';
import { listed, siteName } from './wording.ts';

const width = 1000;
const height = 24;

type BarProps = { counts: StepCounts; total: number };

/** One bar, as wide as what it counts; its text says the same in words. */
export const ProgressBar = ({ counts, total }: BarProps) => {
  const present = progressSteps.filter((step) => counts[step] > 0);
  const words = listed(present.map((step) => `${stepLabel[step]} : ${counts[step]}`));
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

type ChartProps = { institution: Institution; placements: readonly Placement[]; siteIds: readonly string[] };

/** How many placements stand where, in all and by site: the bars to see, the table to read. */
export const ProgressChart = ({ institution, placements, siteIds }: ChartProps) => {
  const all = countSteps(placements);
  const steps = progressSteps.filter((step) => all[step] > 0);
  const rows = siteIds
    .map((siteId) => ({ siteId, ofSite: placements.filter((placement) => placement.siteId === siteId) }))
    .map(({ siteId, ofSite }) => ({ siteId, total: ofSite.length, counts: countSteps(ofSite) }));
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
              {stepLabel[step]}
            </th>
          ))}
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ siteId, total, counts }) => (
          <Row
            key={siteId}
            name={siteName(institution, siteId)}
            steps={steps}
            counts={counts}
            total={total}
          />
        ))}
      </tbody>
      {rows.length > 1 && (
        <tfoot>
          <Row name="Ensemble" steps={steps} counts={all} total={placements.length} />
        </tfoot>
      )}
    </table>
  );
};

type RowProps = { name: string; steps: readonly (keyof StepCounts)[]; counts: StepCounts; total: number };

const Row = ({ name, steps, counts, total }: RowProps) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="bar-cell">
      {total > 0 ? <ProgressBar counts={counts} total={total} /> : <span class="muted">Aucune</span>}
    </td>
    {steps.map((step) => (
      <td key={step} class={counts[step] === 0 ? 'number zero' : 'number'} data-label={stepLabel[step]}>
        {counts[step]}
      </td>
    ))}
    <td class="number" data-label="Total">
      <strong>{total}</strong>
    </td>
  </tr>
);
