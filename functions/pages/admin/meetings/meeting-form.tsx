import type { ComponentChildren } from 'preact';
import { longestMeetingWord, meetingKind } from '../../../../schemas/meeting.ts';
import type { MeetingFields, MeetingProblem } from '../../../domain/meeting/meeting-drafting.ts';
import { kindMeanings } from '../../../domain/meeting/meeting-meanings.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Choices, SelectField, TextAreaField, TextField } from '../../components/field.tsx';
import { type FormFields, fieldText } from '../../request.ts';
import type { Visit } from '../visit.ts';
import { OfferedTutors, type TypedTutors } from './chosen-tutors.tsx';

/** What was typed, without the white space around it. */
export const typedMeeting = (form: FormFields): MeetingFields => {
  const value = (name: keyof MeetingFields): string => fieldText(form, name);
  return {
    ...{ kind: value('kind'), day: value('day'), from: value('from'), to: value('to') },
    ...{ place: value('place'), video: value('video'), word: value('word') },
    ...{ tutors: value('tutors'), emails: value('emails'), delegates: value('delegates') },
    capacity: value('capacity'),
  };
};

type FormProps = {
  visit: Visit;
  action: string;
  fields: MeetingFields;
  problems: readonly (MeetingProblem | { field: string; message: string })[];
  /** What else it asks for, before all others. */
  before?: ComponentChildren;
  submit: string;
  back: string;
  offered?: TypedTutors['offered'];
};

/** What is asked of a meeting, a new one or one that is changed. */
export const MeetingForm = ({
  visit,
  action,
  fields,
  problems,
  before,
  submit,
  back,
  offered = [],
}: FormProps) => {
  const field = (name: keyof MeetingFields) => ({
    name,
    value: fields[name],
    error: problems.find((problem) => problem.field === name)?.message,
  });
  return (
    <>
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={[...problems]}
      />
      <form method="post" action={action} novalidate>
        <CsrfInput token={visit.csrf} />
        {before}
        <section class="card">
          <h2>Quand et où</h2>
          <SelectField
            {...field('kind')}
            label="Il s’agit de"
            options={meetingKind.options.map((kind) => ({ value: kind, label: kindMeanings[kind].label }))}
          />
          <TextField {...field('day')} type="date" label="Jour" />
          <div class="pair">
            <TextField {...field('from')} type="time" label="Début (heure de Paris)" />
            <TextField {...field('to')} type="time" label="Fin" />
          </div>
          <TextField
            {...field('place')}
            label="Lieu"
            hint="Salle et adresse, par exemple : amphithéâtre A, 2e étage, avec l’adresse"
            optional="si la réunion est à distance"
          />
          <TextField
            {...field('video')}
            label="Lien de visioconférence"
            hint="Commence par https://"
            optional
          />
          <TextAreaField
            {...field('word')}
            label="Ordre du jour, accès, précisions"
            hint={`Ajouté à l’invitation et à l’agenda, ${longestMeetingWord.toLocaleString('fr-FR')} caractères au plus.`}
            limit={longestMeetingWord}
            optional
          />
        </section>
        <section class="card">
          <h2>Qui est invité</h2>
          <Choices
            {...field('tutors')}
            legend="Tuteurs de la campagne, à ce site"
            options={[
              { value: 'all', label: 'Tous' },
              { value: 'chosen', label: 'Seulement ceux que je choisis' },
              { value: 'none', label: 'Aucun' },
            ]}
          />
          <TextAreaField
            {...field('emails')}
            label="Tuteurs choisis"
            hint="Un par ligne : son nom, ou son adresse comme dans la liste des affectations."
            rows={4}
            optional="sauf si vous les choisissez"
          />
          <OfferedTutors {...{ offered, problems }} />
          <label class="choice">
            <input type="checkbox" name="delegates" value="oui" checked={fields.delegates === 'oui'} />
            Qui suit les stages du site (délégué·e)
          </label>
          <TextField
            {...field('capacity')}
            label="Nombre de places"
            hint="Une fois les places prises, plus personne ne peut répondre oui, à moins qu’une place se libère."
            inputMode="numeric"
            optional
          />
        </section>
        <p class="actions">
          <button type="submit">{submit}</button>
          <a href={back}>Annuler</a>
        </p>
      </form>
    </>
  );
};
