import { type AuditEntry, type AuditedAct, auditedAct } from '../../../schemas/audit.ts';
import { type IsoInstant, isoDate } from '../../../schemas/time.ts';
import { mayAdminister, roleMeanings } from '../../domain/rights.ts';
import { dayAfter } from '../../domain/timetable/calendar-days.ts';
import { momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { Badge } from '../components/badge.tsx';
import { FilterSelect } from '../components/filter-select.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, stagePath } from './wording.ts';

const actLabels: Record<AuditedAct, string> = {
  signedIn: 'Connexion',
  signInRefused: 'Connexion refusée',
  signedOut: 'Déconnexion',
  campaignPrepared: 'Campagne préparée',
  campaignEdited: 'Campagne modifiée',
  campaignDeleted: 'Campagne supprimée',
  importKept: 'Fichier déposé',
  importDropped: 'Fichier écarté',
  placementsImported: 'Affectations importées',
  placementAdded: 'Affectation ajoutée à la main',
  placementCorrected: 'Affectation corrigée',
  placementCancelled: 'Stage annulé',
  placementRestored: 'Stage rétabli',
  reportReceivedOtherwise: 'Compte-rendu reçu autrement',
  reportEntered: 'Compte-rendu saisi d’après un document reçu',
  placementClosed: 'Clos sans compte-rendu',
  placementReopened: 'Rouvert',
  reportGivenBack: 'Correction d’un compte-rendu demandée',
  correctionMoved: 'Date d’une correction repoussée',
  correctionWithdrawn: 'Demande de correction retirée',
  dueDateExtended: 'Délai accordé',
  campaignLaunched: 'Campagne lancée',
  launchScheduled: 'Lancement programmé',
  launchUnscheduled: 'Lancement déprogrammé',
  trialMailSent: 'Courriel d’essai demandé',
  placementRelaunched: 'Suivi relancé',
  noteWritten: 'Note ajoutée',
  wordSettled: 'Mot du tuteur vu',
  workResumed: 'Travail repris',
  linksCut: 'Liens du tuteur coupés',
  linkSent: 'Lien renvoyé au tuteur',
  studentLinkSent: 'Lien renvoyé à l’étudiant·e',
  reminderSent: 'Rappel demandé',
  letterSent: 'Lettre renvoyée',
  reportRead: 'Compte-rendu consulté',
  scanRead: 'Document d’origine d’un compte-rendu consulté',
  mailRead: 'Courriel lu',
  placementsExported: 'Affectations exportées',
  juryRead: 'Résultats d’un semestre consultés',
  juryExported: 'Résultats d’un semestre exportés',
  mailsChosen: 'Courriels choisis',
  attentionSettled: 'Point traité',
  sessionsEnded: 'Sessions fermées',
  settingsChanged: 'Réglages modifiés',
  meetingPrepared: 'Réunion préparée',
  meetingAnnounced: 'Invitations envoyées',
  meetingChanged: 'Réunion modifiée',
  meetingCancelled: 'Réunion annulée',
  meetingExported: 'Réponses à une réunion exportées',
  wordingChanged: 'Texte d’un courriel modifié',
  formCopied: 'Version du compte-rendu commencée',
  formEdited: 'Version du compte-rendu modifiée',
  formDropped: 'Brouillon du compte-rendu écarté',
  formPublished: 'Version du compte-rendu publiée',
  formChosen: 'Version du compte-rendu choisie',
  noticeChanged: 'Texte d’une page modifié',
  logoChanged: 'Logo modifié',
  guideCopied: 'Version du guide du tuteur commencée',
  guideEdited: 'Version du guide du tuteur modifiée',
  guidePublished: 'Version du guide du tuteur publiée',
  guideDropped: 'Brouillon du guide du tuteur écarté',
  guideChosen: 'Version du guide du tuteur choisie',
};

/** What the address asks for; the last thirty days, unless it says. */
const filterOf = ({ query, now }: Visit['request']) => {
  const day = (name: string, otherwise: string): string => {
    const asked = isoDate.safeParse(query.get(name) ?? '');
    return asked.success ? asked.data : otherwise;
  };
  const today = parisDay(now);
  return {
    from: day('du', dayAfter(today, -30)),
    to: day('au', today),
    subject: (query.get('personne') ?? '').slice(0, 300),
    act: auditedAct.safeParse(query.get('action') ?? '').data ?? '',
  };
};

/** Who did what, newest first: for administrators, who answer for it. */
export const showAudit = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff))
    return notAllowedPage('Seule l’administration lit le journal des actions.', '/console');
  const { acting, request, store } = visit;
  const filter = filterOf(request);
  const people = (await store.sessions.people()).map(({ staff }) => staff);
  const before = request.query.get('avant')?.slice(0, 80);
  const { entries, next } = await acting.audit.page(filter, before);
  const nameOf = (subject: string): string =>
    people.find((person) => person.subject === subject)?.name ?? subject;
  const older = new URLSearchParams({ du: filter.from, au: filter.to, avant: next ?? '' });
  if (filter.subject) older.set('personne', filter.subject);
  if (filter.act) older.set('action', filter.act);
  return html(
    <ConsolePage visit={visit} title="Journal" trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}>
      <h1>Journal des actions</h1>
      <p class="lead">
        Qui a fait quoi, et quand. Le journal ne peut être ni modifié ni effacé ; chaque ligne disparaît
        d’elle-même au bout d’un an.
      </p>
      <form method="get" action="/console/journal" class="filters">
        <div>
          <label for="du">Du</label>
          <input type="date" id="du" name="du" value={filter.from} />
        </div>
        <div>
          <label for="au">Au</label>
          <input type="date" id="au" name="au" value={filter.to} />
        </div>
        <FilterSelect
          name="personne"
          label="Personne"
          value={filter.subject ?? ''}
          options={[
            { value: '', label: 'Toutes' },
            ...people.map(({ subject, name }) => ({ value: subject, label: name })),
          ]}
        />
        <FilterSelect
          name="action"
          label="Action"
          value={filter.act ?? ''}
          options={[
            { value: '', label: 'Toutes' },
            ...auditedAct.options.map((act) => ({ value: act, label: actLabels[act] })),
          ]}
        />
        <button class="secondary" type="submit">
          Filtrer
        </button>
      </form>
      {entries.length === 0 ? (
        <p>Aucune action ne correspond{next ? ' parmi les plus récentes' : ''}.</p>
      ) : (
        <Entries entries={entries} nameOf={nameOf} now={request.now} />
      )}
      {next && (
        <p class="actions">
          <a class="button secondary" href={`/console/journal?${older}`}>
            Voir les actions plus anciennes
          </a>
        </p>
      )}
    </ConsolePage>,
  );
};

type EntriesProps = { entries: AuditEntry[]; nameOf: (subject: string) => string; now: IsoInstant };

const Entries = ({ entries, nameOf, now }: EntriesProps) => (
  <table class="stacked">
    <caption class="visually-hidden">Actions, de la plus récente à la plus ancienne</caption>
    <thead>
      <tr>
        <th scope="col">Date</th>
        <th scope="col">Personne</th>
        <th scope="col">Action</th>
        <th scope="col">Sur</th>
        <th scope="col">Avant → après</th>
      </tr>
    </thead>
    <tbody>
      {entries.map((entry) => (
        <tr key={`${entry.at} ${entry.subject} ${entry.act} ${entry.studentNumber}`}>
          <td data-label="Date">{momentAsOf(entry.at, now)}</td>
          <td data-label="Personne">
            {nameOf(entry.subject)}
            {entry.role && <span class="muted"> ({roleMeanings[entry.role].label})</span>}
            {entry.session && (
              <span class="muted" title={`Session ${entry.session}`}>
                {' '}
                session {entry.session.slice(0, 8)}
              </span>
            )}
          </td>
          <td data-label="Action">
            {actLabels[entry.act]} {entry.outcome === 'refused' && <Badge tone="error">Refusé</Badge>}
          </td>
          <td data-label="Sur">
            <Target entry={entry} nameOf={nameOf} />
          </td>
          <td data-label="Avant → après">
            {[entry.before, entry.after].filter((text) => text !== undefined).join(' → ') || '–'}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Target = ({ entry, nameOf }: { entry: AuditEntry; nameOf: EntriesProps['nameOf'] }) => {
  const { campaignId, studentNumber, onSubject } = entry;
  if (onSubject) return <>{nameOf(onSubject)}</>;
  if (!campaignId) return <>–</>;
  return studentNumber ? (
    <a href={stagePath({ campaignId, studentNumber })}>
      {campaignId}, {studentNumber}
    </a>
  ) : (
    <a href={campaignPath({ campaignId })}>{campaignId}</a>
  );
};
