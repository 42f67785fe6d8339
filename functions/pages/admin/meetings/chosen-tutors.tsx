import type { Meeting } from '../../../../schemas/meeting.ts';
import { audienceOf } from '../../../actions/audience-of.ts';
import { chosenAmong, namesSomebody, type UnclearName } from '../../../domain/meeting/chosen-tutors.ts';
import type { CheckedMeeting, MeetingFields } from '../../../domain/meeting/meeting-drafting.ts';
import { errorId, type FieldProblem, fieldId } from '../../components/error-summary.tsx';
import { FieldError } from '../../components/field.tsx';
import { fieldValues } from '../../request.ts';
import type { Visit } from '../visit.ts';

/** The name of the boxes that tell tutors of one name apart. */
const tickedField = 'choisis';
/** So many of one name are offered: who means another writes more of it. */
const mostOffered = 20;

/** A name that several tutors have, and the boxes that tell them apart. */
type Offered = UnclearName & { field: string };

export type TypedTutors = {
  fields: MeetingFields;
  problems: FieldProblem[];
  offered: readonly Offered[];
};

/** What was typed of chosen tutors, with addresses for the names that are of one tutor of the campaign at that site. */
export const tutorsByName = async (
  visit: Visit,
  fields: MeetingFields,
  place: Pick<Meeting, 'campaignId' | 'siteId'> | undefined,
): Promise<TypedTutors> => {
  if (fields.tutors !== 'chosen' || !namesSomebody(fields.emails))
    return { fields, problems: [], offered: [] };
  if (!place) {
    const message = 'Choisissez la campagne et le site : ces noms y seront cherchés.';
    return { fields, problems: [{ field: 'emails', message }], offered: [] };
  }
  const everybody = { ...place, audience: { tutors: { who: 'all' as const }, delegates: false } };
  const tutors = await audienceOf(visit.acting, visit.institution, everybody);
  const ticked = fieldValues(visit.request.form, tickedField);
  const { addresses, unclear } = chosenAmong(fields.emails, tutors, ticked);
  // Whoever wrote a name twice is asked once.
  const names = [...new Map(unclear.map((one) => [one.typed, one])).values()];
  const offered = names.filter(isOffered).map((one, at) => ({ ...one, field: `${tickedField}-${at + 1}` }));
  const untold = names.filter((one) => !isOffered(one)).map(whyUnclear);
  return {
    fields: { ...fields, emails: [...addresses, ...unclear.map(({ typed }) => typed)].join('\n') },
    problems: [
      ...(untold.length > 0 ? [{ field: 'emails', message: untold.join(' ') }] : []),
      ...offered.map((one) => ({ field: one.field, message: whyUnclear(one) })),
    ],
    offered,
  };
};

const isOffered = ({ found }: UnclearName): boolean => found.length > 0 && found.length <= mostOffered;

const inBrief = (typed: string): string => typed.slice(0, 80);

const whyUnclear = ({ typed, found }: UnclearName): string => {
  const name = inBrief(typed);
  if (found.length === 0)
    return `Aucun tuteur nommé « ${name} » n’a de stage suivi à ce site dans cette campagne.`;
  return found.length > mostOffered
    ? `${found.length} tuteurs répondent au nom de « ${name} » : écrivez-le en entier, ou leur adresse.`
    : `Plusieurs tuteurs répondent au nom de « ${name} » : cochez ceux que vous choisissez.`;
};

/** What is wrong with what was typed; of names that are not clear, why, and not that they are no addresses. */
export const problemsOf = (checked: CheckedMeeting, ofNames: readonly FieldProblem[]): FieldProblem[] => {
  const problems = 'problems' in checked ? checked.problems : [];
  return ofNames.length > 0
    ? [...problems.filter(({ field }) => field !== 'emails'), ...ofNames]
    : [...problems];
};

type OfferedProps = Pick<TypedTutors, 'offered'> & { problems: readonly FieldProblem[] };

export const OfferedTutors = ({ offered, problems }: OfferedProps) => (
  <>
    {offered.map(({ field, typed, found }) => {
      const error = problems.find((problem) => problem.field === field)?.message;
      return (
        <fieldset
          key={field}
          class={error ? 'field has-error' : 'field'}
          id={fieldId(field)}
          tabIndex={-1}
          aria-describedby={error && errorId(field)}
        >
          <legend>Qui est « {inBrief(typed)} » ?</legend>
          <FieldError name={field} error={error} />
          <div class="choices">
            {found.map(({ name, email }) => (
              <label class="choice" key={email}>
                <input type="checkbox" name={tickedField} value={email} />
                <span>
                  {name} <span class="muted">({email})</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      );
    })}
  </>
);
