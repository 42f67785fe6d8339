import type { Placement } from '../../../schemas/placement.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { daysLate, standingOf } from '../../domain/placement/standing.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import { longDate, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath } from './visited-placement.ts';
import { campaignTitle, counted, siteName } from './wording.ts';

/** What a table says of each stage besides how it stands: who and where, as the page is not about them. */
export type StageColumn = [title: string, text: (placement: Placement) => string];

type TableProps = {
  visit: Visit;
  caption: string;
  stages: readonly Found[];
  columns: readonly StageColumn[];
  /** The last ones. */
  more?: readonly StageColumn[];
};

/** Stages of several campaigns, each leading to its placement. */
export const StagesTable = ({ visit, caption, stages, columns, more = [] }: TableProps) => {
  const { institution, request } = visit;
  if (stages.length === 0) return <p>Aucun stage à montrer ici.</p>;
  const cells = (of: readonly StageColumn[], placement: Placement) =>
    of.map(([title, text]) => (
      <td key={title} data-label={title}>
        {text(placement)}
      </td>
    ));
  const titles = (of: readonly StageColumn[]) =>
    of.map(([title]) => (
      <th key={title} scope="col">
        {title}
      </th>
    ));
  return (
    <table class="stacked">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Dates</th>
          {titles(columns)}
          <th scope="col">Site</th>
          <th scope="col">Étape</th>
          <th scope="col">Compte-rendu</th>
          {titles(more)}
        </tr>
      </thead>
      <tbody>
        {stages.map(({ campaign, placement }) => (
          <tr key={placementPath({ campaign, placement })}>
            <th scope="row">
              <a href={placementPath({ campaign, placement })}>{campaignTitle(institution, campaign)}</a>
            </th>
            <td data-label="Dates">{periodsLabel(placement.periods)}</td>
            {cells(columns, placement)}
            <td data-label="Site">{siteName(institution, placement.siteId)}</td>
            <td data-label="Étape">
              <StepBadge placement={placement} now={request.now} />
            </td>
            <td data-label="Compte-rendu">{reportState(placement, parisDay(request.now))}</td>
            {cells(more, placement)}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Newest first. */
export const byLastDay = (
  a: { periods: Placement['periods'] },
  b: { periods: Placement['periods'] },
): number => lastDay(b).localeCompare(lastDay(a));

const lastDay = ({ periods }: Pick<Placement, 'periods'>): IsoDate => periods.at(-1)?.to ?? '';

export const lateOf = (placement: Placement, today: IsoDate): number =>
  daysLate({ status: placement.status, standing: standingOf(placement) }, today);

/** When its report came, or is awaited, and how late. */
const reportState = (placement: Placement, today: IsoDate): string => {
  const { due, reportedOn } = standingOf(placement);
  const late = lateOf(placement, today);
  const delay = late > 0 ? `, ${counted(late, 'jour')} après l’échéance` : '';
  if (reportedOn !== undefined) return `Reçu le ${longDate(reportedOn)}${delay}`;
  if (late > 0) return `Attendu depuis ${counted(late, 'jour')}`;
  return due !== undefined && isStarted(placement) && placement.status !== 'unreturned'
    ? `Attendu le ${longDate(due)}`
    : '–';
};
