import * as z from 'zod';

/** A block of the guide's prose: a paragraph, or a list under an optional heading. */
export const prose = z.object({
  heading: z.string().optional(),
  paragraphs: z.array(z.string()).default([]),
  items: z.array(z.string()).default([]),
});
export type Prose = z.infer<typeof prose>;

/** One column of the guide's framing table; a programme's stages say which they read. */
const stageFraming = z.object({
  title: z.string(),
  length: z.string(),
  questions: z.array(z.string()).min(1),
  activities: z.array(prose).min(1),
});
export type StageFraming = z.infer<typeof stageFraming>;

/** What words for a printed page mean on a screen: "ci-contre" is below. The words themselves stay as they are. */
export const onScreen = z.array(
  z.object({
    word: z.string().min(1),
    meaning: z.string().min(1),
    /** The same for whoever reads the guide without a report at hand; absent, it means nothing there. */
    withoutReport: z.string().min(1).optional(),
  }),
);
export type OnScreen = z.infer<typeof onScreen>;

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
    objectivesLabel: z.string(),
    objectives: z.array(prose),
    questionsLabel: z.string(),
    questionsLead: z.string(),
    activitiesLabel: z.string(),
    /** By name. */
    columns: z.record(z.string(), stageFraming),
  }),
  references: z.object({ title: z.string(), items: z.array(z.string()) }),
  onScreen,
});
export type Guide = z.infer<typeof guide>;
