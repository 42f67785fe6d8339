import type { Proposal } from '../../../../schemas/proposal.ts';
import { proposableFacts } from '../../../domain/report/proposed-facts.ts';
import { dateTime } from '../../../domain/wording/french-dates.ts';
import { studentName } from '../../../domain/wording/people.ts';
import { type FormState, typed } from './form-state.ts';

const taking = 'reprendre-';

/** Which proposed number a button of the form takes over, if it is such a button. */
export const takenField = (intent: string): string | undefined =>
  intent.startsWith(taking) ? intent.slice(taking.length) : undefined;

/** What the student proposes, beside what the tutor writes: it counts where the tutor takes it over, and stays in sight. */
export const ProposedByStudent = ({
  state,
  proposal,
}: {
  state: FormState;
  proposal: Proposal | undefined;
}) => {
  if (!proposal) return null;
  const proposed = proposableFacts(state.form, state.placement).flatMap(({ field, label }) => {
    const value = proposal.values[field];
    return value === undefined ? [] : [{ field, label, value: String(value) }];
  });
  return (
    <section class="card" aria-labelledby="propose">
      {/* Enter in a field presses the first button of the form: the harmless one. */}
      <button
        class="visually-hidden"
        type="submit"
        name="intent"
        value="enregistrer"
        tabIndex={-1}
        aria-hidden="true"
      >
        Enregistrer le brouillon
      </button>
      <h2 id="propose">Proposé par {studentName(state.placement)}</h2>
      <p class="muted">
        Le {dateTime(proposal.savedAt)}. À vous de décider&nbsp;: rien n’entre dans le compte-rendu sans que
        vous le repreniez.
      </p>
      <ul>
        {proposed.map(({ field, label, value }) => (
          <li key={field} class="actions">
            <span>
              {label}&nbsp;: <strong>{value}</strong>
            </span>
            {typed(state, field).trim() === value ? (
              <span class="muted">Repris</span>
            ) : (
              <button
                class="secondary"
                type="submit"
                name="intent"
                value={taking + field}
                data-take={field}
                data-value={value}
              >
                Reprendre<span class="visually-hidden"> {`${value}\u00a0: ${label}`}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
