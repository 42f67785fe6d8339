import { type Institution, mostSites, type Site, type StaffPerson } from '../../../schemas/institution.ts';
import { delegatesOf } from '../../domain/placement/site-of.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { SelectField, TextField } from '../components/field.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
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
import {
  personField,
  postedSite,
  readSite,
  siteFields,
  type TypedPerson,
  type TypedSite,
  typedSite,
} from './settings-form.ts';
import type { Visit } from './visit.ts';

export const sitePath = ({ siteId }: Pick<Site, 'siteId'>): string => `${settingsPath}/sites/${siteId}`;
/** Beside the sites: one may be called anything. */
export const newSitePath = `${settingsPath}/nouveau-site`;

export const SiteFacts = ({ site, today }: { site: Site; today: string }) => (
  <Facts
    facts={[
      ['Nom complet', site.campus],
      ['Université', site.university],
      ['Scolarité', site.registrars.map((one) => inWords(one, today)).join(', ')],
      [
        'Délégué·e de stage',
        delegatesOf(site)
          .map((one) => inWords(one, today))
          .join(', '),
      ],
      ['Téléphone', site.phone],
      ['Adresse postale', site.address],
    ]}
  />
);

const inWords = ({ name, email, absence }: StaffPerson, today: string): string =>
  absence && absence.until >= today
    ? `${name} (${email}), absent·e jusqu’au ${longDate(absence.until)} : ${absence.standIn.name} remplace`
    : `${name} (${email})`;

const visitedSite = ({ settings, request }: Visit): Site | undefined =>
  settings.sites.find(({ siteId }) => siteId === request.params.siteId);

export const showSiteSettings = (visit: Visit): PageResponse => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const site = visitedSite(visit);
  return site
    ? html(<SiteSettings visit={visit} site={site} typed={typedSite(site)} />)
    : nothingHerePage('Ce site');
};

export const submitSiteSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const site = visitedSite(visit);
  if (!site) return nothingHerePage('Ce site');
  const typed = postedSite(visit.request.form, site);
  const read = readSite(site, typed, visit.settings.sites, parisDay(visit.request.now));
  if ('problems' in read)
    return html(<SiteSettings visit={visit} site={site} typed={typed} problems={read.problems} />, {
      status: 422,
    });
  const decide = (current: Institution) => ({
    ...current,
    sites: current.sites.map((one) => (one.siteId === site.siteId ? read.site : one)),
  });
  const outcome = await changedAsPosted(visit, decide);
  return answerTo(visit, sitePath(site), outcome, (current) =>
    html(<SiteSettings visit={current} site={visitedSite(current) ?? site} typed={typed} isOvertaken />, {
      status: 409,
    }),
  );
};

/** A site that is not there yet: nobody, with room for the two whom every site has. */
export const showNewSite = (visit: Visit): PageResponse => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  return isFull(visit) ? redirect(settingsPath) : html(<NewSite visit={visit} typed={typedSite()} />);
};

/** The settings offer no other then. */
const isFull = ({ settings }: Visit): boolean => settings.sites.length >= mostSites;

export const submitNewSite = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  if (isFull(visit)) return redirect(settingsPath);
  const { settings, request } = visit;
  const typed = postedSite(request.form);
  const read = readSite(undefined, typed, settings.sites, parisDay(request.now));
  if ('problems' in read)
    return html(<NewSite visit={visit} typed={typed} problems={read.problems} />, { status: 422 });
  const decide = (current: Institution) => ({ ...current, sites: [...current.sites, read.site] });
  const outcome = await changedAsPosted(visit, decide);
  return answerTo(visit, sitePath(read.site), outcome, (current) =>
    html(<NewSite visit={current} typed={typed} isOvertaken />, { status: 409 }),
  );
};

type FormProps = {
  visit: Visit;
  typed: TypedSite;
  problems?: FieldProblem[];
  isOvertaken?: boolean;
};

const SiteSettings = ({ site, ...form }: FormProps & { site: Site }) => (
  <ConsolePage
    visit={form.visit}
    title={titleOf(`Site ${of(site.name)}`, Boolean(form.problems?.length))}
    here={site.name}
    trail={settingsTrail}
    wide={false}
  >
    <h1>Site {of(site.name)}</h1>
    <p class="lead">
      Comptes-rendus, alertes et signalements partent à ces adresses, dès le prochain courriel. L’accès à cet
      espace, lui, vient de l’annuaire de l’établissement, où ce site s’appelle « {site.siteId} ».
    </p>
    <SiteForm {...form} site={site} />
  </ConsolePage>
);

const NewSite = (form: FormProps) => (
  <ConsolePage
    visit={form.visit}
    title={titleOf('Ajouter un site', Boolean(form.problems?.length))}
    here="Nouveau site"
    trail={settingsTrail}
    wide={false}
  >
    <h1>Ajouter un site</h1>
    <p class="lead">
      Il pourra être choisi par les campagnes préparées ou modifiées ensuite. Un site ne se retire plus : des
      affectations en gardent la trace.
    </p>
    <SiteForm {...form} />
  </ConsolePage>
);

const SiteForm = ({
  visit,
  site,
  typed,
  problems = [],
  isOvertaken = false,
}: FormProps & { site?: Site }) => {
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <>
      <SettingsOutcomeNotice visit={visit} isOvertaken={isOvertaken} />
      {isOvertaken && site && (
        <section class="card">
          <h2>Ce qui vaut maintenant</h2>
          <SiteFacts site={site} today={parisDay(visit.request.now)} />
        </section>
      )}
      <ErrorSummary title="Les réglages ne sont pas enregistrés" problems={problems} />
      <form method="post" action={site ? sitePath(site) : newSitePath}>
        <SettingsInputs visit={visit} />
        <fieldset class="card">
          <legend>Le site</legend>
          {siteFields.map(({ part, field, label, hint, optional = false }) => (
            <TextField
              key={part}
              name={field}
              label={label}
              hint={hint}
              optional={optional}
              value={typed[part]}
              error={errorOf(field)}
            />
          ))}
        </fieldset>
        {typed.registrars.map((one, at) => (
          <PersonFields
            key={one.key}
            typed={one}
            legend={at === 0 ? 'Gestionnaire qui signe' : `Gestionnaire ${at + 1}`}
            hint={
              at === 0
                ? 'Son nom est au bas des courriels du site.'
                : 'Sans nom ni courriel, il n’y a personne ici.'
            }
            errorOf={errorOf}
          />
        ))}
        {typed.delegates.map((one, at) => (
          <PersonFields
            key={one.key}
            typed={one}
            legend={at === 0 ? 'Délégué·e de stage' : `Délégué·e de stage ${at + 1}`}
            hint={
              at === 0
                ? 'Les courriels donnent son nom et son adresse.'
                : 'Reçoit les mêmes alertes et signalements. Sans nom ni courriel, il n’y a personne ici.'
            }
            errorOf={errorOf}
          />
        ))}
        <p class="actions">
          <button type="submit">{site ? 'Enregistrer' : 'Ajouter ce site'}</button>
          <a href={settingsPath}>Annuler</a>
        </p>
      </form>
    </>
  );
};

type PersonProps = {
  typed: TypedPerson;
  legend: string;
  hint: string;
  errorOf: (field: string) => string | undefined;
};

const civilities = ['', 'Mme', 'M.'].map((value) => ({ value, label: value || 'Aucune' }));

const PersonFields = ({ typed, legend, hint, errorOf }: PersonProps) => {
  const named = (field: Parameters<typeof personField>[1]) => {
    const name = personField(typed.key, field);
    return { name, value: typed[field], error: errorOf(name) };
  };
  return (
    <fieldset class="card">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <TextField {...named('name')} label="Prénom et nom" />
      <TextField {...named('email')} type="email" label="Courriel" />
      <SelectField {...named('title')} label="Civilité" optional options={civilities} />
      <TextField
        {...named('lastName')}
        label="Nom de famille"
        optional="sans civilité"
        hint="Pour « Bonjour Madame … »"
      />
      <TextField {...named('function')} label="Fonction" optional />
      <details open={typed.until !== '' || typed.standIn !== '' || typed.standInEmail !== ''}>
        <summary>Absence</summary>
        <p class="hint">
          Jusqu’à ce jour compris, ses courriels partent à la personne qui remplace ; ensuite, ils lui
          reviennent.
        </p>
        <TextField {...named('until')} type="date" label="Absent·e jusqu’au" optional />
        <TextField {...named('standIn')} label="Prénom et nom de qui remplace" optional />
        <TextField {...named('standInEmail')} type="email" label="Courriel de qui remplace" optional />
      </details>
    </fieldset>
  );
};
