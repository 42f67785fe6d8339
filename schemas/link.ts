import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress } from './institution.ts';
import { studentNumber, why } from './placement.ts';
import { isoInstant } from './time.ts';

/** The token itself is never stored: it is an HMAC of `salt`, and only its SHA-256 (`hash`) is kept to find it again (architecture, 9). */
const link = z.object({
  /** 128 random bits, base64url. Renewed when the link is revoked, which changes the token. */
  salt: z.string().length(22),
  hash: z.string().length(43),
  createdAt: isoInstant,
  expiresAtInstant: isoInstant,
  revokedAt: isoInstant.optional(),
});

/** Whose door it is: a tutor's to the reports of one campaign. */
const tutor = z.object({ campaignId, tutorEmail: emailAddress });
export const tutorLink = tutor.extend(link.shape);
export type TutorLink = z.infer<typeof tutorLink>;

/** A student's to their stages of one academic year, as long as that is their address. */
export const studentOfYear = z.object({ year: z.int(), studentNumber, studentEmail: emailAddress });
export type StudentOfYear = z.infer<typeof studentOfYear>;
export const studentLink = studentOfYear.extend(link.shape);
export type StudentLink = z.infer<typeof studentLink>;

/** Whose link is to be dead before another is mailed, and which: another that was mailed since stays. */
const linkToCut = z.object({ of: z.union([tutor, studentOfYear]), hash: z.string().length(43) });
export type LinkToCut = z.infer<typeof linkToCut>;

/** What the page hands over once it has answered, for a link to be mailed. */
export const linkRequest = z.object({
  email: emailAddress,
  now: isoInstant,
  requestId: z.string().min(1),
  client: z.string().min(1).max(100).optional(),
  /** The institute sends it to a student: from which of their stages, by which of its staff, and what they gave as the reason. */
  student: z
    .object({
      campaignId,
      studentNumber,
      by: z.string().min(1),
      why: why.optional(),
    })
    .optional(),
  /** Asked for by who has their old ones cut. */
  cut: linkToCut.optional(),
});
