import type { LetterDue } from '../../domain/placement/letter-due.ts';
import type { Reader } from '../../domain/placement/stage-mark.ts';
import type { MailContent } from '../message.ts';
import { additionToTutor, assignmentToStudent, assignmentToTutor } from './assignment.ts';
import { correctionToStudent, correctionToTutor } from './correction.ts';
import type { PublicFacts, StudentDoorFacts, StudentFacts, TutorFacts } from './facts.ts';
import { returnToStudent, returnToTutor } from './return.ts';

/** What a reader is told of a stage, as it is due. `placements`: all of the tutor's that one letter is about. */
export const stageLetter = (
  reader: Reader,
  due: LetterDue,
  facts: TutorFacts & StudentFacts & PublicFacts & StudentDoorFacts,
): MailContent => {
  if (due === 'correction') return reader === 'tutor' ? correctionToTutor(facts) : correctionToStudent(facts);
  if (due === 'return') return reader === 'tutor' ? returnToTutor(facts) : returnToStudent(facts);
  if (reader === 'student') return assignmentToStudent(facts);
  return due === 'addition' ? additionToTutor(facts) : assignmentToTutor(facts);
};
