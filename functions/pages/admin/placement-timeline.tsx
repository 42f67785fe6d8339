import type { Institution } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { HistoryEntry, Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ProgressStep } from '../../domain/placement/campaign-progress.ts';
import { countedAs, occasionMeanings, rememberedAs } from '../../domain/placement/occasion-meanings.ts';
import { mailAt, type Upcoming } from '../../domain/placement/stage-story.ts';
import {
  hasReport,
  isGivenBack,
  isOver,
  isStarted,
  isWithdrawn,
} from '../../domain/placement/status-meanings.ts';
import { wordMeanings } from '../../domain/placement/word-meanings.ts';
import { dayAsOf, momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { mailPath } from './mail-page.tsx';
import { MailState } from './mail-state.tsx';
import { whoIs } from './placement-mails.ts';
import { stepClass } from './step-badge.tsx';
import type { Found } from './visited-placement.ts';
import { WordFacts } from './word-facts.tsx';
import { historyLabel, touchedWords } from './wording.ts';

type TimelineProps = {
  settings: Institution;
  found: Found;
  mails: readonly Mail[];
  upcoming: readonly Upcoming[];
  /** Nobody watches over it until it is relaunched. */
  isStopped: boolean;
  now: IsoInstant;
};

type Event = { at: IsoInstant; what: HistoryEntry['what'] | Occasion; entry?: HistoryEntry; mail?: Mail };

/** What comes first of two things of the same instant. */
const lifeOrder: Record<Event['what'], number> = {
  ...{
    imported: 0,
    added: 0,
    corrected: 1,
    started: 2,
    relaunched: 3,
    assigned: 4,
    assignment: 5,
    correction: 6,
  },
  ...{ briefed: 7, briefing: 8, requested: 9, request: 10, studentNotice: 11, tutorSaid: 12 },
  ...{
    wordSettled: 13,
    reminded1: 14,
    reminder1: 15,
    reminded2: 16,
    reminder2: 17,
    reminded3: 18,
    reminder3: 19,
  },
  ...{ delegateNotice: 20, escalated: 21, escalation: 22, link: 23, linksCut: 24, received: 25 },
  ...{ distribution: 26, receipt: 27, alert: 28, distributed: 29, unreturned: 30, closing: 31, troubled: 32 },
  ...{ cancelled: 33, restored: 34, receivedOtherwise: 35, closed: 36, reopened: 37, extended: 38 },
  ...{ farewell: 39, notAcquiredSeen: 40, lateSeen: 41, digest: 42 },
  ...{ givenBack: 43, correctionMoved: 44, correctionWithdrawn: 45, withdrawal: 46, versionStands: 47 },
  ...{ handReminded: 48, handReminder: 49, handLettered: 50, handLetter: 51, linkSent: 52 },
  // About no stage, and so on no stage's page.
  ...{ meetingInvitation: 53, meetingChange: 54, meetingCancellation: 55, meetingReminder: 56 },
  ...{ studentSaid: 57, studentsWordSettled: 58, studentLinkSent: 59 },
};

/** The step that an event leads to, whose colour its dot has; a word or a correction leads to none. */
const stepAfter: Record<HistoryEntry['what'], ProgressStep | undefined> = {
  ...{
    imported: 'prepared',
    added: 'prepared',
    corrected: undefined,
    started: 'started',
    relaunched: 'started',
  },
  ...{ assigned: 'assigned', briefed: 'briefed', requested: 'requested', reminded1: 'reminded' },
  ...{ reminded2: 'reminded', reminded3: 'reminded', escalated: 'escalated', linksCut: undefined },
  ...{ received: 'received', distributed: 'distributed', unreturned: 'unreturned', troubled: 'troubled' },
  ...{ cancelled: 'cancelled', restored: undefined, receivedOtherwise: 'receivedOtherwise' },
  ...{ closed: 'unreturned', reopened: undefined, extended: undefined, notAcquiredSeen: undefined },
  ...{ lateSeen: undefined, tutorSaid: undefined, wordSettled: undefined },
  ...{ studentSaid: undefined, studentsWordSettled: undefined, studentLinkSent: undefined },
  ...{ givenBack: 'received', versionStands: 'distributed' },
  ...{ handReminded: 'reminded', handLettered: undefined, linkSent: undefined },
  ...{ correctionMoved: undefined, correctionWithdrawn: 'distributed' },
};
const dotOf = (step: ProgressStep | undefined): string | undefined => step && stepClass(step);

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
export const PlacementTimeline = ({
  settings,
  found,
  found: { placement },
  mails,
  upcoming,
  isStopped,
  now,
}: TimelineProps) => (
  <>
    <section class="card" aria-labelledby="a-venir">
      <h2 id="a-venir">À venir</h2>
      {upcoming.length === 0 ? (
        <p>
          {isStopped ? 'Rien ne part tant que le suivi n’est pas relancé.' : nothingToCome(placement, now)}
        </p>
      ) : (
        <>
          <ol class="timeline coming">
            {upcoming.map(({ occasion, at }) => (
              <li key={occasion} class={dotOf(countedAs(occasion))}>
                <p class="when">{momentAsOf(at, now)}</p>
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
            class={dotOf(entry ? stepAfter[entry.what] : mail && countedAs(mail.occasion))}
          >
            <p class="when">{momentAsOf(at, now)}</p>
            {entry && (
              <p>
                {entry.what === 'received' && entry.by ? 'Compte-rendu saisi' : historyLabel[entry.what]}
                {entry.by && <span class="muted"> par {entry.by}</span>}
                {entry.changed && <span class="muted"> ({touchedWords(entry.changed)})</span>}
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
            {entry?.word && <WordFacts word={entry.word} today={parisDay(now)} />}
            {mail && (
              <MailLine
                mail={mail}
                who={whoIs(mail, placement, settings)}
                href={mailPath(found, mail)}
                now={now}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  </>
);

const nothingToCome = (placement: Placement, now: IsoInstant): string => {
  if (placement.status === 'cancelled')
    return 'Rien : ce stage est annulé, et n’est nommé dans aucun courriel.';
  if (!isStarted(placement)) return 'Rien ne part avant le lancement de la campagne.';
  if (isWithdrawn(placement))
    return 'La demande de correction est retirée ; le tuteur en est prévenu, s’il l’avait reçue.';
  if (isGivenBack(placement))
    return `Le tuteur peut corriger son compte-rendu ; aucune relance ne part. Sans nouvelle version une semaine après le ${dayAsOf(placement.asked.until, parisDay(now))}, celle qui est envoyée reste valable.`;
  if (hasReport(placement) && !isOver(placement)) return 'Le compte-rendu est en cours de transmission.';
  return 'Plus rien n’est prévu : cette affectation est terminée.';
};

const MailLine = ({ mail, who, href, now }: { mail: Mail; who: string; href: string; now: IsoInstant }) => (
  <>
    <p>
      Courriel à {who} : {occasionMeanings[mail.occasion].label} <MailState mail={mail} now={now} />
    </p>
    <p class="muted">
      {mail.recipient} – {mail.subject && <a href={href}>« {mail.subject} »</a>}
    </p>
  </>
);
