import { academicYear } from '../../../schemas/campaign.ts';
import { emailAddress, type Institution, type Site, type StaffPerson } from '../../../schemas/institution.ts';
import { changeSettings } from '../../actions/change-settings.ts';
import { mayAdminister } from '../../domain/rights.ts';
import {
  holidayYears,
  schoolHolidays,
  withoutPeriod,
  withPeriods,
  zones,
} from '../../domain/timetable/school-holidays.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, fieldId, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import {
  personField,
  postedSite,
  readPeriod,
  readSite,
  type TypedPerson,
  type TypedSite,
  typedSite,
} from './settings-form.ts';
import type { Visit } from './visit.ts';

const home = '/console/reglages';
const days = `${home}/jours-sans-courriel`;
const sitePath = ({ siteId }: Pick<Site, 'siteId'>): string => `${home}/sites/${siteId}`;
const onlyAdministrators = 'Seule l’administration change les réglages.';
const trail = [{ label: 'Réglages', href: home }];

/** How often the settings had been changed when the page was made: goes along with what is posted. */
const Seen = ({ visit: { institution, csrf } }: { visit: Visit }) => (
  <>
    <CsrfInput token={csrf} />
    <input type="hidden" name="vu" value={String(institution.edition ?? 0)} />
  </>
);

const change = (visit: Visit, what: string, decide: (current: Institution) => Institution) =>
  changeSettings(
    visit.acting,
    Number(/^\d{1,9}$/.exec(fieldValue(visit.request.form, 'vu'))?.[0] ?? -1),
    what,
    decide,
  );

const Outcome = ({ visit: { request } }: { visit: Visit }) => {
  switch (request.query.get('fait')) {
    case 'oui':
      return (
        <Notice tone="success" title="Les réglages sont enregistrés">
          <p>Ils valent pour tout ce qui partira désormais ; ce qui est déjà parti ne change pas.</p>
        </Notice>
      );
    case 'autre':
      return (
        <Notice tone="error" title="Les réglages ont changé entre-temps">
          <p>
            Quelqu’un d’autre vient de les modifier : les voici tels qu’ils sont. Rien n’a été enregistré.
          </p>
        </Notice>
      );
    default:
      return null;
  }
};

const after = (path: string, outcome: Awaited<ReturnType<typeof changeSettings>>): PageResponse =>
  outcome.kind === 'refused'
    ? notAllowedPage(onlyAdministrators, '/console')
    : redirect(`${path}?fait=${outcome.kind === 'changed' ? 'oui' : 'autre'}`);

type Typed = { senderName: string; contactEmail: string };

export const showSettings = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff)
    ? html(<Settings visit={visit} typed={visit.institution} problems={[]} />)
    : notAllowedPage(onlyAdministrators, '/console');

export const submitSettings = async (visit: Visit): Promise<PageResponse> => {
  const { form } = visit.request;
  const senderName = fieldValue(form, 'expediteur').trim().slice(0, 100);
  const email = emailAddress.safeParse(fieldValue(form, 'contact').trim().slice(0, 300));
  const problems: FieldProblem[] = [];
  if (senderName === '') problems.push({ field: 'expediteur', message: 'Indiquez le nom de l’expéditeur.' });
  if (!email.success)
    problems.push({ field: 'contact', message: 'Cette adresse électronique n’est pas valable.' });
  const typed = { senderName, contactEmail: fieldValue(form, 'contact').slice(0, 300) };
  if (mayAdminister(visit.staff) && (problems.length > 0 || !email.success))
    return html(<Settings visit={visit} typed={typed} problems={problems} />, { status: 422 });
  const contactEmail = email.data ?? '';
  return after(
    home,
    await change(visit, 'expéditeur et contact', (current) => ({ ...current, senderName, contactEmail })),
  );
};

const Settings = ({ visit, typed, problems }: { visit: Visit; typed: Typed; problems: FieldProblem[] }) => {
  const { institution, request } = visit;
  const today = parisDay(request.now);
  const coming = institution.quietPeriods.filter(({ to }) => to >= today);
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <ConsolePage visit={visit} title={titleOf('Réglages', problems.length > 0)} here="Réglages" wide={false}>
      <h1>Réglages</h1>
      <p class="lead">
        Chaque changement vaut pour tout ce qui part ensuite, dans toutes les campagnes, et figure au journal.
      </p>
      <Outcome visit={visit} />
      <ErrorSummary title="Les réglages ne sont pas enregistrés" problems={problems} />
      <form class="card" method="post" action={home}>
        <h2>Courriels</h2>
        <Seen visit={visit} />
        <TextField
          name="expediteur"
          label="Nom de l’expéditeur"
          hint="Ce que la personne lit à côté de l’adresse."
          value={typed.senderName}
          error={errorOf('expediteur')}
        />
        <TextField
          name="contact"
          type="email"
          label="Adresse pour les réponses et les questions"
          value={typed.contactEmail}
          error={errorOf('contact')}
        />
        <p class="actions">
          <button type="submit">Enregistrer</button>
        </p>
      </form>
      <section class="card">
        <h2>Jours sans courriel</h2>
        {coming.length === 0 ? (
          <p>
            Aucune période à venir : des courriels partiront pendant les vacances. Les week-ends et les jours
            fériés sont toujours respectés.
          </p>
        ) : (
          <p>
            {coming.length} périodes à venir, la dernière jusqu’au {longDate(lastDay(coming))}.
          </p>
        )}
        <p class="actions">
          <a class="button secondary" href={days}>
            Modifier les jours sans courriel
          </a>
        </p>
      </section>
      {institution.sites.map((site) => (
        <section class="card" key={site.siteId}>
          <h2>{site.name}</h2>
          <Facts
            facts={[
              ['Scolarité', site.registrars.map((one) => inWords(one, today)).join(', ')],
              ['Délégué·e de stage', inWords(site.delegate, today)],
              ['Téléphone', site.phone],
            ]}
          />
          <p class="actions">
            <a class="button secondary" href={sitePath(site)}>
              Modifier<span class="visually-hidden"> les personnes du site de {site.name}</span>
            </a>
          </p>
        </section>
      ))}
    </ConsolePage>
  );
};

const inWords = ({ name, email, absence }: StaffPerson, today: string): string =>
  absence && absence.until >= today
    ? `${name} (${email}), absent·e jusqu’au ${longDate(absence.until)} : ${absence.standIn.name} remplace`
    : `${name} (${email})`;

const lastDay = (periods: Institution['quietPeriods']): string =>
  periods
    .map(({ to }) => to)
    .sort()
    .at(-1) ?? '';

const visitedSite = ({ institution, request }: Visit): Site | undefined =>
  institution.sites.find(({ siteId }) => siteId === request.params.siteId);

export const showSiteSettings = (visit: Visit): PageResponse => {
  if (!mayAdminister(visit.staff)) return notAllowedPage(onlyAdministrators, '/console');
  const site = visitedSite(visit);
  if (!site) return nothingHerePage('Ce site');
  return html(<SiteSettings visit={visit} site={site} typed={typedSite(site)} problems={[]} />);
};

export const submitSiteSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return notAllowedPage(onlyAdministrators, '/console');
  const site = visitedSite(visit);
  if (!site) return nothingHerePage('Ce site');
  const typed = postedSite(visit.request.form);
  const read = readSite(site, typed);
  if ('problems' in read)
    return html(<SiteSettings visit={visit} site={site} typed={typed} problems={read.problems} />, {
      status: 422,
    });
  return after(
    sitePath(site),
    await change(visit, `personnes du site ${site.siteId}`, (current) => ({
      ...current,
      sites: current.sites.map((one) => (one.siteId === site.siteId ? read.site : one)),
    })),
  );
};

type SiteProps = { visit: Visit; site: Site; typed: TypedSite; problems: FieldProblem[] };

const SiteSettings = ({ visit, site, typed, problems }: SiteProps) => {
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(`Site de ${site.name}`, problems.length > 0)}
      here={site.name}
      trail={trail}
      wide={false}
    >
      <h1>Site de {site.name}</h1>
      <p class="lead">
        Comptes-rendus, alertes et signalements partent à ces adresses, dès le prochain courriel. L’accès à
        cet espace, lui, vient de l’annuaire de l’établissement.
      </p>
      <Outcome visit={visit} />
      <ErrorSummary title="Les réglages ne sont pas enregistrés" problems={problems} />
      <form method="post" action={sitePath(site)}>
        <Seen visit={visit} />
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
        <PersonFields typed={typed.delegate} legend="Délégué·e de stage" hint="" errorOf={errorOf} />
        <fieldset class="card">
          <legend>Le site</legend>
          <TextField
            name="telephone"
            label="Téléphone"
            optional
            value={typed.phone}
            error={errorOf('telephone')}
          />
          <TextField
            name="adresse"
            label="Adresse postale"
            optional
            value={typed.address}
            error={errorOf('adresse')}
          />
        </fieldset>
        <p class="actions">
          <button type="submit">Enregistrer</button>
          <a href={home}>Annuler</a>
        </p>
      </form>
    </ConsolePage>
  );
};

type PersonProps = {
  typed: TypedPerson;
  legend: string;
  hint: string;
  errorOf: (field: string) => string | undefined;
};

const PersonFields = ({ typed, legend, hint, errorOf }: PersonProps) => {
  const named = (field: Exclude<Parameters<typeof personField>[1], 'title'>) => {
    const name = personField(typed.key, field);
    return { name, value: typed[field], error: errorOf(name) };
  };
  const title = personField(typed.key, 'title');
  return (
    <fieldset class="card">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <TextField {...named('name')} label="Prénom et nom" />
      <TextField {...named('email')} type="email" label="Courriel" />
      <div class="field">
        <label for={fieldId(title)}>Civilité (facultatif)</label>
        <select id={fieldId(title)} name={title}>
          {['', 'Mme', 'M.'].map((one) => (
            <option key={one} value={one} selected={one === typed.title}>
              {one === '' ? 'Aucune' : one}
            </option>
          ))}
        </select>
      </div>
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

export const showQuietDays = (visit: Visit): PageResponse =>
  mayAdminister(visit.staff)
    ? html(<QuietDays visit={visit} problems={[]} />)
    : notAllowedPage(onlyAdministrators, '/console');

export const submitQuietDays = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return notAllowedPage(onlyAdministrators, '/console');
  const { form } = visit.request;
  const put = async (
    what: string,
    decide: (periods: Institution['quietPeriods']) => Institution['quietPeriods'],
  ) =>
    after(
      days,
      await change(visit, what, (current) => ({ ...current, quietPeriods: decide(current.quietPeriods) })),
    );
  switch (fieldValue(form, 'geste')) {
    case 'vacances': {
      const [year = '', letter = ''] = fieldValue(form, 'vacances').split('-');
      const zone = zones.find((one) => one === letter);
      const found = zone ? schoolHolidays(Number(year), zone) : [];
      if (found.length === 0) return redirect(days);
      return put(`vacances scolaires ${year}, zone ${zone}, ajoutées`, (periods) =>
        withPeriods(periods, found),
      );
    }
    case 'retirer': {
      const [from = '', to = ''] = fieldValue(form, 'periode').split('_');
      return put(`période du ${from.slice(0, 10)} retirée`, (periods) =>
        withoutPeriod(periods, { from, to }),
      );
    }
    default: {
      const read = readPeriod(form);
      if ('problems' in read)
        return html(<QuietDays visit={visit} problems={read.problems} />, { status: 422 });
      return put(`période du ${read.period.from} au ${read.period.to} ajoutée`, (periods) =>
        withPeriods(periods, [read.period]),
      );
    }
  }
};

const QuietDays = ({ visit, problems }: { visit: Visit; problems: FieldProblem[] }) => {
  const { institution, request } = visit;
  const { form } = request;
  const today = parisDay(request.now);
  const coming = institution.quietPeriods.filter(({ to }) => to >= today);
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  const typed = (name: string) => (problems.length > 0 ? fieldValue(form, name) : '');
  return (
    <ConsolePage
      visit={visit}
      title={titleOf('Jours sans courriel', problems.length > 0)}
      here="Jours sans courriel"
      trail={trail}
      wide={false}
    >
      <h1>Jours sans courriel</h1>
      <p class="lead">
        Les week-ends et les jours fériés sont toujours respectés. Ces périodes s’y ajoutent : ce qui devait
        partir alors attend le premier matin ouvré.
      </p>
      <Outcome visit={visit} />
      <ErrorSummary title="La période n’est pas enregistrée" problems={problems} />
      {coming.length === 0 ? (
        <p>Aucune période à venir.</p>
      ) : (
        <table class="stacked">
          <caption class="visually-hidden">Périodes à venir</caption>
          <thead>
            <tr>
              <th scope="col">Période</th>
              <th scope="col">Du</th>
              <th scope="col">Au</th>
              <th scope="col">Retirer</th>
            </tr>
          </thead>
          <tbody>
            {coming.map(({ label, from, to }) => (
              <tr key={`${from}_${to}_${label}`}>
                <th scope="row">{label}</th>
                <td data-label="Du">{longDate(from)}</td>
                <td data-label="Au">{longDate(to)}</td>
                <td>
                  <form method="post" action={days}>
                    <Seen visit={visit} />
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
      )}
      <form class="card" method="post" action={days}>
        <h2>Ajouter les vacances scolaires</h2>
        <Seen visit={visit} />
        <input type="hidden" name="geste" value="vacances" />
        <div class="field">
          <label for={fieldId('vacances')}>Calendrier officiel</label>
          <select id={fieldId('vacances')} name="vacances">
            {holidayYears.flatMap((year) =>
              zones.map((zone) => (
                <option key={`${year}-${zone}`} value={`${year}-${zone}`}>
                  {academicYear(year)}, zone {zone}
                </option>
              )),
            )}
          </select>
        </div>
        <p class="actions">
          <button class="secondary" type="submit">
            Ajouter ces vacances
          </button>
        </p>
      </form>
      <form class="card" method="post" action={days}>
        <h2>Ajouter une autre période</h2>
        <Seen visit={visit} />
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
