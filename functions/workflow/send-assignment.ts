import { assigned } from '../domain/placement-life.ts';
import { assignmentToStudent, assignmentToTutor } from '../mail/templates/assignment.ts';
import { announcement } from './announcement.ts';

/** The launch reaches the stage: mission letter, role guide and framing to the tutor, their stage to the student. */
export const handler = announcement({
  occasion: 'assignment',
  toTutor: assignmentToTutor,
  toStudent: assignmentToStudent,
  done: assigned,
});
