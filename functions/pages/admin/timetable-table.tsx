import type { Institution } from '../../../schemas/institution.ts';
import type { IsoDate, IsoInstant, Period } from '../../../schemas/time.ts';
import type { Timetable } from '../../../schemas/timetable.ts';
import {
  type OccasionMoment,
  occasionDays,
  occasionMoments,
  type PlannedOccasion,
} from '../../domain/timetable/occasion-moments.ts';
import { quietReason } from '../../domain/timetable/quiet-reason.ts';
import { dayAsOf, momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';

/** A weekend speaks for itself: the date beside it begins with the day's name. */
const whyMoved = (day: IsoDate, institution: Institution): string => {
  const reason = quietReason(day, institution);
  if (reason === 'samedi' || reason === 'dimanche') return '';
  return ` (${reason ?? 'trop près du courriel précédent'})`;
};

const recipients: Record<PlannedOccasion, string> = {
  briefing: 'Tuteur, étudiant·e',
  request: 'Tuteur',
  reminder1: 'Tuteur, si le compte-rendu manque',
  reminder2: 'Tuteur, si le compte-rendu manque',
  reminder3: 'Tuteur, et avis au délégué, si le compte-rendu manque',
  escalation: 'Délégué et scolarité, si le compte-rendu manque',
  closing: 'Scolarité, si le compte-rendu manque',
};

const labels: Record<PlannedOccasion, string> = {
  briefing: 'Rappel avant le stage',
  request: 'Demande du compte-rendu',
  reminder1: 'Première relance',
  reminder2: 'Deuxième relance',
  reminder3: 'Troisième relance',
  escalation: 'Alerte',
  closing: 'Clôture',
};

type Props = {
  periods: Period[];
  timetable: Timetable;
  institution: Institution;
  now: IsoInstant;
  caption: string;
};

/** A timetable as the days on which things will happen, with what quiet days moved and why. */
export const TimetableTable = ({ periods, timetable, institution, now, caption }: Props) => {
  const { dueDate, moments } = occasionMoments(periods, timetable, institution);
  const nominal = occasionDays(periods, timetable);
  const beforeDue = moments.filter(({ occasion }) => nominal[occasion] <= dueDate);
  const rowOf = ({ occasion, at, moved }: OccasionMoment) => (
    <tr key={occasion}>
      <th scope="row">{labels[occasion]}</th>
      <td data-label="Quand">
        {momentAsOf(at, now)}
        {moved && (
          <span class="moved">
            {parisDay(at) < nominal[occasion] ? 'Avancé' : 'Reporté'} : prévu le{' '}
            {dayAsOf(nominal[occasion], parisDay(now))}
            {whyMoved(nominal[occasion], institution)}
          </span>
        )}
      </td>
      <td data-label="À qui">{recipients[occasion]}</td>
    </tr>
  );
  return (
    <table class="stacked timetable">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Courriel</th>
          <th scope="col">Quand</th>
          <th scope="col">À qui</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Lettre de mission et affectation</th>
          <td data-label="Quand">Au lancement de la campagne</td>
          <td data-label="À qui">Tuteur, étudiant·e</td>
        </tr>
        {beforeDue.map(rowOf)}
        <tr class="due">
          <th scope="row">Échéance du compte-rendu</th>
          <td data-label="Quand">{dayAsOf(dueDate, parisDay(now))}</td>
          <td data-label="À qui">Aucun courriel ce jour-là</td>
        </tr>
        {moments.slice(beforeDue.length).map(rowOf)}
      </tbody>
    </table>
  );
};
