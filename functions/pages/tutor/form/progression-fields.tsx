import { errorId, fieldId } from '../../components/error-summary.tsx';
import { FieldError } from '../../components/field.tsx';
import { GuideText } from '../../components/guide-text.tsx';
import { type FormState, isChosen, problemOf } from './form-state.ts';

/** The steps, each with what the student may have done in it. */
export const ProgressionFields = (state: FormState) => {
  const { progression, onScreen } = state.form;
  const error = problemOf(state, 'activities');
  const [firstStep] = progression.steps;
  return (
    <section class="card" aria-labelledby="progression">
      <h2 id="progression">{progression.title}</h2>
      <p>
        <GuideText text={progression.instruction} onScreen={onScreen} />
      </p>
      <p class="muted">{progression.caution}</p>
      <div class={error ? 'has-error' : undefined}>
        <FieldError name="activities" error={error} />
        <div class="steps">
          {progression.steps.map((step) => (
            <fieldset key={step.stepId} aria-describedby={error && errorId('activities')}>
              <legend>{step.label}</legend>
              {step.activities.map(({ activityId, label }, index) => (
                <label class="choice" key={activityId}>
                  <input
                    type="checkbox"
                    name="activities"
                    value={activityId}
                    id={step === firstStep && index === 0 ? fieldId('activities') : undefined}
                    checked={isChosen(state, 'activities', activityId)}
                  />
                  <span>{label}</span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </div>
    </section>
  );
};
