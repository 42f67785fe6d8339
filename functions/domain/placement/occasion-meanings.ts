import type { Occasion } from '../../../schemas/occasion.ts';
import type { HistoryEntry } from '../../../schemas/placement.ts';
import type { ProgressStep } from './campaign-progress.ts';

type OccasionMeaning = {
  /** What staff read for it, on pages and in mails. */
  label: string;
  to: readonly ('tutor' | 'student' | 'delegate' | 'registrar')[];
  /** Where SES did not say whether it took the mail: a second copy is better than none, or none better than a second. */
  isWorthRepeating: boolean;
  /** The open day that it moves to from a quiet one, or that it leaves at any time. */
  quietDays: 'before' | 'after' | 'anyTime';
  /** It waits while a tutor's word about the stage is being heard (tutors-word.ts). */
  isHeldByWord?: true;
  /** What a placement's history says once it has left; absent, the mail alone tells it. */
  remembered?: HistoryEntry['what'];
  /** It speaks of the due date: where somebody gave longer, it comes again for that. */
  followsDueDate?: true;
  /** What a placement counts as from then on; absent, it stays what it was. */
  countsAs?: ProgressStep;
};

/** What each occasion means, for all who ask; in the order of a stage's life. */
export const occasionMeanings = {
  assignment: {
    label: 'Lettre de mission et affectation',
    ...{ to: ['tutor', 'student'], isWorthRepeating: true, quietDays: 'after' },
    ...{ remembered: 'assigned', countsAs: 'assigned' },
  },
  correction: {
    label: 'Informations corrigées',
    ...{ to: ['tutor', 'student'], isWorthRepeating: true, quietDays: 'after' },
  },
  briefing: {
    label: 'Rappel avant le stage',
    ...{ to: ['tutor', 'student'], isWorthRepeating: false, quietDays: 'before' },
    ...{ remembered: 'briefed', countsAs: 'briefed' },
  },
  request: {
    label: 'Demande du compte-rendu',
    ...{ to: ['tutor'], isWorthRepeating: true, quietDays: 'after' },
    ...{ remembered: 'requested', countsAs: 'requested' },
  },
  studentNotice: {
    label: 'Adresse de la demande, dite à l’étudiant',
    ...{ to: ['student'], isWorthRepeating: false, quietDays: 'after' },
  },
  reminder1: {
    label: 'Première relance',
    ...{ to: ['tutor'], isWorthRepeating: false, quietDays: 'after' },
    ...{ isHeldByWord: true, remembered: 'reminded1', countsAs: 'reminded', followsDueDate: true },
  },
  reminder2: {
    label: 'Deuxième relance',
    ...{ to: ['tutor'], isWorthRepeating: false, quietDays: 'after' },
    ...{ isHeldByWord: true, remembered: 'reminded2', countsAs: 'reminded', followsDueDate: true },
  },
  reminder3: {
    label: 'Troisième relance',
    ...{ to: ['tutor'], isWorthRepeating: false, quietDays: 'after' },
    ...{ isHeldByWord: true, remembered: 'reminded3', countsAs: 'reminded', followsDueDate: true },
  },
  delegateNotice: {
    label: 'Avis de la troisième relance au délégué',
    ...{
      to: ['delegate'],
      isWorthRepeating: true,
      quietDays: 'after',
      followsDueDate: true,
      isHeldByWord: true,
    },
  },
  escalation: {
    label: 'Alerte au délégué et à la scolarité',
    ...{ to: ['delegate', 'registrar'], isWorthRepeating: true, quietDays: 'after' },
    ...{ isHeldByWord: true, remembered: 'escalated', countsAs: 'escalated', followsDueDate: true },
  },
  link: {
    label: 'Nouveau lien envoyé',
    ...{ to: ['tutor', 'student'], isWorthRepeating: true, quietDays: 'anyTime' },
  },
  handReminder: {
    label: 'Rappel envoyé par l’institut',
    // Held by a word as the others: who presses the button is told so, and nothing is put off.
    ...{ to: ['tutor'], isWorthRepeating: false, quietDays: 'after', isHeldByWord: true },
  },
  handLetter: {
    label: 'Lettre renvoyée',
    ...{ to: ['tutor'], isWorthRepeating: false, quietDays: 'after' },
  },
  farewell: {
    label: 'Fin de l’affectation annoncée',
    ...{ to: ['tutor', 'student'], isWorthRepeating: true, quietDays: 'after' },
  },
  distribution: {
    label: 'Compte-rendu transmis',
    ...{ to: ['student', 'registrar', 'delegate'], isWorthRepeating: true, quietDays: 'anyTime' },
    ...{ remembered: 'distributed', countsAs: 'distributed' },
  },
  receipt: {
    label: 'Accusé de réception',
    ...{ to: ['tutor'], isWorthRepeating: true, quietDays: 'anyTime' },
  },
  givenBack: {
    label: 'Compte-rendu à corriger',
    ...{ to: ['tutor'], isWorthRepeating: true, quietDays: 'after' },
  },
  withdrawal: {
    label: 'Correction retirée, dite au tuteur',
    ...{ to: ['tutor'], isWorthRepeating: true, quietDays: 'after' },
  },
  alert: {
    label: 'Alerte : critère non acquis',
    ...{ to: ['delegate'], isWorthRepeating: true, quietDays: 'after' },
  },
  digest: {
    label: 'Point du matin',
    // The next morning's says it all.
    ...{ to: ['delegate', 'registrar'], isWorthRepeating: false, quietDays: 'after' },
  },
  meetingInvitation: {
    label: 'Invitation à une réunion',
    ...{ to: ['tutor', 'delegate'], isWorthRepeating: true, quietDays: 'after' },
  },
  // Whoever is about to set off is not to wait for the morning.
  meetingChange: {
    label: 'Réunion modifiée',
    ...{ to: ['tutor', 'delegate'], isWorthRepeating: true, quietDays: 'anyTime' },
  },
  meetingCancellation: {
    label: 'Réunion annulée',
    ...{ to: ['tutor', 'delegate'], isWorthRepeating: true, quietDays: 'anyTime' },
  },
  meetingReminder: {
    label: 'Rappel d’une réunion',
    ...{ to: ['tutor', 'delegate'], isWorthRepeating: false, quietDays: 'before' },
  },
  closing: {
    label: 'Clôture : compte-rendu non rendu',
    // History remembers the closing itself, which comes before its mail.
    ...{ to: ['registrar'], isWorthRepeating: false, quietDays: 'after', countsAs: 'escalated' },
    followsDueDate: true,
  },
} as const satisfies Record<Occasion, OccasionMeaning>;

const meaningOf = (occasion: Occasion): OccasionMeaning => occasionMeanings[occasion];

/** What history says of an occasion whose mails left, if it says anything. */
export const rememberedAs = (occasion: Occasion): HistoryEntry['what'] | undefined =>
  meaningOf(occasion).remembered;

export const followsDueDate = (occasion: Occasion): boolean => meaningOf(occasion).followsDueDate === true;

const occasions = Object.values<OccasionMeaning>(occasionMeanings);
/** What history says of mails that left. */
export const rememberedOccasions: ReadonlySet<HistoryEntry['what']> = new Set(
  occasions.flatMap(({ remembered }) => remembered ?? []),
);

/** Whether it waits while a tutor's word is being heard. */
export const isHeldByWord = (occasion: Occasion): boolean => meaningOf(occasion).isHeldByWord === true;

/** The step that an occasion whose mails left leads to, if it leads to one. */
export const countedAs = (occasion: Occasion): ProgressStep | undefined => meaningOf(occasion).countsAs;
