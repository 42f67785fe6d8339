import type { MailKind } from '../../../schemas/mail-kind.ts';
import type { LetterDue } from '../../domain/placement/letter-due.ts';
import type { Reader } from '../../domain/placement/stage-mark.ts';
import type { WordingOf } from '../../store/wordings.ts';
import type { MailContent } from '../message.ts';
import { additionToTutor, assignmentToStudent, assignmentToTutor } from './assignment.ts';
import { correctionToStudent, correctionToTutor } from './correction.ts';
import type { PublicFacts, StudentDoorFacts, StudentFacts, TutorFacts } from './facts.ts';
import { returnToStudent, returnToTutor } from './return.ts';

type Facts = TutorFacts & StudentFacts & PublicFacts & StudentDoorFacts;

const letters = {
  correctionToTutor,
  correctionToStudent,
  returnToTutor,
  returnToStudent,
  assignmentToStudent,
  additionToTutor,
  assignmentToTutor,
} satisfies Partial<Record<MailKind, (facts: Facts) => MailContent>>;

const letterFor = (reader: Reader, due: LetterDue): keyof typeof letters => {
  if (due === 'correction') return reader === 'tutor' ? 'correctionToTutor' : 'correctionToStudent';
  if (due === 'return') return reader === 'tutor' ? 'returnToTutor' : 'returnToStudent';
  if (reader === 'student') return 'assignmentToStudent';
  return due === 'addition' ? 'additionToTutor' : 'assignmentToTutor';
};

/** What a reader is told of a stage, as it is due. `placements`: all of the tutor's that one letter is about. */
export const stageLetter = async (
  reader: Reader,
  due: LetterDue,
  facts: Facts,
  wordingOf: WordingOf,
): Promise<MailContent> => {
  const kind = letterFor(reader, due);
  return letters[kind]({ ...facts, wording: await wordingOf(kind) });
};
