import { mayAdminister } from '../../domain/rights.ts';
import {
  type EstablishmentPart,
  establishmentFields,
  establishmentOf,
  establishmentParts,
  readEstablishment,
  type TypedEstablishment,
} from '../../domain/settings/establishment.ts';
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

export const establishmentPath = `${settingsPath}/etablissement`;

export const showEstablishment = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff)
    ? html(<Establishment visit={visit} typed={establishmentOf(visit.settings)} />)
    : settingsRefused();

export const submitEstablishment = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const typed = Object.fromEntries(
    establishmentParts.map((part) => [
      part,
      fieldValue(visit.request.form, establishmentFields[part].field).trim().slice(0, 300),
    ]),
  ) as TypedEstablishment;
  const read = readEstablishment(typed);
  if ('problems' in read)
    return html(<Establishment visit={visit} typed={typed} problems={read.problems} />, { status: 422 });
  const outcome = await changedAsPosted(visit, read.establish);
  return answerTo(visit, establishmentPath, outcome, (current) =>
    html(<Establishment visit={current} typed={typed} isOvertaken />, { status: 409 }),
  );
};

/** What there is to know of a field before one fills it in. */
const hints: Partial<Record<EstablishmentPart, string>> = {
  name: 'En toutes lettres, tel que les pages et les courriels le donnent.',
  phone: 'Aussi celui des sites qui n’en ont pas.',
  address: 'En une ligne ; aussi celle des sites qui n’en ont pas.',
  signatory:
    'Prénom et nom de qui signe ce qui ne concerne aucun site ; à défaut, c’est la personne qui signe pour le premier site.',
  officer: 'Par son nom, ou par celui du service.',
  officerEmail: 'Tout le monde peut la lire.',
};
/** Without these, nothing can be said of the institute. */
const required: readonly EstablishmentPart[] = ['name', 'academy'];

type Props = {
  visit: Visit;
  typed: TypedEstablishment;
  problems?: FieldProblem[];
  isOvertaken?: boolean;
};

const Establishment = ({ visit, typed, problems = [], isOvertaken = false }: Props) => (
  <SettingsPage
    {...{ visit, path: establishmentPath, problems, isOvertaken }}
    title="Établissement"
    unsaved="L’établissement n’est pas enregistré"
    lead={
      <p class="lead">
        La page <a href="/donnees-personnelles">Données personnelles</a> dit à chacun à qui s’adresser pour
        ses données ; le reste est au bas des courriels.
      </p>
    }
  >
    {establishmentParts.map((part) => {
      const { field, label } = establishmentFields[part];
      return (
        <TextField
          key={part}
          name={field}
          {...(part === 'officerEmail' && { type: 'email' })}
          label={label}
          {...(!required.includes(part) && { optional: true })}
          hint={hints[part]}
          value={typed[part]}
          error={problems.find((one) => one.field === field)?.message}
        />
      );
    })}
  </SettingsPage>
);
