import * as z from 'zod';
import { isConsoleVersion } from './form-version.ts';
import { guide } from './framing.ts';
import { institution } from './institution.ts';
import { logo, notices } from './notices.ts';
import { reportForm } from './report-form.ts';
import { stageId } from './stage.ts';

const words = z.string().min(1);

/** One internship of the year. */
const stage = z.object({
  stageId,
  /** Its name, as it follows "le stage" in a sentence and begins every subject. */
  label: z.string().min(1).max(20),
  /** Months in which it may fall, 1 to 12. */
  months: z.array(z.int().min(1).max(12)).min(1),
  /** How long it usually is. */
  weeks: z.int().min(1).max(8),
  /** Which of a form's texts apply, where they differ by semester. */
  semester: z.literal([1, 2]),
  /** The column of the guide's framing that it reads. */
  framing: z.string(),
  /** The version of the form that a new campaign of it takes. */
  reportForm: z.string(),
});
export type Stage = z.infer<typeof stage>;

/**
 * What an institute's internships are made of, and what it says about them: content, edited by people, never code. A change
 * is another `version`. Forms are never edited once published: a campaign keeps the one it was prepared with, so that all of
 * them stay here.
 */
export const programme = z
  .object({
    version: z.string().min(1).max(40),
    stages: z.array(stage).min(1).max(9),
    guide,
    reportForms: z.array(reportForm).min(1),
    /** Where tutors and students have their mail: an address one letter away from these is worth a question. */
    addressDomains: z.array(z.hostname()),
    /** The institute's own words for things, as they stand in our sentences. */
    words: z.object({
      /** "l’École", "à l’École", "de l’École" */
      institute: z.object({ the: words, at: words, of: words }),
      /** "Site de l’École" */
      site: words,
      /** What a student is in: "première année de …" */
      studies: words,
      /** What the internships are called, as a title. */
      internships: words,
      /** The same within a sentence, whose they are: "des stages de première année …" */
      ofInternships: words,
      /** All stages in brief: "stages A à C" */
      allStages: words,
      /** The unit of study that a report counts for: "le module", "du module" */
      unit: z.object({ the: words, of: words }),
      /** What the pages of its staff are called: "Espace de l’École" */
      space: words.default('Espace des personnels'),
    }),
    /** Absent, its name stands there. */
    logo: logo.optional(),
    /** A page of which there is none says whom to ask. */
    notices: notices.partial().optional(),
  })
  .superRefine(({ stages, guide: { framing }, reportForms }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', path: ['stages'], message });
    if (new Set(stages.map((one) => one.stageId)).size < stages.length) problem('two stages share a name');
    for (const one of stages) {
      if (!framing.columns[one.framing]) problem(`${one.stageId}: the guide frames no "${one.framing}"`);
      if (!reportForms.some(({ version }) => version === one.reportForm))
        problem(`${one.stageId}: no report form ${one.reportForm}`);
    }
    for (const { version } of reportForms)
      if (isConsoleVersion(version)) problem(`${version}: such names are for forms written in the console`);
  });
export type Programme = z.infer<typeof programme>;

/** An institute as code reads it: who it is, and its programme. */
export const institute = institution.extend({ programme });
export type Institute = z.infer<typeof institute>;
