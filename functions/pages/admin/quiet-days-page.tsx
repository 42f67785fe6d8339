import { academicYear } from '../../../schemas/campaign.ts';
import { type Institution, mostQuietPeriods } from '../../../schemas/institution.ts';
import { mayAdminister } from '../../domain/rights.ts';
import {
  holidayYears,
  schoolHolidays,
  withoutPeriod,
  withPeriods,
  zones,
} from '../../domain/timetable/school-holidays.ts';
import { counted } from '../../domain/wording/counted.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { SelectField, TextField } from '../components/field.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import {
  answerTo,
  changedAsPosted,
  SettingsInputs,
  SettingsOutcomeNotice,
  settingsActRefused,
  settingsPath,
  settingsRefused,
  settingsTrail,
} from './settings-change.tsx';
import { readPeriod } from './settings-form.ts';
import type { Visit } from './visit.ts';

export const quietDaysPath = `${settingsPath}/jours-sans-courriel`;

type Periods = Institution['quietPeriods'];

export const showQuietDays = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff) ? html(<QuietDays visit={visit} />) : settingsRefused();

/** The holidays of one year and zone, as the form offers them: `2027-A`. */
const holidaysOf = (text: string): Periods =>
  holidayYears.flatMap((year) =>
    zones.flatMap((zone) => (`${year}-${zone}` === text ? schoolHolidays(year, zone) : [])),
  );

const isFull = `La liste tient ${mostQuietPeriods} périodes : retirez d’abord celles qui sont passées.`;

export const submitQuietDays = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const { settings, request } = visit;
  const { form, now } = request;
  const put = async (decide: (periods: Periods) => Periods, field?: string) => {
    if (field !== undefined && decide(settings.quietPeriods).length > mostQuietPeriods)
      return html(<QuietDays visit={visit} problems={[{ field, message: isFull }]} />, { status: 422 });
    const outcome = await changedAsPosted(visit, (current) => ({
      ...current,
      quietPeriods: decide(current.quietPeriods),
    }));
    return answerTo(visit, quietDaysPath, outcome, (current) =>
      html(<QuietDays visit={current} isOvertaken />, { status: 409 }),
    );
  };
  switch (fieldValue(form, 'geste')) {
    case 'vacances': {
      const asked = fieldValue(form, 'vacances');
      const found = holidaysOf(asked);
      if (found.length === 0) return redirect(quietDaysPath);
      return put((periods) => withPeriods(periods, found), 'vacances');
    }
    case 'retirer': {
      const asked = fieldValue(form, 'periode');
      const gone = settings.quietPeriods.find(({ from, to }) => `${from}_${to}` === asked);
      // Somebody was faster: the list says what there is.
      if (!gone) return redirect(quietDaysPath);
      return put((periods) => withoutPeriod(periods, gone));
    }
    default: {
      const read = readPeriod(form, parisDay(now));
      if ('problems' in read)
        return html(<QuietDays visit={visit} problems={read.problems} />, { status: 422 });
      const { period } = read;
      return put((periods) => withPeriods(periods, [period]), 'nom');
    }
  }
};

type QuietDaysProps = { visit: Visit; problems?: FieldProblem[]; isOvertaken?: boolean };

const QuietDays = ({ visit, problems = [], isOvertaken = false }: QuietDaysProps) => {
  const { settings, request } = visit;
  const { form } = request;
  const today = parisDay(request.now);
  const coming = settings.quietPeriods.filter(({ to }) => to >= today);
  const past = settings.quietPeriods.filter(({ to }) => to < today);
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  const typed = (name: string) =>
    problems.length > 0 || isOvertaken ? fieldValue(form, name).slice(0, 300) : '';
  return (
    <ConsolePage
      visit={visit}
      title={titleOf('Jours sans courriel', problems.length > 0)}
      here="Jours sans courriel"
      trail={settingsTrail}
      wide={false}
    >
      <h1>Jours sans courriel</h1>
      <p class="lead">
        Les week-ends et les jours fériés sont toujours respectés. Ces périodes s’y ajoutent : ce qui devait
        partir alors attend le premier matin ouvré.
      </p>
      <SettingsOutcomeNotice visit={visit} isOvertaken={isOvertaken} />
      <ErrorSummary title="La période n’est pas enregistrée" problems={problems} />
      {coming.length === 0 ? (
        <p>Aucune période à venir.</p>
      ) : (
        <PeriodTable visit={visit} caption="Périodes à venir" periods={coming} />
      )}
      {past.length > 0 && (
        <details>
          <summary>{counted(past.length, 'période passée', 'périodes passées')}</summary>
          <PeriodTable visit={visit} caption="Périodes passées" periods={past} />
        </details>
      )}
      <form class="card" method="post" action={quietDaysPath}>
        <h2>Ajouter les vacances scolaires</h2>
        <SettingsInputs visit={visit} />
        <input type="hidden" name="geste" value="vacances" />
        <SelectField
          name="vacances"
          label="Calendrier officiel"
          value={typed('vacances')}
          error={errorOf('vacances')}
          options={holidayYears.flatMap((year) =>
            zones.map((zone) => ({ value: `${year}-${zone}`, label: `${academicYear(year)}, zone ${zone}` })),
          )}
        />
        <p class="actions">
          <button class="secondary" type="submit">
            Ajouter ces vacances
          </button>
        </p>
      </form>
      <form class="card" method="post" action={quietDaysPath}>
        <h2>Ajouter une autre période</h2>
        <SettingsInputs visit={visit} />
        <input type="hidden" name="geste" value="ajouter" />
        <TextField
          name="nom"
          label="Nom"
          hint="Par exemple : fermeture de l’établissement"
          value={typed('nom')}
          error={errorOf('nom')}
        />
        <TextField name="du" type="date" label="Premier jour" value={typed('du')} error={errorOf('du')} />
        <TextField name="au" type="date" label="Dernier jour" value={typed('au')} error={errorOf('au')} />
        <p class="actions">
          <button class="secondary" type="submit">
            Ajouter cette période
          </button>
        </p>
      </form>
    </ConsolePage>
  );
};

type PeriodTableProps = { visit: Visit; caption: string; periods: Periods };

const PeriodTable = ({ visit, caption, periods }: PeriodTableProps) => (
  <table class="stacked">
    <caption class="visually-hidden">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Période</th>
        <th scope="col">Du</th>
        <th scope="col">Au</th>
        <th scope="col">Retirer</th>
      </tr>
    </thead>
    <tbody>
      {periods.map(({ label, from, to }) => (
        <tr key={`${from}_${to}_${label}`}>
          <th scope="row">{label}</th>
          <td data-label="Du">{longDate(from)}</td>
          <td data-label="Au">{longDate(to)}</td>
          <td>
            <form method="post" action={quietDaysPath}>
              <SettingsInputs visit={visit} />
              <input type="hidden" name="geste" value="retirer" />
              <input type="hidden" name="periode" value={`${from}_${to}`} />
              <button class="link" type="submit">
                Retirer<span class="visually-hidden"> {label}</span>
              </button>
            </form>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
