import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress } from './institution.ts';
import { isoInstant } from './time.ts';

/**
 * A tutor's door to the reports of one campaign. The token itself is never stored: it is an HMAC of `salt`, and only its
 * SHA-256 (`hash`) is kept to find it again (architecture, 9).
 */
export const tutorLink = z.object({
  campaignId,
  tutorEmail: emailAddress,
  /** 128 random bits, base64url. Renewed when the link is revoked, which changes the token. */
  salt: z.string().length(22),
  hash: z.string().length(43),
  createdAt: isoInstant,
  expiresAtInstant: isoInstant,
  revokedAt: isoInstant.optional(),
});
export type TutorLink = z.infer<typeof tutorLink>;

/** What the page hands over once it has answered, for a link to be mailed. */
export const linkRequest = z.object({
  email: emailAddress,
  now: isoInstant,
  requestId: z.string().min(1),
  client: z.string().min(1).max(100).optional(),
  /** Asked for by the institute, for this campaign alone. */
  campaignId: campaignId.optional(),
});
