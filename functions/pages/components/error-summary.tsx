import { Fragment } from 'preact';

export type FieldProblem = { field: string; message: string };
/** Several fields with the same fault: said once, each field a link. */
export type ProblemGroup = { lead: string; fields: FieldProblem[] };

type ErrorSummaryProps = {
  title: string;
  problems: (FieldProblem | ProblemGroup)[];
  /** Where the field is, when it is on another page. */
  page?: string;
};

/** The element that a problem's link leads to: the field itself, or the fieldset of a group. */
export const fieldId = (field: string): string => `champ-${field}`;
export const errorId = (field: string): string => `erreur-${field}`;
export const hintId = (field: string): string => `aide-${field}`;

/** The title of a form's page: a screen reader says it first, before the summary. */
export const titleOf = (title: string, hasErrors: boolean): string =>
  hasErrors ? `Erreur\u00a0: ${title}` : title;

const ProblemLink = ({ field, message, page }: FieldProblem & { page: string }) => (
  <a href={`${page}#${fieldId(field)}`}>{message}</a>
);

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
        {problems.map((problem) =>
          'lead' in problem ? (
            <li key={problem.lead}>
              {problem.lead}
              {problem.fields.map((field, index) => (
                <Fragment key={field.field}>
                  {index > 0 && ', '}
                  <ProblemLink {...field} page={page} />
                </Fragment>
              ))}
            </li>
          ) : (
            <li key={problem.field}>
              <ProblemLink {...problem} page={page} />
            </li>
          ),
        )}
      </ul>
    </div>
  );
