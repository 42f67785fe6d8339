import type { CommentBlock } from '../../../../schemas/report-form.ts';
import { TextAreaField, TextField } from '../../components/field.tsx';
import { type FormState, fieldOf } from './form-state.ts';

/** Some steps' objectives, and beside them what the tutor says of them. */
const Block = ({ state, block }: { state: FormState; block: CommentBlock }) => {
  const { objectives, title, field, counts, steps } = block;
  const { limits } = state.form;
  return (
    <div class="objectives">
      <div class="goals">
        {/* No heading: the comments beside are a part of their own, and the next goals do not belong to it. */}
        <p id={`objectifs-${field}`}>{objectives.label}</p>
        <ul aria-labelledby={`objectifs-${field}`}>
          {objectives.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </div>
      <div>
        <TextAreaField
          {...fieldOf(state, field)}
          label={title}
          isTitle
          optional={`si aucune activité de ${steps.any} n’est cochée`}
          limit={limits.comments}
          rows={7}
        />
        <div class="side-by-side">
          {counts.map((count) => (
            <TextField
              key={count.field}
              {...fieldOf(state, count.field)}
              label={count.label}
              hint={`De 0 à ${limits.sessions}`}
              inputMode="numeric"
              optional
            />
          ))}
        </div>
      </div>
    </div>
  );
};

export const CommentsFields = (state: FormState) => {
  const { comments, objectives } = state.form;
  return (
    <section class="card" aria-labelledby="objectifs">
      <h2 id="objectifs">{objectives.title}</h2>
      <p>{objectives.instruction}</p>
      {comments.map((block) => (
        <Block key={block.field} state={state} block={block} />
      ))}
    </section>
  );
};
