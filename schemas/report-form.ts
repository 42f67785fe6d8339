import * as z from 'zod';
import { onScreen } from './framing.ts';

export const levelId = z.enum(['notAcquired', 'inProgress', 'acquired']);
export type LevelId = z.infer<typeof levelId>;
/** A criterion's number, as people quote it. Also a field's name, which no lower-case name can be mistaken for. */
export const criterionId = z.string().regex(/^[A-Z]{1,4}\d{0,3}$/);
export type CriterionId = z.infer<typeof criterionId>;

/** A descriptor is one or several lines of the guide; more than one is shown as a list, under `lead` if there is one. */
const descriptor = z.object({ lead: z.string().optional(), lines: z.array(z.string().min(1)).min(1) });
export type Descriptor = z.infer<typeof descriptor>;

/** One text for all stages, or one for those of each semester. */
const leveled = z.union([descriptor, z.object({ semester1: descriptor, semester2: descriptor })]);

const identifier = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/);

/** What some of the steps aim at, and what the tutor says of them. */
const commentBlock = z.object({
  stepIds: z.array(identifier).min(1),
  objectives: z.object({ label: z.string(), items: z.array(z.string()) }),
  title: z.string(),
  /** The name of the comment's field. */
  field: z.string().regex(/^comments[A-Za-z0-9]{0,30}$/),
  /** Numbers beside the comment. */
  counts: z
    .array(z.object({ field: z.string().regex(/^sessions[A-Za-z0-9]{0,30}$/), label: z.string() }))
    .max(2),
  /** Its steps in our sentences: "étapes 1 et 2", "l’étape 1 ou 2". */
  steps: z.object({ all: z.string(), any: z.string() }),
});
export type CommentBlock = z.infer<typeof commentBlock>;

/**
 * The report form as data: one definition gives the web form, its validation, the PDF, the exports and the help texts.
 * Every text is the guide's, letter for letter (ADR 21). Its bounds keep a draft, however long what was pasted
 * into each field, within an item of the table.
 */
const definition = z.object({
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
    /** Why a tutor is asked about steps that were left out, as the beginning of a sentence. */
    reminder: z.string(),
    steps: z
      .array(
        z.object({
          stepId: identifier,
          label: z.string(),
          activities: z.array(z.object({ activityId: identifier, label: z.string() })).min(1),
        }),
      )
      .min(1)
      .max(5),
  }),
  objectives: z.object({
    title: z.string(),
    instruction: z.string(),
  }),
  comments: z.array(commentBlock).min(1).max(4),
  ethics: z.object({
    title: z.string(),
    /** Its subject alone, for our sentences: "éthique professionnelle" with a capital. */
    name: z.string(),
    gridTitle: z.string(),
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
          notAcquired: leveled,
          inProgress: leveled,
          acquired: leveled,
        }),
      )
      .min(1)
      .max(8),
  }),
  advice: z.object({ title: z.string() }),
  completedWithStudent: z.string(),
  closing: z.string(),
  /** Bounds of what a report holds, in characters or units (ADR 21). */
  limits: z.object({
    comments: z.int().min(1).max(4_000),
    details: z.int().min(1).max(1_000),
    advice: z.int().min(1).max(4_000),
    sessions: z.int().min(1),
    pupils: z.int().min(1),
  }),
  onScreen,
});

const isRepeated = (names: string[]): boolean => new Set(names).size < names.length;

export const reportForm = definition.superRefine(({ progression: { steps }, comments, ethics }, context) => {
  const problem = (message: string) => context.addIssue({ code: 'custom', message });
  const stepIds = steps.map(({ stepId }) => stepId);
  const fields = comments.flatMap(({ field, counts }) => [field, ...counts.map((count) => count.field)]);
  if (isRepeated(stepIds)) problem('two steps share a name');
  if (isRepeated(steps.flatMap(({ activities }) => activities.map(({ activityId }) => activityId))))
    problem('two activities share a name');
  if (isRepeated(ethics.criteria.map(({ criterionId }) => criterionId)))
    problem('two criteria share a number');
  if (isRepeated(fields)) problem('two fields share a name');
  if (comments.some((block) => block.stepIds.some((stepId) => !stepIds.includes(stepId))))
    problem('a comment is about a step that the form has not');
});
export type ReportForm = z.infer<typeof reportForm>;
