import { z } from 'zod';
import { stageId } from './stage.ts';

/** A block of the guide's prose: a paragraph, or a list under an optional heading. */
export const prose = z.object({
  heading: z.string().optional(),
  paragraphs: z.array(z.string()).default([]),
  items: z.array(z.string()).default([]),
});
export type Prose = z.infer<typeof prose>;

/** One column of the guide's framing table (domain/stages.md says which stage reads which). */
export const stageFraming = z.object({
  /** "Premier stage (fractionné)" */
  title: z.string(),
  /** "1 sem. en début d’année + 1 sem. en fin d’année" */
  length: z.string(),
  /** "L’étudiant sera en mesure de répondre à ces questions :", where the column has it. */
  questions: z.array(z.string()).min(1),
  activities: z.array(prose).min(1),
});
export type StageFraming = z.infer<typeof stageFraming>;

/** All text of the guide that a person receives or reads, in the guide's words. */
export const guide = z.object({
  missionLetter: z.object({
    title: z.string(),
    blocks: z.array(prose),
    signatures: z.array(z.object({ name: z.string(), role: z.string() })),
  }),
  tutorRole: z.object({ title: z.string(), subtitle: z.string(), blocks: z.array(prose) }),
  framing: z.object({
    title: z.string(),
    /** "Objectifs des stages" */
    objectivesLabel: z.string(),
    objectives: z.array(prose),
    questionsLabel: z.string(),
    questionsLead: z.string(),
    activitiesLabel: z.string(),
    stages: z.record(stageId, stageFraming),
  }),
  references: z.object({ title: z.string(), items: z.array(z.string()) }),
});
export type Guide = z.infer<typeof guide>;
