import { halfDaysOf } from '../../../domain/timetable/half-days.ts';
import { periodsLabel } from '../../../domain/wording/french-dates.ts';
import { fullName } from '../../../domain/wording/people.ts';
import { Facts } from '../../components/facts.tsx';
import { TextField } from '../../components/field.tsx';
import { type FormState, fieldOf } from './form-state.ts';

/** Who, where and when: known from the placement, and corrected here where it is wrong. */
export const HeaderFields = (state: FormState) => {
  const { header, limits } = state.form;
  const { periods, student } = state.placement;
  return (
    <section class="card" aria-labelledby="entete">
      <h2 id="entete">Le stage</h2>
      <Facts
        facts={[
          [header.student, fullName(student)],
          [header.period, periodsLabel(periods)],
        ]}
      />
      <TextField {...fieldOf(state, 'tutorName')} label={header.tutor} />
      <TextField {...fieldOf(state, 'schoolName')} label={header.school} />
      <fieldset>
        <legend>{header.context}</legend>
        <div class="side-by-side">
          <TextField {...fieldOf(state, 'classLevel')} label={header.classLevel} optional />
          <TextField
            {...fieldOf(state, 'pupilCount')}
            label={header.pupilCount}
            hint={`De 1 à ${limits.pupils}`}
            inputMode="numeric"
          />
        </div>
      </fieldset>
      <TextField
        {...fieldOf(state, 'absentHalfDays')}
        label={header.absentHalfDays}
        hint={`0 s’il n’y en a pas eu\u00a0; ${halfDaysOf(periods)} demi-journées de stage en tout`}
        inputMode="numeric"
      />
    </section>
  );
};
