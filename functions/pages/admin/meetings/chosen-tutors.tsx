import type { Meeting } from '../../../../schemas/meeting.ts';
import { audienceOf } from '../../../actions/audience-of.ts';
import type { Invitee } from '../../../domain/meeting/audience.ts';
import { chosenAmong, namesSomebody, type UnclearName } from '../../../domain/meeting/chosen-tutors.ts';
import type { CheckedMeeting, MeetingFields } from '../../../domain/meeting/meeting-drafting.ts';
import type { FieldProblem } from '../../components/error-summary.tsx';
import { fieldValues } from '../../request.ts';
import type { Visit } from '../visit.ts';

/** The name of the boxes that tell tutors of one name apart. */
const tickedField = 'choisis';
/** So many of one name are offered: who means another writes more of it. */
const mostOffered = 20;

export type TypedTutors = {
  fields: MeetingFields;
  problem?: FieldProblem;
  /** Among whom a name that was typed leaves the choice. */
  offered: readonly Invitee[];
};

/** What was typed of chosen tutors, with addresses for the names that are of one tutor of the campaign at that site. */
export const tutorsByName = async (
  visit: Visit,
  fields: MeetingFields,
  place: Pick<Meeting, 'campaignId' | 'siteId'> | undefined,
): Promise<TypedTutors> => {
  if (fields.tutors !== 'chosen' || !namesSomebody(fields.emails)) return { fields, offered: [] };
  if (!place) {
    const message = 'Choisissez la campagne et le site : ces noms y seront cherchés.';
    return { fields, problem: { field: 'emails', message }, offered: [] };
  }
  const everybody = { ...place, audience: { tutors: { who: 'all' as const }, delegates: false } };
  const tutors = await audienceOf(visit.acting, visit.institution, everybody);
  const ticked = fieldValues(visit.request.form, tickedField);
  const { addresses, unclear } = chosenAmong(fields.emails, tutors, ticked);
  const [first] = unclear;
  return {
    fields: { ...fields, emails: [...addresses, ...unclear.map(({ typed }) => typed)].join('\n') },
    ...(first && { problem: { field: 'emails', message: whyUnclear(first) } }),
    offered: [...new Set(unclear.flatMap(({ found }) => found.slice(0, mostOffered)))],
  };
};

const whyUnclear = ({ typed, found }: UnclearName): string => {
  const name = typed.slice(0, 80);
  if (found.length === 0)
    return `« ${name} » n’est le nom d’aucun tuteur de cette campagne à ce site, dont le stage a lieu.`;
  return found.length > mostOffered
    ? `${found.length} tuteurs répondent au nom de « ${name} » : écrivez-le en entier.`
    : `Plusieurs tuteurs répondent au nom de « ${name} » : cochez ceux que vous choisissez.`;
};

/** What is wrong with what was typed; of a name that is not clear, why, and not that it is no address. */
export const problemsOf = (checked: CheckedMeeting, problem: FieldProblem | undefined): FieldProblem[] => {
  const problems = 'problems' in checked ? checked.problems : [];
  return problem ? [...problems.filter(({ field }) => field !== problem.field), problem] : problems;
};

export const OfferedTutors = ({ offered }: Pick<TypedTutors, 'offered'>) =>
  offered.length === 0 ? null : (
    <fieldset class="field">
      <legend>De qui s’agit-il ?</legend>
      <div class="choices">
        {offered.map(({ name, email }) => (
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
