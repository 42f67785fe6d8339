import type { Attention, AttentionKind, AttentionOf, SettledKind } from '../../../schemas/attention.ts';
import type { HistoryEntry, Placement } from '../../../schemas/placement.ts';
import { isRefusal } from '../placement/mail-refusal.ts';
import { isTroubled } from '../placement/placement-life.ts';
import { hasReport, isGivenBack, isInProgress } from '../placement/status-meanings.ts';
import { waitingStudentsWord } from '../placement/students-word.ts';
import { saidIn, waitingWord } from '../placement/tutors-word.ts';

type AttentionMeaning<Kind extends AttentionKind> = {
  /** What a group of them is called. */
  label: string;
  /** From 1 to 9, and less than 10: the larger, the sooner it is to be seen to. Keys are sorted by it as by text. */
  urgency: number;
  /** Who can do what settles it; of the others, those who follow the site see that it waits. */
  settledBy: 'everybody' | 'managers';
  /** Whether it is a matter of a site's placement, or of a campaign. */
  matter: 'placement' | 'campaign';
  /** What of a placement is under attention for it; nothing any more once its cause has ended. */
  ofPlacement: (placement: Placement) => AttentionOf<Kind>[];
};

const ofNone = () => [];

/** Whether anything is still to be mailed to its tutor, or to its student, whose report may be on its way. */
const isStillWrittenTo = (reader: 'tutor' | 'student', placement: Placement): boolean =>
  isInProgress(placement) || isGivenBack(placement) || (reader === 'student' && hasReport(placement));

const refusals = (placement: Placement): AttentionOf<'refused'>[] =>
  (['tutor', 'student'] as const).flatMap((reader) => {
    const found = placement.undelivered?.find(({ recipient }) => recipient === placement[reader].email);
    if (!found || !isRefusal(found.reason) || !isStillWrittenTo(reader, placement)) return [];
    const { recipient, at, reason } = found;
    return [{ kind: 'refused', reader, recipient, reason, since: at }];
  });

const late = (placement: Placement): AttentionOf<'late'>[] => {
  if (placement.status !== 'awaiting' || placement.round !== 'escalation' || !placement.plan) return [];
  const { plan, extendedTo = '', history } = placement;
  const told = history.findLast(({ what }) => what === 'escalated')?.at;
  // Where nobody knows whether the mail left, its day says it.
  const since = told ?? plan.rounds.find(({ occasion }) => occasion === 'escalation')?.at;
  const dueDate = plan.dueDate > extendedTo ? plan.dueDate : extendedTo;
  return since === undefined ? [] : [{ kind: 'late', since, dueDate }];
};

/** What each kind of attention means, for all who ask; the most urgent first. */
export const attentionMeanings: { [Kind in AttentionKind]: AttentionMeaning<Kind> } = {
  troubled: {
    ...{ label: 'Suivi interrompu', urgency: 9, settledBy: 'managers', matter: 'placement' },
    ofPlacement: ({ trouble, startDue }) => {
      if (!trouble || !isTroubled({ trouble, startDue })) return [];
      const { at, state, error } = trouble;
      return [{ kind: 'troubled', since: at, state, error }];
    },
  },
  heldLaunch: {
    ...{ label: 'Lancement arrêté', urgency: 8, settledBy: 'managers', matter: 'campaign' },
    ofPlacement: ofNone,
  },
  refusedLaunch: {
    ...{ label: 'Lancement non fait', urgency: 7, settledBy: 'managers', matter: 'campaign' },
    ofPlacement: ofNone,
  },
  stoppedMeeting: {
    ...{ label: 'Réunion interrompue', urgency: 6.5, settledBy: 'managers', matter: 'campaign' },
    ofPlacement: ofNone,
  },
  stoppedWork: {
    ...{ label: 'Travail interrompu', urgency: 6, settledBy: 'managers', matter: 'campaign' },
    ofPlacement: ofNone,
  },
  refused: {
    ...{ label: 'Adresse refusée', urgency: 5, settledBy: 'managers', matter: 'placement' },
    ofPlacement: refusals,
  },
  word: {
    ...{ label: 'Mot du tuteur', urgency: 4, settledBy: 'managers', matter: 'placement' },
    ofPlacement: (placement) => {
      const waiting = waitingWord(placement);
      return waiting ? [{ kind: 'word', since: waiting.saidAt, word: saidIn(waiting) }] : [];
    },
  },
  studentsWord: {
    ...{ label: 'Courriel non reçu par le tuteur', urgency: 3.5, settledBy: 'managers', matter: 'placement' },
    ofPlacement: (placement) => {
      const waiting = waitingStudentsWord(placement);
      return waiting
        ? [{ kind: 'studentsWord', since: waiting.saidAt, ...(waiting.text && { text: waiting.text }) }]
        : [];
    },
  },
  notAcquired: {
    ...{ label: 'Non acquis', urgency: 3, settledBy: 'everybody', matter: 'placement' },
    ofPlacement: (placement) =>
      hasReport(placement) && placement.notAcquired
        ? [{ kind: 'notAcquired', since: placement.reportedAt, criteria: placement.notAcquired }]
        : [],
  },
  late: {
    ...{ label: 'Retard signalé', urgency: 2, settledBy: 'everybody', matter: 'placement' },
    ofPlacement: late,
  },
  unconfirmedImport: {
    ...{ label: 'Import à confirmer', urgency: 1, settledBy: 'managers', matter: 'campaign' },
    ofPlacement: ofNone,
  },
};
const isKind = (name: string): name is AttentionKind => Object.hasOwn(attentionMeanings, name);
export const attentionKinds: readonly AttentionKind[] = Object.keys(attentionMeanings).filter(isKind);

/** What history says once somebody saw to it. */
export const settledAs = {
  notAcquired: 'notAcquiredSeen',
  late: 'lateSeen',
} as const satisfies Record<SettledKind, HistoryEntry['what']>;

/** In the order of a list: the most urgent last, and of one kind the newest. */
export const attentionOrder = ({ kind, since }: Pick<Attention, 'kind' | 'since'>): string =>
  `${attentionMeanings[kind].urgency}#${since}`;
