import { retentionBounds, retentionClasses, usualRetention } from '../../../schemas/retention.ts';
import { mayAdminister } from '../../domain/rights.ts';
import {
  readRetention,
  retentionFields,
  type TypedRetention,
  typedRetention,
} from '../../domain/settings/retention-words.ts';
import type { FieldProblem } from '../components/error-summary.tsx';
import { TextField } from '../components/field.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import {
  answerTo,
  changedAsPosted,
  SettingsPage,
  settingsActRefused,
  settingsPath,
  settingsRefused,
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
  <SettingsPage
    {...{ visit, path: retentionPath, problems, isOvertaken }}
    title="Durées de conservation"
    unsaved="Les durées ne sont pas enregistrées"
    lead={
      <>
        <p class="lead">
          La page <a href="/donnees-personnelles">Données personnelles</a> les dit à chacun, telles qu’elles
          sont ici.
        </p>
        <p>
          SOPA ne les détruit pas de lui-même : ce sont des archives publiques, et leur élimination demande le
          visa des Archives départementales.
        </p>
      </>
    }
  >
    {retentionClasses.map((name) => {
      const { field, label, since } = retentionFields[name];
      const { least, most } = retentionBounds[name];
      return (
        <TextField
          key={name}
          name={field}
          inputMode="numeric"
          label={label}
          hint={`${since} ; de ${least} à ${most}`}
          value={typed[name]}
          error={problems.find((one) => one.field === field)?.message}
        />
      );
    })}
  </SettingsPage>
);
