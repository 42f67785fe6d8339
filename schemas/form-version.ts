import * as z from 'zod';
import { reportForm } from './report-form.ts';
import { isoInstant } from './time.ts';

/** Versions that administrators write are counted from 2: the programme's own form is the first. */
export const formNumber = z.int().min(2).max(999);

/** Names of versions that are written in the console end like this: no form of a programme may. */
export const isConsoleVersion = (version: string): boolean => /-v\d+$/.test(version);

const common = z.object({
  /** The version of the programme's form that it descends from: stages that take that one take its newest version. */
  basis: z.string().min(1).max(60),
  number: formNumber,
  /** The version whose words it began with. */
  copiedFrom: z.string().min(1).max(70),
  /** Its definition, which bears its name (`2026-v2`). */
  form: reportForm,
  createdAt: isoInstant,
  /** Staff names. */
  createdBy: z.string().min(1),
  changedAt: isoInstant,
  changedBy: z.string().min(1),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});

/** A version of the report form that was written in the console. Once published it is never changed. */
export const formVersion = z.discriminatedUnion('status', [
  common.extend({ status: z.literal('draft') }),
  common.extend({ status: z.literal('published'), publishedAt: isoInstant, publishedBy: z.string().min(1) }),
]);
export type FormVersion = z.infer<typeof formVersion>;
export type FormDraft = Extract<FormVersion, { status: 'draft' }>;
export type PublishedForm = Extract<FormVersion, { status: 'published' }>;
