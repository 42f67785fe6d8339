export type FieldProblem = { field: string; message: string };

type ErrorSummaryProps = {
  title: string;
  problems: FieldProblem[];
  /** Where the field is, when it is on another page. */
  page?: string;
};

/** The element that a problem's link leads to: the field itself, or the fieldset of a group. */
export const fieldId = (field: string): string => `champ-${field}`;
export const errorId = (field: string): string => `erreur-${field}`;
export const hintId = (field: string): string => `aide-${field}`;

/** Every problem of a form, at its top, each a link to its field. Takes the focus, so that it is read first. */
export const ErrorSummary = ({ title, problems, page = '' }: ErrorSummaryProps) =>
  problems.length === 0 ? null : (
    <div
      class="notice error"
      role="alert"
      tabIndex={-1}
      id="problemes"
      aria-labelledby="problemes-titre"
      autofocus
    >
      <h2 id="problemes-titre">{title}</h2>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={field}>
            <a href={`${page}#${fieldId(field)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
