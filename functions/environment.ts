import * as z from 'zod';
import { emailAddress } from '../schemas/institution.ts';

/** What functions read from their environment; each asks for what it needs. */
export const tableEnvironment = z.object({ TABLE_NAME: z.string().min(1) });

export const auditEnvironment = z.object({ AUDIT_TABLE_NAME: z.string().min(1) });
export const lifecycleEnvironment = z.object({ LIFECYCLE_ARN: z.string().min(1) });
export type LifecycleEnvironment = z.infer<typeof lifecycleEnvironment>;
export const workEnvironment = z.object({ WORK_ARN: z.string().min(1) });
export type WorkEnvironment = z.infer<typeof workEnvironment>;
export const meetingEnvironment = z.object({ MEETING_ARN: z.string().min(1) });
export type MeetingEnvironment = z.infer<typeof meetingEnvironment>;
/** What it takes to have a guest of a meeting told at once. */
export const guestsEnvironment = z.object({ TELL_GUESTS_ARN: z.string().min(1) });
export type GuestsEnvironment = z.infer<typeof guestsEnvironment>;
export const secretEnvironment = z.object({ SECRET_ARN: z.string().min(1) });
/** What it takes to do what a work list says. */
export const workingEnvironment = lifecycleEnvironment.extend(secretEnvironment.shape);
export type WorkingEnvironment = z.infer<typeof workingEnvironment>;

export const mailingEnvironment = tableEnvironment.extend({
  PUBLIC_URL: z.url(),
  SECRET_ARN: z.string().min(1),
  MAIL_FROM: emailAddress,
  CONFIGURATION_SET: z.string().min(1),
});
/** What a tutor's pages need: they mail nobody themselves. */
export const tutorEnvironment = tableEnvironment.extend({
  PUBLIC_URL: z.url(),
  SECRET_ARN: z.string().min(1),
  MAIL_LINK_ARN: z.string().min(1),
  ...guestsEnvironment.shape,
});
export type TutorEnvironment = z.infer<typeof tutorEnvironment>;

export type MailingEnvironment = z.infer<typeof mailingEnvironment>;
