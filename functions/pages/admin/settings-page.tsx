import { type Institution, mailableAddress, mostSites } from '../../../schemas/institution.ts';
import type { MailKind } from '../../../schemas/mail-kind.ts';
import { noticeName } from '../../../schemas/notices.ts';
import { noticePages } from '../../domain/guide/notice-texts.ts';
import { mayAdminister } from '../../domain/rights.ts';
import {
  establishmentFields,
  establishmentOf,
  establishmentParts,
} from '../../domain/settings/establishment.ts';
import { mailAnswers, offeredAnswers, readAnswer, usualAnswer } from '../../domain/settings/mail-wishes.ts';
import { reportsByWords, usualMailsLabel } from '../../domain/settings/settings-changes.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { mailNames } from '../../domain/wording/mail-names.ts';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { SelectField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { establishmentPath } from './establishment-page.tsx';
import { logoSettingsPath } from './logo-page.tsx';
import { noticeSettingsPath } from './notice-settings-page.tsx';
import { quietDaysPath } from './quiet-days-page.tsx';
import { retentionPath } from './retention-page.tsx';
import {
  answerTo,
  changedAsPosted,
  SettingsInputs,
  SettingsOutcomeNotice,
  settingsActRefused,
  settingsPath,
  settingsRefused,
} from './settings-change.tsx';
import { newSitePath, SiteFacts, sitePath } from './site-settings-page.tsx';
import { usualTimetablePath } from './usual-timetable-page.tsx';
import type { Visit } from './visit.ts';
import { formsPath } from './visited-form.tsx';
import { guidesPath } from './visited-guide.ts';
import { counted } from './wording.ts';
import { mailsToLookAt, wordingPath, wordingsPath } from './wordings-page.tsx';

type Typed = Pick<Institution, 'senderName' | 'contactEmail' | 'reportsBy' | 'usualMails'>;

export const showSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const unsaidMails = mailsToLookAt(await visit.store.wordings.all());
  return html(<Settings visit={visit} typed={visit.settings} unsaidMails={unsaidMails} />);
};

export const submitSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'settingsChanged');
  const { form } = visit.request;
  const senderName = fieldValue(form, 'expediteur').trim().slice(0, 100);
  const reportsBy: Institution['reportsBy'] =
    fieldValue(form, 'comptes-rendus') === 'link' ? 'link' : 'attachment';
  // Where no report is attached any more, whoever chose nothing finds them behind the link.
  const answer = readAnswer({ reportsBy }, fieldValue(form, 'courriels-habituels')) ?? 'lien';
  const usualMails: Institution['usualMails'] = mailAnswers[answer].wishes;
  const contactEmail = fieldValue(form, 'contact').trim().slice(0, 300);
  const typed = { senderName, contactEmail, reportsBy, usualMails };
  const email = mailableAddress.safeParse(typed.contactEmail);
  const problems: FieldProblem[] = [];
  if (senderName === '') problems.push({ field: 'expediteur', message: 'Indiquez le nom de l’expéditeur.' });
  if (!email.success)
    problems.push({ field: 'contact', message: 'Cette adresse électronique n’est pas valable.' });
  if (problems.length > 0 || !email.success)
    return html(<Settings visit={visit} typed={typed} problems={problems} />, { status: 422 });
  const decide = (current: Institution) => ({
    ...{ ...current, senderName, reportsBy, usualMails },
    contactEmail: email.data,
  });
  const outcome = await changedAsPosted(visit, decide);
  return answerTo(visit, settingsPath, outcome, (current) =>
    html(<Settings visit={current} typed={typed} isOvertaken />, { status: 409 }),
  );
};

type SettingsProps = {
  visit: Visit;
  typed: Typed;
  problems?: FieldProblem[];
  isOvertaken?: boolean;
  /** Whose own words are not said any more. */
  unsaidMails?: MailKind[];
};

const Settings = ({ visit, typed, problems = [], isOvertaken = false, unsaidMails = [] }: SettingsProps) => {
  const { settings, request } = visit;
  const today = parisDay(request.now);
  const coming = settings.quietPeriods.filter(({ to }) => to >= today);
  const said = establishmentOf(settings);
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  return (
    <ConsolePage visit={visit} title={titleOf('Réglages', problems.length > 0)} here="Réglages" wide={false}>
      <h1>Réglages</h1>
      <p class="lead">
        Chaque changement vaut pour tout ce qui part ensuite, dans toutes les campagnes, et figure au journal.
      </p>
      <SettingsOutcomeNotice visit={visit} isOvertaken={isOvertaken} />
      {unsaidMails.length > 0 && (
        <Notice tone="warning" title="Des courriels partent avec leur texte d’origine">
          <p>
            Votre texte ne peut plus être employé tel quel :{' '}
            {unsaidMails.map((kind, at) => (
              <>
                {at > 0 && ', '}
                <a href={wordingPath(kind)}>{mailNames[kind].name}</a>
              </>
            ))}
            .
          </p>
        </Notice>
      )}
      <ErrorSummary title="Les réglages ne sont pas enregistrés" problems={problems} />
      <form class="card" method="post" action={settingsPath}>
        <h2>Courriels</h2>
        <SettingsInputs visit={visit} />
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
        <SelectField
          name="comptes-rendus"
          label="Les comptes-rendus reçus"
          hint="Derrière un lien, chacun les lit et les enregistre en ligne. Un tuteur remplacé depuis son envoi, qui n’a plus de lien, en garde la copie."
          value={typed.reportsBy ?? 'attachment'}
          options={Object.entries(reportsByWords).map(([value, label]) => ({ value, label }))}
        />
        <SelectField
          name="courriels-habituels"
          label={usualMailsLabel}
          hint="Chacun et chacune peut en décider autrement, sous « Mes courriels »."
          value={usualAnswer(typed)}
          options={offeredAnswers(settings).map((value) => ({ value, label: mailAnswers[value].label }))}
        />
        <p class="actions">
          <button type="submit">Enregistrer</button>
        </p>
      </form>
      <section class="card">
        <h2>Établissement</h2>
        <Facts facts={establishmentParts.map((part) => [establishmentFields[part].label, said[part]])} />
        <p class="actions">
          <a class="button secondary" href={establishmentPath}>
            Modifier l’établissement
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Jours sans courriel</h2>
        {coming.length === 0 ? (
          <p>
            Aucune période à venir : des courriels partiront pendant les vacances. Les week-ends et les jours
            fériés sont toujours respectés.
          </p>
        ) : (
          <p>
            {counted(coming.length, 'période à venir', 'périodes à venir')}, jusqu’au{' '}
            {longDate(lastDay(coming))}.
          </p>
        )}
        <p class="actions">
          <a class="button secondary" href={quietDaysPath}>
            Modifier les jours sans courriel
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Délais habituels</h2>
        <p>Quand chaque courriel part, pour les campagnes à préparer.</p>
        <p class="actions">
          <a class="button secondary" href={usualTimetablePath}>
            Modifier les délais habituels
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Textes des courriels</h2>
        <p>L’objet et la prose de chaque courriel se changent ici, avec un aperçu et un essai.</p>
        <p class="actions">
          <a class="button secondary" href={wordingsPath}>
            Modifier les textes des courriels
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Compte-rendu</h2>
        <p>Ses textes, ses activités et ses critères, version par version.</p>
        <p class="actions">
          <a class="button secondary" href={formsPath}>
            Versions du compte-rendu
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Guide du tuteur</h2>
        <p>Lettre de mission, rôle et cadrage de chaque stage, version par version.</p>
        <p class="actions">
          <a class="button secondary" href={guidesPath}>
            Versions du guide du tuteur
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Durées de conservation</h2>
        <p>Ce que la page « Données personnelles » en dit à chacun.</p>
        <p class="actions">
          <a class="button secondary" href={retentionPath}>
            Modifier les durées de conservation
          </a>
        </p>
      </section>
      <section class="card">
        <h2>Pages de l’institut et logo</h2>
        <p>Ce que chacun lit au bas de chaque page, et l’image qui est en tête.</p>
        <ul>
          {noticeName.options.map((name) => (
            <li key={name}>
              <a href={noticeSettingsPath(name)}>{noticePages[name].title}</a>
            </li>
          ))}
          <li>
            <a href={logoSettingsPath}>Logo</a>
          </li>
        </ul>
      </section>
      {settings.sites.map((site) => (
        <section class="card" key={site.siteId}>
          <h2>{site.name}</h2>
          <SiteFacts site={site} today={today} />
          <p class="actions">
            <a class="button secondary" href={sitePath(site)}>
              Modifier<span class="visually-hidden"> le site {of(site.name)}</span>
            </a>
          </p>
        </section>
      ))}
      {settings.sites.length < mostSites && (
        <p class="actions">
          <a class="button secondary" href={newSitePath}>
            Ajouter un site
          </a>
        </p>
      )}
    </ConsolePage>
  );
};

const lastDay = (periods: Institution['quietPeriods']): string =>
  periods
    .map(({ to }) => to)
    .sort()
    .at(-1) ?? '';
