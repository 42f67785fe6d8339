import * as z from 'zod';
import { timeOfDay } from './time.ts';

const offset = z.object({ days: z.int().min(-60).max(120), time: timeOfDay });

/**
 * When each occasion happens, before quiet days move it. `briefing` counts from the first day of the stage, `request` from
 * its last day, the rest from the due date; the due date is the last day plus `dueDays`.
 */
export const timetable = z.object({
  briefing: offset,
  request: offset,
  dueDays: z.int().min(1).max(60),
  reminder1: offset,
  reminder2: offset,
  reminder3: offset,
  escalation: offset,
  closing: offset,
});
export type Timetable = z.infer<typeof timetable>;

/** The timetable of a campaign where the institution has set none of its own (ADR 21). */
export const defaultTimetable: Timetable = {
  briefing: { days: -7, time: '08:00' },
  request: { days: 0, time: '16:00' },
  dueDays: 7,
  reminder1: { days: -3, time: '08:00' },
  reminder2: { days: 1, time: '08:00' },
  reminder3: { days: 4, time: '08:00' },
  escalation: { days: 8, time: '08:00' },
  closing: { days: 30, time: '08:00' },
};
