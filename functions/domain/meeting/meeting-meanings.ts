import type { GuestRole, MeetingAnswer, MeetingFacts, MeetingKind } from '../../../schemas/meeting.ts';
import type { Programme } from '../../../schemas/programme.ts';
import { longDate } from '../wording/french-dates.ts';

type KindMeaning = {
  label: string;
  /** "la réunion d’information", within a sentence. */
  the: string;
  /** "à la réunion d’information" */
  to: string;
  /** What those invited are asked to come for. */
  purpose: (words: Programme['words']) => string;
};

/** What each kind of meeting is, for all who ask. */
export const kindMeanings = {
  information: {
    label: 'Réunion d’information',
    the: 'la réunion d’information',
    to: 'à la réunion d’information',
    purpose: () => 'Elle présente les attendus du stage, et chacun y partage son expérience.',
  },
  jury: {
    label: 'Jury de l’oral de stage',
    the: 'le jury de l’oral de stage',
    to: 'au jury de l’oral de stage',
    purpose: ({ unit }) => `Votre regard de praticien compte pour l’évaluation ${unit.of}.`,
  },
} as const satisfies Record<MeetingKind, KindMeaning>;

/** "lundi 12 octobre 2026, de 14:00 à 16:00" */
export const meetingHours = ({ day, from, to }: Pick<MeetingFacts, 'day' | 'from' | 'to'>): string =>
  `${longDate(day)}, de ${from} à ${to}`;

export const roleLabels: Record<GuestRole, string> = { tutor: 'Tuteur', delegate: 'Délégué·e' };

/** `takesSeat`: somebody comes. */
export const answerMeanings = {
  yes: { label: 'Oui', takesSeat: true },
  other: { label: 'Une autre personne vient', takesSeat: true },
  no: { label: 'Non', takesSeat: false },
} as const satisfies Record<MeetingAnswer['answer'], { label: string; takesSeat: boolean }>;
