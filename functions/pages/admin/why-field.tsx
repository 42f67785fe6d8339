import { longestWhy } from '../../../schemas/placement.ts';
import { ErrorSummary } from '../components/error-summary.tsx';
import { TextAreaField } from '../components/field.tsx';
import { type FormFields, fieldText } from '../request.ts';
import { whyTooLong } from './wording.ts';

/** Why somebody corrects, or has a mail sent now, as they typed it. */
export type TypedWhy = { why: string; error?: string | undefined };

export const typedWhy = (form: FormFields): TypedWhy => {
  const why = fieldText(form, 'raison');
  return why.length > longestWhy ? { why, error: whyTooLong } : { why };
};

/** As actions take it: what is empty was not given. */
export const givenWhy = ({ why }: TypedWhy): string | undefined => (why === '' ? undefined : why);

export const WhyProblem = ({ error }: TypedWhy) => (
  <ErrorSummary
    title="Un point est à corriger"
    problems={error ? [{ field: 'raison', message: error }] : []}
  />
);

export const WhyField = ({ why, error }: TypedWhy) => (
  <TextAreaField
    name="raison"
    label="Raison"
    hint="Gardée dans le déroulé, pour vos collègues. Aucun tuteur ne la lit."
    rows={2}
    limit={longestWhy}
    value={why}
    error={error}
    optional
  />
);
