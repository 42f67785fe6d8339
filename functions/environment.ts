import { z } from 'zod';
import { emailAddress } from '../schemas/institution.ts';

/** What functions read from their environment; each asks for what it needs. */
export const tableEnvironment = z.object({ TABLE_NAME: z.string().min(1) });

export const auditEnvironment = z.object({ AUDIT_TABLE_NAME: z.string().min(1) });
export const lifecycleEnvironment = z.object({ LIFECYCLE_ARN: z.string().min(1) });
export type LifecycleEnvironment = z.infer<typeof lifecycleEnvironment>;
export const launchEnvironment = z.object({ LAUNCH_ARN: z.string().min(1) });
export type LaunchEnvironment = z.infer<typeof launchEnvironment>;

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
});
export type TutorEnvironment = z.infer<typeof tutorEnvironment>;

export type MailingEnvironment = z.infer<typeof mailingEnvironment>;
