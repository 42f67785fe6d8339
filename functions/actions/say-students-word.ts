import type { PlacementKey } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { studentSpoke, whyStudentUnheard } from '../domain/placement/students-word.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { studentName } from '../domain/wording/people.ts';
import type { Store } from '../store/store.ts';

type Saying = {
  key: PlacementKey;
  /** Whose link it was said by: the address may have become another's meanwhile. */
  studentEmail: string;
  /** In the student's words; absent, they have pressed the button. */
  text: string | undefined;
  now: IsoInstant;
};

export type StudentsSayOutcome = 'said' | 'over' | 'tooMany';

/**
 * A student tells the registrar that their tutor says the mail never came. One write: the word, that it waits for somebody, and what the
 * history says. Said again while it waits, it is said once.
 */
export const sayStudentsWord = async (
  store: Pick<Store, 'placements' | 'reports'>,
  { key, studentEmail, text, now }: Saying,
): Promise<StudentsSayOutcome> => {
  if (isIn(await store.reports.find(key))) return 'over';
  let outcome: StudentsSayOutcome = 'over';
  await store.placements.change(key, (current) => {
    const isTheirs = current.student.email === studentEmail;
    const why = isTheirs ? whyStudentUnheard(current) : 'over';
    outcome = why === undefined || why === 'repeated' ? 'said' : why;
    return isTheirs ? studentSpoke(current, text, { by: studentName(current), now }) : current;
  });
  return outcome;
};
