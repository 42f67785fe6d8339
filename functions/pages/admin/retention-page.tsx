import { retentionBounds, retentionClasses, usualRetention } from '../../../schemas/retention.ts';
import { mayAdminister } from '../../domain/rights.ts';
import {
  readRetention,
  retentionFields,
  type TypedRetention,
  typedRetention,
} from '../../domain/settings/retention-words.ts';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { TextField } from '../components/field.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
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
import type { Visit } from './visit.ts';

export const retentionPath = `${settingsPath}/conservation`;

export const showRetention = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff)
    ? html(<Kept visit={visit} typed={typedRetention(visit.settings.retention ?? usualRetention)} />)
    : settingsRefused();

export const submitRetention = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const typed = Object.fromEntries(
    retentionClasses.map((name) => [
      name,
      fieldValue(visit.request.form, retentionFields[name].field).trim().slice(0, 10),
    ]),
  ) as TypedRetention;
  const read = readRetention(typed);
  if ('problems' in read)
    return html(<Kept visit={visit} typed={typed} problems={read.problems} />, { status: 422 });
  const { retention } = read;
  const outcome = await changedAsPosted(visit, (current) => ({ ...current, retention }));
  return answerTo(visit, retentionPath, outcome, (current) =>
    html(<Kept visit={current} typed={typed} isOvertaken />, { status: 409 }),
  );
};

type Props = { visit: Visit; typed: TypedRetention; problems?: FieldProblem[]; isOvertaken?: boolean };

const Kept = ({ visit, typed, problems = [], isOvertaken = false }: Props) => (
  <ConsolePage
    visit={visit}
    title={titleOf('Durées de conservation', problems.length > 0)}
    here="Durées de conservation"
    trail={settingsTrail}
    wide={false}
  >
    <h1>Durées de conservation</h1>
    <p class="lead">
      La page <a href="/donnees-personnelles">Données personnelles</a> les dit à chacun, telles qu’elles sont
      ici.
    </p>
    <p>
      SOPA ne les détruit pas de lui-même : ce sont des archives publiques, et leur élimination demande le
      visa des Archives départementales.
    </p>
    <SettingsOutcomeNotice visit={visit} isOvertaken={isOvertaken} />
    <ErrorSummary title="Les durées ne sont pas enregistrées" problems={problems} />
    <form class="card" method="post" action={retentionPath} novalidate>
      <SettingsInputs visit={visit} />
      {retentionClasses.map((name) => {
        const { field, label, unit } = retentionFields[name];
        const { least, most } = retentionBounds[name];
        return (
          <TextField
            key={name}
            name={field}
            inputMode="numeric"
            label={label}
            hint={`${unit} ; de ${least} à ${most}`}
            value={typed[name]}
            error={problems.find((one) => one.field === field)?.message}
          />
        );
      })}
      <p class="actions">
        <button type="submit">Enregistrer</button>
        <a href={settingsPath}>Annuler</a>
      </p>
    </form>
  </ConsolePage>
);
