import type { Report, SentReport } from '../../../schemas/report.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { readReport } from '../../actions/read-report.ts';
import { isAbandoned } from '../../actions/relaunch.ts';
import { upcomingOccasions } from '../../domain/placement/stage-story.ts';
import { hasReport, isGivenBack, isStarted, isWithdrawn } from '../../domain/placement/status-meanings.ts';
import { howSent } from '../../domain/report/entered-report.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { mayManage } from '../../domain/rights.ts';
import { dayAsOf, momentAsOf, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { phoneAddress, studentName, tutorName } from '../../domain/wording/people.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { Badge } from '../components/badge.tsx';
import { CsrfInput } from '../components/csrf-input.tsx';
import { titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { reportFile } from '../report-file.ts';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { correctionPath } from './correction-page.tsx';
import { Decided, decisionLinks, reasonLabel } from './course-page.tsx';
import { Entered, isEnteredDirectly } from './enter-report-page.tsx';
import { entryTitle } from './entry-form.tsx';
import { failureAdvice, mayBeRight } from './failure-wording.ts';
import { mailsAbout } from './placement-mails.ts';
import { PlacementNotes, type RefusedNote } from './placement-notes.tsx';
import { PlacementTimeline } from './placement-timeline.tsx';
import { scanPath } from './received-scan.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import { SentNow, sendingLinks } from './send-now-page.tsx';
import { StepBadge } from './step-badge.tsx';
import { StudentsWordNotice } from './students-word.tsx';
import { explainTrouble } from './trouble-wording.ts';
import { TutorsWordNotice, WordSettled } from './tutors-word.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail } from './visited-campaign.ts';
import { entryPath, type Found, placementPath, visitedPlacement } from './visited-placement.ts';
import { counted, siteName } from './wording.ts';

/** @param refusedNote what somebody typed as a note and could not be kept */
export const showPlacement = async (visit: Visit, refusedNote?: RefusedNote): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { campaign, placement } = found;
  const { institution, request } = visit;
  const [mails, notes, isStopped, report] = await Promise.all([
    mailsAbout(visit, placement),
    visit.store.notes.ofPlacement(placement),
    isAbandoned(visit.env, placement, request.now),
    hasReport(placement) ? visit.store.reports.find(placement) : undefined,
  ]);
  const upcoming = isStopped ? [] : upcomingOccasions(placement, campaign, institution, request.now);
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf(studentName(placement), refusedNote !== undefined)}
      here={studentName(placement)}
      trail={campaignTrail(visit, campaign)}
    >
      <h1>{studentName(placement)}</h1>
      <p class="badges">
        <StepBadge placement={placement} now={request.now} />
        {isGivenBack(placement) && !isWithdrawn(placement) && <Badge tone="info">À corriger</Badge>}
        {isStopped && !placement.trouble && <Badge tone="error">Suivi interrompu</Badge>}
      </p>
      {request.query.get('relance') === 'oui' && !isStopped && (
        <Notice tone="success" title="Le suivi est relancé">
          <p>Ce qui était déjà parti ne partira pas une seconde fois.</p>
        </Notice>
      )}
      {request.query.get('liens') === 'coupes' && (
        <Notice tone="success" title="Les liens envoyés au tuteur sont coupés">
          <p>Le prochain courriel portera un nouveau lien.</p>
        </Notice>
      )}
      {['demande', 'etudiant'].includes(request.query.get('lien') ?? '') && (
        <Notice
          tone="success"
          title={`Le lien part ${request.query.get('lien') === 'etudiant' ? 'à l’étudiant·e' : 'au tuteur'}`}
        >
          <p>Le courriel apparaît dans le déroulé dès qu’il est parti, dans un instant.</p>
        </Notice>
      )}
      <SentNow visit={visit} />
      <Added visit={visit} />
      <Corrected visit={visit} />
      <Decided visit={visit} found={found} />
      <Entered visit={visit} />
      <WordSettled visit={visit} found={found} />
      <EndedByHand found={found} now={request.now} />
      <GivenBack found={found} now={request.now} />
      {isStopped && <Stopped visit={visit} found={found} />}
      <Undelivered visit={visit} found={found} />
      <TutorsWordNotice visit={visit} found={found} />
      <StudentsWordNotice visit={visit} found={found} />
      <div class="columns">
        <div>
          <ReportCard
            found={found}
            now={request.now}
            counting={await countingOf(visit, report)}
            earlier={earlierVersions(report)}
          />
          <PlacementTimeline
            settings={visit.settings}
            found={found}
            now={request.now}
            mails={mails}
            upcoming={upcoming}
            isStopped={isStopped}
          />
        </div>
        <aside aria-label="Les personnes et les dates">
          <PlacementNotes visit={visit} found={found} notes={notes} refused={refusedNote} />
          <DecisionsCard visit={visit} found={found} />
          <PlacementFactsCard visit={visit} found={found} />
        </aside>
      </div>
    </ConsolePage>,
    refusedNote && { status: 422 },
  );
};

const Undelivered = ({ visit: { request, staff }, found }: { visit: Visit; found: Found }) => {
  const { undelivered = [], tutor } = found.placement;
  if (undelivered.length === 0) return null;
  return (
    <Notice tone="warning" title="Un courriel n’a pas été remis">
      {undelivered.map(({ recipient, at, reason }) => {
        const isTutor = recipient === tutor.email;
        return (
          <div key={recipient}>
            <p>
              {recipient}, le {momentAsOf(at, request.now)} : {failureLabels[reason]}. {failureAdvice[reason]}
            </p>
            <p class="actions">
              {mayManage(staff) && (
                <a href={correctionPath(found, isTutor ? 'tuteur' : 'etudiant')}>Corriger l’adresse</a>
              )}
              {mayBeRight[reason] && isStarted(found.placement) && (
                <a href={`${placementPath(found)}/${isTutor ? 'lien' : 'lien-etudiant'}`}>
                  L’adresse est juste : renvoyer le lien
                </a>
              )}
            </p>
          </div>
        );
      })}
    </Notice>
  );
};

/** It was just added by hand. */
const Added = ({ visit: { request } }: { visit: Visit }) => {
  const added = request.query.get('ajout');
  if (added !== 'demarre' && added !== 'pret') return null;
  return (
    <Notice tone="success" title="L’affectation est ajoutée">
      <p>
        {added === 'demarre'
          ? 'Son suivi démarre : les courriels apparaissent dans le déroulé dès qu’ils sont partis.'
          : 'Elle partira avec le lancement de la campagne.'}
      </p>
    </Notice>
  );
};

/** What became of a correction that was just confirmed. */
const Corrected = ({ visit: { request } }: { visit: Visit }) => {
  const [corrected, refused] = ['corrigees', 'refusees'].map((name) => request.query.get(name) ?? '');
  if (corrected === 'encours')
    return (
      <Notice tone="info" title="La correction est en cours">
        <p>Elle sera faite dans la demi-heure, même si vous fermez cette page.</p>
      </Notice>
    );
  const [count, left] = [Number(corrected || 0), Number(refused || 0)];
  if (count > 0)
    return (
      <Notice tone="success" title="La correction est enregistrée">
        {count > 1 && <p>Pour {counted(count, 'stage')} de ce tuteur.</p>}
        {left > 0 && (
          <p>
            {counted(left, 'stage n’a', 'stages n’ont')} pas pu être corrigé : le compte-rendu est arrivé
            entre-temps.
          </p>
        )}
      </Notice>
    );
  return left > 0 ? (
    <Notice tone="warning" title="Rien n’a été corrigé">
      <p>Le compte-rendu de ce stage est arrivé entre-temps : il porte sur le stage tel qu’il était.</p>
    </Notice>
  ) : null;
};

const Stopped = ({ visit: { csrf, request, staff }, found }: { visit: Visit; found: Found }) => {
  const { trouble } = found.placement;
  const words = trouble && explainTrouble(trouble);
  return (
    <Notice tone="error" title={words?.when ?? 'Le suivi de cette affectation est arrêté.'}>
      <p>
        {words?.why ??
          'Aucun courriel ne part plus pour elle. Relancez-la pour reprendre là où elle en était.'}
      </p>
      {trouble && (
        <p class="muted">
          {momentAsOf(trouble.at, request.now)}, détail technique :{' '}
          <code>{`${trouble.state}, ${trouble.error}`}</code>
        </p>
      )}
      {mayManage(staff) && (
        <form method="post" action={`${placementPath(found)}/relance`}>
          <CsrfInput token={csrf} />
          <button type="submit">Relancer</button>
        </form>
      )}
    </Notice>
  );
};

type Shown = { found: Found; now: IsoInstant };

/** Why nothing more happens, where somebody decided so. */
const EndedByHand = ({ found: { placement }, now }: Shown) => {
  const by = placement.history.findLast(({ what }) =>
    ['cancelled', 'receivedOtherwise', 'closed'].includes(what),
  );
  const who = by?.by ? `${by.by}, le ${momentAsOf(by.at, now)}.` : '';
  const why = by?.why ? ` « ${by.why} »` : '';
  if (placement.status === 'cancelled')
    return (
      <Notice tone="info" title="Ce stage est annulé">
        <p>
          {reasonLabel(placement.cancelledFor)}. {who}
          {why}
        </p>
      </Notice>
    );
  if (placement.status === 'receivedOtherwise')
    return (
      <Notice tone="info" title="Le compte-rendu est arrivé autrement">
        <p>
          {placement.receivedBy === 'paper' ? 'Sur papier' : 'Par courriel'}, le{' '}
          {dayAsOf(placement.receivedOn, parisDay(now))}. {who}
          {why}
        </p>
      </Notice>
    );
  if (placement.status === 'unreturned' && placement.closedFor !== undefined)
    return (
      <Notice tone="info" title="Ce stage est clos sans compte-rendu">
        <p>
          {who}
          {why}
        </p>
      </Notice>
    );
  return null;
};

/** What its tutor was asked to correct. */
const GivenBack = ({ found: { placement }, now }: Shown) => {
  if (!isGivenBack(placement) || isWithdrawn(placement)) return null;
  const { text, until } = placement.asked;
  return (
    <Notice tone="info" title={`Le compte-rendu est à corriger d’ici au ${dayAsOf(until, parisDay(now))}`}>
      <p>
        Demandé à {tutorName(placement)} : « {text} »
      </p>
      <p>En attendant, la version envoyée compte.</p>
    </Notice>
  );
};

/** What can be decided about it, for those who may. */
const DecisionsCard = ({ visit: { staff }, found }: { visit: Visit; found: Found }) => {
  const links = !mayManage(staff)
    ? []
    : [
        ...(isEnteredDirectly(found) ? [{ href: entryPath(found), label: entryTitle }] : []),
        ...decisionLinks(found),
      ];
  if (links.length === 0) return null;
  return (
    <section class="card" aria-labelledby="decisions">
      <h2 id="decisions">Décider de la suite</h2>
      <ul>
        {links.map(({ href, label }) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The numbers of the versions beside the one that counts, the newest first. */
const earlierVersions = (report: Report | undefined): number[] => {
  const kept = report?.lastVersion?.number ?? 0;
  // What was given back counts until another comes, or again when none did.
  const counts = report && isIn(report) ? report.sent.number : kept;
  return Array.from({ length: kept }, (_, index) => kept - index).filter((number) => number !== counts);
};

/** The version that counts, as it was sent. */
const countingOf = async ({ store }: Visit, report: Report | undefined): Promise<SentReport | undefined> => {
  if (!report || isIn(report)) return report?.sent;
  return report.lastVersion && store.reports.version(report, report.lastVersion.number);
};

type OfReport = { earlier: readonly number[]; counting: SentReport | undefined };

const ReportCard = ({ found, earlier, counting, now }: Shown & OfReport) => {
  const { placement } = found;
  if (!hasReport(placement)) return null;
  return (
    <section class="card report" aria-labelledby="compte-rendu">
      <h2 id="compte-rendu">Compte-rendu</h2>
      <p>
        Reçu le {momentAsOf(placement.reportedAt, now)}, référence <strong>{placement.reference}</strong>.
      </p>
      {counting?.entered && <p>{howSent(counting)}.</p>}
      <p class="actions">
        <a class="button" href={`${placementPath(found)}/compte-rendu.pdf`}>
          Télécharger le compte-rendu (PDF)
        </a>
        {counting?.entered && <a href={scanPath(found)}>Télécharger le document reçu</a>}
      </p>
      {earlier.map((number) => (
        <p key={number}>
          <a href={`${placementPath(found)}/compte-rendu.pdf?version=${number}`}>
            Télécharger la version {number}, remplacée (PDF)
          </a>
        </p>
      ))}
    </section>
  );
};

const PlacementFactsCard = ({
  visit: { institution, request, staff },
  found,
}: {
  visit: Visit;
  found: Found;
}) => {
  const { placement } = found;
  const { student, tutor, school } = placement;
  const Correct = ({ word, label }: { word: Parameters<typeof correctionPath>[1]; label: string }) =>
    mayManage(staff) ? (
      <p>
        <a href={correctionPath(found, word)}>{label}</a>
      </p>
    ) : null;
  return (
    <section class="card people">
      <h2>Stage</h2>
      <Facts
        facts={[
          ['Dates', periodsLabel(placement.periods, parisDay(request.now))],
          ['Site', siteName(institution, placement.siteId)],
        ]}
      />
      <Correct word="stage" label="Modifier le stage" />
      <h2>Étudiant·e</h2>
      <Facts
        facts={[
          ['Nom', studentName(placement)],
          ['Numéro', placement.studentNumber],
          ['Courriel', <a href={`mailto:${student.email}`}>{student.email}</a>],
        ]}
      />
      <Correct word="etudiant" label="Corriger l’étudiant" />
      <p>
        <a href={`${placementPath(found)}/etudiant`}>Tous ses stages</a>
      </p>
      {isStarted(placement) && (
        <p>
          <a href={`${placementPath(found)}/lien-etudiant`}>Renvoyer son lien à l’étudiant·e</a>
        </p>
      )}
      <h2>Tuteur ou tutrice</h2>
      <Facts
        facts={[
          ['Nom', tutorName(placement)],
          ['Courriel', <a href={`mailto:${tutor.email}`}>{tutor.email}</a>],
        ]}
      />
      <Correct word="tuteur" label="Corriger le tuteur" />
      <Correct word="remplacement" label="Remplacer le tuteur" />
      <p>
        <a href={`${placementPath(found)}/tuteur`}>Tous les stages accueillis</a>
      </p>
      {isStarted(placement) && (
        <p>
          <a href={`${placementPath(found)}/lien`}>Renvoyer son lien au tuteur</a>
        </p>
      )}
      {sendingLinks(found).map(({ href, label }) => (
        <p key={href}>
          <a href={href}>{label}</a>
        </p>
      ))}
      {mayManage(staff) && isStarted(placement) && (
        <p>
          <a href={`${placementPath(found)}/liens`}>Couper les liens déjà envoyés</a>
        </p>
      )}
      <h2>École</h2>
      <Facts
        facts={[
          ['Nom', `${school.name}, ${school.town}`],
          ['UAI', school.uai],
          ['Téléphone', school.phone && <a href={phoneAddress(school.phone)}>{school.phone}</a>],
          ['Classe', placement.classLevel],
          ['Effectif', placement.pupilCount],
        ]}
      />
      <p>
        <a href={`${placementPath(found)}/ecole`}>Tous les stages de cette école</a>
      </p>
    </section>
  );
};

export const downloadReport = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  const asked = visit.request.query.get('version');
  const number = asked === null ? undefined : Number(/^[1-9]\d{0,2}$/.exec(asked)?.[0] ?? 0);
  const sent = found && (await readReport(visit.acting, found.placement, number));
  if (!found || !sent) return nothingHerePage('Ce compte-rendu');
  return reportFile({ ...visit, ...found, sent }, { inline: false });
};
