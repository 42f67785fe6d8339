import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress, siteId } from './institution.ts';
import { studentNumber } from './placement.ts';
import { isoInstant } from './time.ts';

/** Each kind of mail that a campaign may send, by whom it is to. */
export const trialKind = z.enum([
  'assignmentToTutor',
  'assignmentToStudent',
  'briefingToTutor',
  'briefingToStudent',
  'request',
  'studentNotice',
  'receipt',
  'distributionToRegistrar',
  'distributionToStudent',
  'alert',
  'reminder1',
  'reminder2',
  'reminder3',
  'delegateNotice',
  'escalation',
  'closing',
  'additionToTutor',
  'correctionToTutor',
  'correctionToStudent',
  'newLink',
  'givenBack',
  'farewellToTutor',
  'farewellToStudent',
]);
export type TrialKind = z.infer<typeof trialKind>;

/** What the console hands over for a mail to be sent, as a trial, to who asked for it. */
export const trialRequest = z.object({
  campaignId,
  studentNumber,
  kind: trialKind,
  /** The person's own address. */
  recipient: emailAddress,
  /** Those that the person sees: a mail of a tutor names no student of another. */
  sites: z.array(siteId),
  now: isoInstant,
  requestId: z.string().min(1),
});
export type TrialRequest = z.infer<typeof trialRequest>;
