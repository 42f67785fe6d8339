import { z } from 'zod';
import { tableEnvironment } from '../../environment.ts';
import { launchEnvironment, lifecycleEnvironment } from '../../workflow/executions.ts';

/** What the console reads from its environment. */
const consoleEnvironment = tableEnvironment.extend({
  ...lifecycleEnvironment.shape,
  ...launchEnvironment.shape,
  PUBLIC_URL: z.url(),
  SECRET_ARN: z.string().min(1),
});
export type ConsoleEnvironment = z.infer<typeof consoleEnvironment>;

export const readEnvironment = (): ConsoleEnvironment => consoleEnvironment.parse(process.env);
