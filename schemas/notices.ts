import * as z from 'zod';
import { prose } from './framing.ts';
import { isoInstant } from './time.ts';

/** Blocks of a page. */
export const mostBlocks = 20;
const page = z.array(prose).min(1).max(mostBlocks);

/**
 * What the law asks an institute to say of its site, in its own words, for anybody to read: who answers, how accessible it is, who
 * publishes and hosts it, what becomes of personal data.
 */
export const notices = z.object({
  contact: page,
  /** How much of RGAA is met: `none` until an audit says otherwise. The footer of every page says it. */
  accessibility: z.object({ level: z.enum(['none', 'partial', 'full']), text: page }),
  legal: page,
  personalData: page,
});
export type Notices = z.infer<typeof notices>;
export const noticeName = notices.keyof();
export type NoticeName = z.infer<typeof noticeName>;

/** What stands for the institute's name where there is room for a picture: a PNG file, loaded with the programme or uploaded in the console. */
export const logo = z.object({
  /** The file's bytes: each mail carries them. */
  png: z.base64().max(40_000),
  /** In pixels; shown at most 160 by 40, so that twice as many are sharp. */
  width: z.int().min(1).max(1_000),
  height: z.int().min(1).max(500),
  /** Twelve digits of its SHA-256: its address, so that another picture is another address. */
  digest: z.string().regex(/^[0-9a-f]{12}$/),
});
export type Logo = z.infer<typeof logo>;

/** A page, or the logo, that was changed. */
const presentationChange = z.object({
  what: z.enum([...noticeName.options, 'logo']),
  at: isoInstant,
  /** A staff name. */
  by: z.string().min(1),
});
export type PresentationChange = z.infer<typeof presentationChange>;
/** Of each page, and of the logo. */
export const keptChanges = 10;

/** What was put in the place of a programme's own notices and logo, in the console: what is absent is the programme's. */
export const presentation = z.object({
  notices: notices.partial(),
  /** `null`: none, though the programme has one; its name stands there. */
  logo: logo.nullable().optional(),
  changedAt: isoInstant,
  /** A staff name. */
  changedBy: z.string().min(1),
  /** Of each page the latest first; absent on what was written before they were kept. */
  changes: z
    .array(presentationChange)
    .max(keptChanges * (noticeName.options.length + 1))
    .optional(),
});
export type Presentation = z.infer<typeof presentation>;
