import * as z from 'zod';
import {
  auditEnvironment,
  lifecycleEnvironment,
  meetingEnvironment,
  tableEnvironment,
  workEnvironment,
} from '../../environment.ts';

/** What the console reads from its environment. */
const consoleEnvironment = tableEnvironment.extend({
  ...lifecycleEnvironment.shape,
  ...workEnvironment.shape,
  ...meetingEnvironment.shape,
  ...auditEnvironment.shape,
  PUBLIC_URL: z.url(),
  SECRET_ARN: z.string().min(1),
  MAIL_LINK_ARN: z.string().min(1),
  MAIL_TRIAL_ARN: z.string().min(1),
});
export type ConsoleEnvironment = z.infer<typeof consoleEnvironment>;

export const readEnvironment = (): ConsoleEnvironment => consoleEnvironment.parse(process.env);
