import type { Campaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { ImportColumn } from '../../domain/import/import-columns.ts';
import { SelectField, TextField } from '../components/field.tsx';
import type { Visit } from './visit.ts';
import { siteName } from './wording.ts';

/** The columns of an import as the fields of a form. */
const fields: Record<ImportColumn, { label: string; type?: 'email' | 'date'; optional?: boolean }> = {
  etudiant_numero: { label: 'Numéro d’étudiant' },
  tuteur_civilite: { label: 'Civilité', optional: true },
  tuteur_nom: { label: 'Nom' },
  tuteur_prenom: { label: 'Prénom' },
  tuteur_courriel: { label: 'Courriel', type: 'email' },
  etudiant_nom: { label: 'Nom' },
  etudiant_prenom: { label: 'Prénom' },
  etudiant_courriel: { label: 'Courriel', type: 'email' },
  site: { label: 'Site' },
  ecole_nom: { label: 'École' },
  ecole_commune: { label: 'Commune' },
  ecole_uai: { label: 'UAI', optional: true },
  ecole_telephone: { label: 'Téléphone de l’école', optional: true },
  classe_niveau: { label: 'Niveau de la classe', optional: true },
  classe_effectif: { label: 'Effectif de la classe', optional: true },
  debut: { label: 'Premier jour', type: 'date' },
  fin: { label: 'Dernier jour', type: 'date' },
  debut_2: { label: 'Deuxième période : premier jour', type: 'date', optional: true },
  fin_2: { label: 'Deuxième période : dernier jour', type: 'date', optional: true },
};
/** @param field a column, or what a file calls it */
export const labelOf = (field: string): string =>
  Object.entries(fields).find(([column]) => column === field)?.[1]?.label ?? field;

type FieldProps = {
  visit: Visit;
  campaign: Campaign;
  column: ImportColumn;
  value: string;
  error: string | undefined;
};

/** One of the columns, to be filled in; `site` offers those that the person sees. */
export const PlacementField = ({ visit, campaign, column, value, error }: FieldProps) => {
  const { label, type, optional = false } = fields[column];
  if (column === 'tuteur_civilite')
    return <Choice {...{ column, label, value, error }} options={['', 'Mme', 'M.']} />;
  if (column === 'site') {
    const seen = campaign.siteIds.filter((siteId) => seesSite(visit.staff, siteId));
    const options = seen.map((siteId) => siteName(visit.institution, siteId));
    return <Choice {...{ column, label, value, error }} options={options} />;
  }
  const isCount = column === 'classe_effectif';
  return (
    <TextField
      {...{ name: column, label, value, error, optional }}
      {...(type && { type })}
      {...(isCount && { inputMode: 'numeric' as const })}
    />
  );
};

type ChoiceProps = {
  column: ImportColumn;
  label: string;
  value: string;
  error: string | undefined;
  options: readonly string[];
};

const Choice = ({ column, options, ...field }: ChoiceProps) => (
  <SelectField
    {...field}
    name={column}
    options={options.map((option) => ({ value: option, label: option || 'Non précisée' }))}
  />
);
