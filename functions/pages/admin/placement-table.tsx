import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import { hasWord, isUndelivered } from '../../domain/placement/campaign-progress.ts';
import { daysLate } from '../../domain/placement/standing.ts';
import { dayOfYear, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { failureBadges } from './failure-wording.ts';
import { groupWords, listPath, type PlacementFilter } from './placement-filter.ts';
import { lastEventAt, type Order, type OrderColumn, orderWord } from './placement-order.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { historyLabel, siteName, stagePath } from './wording.ts';

type TableProps = {
  visit: Visit;
  campaign: Campaign;
  filter: PlacementFilter;
  order: Order;
  shown: readonly PlacementLine[];
  /** Whether these are all that the filter finds. */
  isAll: boolean;
  /** Each can be picked, for what is done to several: the id of the form that asks for it. */
  pickedBy?: string | undefined;
};

type Column = {
  by: OrderColumn;
  title: string;
  isNumber?: true;
  /** What is said once over the table where every row would say the same. */
  inCommon?: (placement: PlacementLine) => string;
  /** Left out where it has nothing to say of any row. */
  isBlank?: (placement: PlacementLine) => boolean;
  cell: (placement: PlacementLine) => ComponentChildren;
};

const columnsFor = ({ institution, request }: Visit): Column[] => {
  const today = parisDay(request.now);
  return [
    { by: 'tuteur', title: 'Tuteur ou tutrice', cell: tutorName },
    { by: 'ecole', title: 'École', cell: ({ school }) => `${school.name}, ${school.town}` },
    {
      by: 'site',
      title: 'Site',
      inCommon: ({ siteId }) => siteName(institution, siteId),
      cell: ({ siteId }) => siteName(institution, siteId),
    },
    {
      by: 'dates',
      title: 'Dates',
      inCommon: ({ periods }) => periodsLabel(periods, today),
      cell: ({ periods }) => periodsLabel(periods, today),
    },
    {
      by: 'etape',
      title: 'Étape',
      cell: (placement) => (
        <span class="badges">
          <StepBadge placement={placement} now={request.now} />
          <AddressState placement={placement} />
          {hasWord(placement) && <Badge tone="warning">{groupWords.words.label}</Badge>}
        </span>
      ),
    },
    {
      by: 'retard',
      title: 'Retard',
      isNumber: true,
      isBlank: (placement) => daysLate(placement, today) === 0,
      cell: (placement) => late(daysLate(placement, today)),
    },
    {
      by: 'evenement',
      title: 'Dernier événement',
      isBlank: (placement) => lastEventAt(placement) === undefined,
      cell: (placement) => lastEvent(placement, today),
    },
  ];
};

const late = (days: number): string => (days === 0 ? '–' : `${days}\u00a0j`);

const lastEvent = (placement: PlacementLine, today: string): string => {
  const at = lastEventAt(placement);
  const { last } = placement.standing ?? {};
  if (at === undefined) return '–';
  const what = at === last?.at ? historyLabel[last.what] : 'Brouillon commencé';
  return `${what}, ${dayOfYear(parisDay(at), today)}`;
};

/** Which address a mail did not reach: what it is that somebody has to mend. */
const AddressState = ({ placement }: { placement: PlacementLine }) => {
  const { undelivered = [], tutor } = placement;
  if (!isUndelivered(placement)) return null;
  return (
    <>
      {undelivered.map(({ recipient, reason }) => (
        <Badge tone={reason === 'delayed' ? 'warning' : 'error'} key={recipient}>
          {`${recipient === tutor.email ? 'Tuteur' : 'Étudiant·e'} : ${failureBadges[reason]}`}
        </Badge>
      ))}
    </>
  );
};

/** Each column sorts, and says by what the list is sorted; what all rows say is said once, over them. */
export const PlacementTable = ({ visit, campaign, filter, order, shown, isAll, pickedBy }: TableProps) => {
  const all = columnsFor(visit);
  const [first] = shown;
  const isCommon = ({ inCommon }: Column) =>
    first !== undefined && shown.length > 1 && inCommon !== undefined
      ? shown.every((one) => inCommon(one) === inCommon(first))
      : false;
  const common = all.filter(isCommon).flatMap(({ inCommon }) => (first && inCommon ? [inCommon(first)] : []));
  const columns = all.filter(
    (column) => !isCommon(column) && !(column.isBlank && shown.every(column.isBlank)),
  );
  const hasNamesake = (placement: PlacementLine) =>
    shown.some(
      (other) =>
        other.studentNumber !== placement.studentNumber && studentName(other) === studentName(placement),
    );
  return (
    <>
      {common.length > 0 && (
        <p class="muted">
          {isAll ? 'Toutes' : 'Sur cette page, toutes'} : {common.join(', ')}.
        </p>
      )}
      <table class="stacked">
        <caption class="visually-hidden">Affectations de la campagne</caption>
        <thead>
          <tr>
            {pickedBy && (
              <td>
                <span class="visually-hidden">Choisir</span>
              </td>
            )}
            <Title campaign={campaign} filter={filter} order={order} by="etudiant" title="Étudiant·e" />
            {columns.map((column) => (
              <Title key={column.by} campaign={campaign} filter={filter} order={order} {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((placement) => (
            <tr key={placement.studentNumber}>
              {pickedBy && (
                <td class="pick">
                  <label>
                    <input type="checkbox" form={pickedBy} name="n" value={placement.studentNumber} />
                    <span class="visually-hidden">Choisir {studentName(placement)}</span>
                  </label>
                </td>
              )}
              <th scope="row">
                <a href={stagePath(placement)}>{studentName(placement)}</a>
                {hasNamesake(placement) && <span class="muted">{placement.studentNumber}</span>}
              </th>
              {columns.map(({ by, title, isNumber, cell }) => (
                <td key={by} data-label={title} class={isNumber && 'number'}>
                  {cell(placement)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

type TitleProps = Pick<TableProps, 'campaign' | 'filter' | 'order'> &
  Pick<Column, 'by' | 'title' | 'isNumber'>;

const Title = ({ campaign, filter, order, by, title, isNumber }: TitleProps) => {
  const isSorted = order.column === by;
  // What is late longest is what somebody sorts for.
  const next = isSorted ? !order.isDescending : by === 'retard' || by === 'evenement';
  const tri = orderWord({ column: by, isDescending: next });
  return (
    <th
      scope="col"
      class={isNumber && 'number'}
      aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : undefined}
    >
      <a href={listPath(campaign, filter, tri === 'etudiant' ? {} : { tri })}>
        {title}
        {isSorted && <span aria-hidden="true">{order.isDescending ? ' ↓' : ' ↑'}</span>}
      </a>
      {/* A phone shows no titles, and has its own choice of orders: there is nothing to press then. */}
      <span class="only-small">{title}</span>
    </th>
  );
};
