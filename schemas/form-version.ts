import * as z from 'zod';
import { reportForm } from './report-form.ts';
import { partsOf, standingsOf, versionNumber, writing } from './written-version.ts';

/** Names of versions that are written in the console end like this: no form of a programme may. */
export const isConsoleVersion = (version: string): boolean => /-v\d+$/.test(version);

const line = z.object({
  /** The version of the programme's form that it descends from: stages that take that one take its newest version. */
  basis: z.string().min(1).max(60),
  number: versionNumber,
  /** The version whose words it began with. */
  copiedFrom: z.string().min(1).max(70),
  ...writing,
});

const lines = standingsOf(line);

/** What a list shows of a version: all but its words. */
export const formLine = z.discriminatedUnion('status', lines);
export type FormLine = z.infer<typeof formLine>;
export const formLineParts = partsOf(lines);

/** Its definition, which bears its name (`2026-v2`). */
const words = { form: reportForm };
const [draft, published, dropped] = lines;

/** A version of the report form that was written in the console. */
export const formVersion = z.discriminatedUnion('status', [
  draft.extend(words),
  published.extend(words),
  dropped.extend(words),
]);
export type FormVersion = z.infer<typeof formVersion>;
export type FormDraft = Extract<FormVersion, { status: 'draft' }>;
