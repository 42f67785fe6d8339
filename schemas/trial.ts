import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress, siteId } from './institution.ts';
import { mailKind } from './mail-kind.ts';
import { studentNumber } from './placement.ts';
import { isoInstant } from './time.ts';
import { wordingTexts } from './wording.ts';

/** What the console hands over for a mail to be sent, as a trial, to who asked for it. */
export const trialRequest = z.object({
  /** Whose data it is read with; invented people's where there is none. */
  about: z.object({ campaignId, studentNumber }).optional(),
  /** Of invented people: a tutor with two students. */
  isTwo: z.boolean().optional(),
  kind: mailKind,
  /** As it is being worded, before anybody keeps that; absent, as it would leave now. */
  texts: wordingTexts.optional(),
  /** The person's own address. */
  recipient: emailAddress,
  /** Those that the person sees: a mail of a tutor names no student of another. */
  sites: z.array(siteId),
  now: isoInstant,
  requestId: z.string().min(1),
});
export type TrialRequest = z.infer<typeof trialRequest>;
