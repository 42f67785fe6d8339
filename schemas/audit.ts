import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { studentNumber } from './placement.ts';
import { role } from './staff.ts';
import { isoInstant } from './time.ts';

/** What people of the institute do that has to be answered for. */
export const auditedAct = z.enum([
  'signedIn',
  'signInRefused',
  'signedOut',
  'campaignPrepared',
  'campaignEdited',
  'campaignDeleted',
  'importKept',
  'importDropped',
  'placementsImported',
  'placementAdded',
  'placementCorrected',
  'placementCancelled',
  'placementRestored',
  'reportReceivedOtherwise',
  'reportEntered',
  'placementClosed',
  'placementReopened',
  'dueDateExtended',
  'reportGivenBack',
  'correctionMoved',
  'correctionWithdrawn',
  'campaignLaunched',
  'launchScheduled',
  'launchUnscheduled',
  'trialMailSent',
  'placementRelaunched',
  'noteWritten',
  'wordSettled',
  'workResumed',
  'linksCut',
  'linkSent',
  'studentLinkSent',
  'reminderSent',
  'letterSent',
  'reportRead',
  'scanRead',
  'mailRead',
  'placementsExported',
  'juryRead',
  'juryExported',
  'mailsChosen',
  'attentionSettled',
  'sessionsEnded',
  'settingsChanged',
  'meetingPrepared',
  'meetingAnnounced',
  'meetingChanged',
  'meetingCancelled',
  'meetingExported',
  'wordingChanged',
  'formCopied',
  'formEdited',
  'formPublished',
  'formDropped',
  'formChosen',
  'noticeChanged',
  'logoChanged',
  'guideCopied',
  'guideEdited',
  'guidePublished',
  'guideDropped',
  'guideChosen',
]);
export type AuditedAct = z.infer<typeof auditedAct>;

/** How much a line says of before, and of after; in characters. */
export const mostInAudit = 200;

/**
 * One line of the audit trail: who did, or was refused, what, on whom. Of students and tutors their numbers alone; what the institute says
 * of itself is quoted, with the names and addresses of its people at work (0046).
 */
export const auditEntry = z.object({
  at: isoInstant,
  act: auditedAct,
  outcome: z.enum(['done', 'refused']),
  /** The provider's name for the person. */
  subject: z.string().min(1).max(300),
  role: role.optional(),
  /** Tells one sign-in of the person from another; opens nothing. */
  session: z.string().max(40).optional(),
  campaignId: campaignId.optional(),
  studentNumber: studentNumber.optional(),
  /** Whom it was done to, when that is another member of staff. */
  onSubject: z.string().max(300).optional(),
  /** How it stood, and stands: revisions, counts, statuses, settings; in French, for administrators to read. */
  before: z.string().max(mostInAudit).optional(),
  after: z.string().max(mostInAudit).optional(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
