import { briefed } from '../domain/placement-life.ts';
import { briefingToStudent, briefingToTutor } from '../mail/templates/briefing.ts';
import { announcement } from './announcement.ts';

/** A week before the first day: the dates and the framing once more, to both. */
export const handler = announcement({
  occasion: 'briefing',
  toTutor: briefingToTutor,
  toStudent: briefingToStudent,
  done: briefed,
});
