import {
  type CancelReason,
  cancelReason,
  longestWhy,
  type Placement,
  receivedBy,
} from '../../../schemas/placement.ts';
import { type IsoDate, isoDate } from '../../../schemas/time.ts';
import {
  type CourseProblem,
  changeCourse,
  courseActs,
  courseProblem,
  isWhyNeeded,
  mailsOfCourse,
} from '../../actions/change-course.ts';
import type { MailToCome } from '../../actions/letters-of-start.ts';
import { type CourseChange, type CourseKind, courseChanges } from '../../domain/placement/course-changes.ts';
import { openMoment } from '../../domain/placement/mail-wave.ts';
import { isGivenBack } from '../../domain/placement/status-meanings.ts';
import { waitingWord } from '../../domain/placement/tutors-word.ts';
import { wordTitle } from '../../domain/placement/word-meanings.ts';
import { mayBeEntered } from '../../domain/report/entered-report.ts';
import { maySend } from '../../domain/report/sending-time.ts';
import { mayManage } from '../../domain/rights.ts';
import { dayAfter } from '../../domain/timetable/calendar-days.ts';
import { dueDateOf } from '../../domain/timetable/occasion-moments.ts';
import { dayAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { saidToTutor } from '../../mail/templates/farewell.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Choices, TextAreaField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldText, fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { MailsToRead } from './mails-to-read.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import {
  entryPath,
  type Found,
  placementPath,
  placementTrail,
  seenAs,
  visitedPlacement,
} from './visited-placement.ts';
import { whyTooLong } from './wording.ts';

const onlyManagersDecide = 'Seules l’administration et la scolarité décident de la suite d’un stage.';

type Decision = {
  kind: CourseKind;
  /** As a link on the placement's page, and as a title. */
  title: string;
  button: string;
  /** What will happen, in a sentence or two. */
  lead: (found: Found, today: IsoDate) => string;
  /** The sentence on the placement's page once it is done. */
  done: string;
};

/** Every decision, by the word in its address. */
const decisions = {
  delai: {
    kind: 'extend',
    title: 'Accorder un délai',
    button: 'Accorder ce délai',
    lead: ({ campaign, placement }, today) =>
      placement.status === 'prepared' || placement.status === 'cancelled'
        ? ''
        : `Le compte-rendu est attendu pour le ${dayAsOf(dueDateOf(placement, campaign), today)}. Les relances et l’alerte attendront la nouvelle date ; rien n’est envoyé maintenant.`,
    done: 'Le délai est accordé',
  },
  'recu-autrement': {
    kind: 'receivedOtherwise',
    title: 'Noter un compte-rendu reçu autrement',
    button: 'Noter comme reçu',
    lead: () =>
      'Le compte-rendu est arrivé sur papier ou par courriel : les demandes et les relances s’arrêtent, et le formulaire en ligne se ferme. Vous pourrez revenir en arrière.',
    done: 'Le compte-rendu est noté comme reçu',
  },
  'non-rendu': {
    kind: 'close',
    title: 'Clore sans compte-rendu',
    button: 'Clore ce stage',
    lead: () =>
      'Le stage est noté « non rendu » dès maintenant : plus aucune relance ne part, et le formulaire en ligne se ferme. Vous pourrez le rouvrir.',
    done: 'Le stage est clos sans compte-rendu',
  },
  annulation: {
    kind: 'cancel',
    title: 'Annuler le stage',
    button: 'Annuler le stage',
    lead: ({ placement }) =>
      `Le stage de ${studentName(placement)} n’a pas lieu, ou s’arrête : plus aucune demande ne part. Ceux qui l’avaient dans leur agenda reçoivent un seul courriel, qui l’en retire. Vous pourrez le rétablir.`,
    done: 'Le stage est annulé',
  },
  retablissement: {
    kind: 'restore',
    title: 'Rétablir le stage',
    button: 'Rétablir le stage',
    lead: ({ placement }) =>
      `Le stage de ${studentName(placement)} a lieu, aux dates prévues : son suivi reprend là où il en était. Ce qui était parti ne part pas une seconde fois.`,
    done: 'Le stage est rétabli',
  },
  reouverture: {
    kind: 'reopen',
    title: 'Rouvrir',
    button: 'Rouvrir',
    lead: ({ placement }) =>
      `${tutorName(placement)} peut de nouveau envoyer le compte-rendu en ligne, jusqu’à la date que vous choisissez ; les relances reprennent ensuite. Rien n’est envoyé maintenant : renvoyez-lui son lien s’il l’attend.`,
    done: 'Le compte-rendu est de nouveau attendu',
  },
  correction: {
    kind: 'giveBack',
    title: 'Demander une correction',
    button: 'Demander cette correction',
    lead: ({ placement }) =>
      `${tutorName(placement)} lit ce que vous écrivez dans un courriel, et retrouve le compte-rendu tel qu’il a été envoyé. La nouvelle version sera transmise aux mêmes personnes et remplacera celle-ci, que vous garderez. Aucune relance ne part : sans nouvelle version une semaine après la date choisie, celle-ci reste valable.`,
    done: 'La correction est demandée',
  },
  'delai-correction': {
    kind: 'moveCorrection',
    title: 'Repousser la date de correction',
    button: 'Repousser la date',
    lead: ({ placement }, today) =>
      isGivenBack(placement)
        ? `${tutorName(placement)} a jusqu’au ${dayAsOf(placement.asked.until, today)} pour corriger. Son formulaire dira la nouvelle date ; aucun courriel ne part.`
        : '',
    done: 'La nouvelle date est notée',
  },
  'retrait-correction': {
    kind: 'withdrawCorrection',
    title: 'Retirer la demande de correction',
    button: 'Retirer la demande',
    lead: ({ placement }) =>
      `La version que ${tutorName(placement)} a envoyée reste valable, et ne peut plus être corrigée. Ce qui a été saisi depuis est gardé. Le tuteur reçoit un seul courriel, s’il avait reçu la demande.`,
    done: 'La demande de correction est retirée',
  },
} as const satisfies Record<string, Decision>;
type Word = keyof typeof decisions;
const words = Object.keys(decisions).filter((word): word is Word => Object.hasOwn(decisions, word));
const wordOf = (text: string): Word | undefined => words.find((word) => word === text);

/** @param from `mot`: filled in with what the tutor said */
export const decisionPath = (found: Found, word: Word, from?: 'mot'): string =>
  `${placementPath(found)}/decision/${word}${from ? `?${from}` : ''}`;

/** What can be decided now, with the way to it. */
export const decisionLinks = (found: Found): { href: string; label: string }[] => {
  const possible = courseChanges(found.placement);
  return words
    .filter((word) => possible.includes(decisions[word].kind))
    .map((word) => ({
      href: decisionPath(found, word),
      label: decisions[word].title,
    }));
};

const reasonLabels: Record<CancelReason, string> = {
  gaveUp: 'L’étudiant a abandonné',
  moved: 'Le stage a lieu ailleurs',
  strike: 'Grève ou autre empêchement général',
  noTutor: 'Le tuteur ne peut plus l’accueillir',
  other: 'Autre raison',
};
export const reasonLabel = (reason: CancelReason): string => reasonLabels[reason];
/** With what the tutor will read of each. */
export const reasonChoices = cancelReason.options.map((value) => ({
  value,
  label: saidToTutor[value]
    ? `${reasonLabels[value]} (le tuteur lit : « ${saidToTutor[value]} »)`
    : reasonLabels[value],
}));
export const receivedLabels = { paper: 'Sur papier', mail: 'Par courriel' } as const;

const whyLabels: Partial<Record<CourseKind, string>> = {
  receivedOtherwise: 'Précision',
  giveBack: 'Ce qui est à corriger',
};

type Typed = { motif: string; voie: string; date: string; raison: string };

type Deciding = { visit: Visit; found: Found; word: Word; typed: Typed };

const decidingOf = async (visit: Visit): Promise<Omit<Deciding, 'typed'> | PageResponse> => {
  const found = await visitedPlacement(visit);
  const word = wordOf(visit.request.params.decision ?? '');
  if (!found || !word) return nothingHerePage('Cette affectation');
  if (!mayManage(visit.staff))
    return refusedAct(
      visit,
      courseActs[decisions[word].kind],
      found.placement,
      notAllowedPage(onlyManagersDecide, placementPath(found)),
    );
  return { visit, found, word };
};

const isGivenBackBy = (word: Word): boolean => decisions[word].kind === 'giveBack';

/** A date to begin with: a week more, counted from what is later of the due date and today. */
const suggestedDate = ({
  visit: { request, institution },
  found: { campaign, placement },
  word,
}: Omit<Deciding, 'typed'>) => {
  const today = parisDay(request.now);
  if (isGivenBackBy(word)) return dayAfter(parisDay(openMoment(request.now, institution)), 7);
  if (isGivenBack(placement)) return dayAfter(laterOf(placement.asked.until, today), 7);
  if (placement.status === 'prepared' || placement.status === 'cancelled') return today;
  return dayAfter(laterOf(dueDateOf(placement, campaign), today), 7);
};

const laterOf = (one: IsoDate, other: IsoDate): IsoDate => (one > other ? one : other);

export const showDecision = async (visit: Visit): Promise<PageResponse> => {
  const deciding = await decidingOf(visit);
  if (!('found' in deciding)) return deciding;
  const { found, word } = deciding;
  const { kind } = decisions[word];
  if (!courseChanges(found.placement).includes(kind)) return html(<NotNow {...deciding} />, { status: 409 });
  const date = kind === 'receivedOtherwise' ? parisDay(visit.request.now) : suggestedDate(deciding);
  const typed = {
    ...{ motif: '', voie: 'paper', date, raison: '' },
    ...(visit.request.query.has('mot') && reasonOf(found.placement, kind)),
  };
  return html(<DecisionForm {...deciding} typed={typed} mails={await mailsOf({ ...deciding, typed })} />);
};

/** Why, as the tutor said it: what they saw themselves, and no guess at what is behind it. */
const reasonOf = (placement: Placement, kind: CourseKind): Partial<Typed> => {
  const word = waitingWord(placement);
  if (!word) return {};
  const said = `${wordTitle(word.kind)}${word.text === undefined ? '' : ` – ${word.text}`}`;
  return { raison: said.slice(0, longestWhy), ...(kind === 'cancel' && { motif: 'other' }) };
};

/** Whoever is written to does not depend on what the form asks; what a tutor is to correct, they read as it is typed. */
const mailsOf = ({ visit, found, word, typed }: Deciding): Promise<MailToCome[]> => {
  const change = sampleOf(word, found, visit, typed);
  const { acting, institution, env } = visit;
  const why = isGivenBackBy(word) ? typed.raison || 'Ce que vous écrivez ici.' : undefined;
  return mailsOfCourse(acting, institution, found.campaign, found.placement, change, env.PUBLIC_URL, why);
};

const sampleOf = (word: Word, { campaign }: Found, { request }: Visit, typed: Typed): CourseChange => {
  const today = parisDay(request.now);
  const { kind } = decisions[word];
  switch (kind) {
    case 'cancel':
      return { kind, reason: 'other' };
    case 'restore':
      return { kind, isLaunched: campaign.status === 'launched' };
    case 'receivedOtherwise':
      return { kind, by: 'paper', on: today };
    case 'close':
      return { kind };
    case 'reopen':
    case 'extend':
      return { kind, until: today };
    case 'giveBack':
      return { kind, until: isoDate.safeParse(typed.date).data ?? today };
    case 'moveCorrection':
      return { kind, until: today };
    case 'withdrawCorrection':
      return { kind };
  }
};

/** What was asked for, where the form says enough. */
const changeOf = (word: Word, { campaign }: Found, typed: Typed): CourseChange | { missing: keyof Typed } => {
  const { kind } = decisions[word];
  const date = isoDate.safeParse(typed.date);
  switch (kind) {
    case 'cancel': {
      const reason = cancelReason.safeParse(typed.motif);
      return reason.success ? { kind, reason: reason.data } : { missing: 'motif' };
    }
    case 'restore':
      return { kind, isLaunched: campaign.status === 'launched' };
    case 'receivedOtherwise': {
      const by = receivedBy.safeParse(typed.voie);
      if (!by.success) return { missing: 'voie' };
      return date.success ? { kind, by: by.data, on: date.data } : { missing: 'date' };
    }
    case 'close':
    case 'withdrawCorrection':
      return { kind };
    case 'reopen':
    case 'extend':
    case 'giveBack':
    case 'moveCorrection':
      return date.success ? { kind, until: date.data } : { missing: 'date' };
  }
};

const missingWords: Record<keyof Typed, string> = {
  motif: 'Choisissez pourquoi le stage est annulé.',
  voie: 'Dites comment le compte-rendu est arrivé.',
  date: 'Donnez une date.',
  raison: 'Écrivez pourquoi.',
};
export const onAhead = 'Cette date est à venir : donnez celle où il est arrivé.';
const problemWords: Record<CourseProblem, { field: keyof Typed; message: string }> = {
  askedMissing: { field: 'raison', message: 'Écrivez ce qui est à corriger, en une phrase.' },
  whyMissing: { field: 'raison', message: 'Écrivez pourquoi, en une phrase.' },
  whyTooLong: {
    field: 'raison',
    message: whyTooLong,
  },
  untilPast: { field: 'date', message: 'Cette date est passée : choisissez-en une à venir.' },
  untilUntold: {
    field: 'date',
    message: 'Le tuteur n’aura pas encore reçu le courriel à cette date : choisissez-en une plus lointaine.',
  },
  untilNotLater: { field: 'date', message: 'Cette date n’est pas après celle qui est déjà prévue.' },
  correctionTooFar: { field: 'date', message: 'Cette date est trop loin : deux mois au plus.' },
  untilTooFar: { field: 'date', message: 'Cette date est trop loin : six mois après le stage au plus.' },
  onAhead: { field: 'date', message: onAhead },
};

export const submitDecision = async (visit: Visit): Promise<PageResponse> => {
  const deciding = await decidingOf(visit);
  if (!('found' in deciding)) return deciding;
  const { found, word } = deciding;
  const { campaign, placement } = found;
  const { form, now } = visit.request;
  const typed = {
    motif: fieldValue(form, 'motif'),
    voie: fieldValue(form, 'voie'),
    date: fieldValue(form, 'date'),
    raison: fieldText(form, 'raison'),
  };
  if (
    fieldValue(form, 'vu') !== seenAs(placement) ||
    !courseChanges(placement).includes(decisions[word].kind)
  )
    return html(<NotNow {...deciding} />, { status: 409 });
  const change = changeOf(word, found, typed);
  const why = typed.raison === '' ? undefined : typed.raison;
  const problem =
    'missing' in change
      ? { field: change.missing, message: missingWords[change.missing] }
      : problemOf(courseProblem(campaign, placement, change, why, now, visit.institution));
  if (problem || 'missing' in change) {
    const props = { ...deciding, typed, ...(problem && { problem }) };
    return html(<DecisionForm {...props} mails={await mailsOf(props)} />, { status: 422 });
  }
  const outcome = await changeCourse(visit.env, visit.acting, placement, change, why);
  switch (outcome.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersDecide, placementPath(found));
    case 'overtaken':
      return html(<NotNow {...deciding} found={{ campaign, placement: outcome.placement }} />, {
        status: 409,
      });
    case 'changed':
      return redirect(`${placementPath(found)}?decision=${word}`);
  }
};

const problemOf = (problem: CourseProblem | undefined) => problem && problemWords[problem];

/** Somebody, or the tutor's report, was faster. */
const NotNow = ({ visit, found, word }: Omit<Deciding, 'typed'>) => (
  <ConsolePage
    visit={visit}
    title="Ce stage a changé"
    here={decisions[word].title}
    trail={placementTrail(visit, found)}
    wide={false}
  >
    <h1>Ce stage a changé entre-temps</h1>
    <p class="lead">Rien n’est enregistré : ce que vous demandiez n’est plus possible tel quel.</p>
    <p>
      {studentName(found.placement)} : <StepBadge placement={found.placement} now={visit.request.now} />
    </p>
    <p class="actions">
      <a class="button" href={placementPath(found)}>
        Voir où il en est
      </a>
    </p>
  </ConsolePage>
);

type FormProps = Deciding & { mails: MailToCome[]; problem?: { field: keyof Typed; message: string } };

const DecisionForm = ({ visit, found, word, typed, mails, problem }: FormProps) => {
  const { kind, title, button, lead } = decisions[word];
  const errorOf = (field: keyof Typed) => (problem?.field === field ? problem.message : undefined);
  const isToTutor = kind === 'giveBack';
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problem !== undefined)}
      here={title}
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">{lead(found, parisDay(visit.request.now))}</p>
      <ErrorSummary title="Un point est à corriger" problems={problem ? [problem] : []} />
      {kind === 'receivedOtherwise' && <OtherWay visit={visit} found={found} />}
      <form method="post" action={decisionPath(found, word)} class="card" novalidate>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vu" value={seenAs(found.placement)} />
        {kind === 'cancel' && (
          <Choices
            name="motif"
            legend="Pourquoi"
            value={typed.motif}
            error={errorOf('motif')}
            options={reasonChoices}
          />
        )}
        {kind === 'receivedOtherwise' && (
          <Choices
            name="voie"
            legend="Comment il est arrivé"
            value={typed.voie}
            error={errorOf('voie')}
            options={receivedBy.options.map((value) => ({ value, label: receivedLabels[value] }))}
          />
        )}
        {kind === 'receivedOtherwise' && (
          <TextField name="date" label="Reçu le" type="date" value={typed.date} error={errorOf('date')} />
        )}
        {(kind === 'extend' || kind === 'reopen' || kind === 'giveBack' || kind === 'moveCorrection') && (
          <TextField
            name="date"
            label={isToTutor || kind === 'moveCorrection' ? 'À corriger d’ici au' : 'Attendu jusqu’au'}
            type="date"
            value={typed.date}
            error={errorOf('date')}
          />
        )}
        <TextAreaField
          name="raison"
          label={whyLabels[kind] ?? 'Raison'}
          hint={
            isToTutor
              ? 'Le tuteur lit cette phrase, dans le courriel et au-dessus du formulaire. Elle est gardée dans le déroulé.'
              : 'Gardée dans le déroulé, pour vos collègues. Aucun tuteur ne la lit.'
          }
          rows={isToTutor ? 4 : 2}
          limit={longestWhy}
          value={typed.raison}
          error={errorOf('raison')}
          optional={!isWhyNeeded({ kind, reason: typed.motif })}
        />
        <MailsToRead mails={mails} now={visit.request.now} nobody="Personne : aucun courriel ne part." />
        <p class="actions">
          <button type="submit" class={kind === 'cancel' || kind === 'close' ? 'danger' : undefined}>
            {button}
          </button>
          <a href={placementPath(found)}>Ne rien changer</a>
        </p>
      </form>
    </ConsolePage>
  );
};

/** Noted alone, it has no content: nobody is alerted by it, and no jury reads it. */
const OtherWay = ({ visit: { request }, found }: Pick<FormProps, 'visit' | 'found'>) => (
  <>
    <section class="card" aria-labelledby="saisie">
      <h2 id="saisie">Saisir le compte-rendu</h2>
      <p>
        Vous recopiez le document dans le formulaire et le joignez : il est transmis comme les autres, il
        compte pour le jury, et alerte le délégué s’il y a lieu.
      </p>
      {mayBeEntered(found.placement) && maySend(found.placement, request.now) ? (
        <p class="actions">
          <a class="button" href={entryPath(found)}>
            Saisir le compte-rendu
          </a>
        </p>
      ) : (
        <p>Ce sera possible à partir du dernier jour du stage.</p>
      )}
    </section>
    <h2>Noter seulement qu’il est arrivé</h2>
  </>
);

/** What was just decided. */
export const Decided = ({ visit: { request }, found }: { visit: Visit; found: Found }) => {
  const word = wordOf(request.query.get('decision') ?? '');
  if (!word) return null;
  const isReopened = decisions[word].kind === 'reopen';
  return (
    <Notice tone="success" title={decisions[word].done}>
      {isReopened ? (
        <p>
          <a href={`${placementPath(found)}/lien`}>Renvoyez son lien au tuteur</a>, s’il l’attend.
        </p>
      ) : (
        <p>Le déroulé le dit ; ce qui part y apparaît dès que c’est parti.</p>
      )}
    </Notice>
  );
};
