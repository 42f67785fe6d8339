import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { type DraftFields, type DraftProblem, usualYear } from '../../domain/timetable/campaign-drafting.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, errorId, fieldId, titleOf } from '../components/error-summary.tsx';
import { FieldError, SelectField, TextField } from '../components/field.tsx';
import { ConsolePage } from './console-page.tsx';
import { TimetableFields, textOf } from './timetable-fields.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail } from './visited-campaign.ts';
import { campaignPath } from './wording.ts';

type FormProps = {
  visit: Visit;
  fields: DraftFields;
  problems: DraftProblem[];
  /** The one that is changed, as the person saw it; absent for a new one. */
  campaign?: Campaign;
};

const isTimetableField = (field: string): boolean => /(Days|Time)$/.test(field);

/** The form of a campaign: a new one's, or one's that was not launched yet. */
export const NewCampaignForm = ({ visit, fields, problems, campaign }: FormProps) => {
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  const title = campaign ? 'Modifier la campagne' : 'Préparer une campagne';
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={campaign ? 'Modifier' : title}
      trail={campaign ? campaignTrail(visit, campaign) : [{ label: 'Campagnes', href: '/console/campagnes' }]}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        Aucun courriel ne part avant le lancement. Vous verrez les dates avant d’enregistrer.
      </p>
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={problems}
      />
      <form
        method="post"
        action={campaign ? `${campaignPath(campaign)}/modification` : '/console/campagnes/nouvelle'}
        novalidate
      >
        <CsrfInput token={visit.csrf} />
        {campaign && <input type="hidden" name="vue" value={String(campaign.version)} />}
        <section class="card">
          <h2>Le stage</h2>
          <StageChoice visit={visit} fields={fields} error={errorOf('stage')} />
          <YearChoice visit={visit} fields={fields} error={errorOf('year')} />
          <SitesChoice visit={visit} fields={fields} error={errorOf('sites')} />
        </section>
        <section class="card">
          <h2>Les dates habituelles</h2>
          <p class="hint">
            Elles servent à calculer le calendrier ci-dessous. Chaque affectation importée garde ses propres
            dates.
          </p>
          <div class="pair">
            <DateField name="from1" label="Premier jour" fields={fields} error={errorOf('from1')} />
            <DateField name="to1" label="Dernier jour" fields={fields} error={errorOf('to1')} />
          </div>
          <details open={textOf(fields, 'from2') !== '' || textOf(fields, 'to2') !== ''}>
            <summary>Stage en deux fois : ajouter une deuxième période</summary>
            <div class="pair">
              <DateField
                name="from2"
                label="Deuxième période : premier jour"
                fields={fields}
                error={errorOf('from2')}
                optional
              />
              <DateField
                name="to2"
                label="Deuxième période : dernier jour"
                fields={fields}
                error={errorOf('to2')}
                optional
              />
            </div>
          </details>
        </section>
        <section class="card">
          <h2>Le calendrier des courriels</h2>
          <p>
            Les délais habituels conviennent à la plupart des campagnes. Un courriel prévu un week-end, un
            jour férié ou pendant les vacances part le matin ouvré suivant.
          </p>
          <details open={problems.some(({ field }) => isTimetableField(field))}>
            <summary>Modifier les délais</summary>
            <TimetableFields fields={fields} errorOf={errorOf} />
          </details>
        </section>
        <p class="actions">
          <button type="submit" name="step" value="preview">
            Voir le calendrier
          </button>
          <a href={campaign ? campaignPath(campaign) : '/console/campagnes'}>Annuler</a>
        </p>
      </form>
    </ConsolePage>
  );
};

export type ChoiceProps = { fields: DraftFields; error: string | undefined };

const StageChoice = ({ visit: { institution }, fields, error }: ChoiceProps & { visit: Visit }) => (
  <SelectField
    name="stage"
    label="Stage"
    error={error}
    value={textOf(fields, 'stage')}
    options={[
      { value: '', label: 'Choisir…' },
      ...institution.programme.stages.map(({ stageId, label }) => ({ value: stageId, label })),
    ]}
  />
);

const YearChoice = ({ visit: { request }, fields, error }: ChoiceProps & { visit: Visit }) => {
  const usual = usualYear(request.now);
  const typed = Number(textOf(fields, 'year'));
  const around = [usual - 1, usual, usual + 1];
  // A campaign that was prepared long ago keeps its own.
  const yearsOffered =
    around.includes(typed) || !(typed >= 2020 && typed <= 2100) ? around : [typed, ...around];
  return (
    <SelectField
      name="year"
      label="Année universitaire"
      error={error}
      value={textOf(fields, 'year')}
      options={yearsOffered.map((year) => ({ value: String(year), label: academicYear(year) }))}
    />
  );
};

export const SitesChoice = ({
  visit: { institution, staff },
  fields,
  error,
}: ChoiceProps & { visit: Visit }) => {
  const chosen = [fields.sites ?? []].flat();
  return (
    <fieldset
      class={error ? 'field has-error' : 'field'}
      id={fieldId('sites')}
      tabIndex={-1}
      aria-describedby={error && errorId('sites')}
    >
      <legend>Sites</legend>
      <FieldError name="sites" error={error} />
      <div class="choices">
        {institution.sites
          .filter(({ siteId }) => seesSite(staff, siteId))
          .map(({ siteId, name }) => (
            <label class="choice" key={siteId}>
              <input type="checkbox" name="sites" value={siteId} checked={chosen.includes(siteId)} />
              {name}
            </label>
          ))}
      </div>
    </fieldset>
  );
};

type DateFieldProps = ChoiceProps & { name: string; label: string; optional?: boolean };

const DateField = ({ name, label, fields, error, optional = false }: DateFieldProps) => (
  <TextField
    type="date"
    name={name}
    label={label}
    value={textOf(fields, name)}
    error={error}
    optional={optional}
  />
);
