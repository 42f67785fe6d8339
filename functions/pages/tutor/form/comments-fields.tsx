import type { ComponentChildren } from 'preact';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { type FormState, fieldOf } from './form-state.ts';

type BlockProps = {
  state: FormState;
  objectives: { label: string; items: string[] };
  title: string;
  commentsField: string;
  steps: string;
  children: ComponentChildren;
};

/** Two steps' objectives, and beside them what the tutor says of them. */
const Block = ({ state, objectives, title, commentsField, steps, children }: BlockProps) => (
  <div class="objectives">
    <div class="goals">
      {/* No heading: the comments beside are a part of their own, and the next goals do not belong to it. */}
      <p id={`objectifs-${commentsField}`}>{objectives.label}</p>
      <ul aria-labelledby={`objectifs-${commentsField}`}>
        {objectives.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
    <div>
      <TextAreaField
        {...fieldOf(state, commentsField)}
        label={title}
        isTitle
        optional={`si aucune activité de ${steps} n’est cochée`}
        limit={state.form.limits.comments}
        rows={7}
      />
      <div class="side-by-side">{children}</div>
    </div>
  </div>
);

export const CommentsFields = (state: FormState) => {
  const { comments, limits, objectives } = state.form;
  const hint = `De 0 à ${limits.sessions}`;
  return (
    <section class="card" aria-labelledby="objectifs">
      <h2 id="objectifs">{objectives.title}</h2>
      <p>{objectives.instruction}</p>
      <Block
        state={state}
        objectives={objectives.steps12}
        title={comments.steps12.title}
        commentsField="commentsSteps12"
        steps="l’étape 1 ou 2"
      >
        <TextField
          {...fieldOf(state, 'sessionsLed12')}
          label={comments.steps12.sessionsLed}
          hint={hint}
          inputMode="numeric"
          optional
        />
      </Block>
      <Block
        state={state}
        objectives={objectives.steps34}
        title={comments.steps34.title}
        commentsField="commentsSteps34"
        steps="l’étape 3 ou 4"
      >
        <TextField
          {...fieldOf(state, 'sessionsDesigned34')}
          label={comments.steps34.sessionsDesigned}
          hint={hint}
          inputMode="numeric"
          optional
        />
        <TextField
          {...fieldOf(state, 'sessionsLed34')}
          label={comments.steps34.sessionsLed}
          hint={hint}
          inputMode="numeric"
          optional
        />
      </Block>
    </section>
  );
};
