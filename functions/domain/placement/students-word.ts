import type { Placement } from '../../../schemas/placement.ts';
import type { StudentsWord } from '../../../schemas/students-word.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { hearsTutor } from './status-meanings.ts';
import { settledWord } from './tutors-word.ts';

/** Who has told it so often had better call; what waits is not said twice anyway. */
export const mostStudentsWords = 3;

type WithWord = Pick<Placement, 'studentsWord'>;

/** The word that somebody is to see to, if there is one. */
export const waitingStudentsWord = ({ studentsWord }: WithWord): StudentsWord | undefined =>
  studentsWord?.state === 'waiting' ? studentsWord : undefined;

const wordsOf = ({ history }: Placement): number =>
  history.filter(({ what }) => what === 'studentSaid').length;

/** Why a student's word is not taken. `over`: nobody waits for the report. `repeated`: theirs waits to be seen. */
export const whyStudentUnheard = (placement: Placement): 'over' | 'repeated' | 'tooMany' | undefined => {
  if (!hearsTutor(placement)) return 'over';
  if (waitingStudentsWord(placement)) return 'repeated';
  return wordsOf(placement) >= mostStudentsWords ? 'tooMany' : undefined;
};

/** The student tells that the mail never came; the very placement, where that is not taken. It holds nothing up. */
export const studentSpoke = (
  placement: Placement,
  text: string | undefined,
  { by, now }: { by: string; now: IsoInstant },
): Placement =>
  whyStudentUnheard(placement) === undefined
    ? {
        ...placement,
        studentsWord: { ...(text !== undefined && { text }), saidAt: now, state: 'waiting' },
        history: [
          ...placement.history,
          { at: now, what: 'studentSaid', by, ...(text !== undefined && { why: text }) },
        ],
      }
    : placement;

type Settled = { by?: string | undefined; now: IsoInstant };

/** It waits no more: somebody has seen to it, the address was corrected, or the report has come. */
export const settledStudentsWord = (placement: WithWord, { by, now }: Settled): WithWord => {
  const { studentsWord } = placement;
  if (!studentsWord) return {};
  return {
    studentsWord: waitingStudentsWord(placement)
      ? { ...studentsWord, state: 'settled', settledAt: now, ...(by !== undefined && { settledBy: by }) }
      : studentsWord,
  };
};

/** What its tutor and its student had said, where what is done about the stage answers both. */
export const settledWords = (
  placement: Pick<Placement, 'tutorsWord' | 'studentsWord'>,
  settled: Settled,
): Pick<Placement, 'tutorsWord' | 'studentsWord'> => ({
  ...settledWord(placement, settled),
  ...settledStudentsWord(placement, settled),
});

/** Somebody has seen it. @param saidAt which word it was that they saw */
export const studentsWordSeen = (
  placement: Placement,
  saidAt: IsoInstant,
  { by, now }: { by: string; now: IsoInstant },
): Placement =>
  waitingStudentsWord(placement)?.saidAt === saidAt
    ? {
        ...placement,
        ...settledStudentsWord(placement, { by, now }),
        history: [...placement.history, { at: now, what: 'studentsWordSettled', by }],
      }
    : placement;
