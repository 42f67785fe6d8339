import { z } from 'zod';

export const levelId = z.enum(['notAcquired', 'inProgress', 'acquired']);
export type LevelId = z.infer<typeof levelId>;
export const criterionId = z.enum(['C1', 'C2', 'C6', 'C7', 'C11']);
export type CriterionId = z.infer<typeof criterionId>;

/** A descriptor is one or several lines of the guide; more than one is shown as a list, under `lead` if there is one. */
const descriptor = z.object({ lead: z.string().optional(), lines: z.array(z.string().min(1)) });
export type Descriptor = z.infer<typeof descriptor>;

/** Which half of the year's stages a text is for. */
const bySemester = z.object({ sopa12: descriptor, sopa34: descriptor });

/**
 * The report form as data: one definition gives the web form, its validation, the PDF, the exports and the help texts.
 * Every text is the guide's, letter for letter (domain/report-form.md).
 */
export const reportForm = z.object({
  version: z.string(),
  title: z.string(),
  subtitle: z.string(),
  header: z.object({
    student: z.string(),
    tutor: z.string(),
    school: z.string(),
    context: z.string(),
    classLevel: z.string(),
    pupilCount: z.string(),
    period: z.string(),
    absentHalfDays: z.string(),
  }),
  progression: z.object({
    title: z.string(),
    instruction: z.string(),
    /** The guide's parenthesis on not skipping steps. */
    caution: z.string(),
    steps: z
      .array(
        z.object({
          stepId: z.enum(['step1', 'step2', 'step3', 'step4']),
          label: z.string(),
          activities: z.array(z.object({ activityId: z.string(), label: z.string() })).min(1),
        }),
      )
      .length(4),
  }),
  objectives: z.object({
    title: z.string(),
    instruction: z.string(),
    steps12: z.object({ label: z.string(), items: z.array(z.string()) }),
    steps34: z.object({ label: z.string(), items: z.array(z.string()) }),
  }),
  comments: z.object({
    steps12: z.object({ title: z.string(), sessionsLed: z.string() }),
    steps34: z.object({ title: z.string(), sessionsDesigned: z.string(), sessionsLed: z.string() }),
  }),
  ethics: z.object({
    title: z.string(),
    instruction: z.string(),
    guidance: z.string(),
    weight: z.string(),
    levels: z.record(levelId, z.string()),
    detailsLabel: z.string(),
    criteria: z
      .array(
        z.object({
          criterionId,
          heading: z.string(),
          notAcquired: descriptor,
          inProgress: descriptor,
          acquired: bySemester,
        }),
      )
      .length(5),
  }),
  advice: z.object({ title: z.string() }),
  completedWithStudent: z.string(),
  closing: z.string(),
  /** Bounds of what a report holds, in characters or units (domain/report-form.md). */
  limits: z.object({
    comments: z.int(),
    details: z.int(),
    advice: z.int(),
    sessions: z.int(),
    pupils: z.int(),
  }),
});
export type ReportForm = z.infer<typeof reportForm>;
