import { levelId } from '../../../../schemas/report-form.ts';
import { type Criterion, descriptorOf } from '../../../domain/guide/programme.ts';
import { DescriptorText } from '../../components/descriptor-text.tsx';
import { errorId, fieldId } from '../../components/error-summary.tsx';
import { FieldError, TextAreaField } from '../../components/field.tsx';
import { GuideText } from '../../components/guide-text.tsx';
import { delegateAlert } from '../wording.ts';
import { type FormState, fieldOf, isChosen, problemOf } from './form-state.ts';

/** Three levels with the guide's words beside each; « Non acquis » opens a place for details. */
const CriterionFields = ({ state, criterion }: { state: FormState; criterion: Criterion }) => {
  const { criterionId, heading } = criterion;
  const { ethics, limits } = state.form;
  const error = problemOf(state, criterionId);
  return (
    <fieldset
      class={error ? 'criterion has-error' : 'criterion'}
      aria-describedby={error && errorId(criterionId)}
    >
      <legend>
        <abbr>{criterionId}</abbr> {heading}
      </legend>
      <FieldError name={criterionId} error={error} />
      <div class="levels">
        {levelId.options.map((level, index) => (
          <label class={`level ${level}`} key={level}>
            <input
              type="radio"
              name={criterionId}
              value={level}
              id={index === 0 ? fieldId(criterionId) : undefined}
              checked={isChosen(state, criterionId, level)}
            />
            <b>{ethics.levels[level]}</b>
            <DescriptorText descriptor={descriptorOf(criterion, level, state.semester)} />
          </label>
        ))}
      </div>
      <div class="details">
        <TextAreaField
          {...fieldOf(state, `${criterionId}Details`)}
          label={
            <>
              {ethics.detailsLabel} <span class="visually-hidden">sur {criterionId}</span>
            </>
          }
          hint="Le délégué de stage, alerté, lira ces précisions."
          limit={limits.details}
          rows={3}
          optional
        />
      </div>
    </fieldset>
  );
};

export const EthicsFields = (state: FormState) => {
  const { ethics, onScreen } = state.form;
  return (
    <section class="card" aria-labelledby="ethique">
      <h2 id="ethique">{ethics.title}</h2>
      <p>
        <GuideText text={ethics.instruction} onScreen={onScreen} />
      </p>
      <p class="muted">{ethics.weight}</p>
      <p>{delegateAlert(state.form)}.</p>
      {ethics.criteria.map((criterion) => (
        <CriterionFields key={criterion.criterionId} state={state} criterion={criterion} />
      ))}
    </section>
  );
};
