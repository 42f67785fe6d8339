import type { Institution } from '../../schemas/institution.ts';
import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { WordSaid } from '../../schemas/tutors-word.ts';
import { spoken, type Unheard, whyUnheard } from '../domain/placement/tutors-word.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { tutorName } from '../domain/wording/people.ts';
import type { Store } from '../store/store.ts';

type Saying = {
  key: PlacementKey;
  /** Whose link it was said by: the stage may have become another's meanwhile. */
  tutorEmail: string;
  said: WordSaid;
  institution: Pick<Institution, 'quietPeriods'>;
  now: IsoInstant;
};

/** What keeps a colleague's address from being taken. */
export type ColleagueProblem = 'students' | 'own';

/** A stage is not handed over to its own student, nor to oneself: such an address is a slip of the hand. */
export const colleagueProblem = (
  { student, tutor }: Pick<Placement, 'student' | 'tutor'>,
  { colleague }: WordSaid,
): ColleagueProblem | undefined => {
  if (colleague?.email === student.email) return 'students';
  return colleague?.email === tutor.email ? 'own' : undefined;
};

export type SayOutcome =
  | { kind: 'said'; placement: Placement }
  /** The report is in: there is nothing more to be asked. */
  | { kind: 'reported' }
  | { kind: Exclude<Unheard, 'repeated'> | ColleagueProblem };

/**
 * A tutor says that something is not as planned. One write: the word, what waits for it, and what the history says; steps of the
 * lifecycle find it when they are about to mail. What is done about it is for the institute to decide.
 */
export const sayWord = async (
  store: Store,
  { key, tutorEmail, said, institution, now }: Saying,
): Promise<SayOutcome> => {
  if (isIn(await store.reports.find(key))) return { kind: 'reported' };
  let answer: SayOutcome = { kind: 'over' };
  await store.placements.change(key, (current) => {
    answer = answered(current, tutorEmail, said);
    if (answer.kind !== 'said') return current;
    const after = spoken(current, said, { by: tutorName(current), now }, institution);
    answer = { kind: 'said', placement: after };
    return after;
  });
  return answer;
};

const answered = (current: Placement, tutorEmail: string, said: WordSaid): SayOutcome => {
  if (current.tutor.email !== tutorEmail) return { kind: 'over' };
  const problem = colleagueProblem(current, said);
  if (problem) return { kind: problem };
  const unheard = whyUnheard(current, said);
  return unheard === undefined || unheard === 'repeated'
    ? { kind: 'said', placement: current }
    : { kind: unheard };
};
