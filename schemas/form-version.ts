import * as z from 'zod';
import { reportForm } from './report-form.ts';
import { isoInstant } from './time.ts';

/** Versions that administrators write are counted from 2: the programme's own form is the first. */
export const formNumber = z.int().min(2).max(999);

/** Names of versions that are written in the console end like this: no form of a programme may. */
export const isConsoleVersion = (version: string): boolean => /-v\d+$/.test(version);

const line = z.object({
  /** The version of the programme's form that it descends from: stages that take that one take its newest version. */
  basis: z.string().min(1).max(60),
  number: formNumber,
  /** The version whose words it began with. */
  copiedFrom: z.string().min(1).max(70),
  createdAt: isoInstant,
  /** Staff names. */
  createdBy: z.string().min(1),
  changedAt: isoInstant,
  changedBy: z.string().min(1),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});

const draftLine = line.extend({ status: z.literal('draft') });
const publishedLine = line.extend({
  status: z.literal('published'),
  publishedAt: isoInstant,
  publishedBy: z.string().min(1),
});
const droppedLine = line.extend({
  status: z.literal('dropped'),
  droppedAt: isoInstant,
  droppedBy: z.string().min(1),
});

/** What a list shows of a version: all but its words. */
export const formLine = z.discriminatedUnion('status', [draftLine, publishedLine, droppedLine]);
export type FormLine = z.infer<typeof formLine>;
export const formLineParts = [
  ...new Set([draftLine, publishedLine, droppedLine].flatMap(({ shape }) => Object.keys(shape))),
];

/** Its definition, which bears its name (`2026-v2`). */
const words = { form: reportForm };

/** A version of the report form that was written in the console. Once published, or thrown away as a draft, it is never changed. */
export const formVersion = z.discriminatedUnion('status', [
  draftLine.extend(words),
  publishedLine.extend(words),
  droppedLine.extend(words),
]);
export type FormVersion = z.infer<typeof formVersion>;
export type FormDraft = Extract<FormVersion, { status: 'draft' }>;
export type PublishedForm = Extract<FormVersion, { status: 'published' }>;
export type DroppedForm = Extract<FormVersion, { status: 'dropped' }>;
