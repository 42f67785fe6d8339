import * as z from 'zod';
import { auditEnvironment, tableEnvironment } from '../../environment.ts';

/** What the sign-in function reads from its environment. */
const authEnvironment = tableEnvironment.extend({
  ...auditEnvironment.shape,
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  SECRET_ARN: z.string().min(1),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_ROLE_CLAIM: z.string().min(1),
  OIDC_SITES_CLAIM: z.string().min(1),
  /** Levels of authentication to ask for, best first, separated by spaces; none, where the provider decides. */
  OIDC_ACR_VALUES: z.string().default(''),
});
export type AuthEnvironment = z.infer<typeof authEnvironment>;

export const readEnvironment = (): AuthEnvironment => authEnvironment.parse(process.env);
