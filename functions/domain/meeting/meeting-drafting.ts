import { mailableAddress } from '../../../schemas/institution.ts';
import {
  longestMeetingWord,
  longestPlace,
  type Meeting,
  type MeetingAnswers,
  type MeetingAudience,
  type MeetingFacts,
  meetingKind,
  mostChosen,
  mostPlaces,
  videoLink,
} from '../../../schemas/meeting.ts';
import { type IsoInstant, isoDate, timeOfDay } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { parisDay } from '../wording/french-dates.ts';
import { beginningOf } from './meeting-life.ts';

/** The fields of the form, as typed. */
export type MeetingFields = Record<
  | 'kind'
  | 'day'
  | 'from'
  | 'to'
  | 'place'
  | 'video'
  | 'word'
  | 'tutors'
  | 'emails'
  | 'delegates'
  | 'capacity',
  string
>;
export type MeetingProblem = { field: keyof MeetingFields; message: string };

export const untouchedFields: MeetingFields = {
  ...{ kind: 'information', day: '', from: '14:00', to: '16:00', place: '', video: '', word: '' },
  ...{ tutors: 'all', emails: '', delegates: 'oui', capacity: '' },
};

export const fieldsOf = (meeting: Meeting, register: Pick<MeetingAnswers, 'capacity'>): MeetingFields => {
  const { capacity } = meeting.placesDue ?? register;
  const { kind, day, from, to, place = '', video = '', word = '', audience } = meeting;
  const { tutors, delegates } = audience;
  return {
    ...{ kind, day, from, to, place, video, word, tutors: tutors.who },
    emails: tutors.who === 'chosen' ? tutors.emails.join('\n') : '',
    delegates: delegates ? 'oui' : '',
    capacity: capacity === undefined ? '' : String(capacity),
  };
};

/** In days from today: nobody plans a meeting of another year's tutors. */
const furthest = 366;

export type CheckedMeeting =
  | { facts: MeetingFacts; audience: MeetingAudience; capacity: number | undefined }
  | { problems: MeetingProblem[] };

/** What was typed as a meeting, or what is wrong with it, one sentence a mistake. */
export const checkedMeeting = (typed: MeetingFields, now: IsoInstant): CheckedMeeting => {
  const problems: MeetingProblem[] = [];
  const wrong = (field: MeetingProblem['field'], message: string): void => {
    problems.push({ field, message });
  };
  const kind = meetingKind.safeParse(typed.kind);
  if (!kind.success) wrong('kind', 'Choisissez ce dont il s’agit.');
  const today = parisDay(now);
  const isDay = isoDate.safeParse(typed.day).success;
  if (!isDay) wrong('day', 'Choisissez un jour, par exemple 2026-10-12.');
  else if (typed.day > dayAfter(today, furthest)) wrong('day', 'Choisissez un jour de l’année qui vient.');
  const [isFrom, isTo] = [typed.from, typed.to].map((time) => timeOfDay.safeParse(time).success);
  if (!isFrom) wrong('from', 'Écrivez l’heure de début comme ceci : 14:00.');
  if (!isTo) wrong('to', 'Écrivez l’heure de fin comme ceci : 16:00.');
  if (isFrom && isTo && typed.from >= typed.to) wrong('to', 'La fin doit suivre le début, le même jour.');
  if (isDay && isFrom && beginningOf(typed) <= now)
    wrong('day', 'Ce moment est passé. Choisissez-en un à venir.');
  if (typed.place === '' && typed.video === '')
    wrong('place', 'Indiquez un lieu, un lien de visioconférence, ou les deux.');
  if (typed.place.length > longestPlace) wrong('place', `Le lieu tient en ${longestPlace} caractères.`);
  if (typed.video !== '' && !videoLink.safeParse(typed.video).success)
    wrong('video', 'Copiez le lien entier, qui commence par https://.');
  if (typed.word.length > longestMeetingWord)
    wrong('word', `Ce texte tient en ${longestMeetingWord.toLocaleString('fr-FR')} caractères.`);
  const audience = checkedAudience(typed, wrong);
  const capacity = typed.capacity === '' ? undefined : Number(typed.capacity);
  if (capacity !== undefined && !(Number.isInteger(capacity) && capacity >= 1 && capacity <= mostPlaces))
    wrong('capacity', 'Écrivez le nombre de places en chiffres, ou laissez ce champ vide.');
  if (!kind.success || !audience || problems.length > 0) return { problems };
  const { day, from, to, place, video, word } = typed;
  return {
    facts: {
      kind: kind.data,
      day,
      from,
      to,
      ...(place && { place }),
      ...(video && { video }),
      ...(word && { word }),
    },
    audience,
    capacity,
  };
};

const checkedAudience = (
  { tutors: who, emails: text, delegates: withDelegates }: MeetingFields,
  wrong: (field: MeetingProblem['field'], message: string) => void,
): MeetingAudience | undefined => {
  const delegates = withDelegates === 'oui';
  if (who === 'all') return { tutors: { who }, delegates };
  if (who === 'none' && !delegates) {
    wrong('tutors', 'Choisissez au moins une personne à inviter.');
    return undefined;
  }
  if (who === 'none') return { tutors: { who }, delegates };
  if (who !== 'chosen') {
    wrong('tutors', 'Choisissez quels tuteurs sont invités.');
    return undefined;
  }
  const words = [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))];
  const emails = words.slice(0, mostChosen).flatMap((one) => mailableAddress.safeParse(one).data ?? []);
  if (words.length === 0)
    wrong('emails', 'Écrivez les noms ou les adresses des tuteurs choisis, un par ligne.');
  else if (words.length > mostChosen) wrong('emails', `Choisissez ${mostChosen} tuteurs au plus.`);
  else if (emails.length < words.length) {
    const bad = words.find((one) => !mailableAddress.safeParse(one).success) ?? '';
    wrong('emails', `« ${bad.slice(0, 80)} » n’est pas une adresse électronique.`);
  } else return { tutors: { who, emails: [...new Set(emails)] }, delegates };
  return undefined;
};
