import type { Institution } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { HistoryEntry, Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { occasionMeanings, rememberedAs } from '../../domain/placement/occasion-meanings.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { mailAt, type Upcoming } from '../../domain/placement/stage-story.ts';
import { hasReport, isOver, isStarted } from '../../domain/placement/status-meanings.ts';
import { wordMeanings } from '../../domain/placement/word-meanings.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { failureBadges } from './failure-wording.ts';
import { WordFacts } from './word-facts.tsx';
import { historyLabel } from './wording.ts';

type TimelineProps = {
  institution: Institution;
  placement: Placement;
  mails: readonly Mail[];
  upcoming: readonly Upcoming[];
  /** Nobody watches over it until it is relaunched. */
  isStopped: boolean;
};

type Event = { at: IsoInstant; what: HistoryEntry['what'] | Occasion; entry?: HistoryEntry; mail?: Mail };

/** What comes first of two things of the same instant. */
const lifeOrder: Record<Event['what'], number> = {
  ...{ imported: 0, corrected: 1, started: 2, relaunched: 3, assigned: 4, assignment: 5, correction: 6 },
  ...{ briefed: 7, briefing: 8, requested: 9, request: 10, reminded1: 11, reminder1: 12, reminded2: 13 },
  ...{ reminder2: 14, reminded3: 15, reminder3: 16, delegateNotice: 17, escalated: 18, escalation: 19 },
  ...{ link: 20, linksCut: 21, received: 22, distribution: 23, receipt: 24, alert: 25, distributed: 26 },
  ...{ unreturned: 27, closing: 28, troubled: 29, cancelled: 30, restored: 31, receivedOtherwise: 32 },
  ...{ closed: 33, reopened: 34, extended: 35, farewell: 36, studentNotice: 10, tutorSaid: 37 },
  ...{ wordSettled: 38 },
};

const pastOf = (placement: Placement, mails: readonly Mail[]): Event[] => {
  // A step of a life that its mail tells better is told only when no mail does.
  const told = new Set(mails.map(({ occasion }) => rememberedAs(occasion)));
  const isTold = ({ what }: HistoryEntry) => told.has(what);
  return [
    ...placement.history
      .filter((entry) => !isTold(entry))
      .map((entry): Event => ({ at: entry.at, what: entry.what, entry })),
    ...mails.map((mail): Event => ({ at: mailAt(mail), what: mail.occasion, mail })),
  ].sort((a, b) => a.at.localeCompare(b.at) || lifeOrder[a.what] - lifeOrder[b.what]);
};

const readers = { tutor: 'tuteur', student: 'étudiant·e', delegate: 'délégué·e', registrar: 'scolarité' };
const recipientsOf = (occasion: Occasion): string =>
  listed(occasionMeanings[occasion].to.map((reader) => readers[reader]));

/** What happened, each mail with it, and what comes next. */
export const PlacementTimeline = ({ institution, placement, mails, upcoming, isStopped }: TimelineProps) => (
  <>
    <section class="card" aria-labelledby="a-venir">
      <h2 id="a-venir">À venir</h2>
      {upcoming.length === 0 ? (
        <p>{isStopped ? 'Rien ne part tant que le suivi n’est pas relancé.' : nothingToCome(placement)}</p>
      ) : (
        <>
          <ol class="timeline coming">
            {upcoming.map(({ occasion, at }) => (
              <li key={occasion}>
                <p class="when">{dateTime(at)}</p>
                <p>
                  {occasionMeanings[occasion].label}
                  <span class="muted"> ({recipientsOf(occasion)})</span>
                </p>
              </li>
            ))}
          </ol>
          <p class="muted">Les demandes et relances s’arrêtent dès que le compte-rendu est reçu.</p>
        </>
      )}
    </section>
    <section class="card" aria-labelledby="deroule">
      <h2 id="deroule">Déroulé</h2>
      <ol class="timeline">
        {pastOf(placement, mails).map(({ at, entry, mail }) => (
          <li
            key={mail ? `${mail.recipient} ${mail.mailKey}` : `${entry?.what} ${at}`}
            class={entry?.what === 'troubled' ? 'troubled' : undefined}
          >
            <p class="when">{dateTime(at)}</p>
            {entry && (
              <p>
                {historyLabel[entry.what]}
                {entry.by && <span class="muted"> par {entry.by}</span>}
                {entry.why && <> : « {entry.why} »</>}
                {entry.word && (
                  <>
                    {' : '}
                    {wordMeanings[entry.word.kind].label}
                    {entry.word.text && ` – « ${entry.word.text} »`}
                  </>
                )}
              </p>
            )}
            {entry?.word && <WordFacts word={entry.word} />}
            {mail && <MailLine mail={mail} who={whoIs(mail.recipient, placement, institution)} />}
          </li>
        ))}
      </ol>
    </section>
  </>
);

const nothingToCome = (placement: Placement): string => {
  if (placement.status === 'cancelled')
    return 'Rien : ce stage est annulé, et n’est nommé dans aucun courriel.';
  if (!isStarted(placement)) return 'Rien ne part avant le lancement de la campagne.';
  if (hasReport(placement) && !isOver(placement)) return 'Le compte-rendu est en cours de transmission.';
  return 'Plus rien n’est prévu : cette affectation est terminée.';
};

const whoIs = (recipient: string, placement: Placement, institution: Institution): string => {
  if (recipient === placement.tutor.email) return tutorName(placement);
  if (recipient === placement.student.email.toLowerCase() || recipient === placement.student.email)
    return studentName(placement);
  const site = siteOf(institution, placement.siteId);
  if (recipient === site.delegate.email) return `${site.delegate.name}, délégué·e`;
  const registrar = site.registrars.find(({ email }) => email === recipient);
  return registrar ? `${registrar.name}, scolarité` : 'ancien destinataire';
};

const MailLine = ({ mail, who }: { mail: Mail; who: string }) => (
  <>
    <p>
      Courriel à {who} : {occasionMeanings[mail.occasion].label} <MailState mail={mail} />
    </p>
    <p class="muted">
      {mail.recipient} – « {mail.subject} »
    </p>
  </>
);

const MailState = ({ mail }: { mail: Mail }) => {
  if (mail.status === 'claimed') return <Badge tone="info">En cours d’envoi</Badge>;
  if (mail.status === 'unconfirmed') return <Badge tone="warning">À confirmer</Badge>;
  return mail.failure ? (
    <Badge tone={mail.failure.reason === 'delayed' ? 'warning' : 'error'}>
      {failureBadges[mail.failure.reason]}
    </Badge>
  ) : (
    <Badge tone="success">Envoyé</Badge>
  );
};
