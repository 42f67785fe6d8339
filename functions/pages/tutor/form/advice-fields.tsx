import { Optional, TextAreaField } from '../../components/field.tsx';
import { type FormState, fieldOf, isChosen } from './form-state.ts';

export const AdviceFields = (state: FormState) => {
  const { advice, completedWithStudent, limits } = state.form;
  return (
    <section class="card" aria-labelledby="conseils">
      <h2 id="conseils">{advice.title}</h2>
      <TextAreaField {...fieldOf(state, 'advice1')} label="Premier conseil" limit={limits.advice} rows={4} />
      <TextAreaField
        {...fieldOf(state, 'advice2')}
        label="Second conseil"
        hint="Le guide en demande deux."
        limit={limits.advice}
        rows={4}
        optional
      />
      <label class="choice">
        <input
          type="checkbox"
          name="completedWithStudent"
          value="yes"
          checked={isChosen(state, 'completedWithStudent', 'yes')}
        />
        <span>
          {completedWithStudent}
          <Optional />
        </span>
      </label>
    </section>
  );
};
