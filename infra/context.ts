import type { Node } from 'constructs';
import { z } from 'zod';
import { emailAddress } from '../schemas/institution.ts';

/** What `cdk synth -c name=value` can set. Everything has a default, so that the app synthesizes with nothing given. */
const deploymentContext = z
  .object({
    /** Base address of the pages without trailing slash; by default the HTTP API's own endpoint. */
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !url.endsWith('/'), 'publicUrl has no trailing slash')
      .optional(),
    /** Domain that SES signs for. */
    mailDomain: z.hostname().default('sopa.example'),
    /** Address every mail comes from; by default `sopa@` the mail domain. */
    mailFrom: emailAddress.optional(),
    /** Who is told when an alarm goes off; by default nobody is subscribed. */
    alarmEmail: emailAddress.optional(),
    /** Prefix of the managed login's domain, unique in the region; by default `sopa-` and the account's number. */
    loginPrefix: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
      .optional(),
    /** Another OpenID Connect provider than the stack's own user pool: both, or neither. */
    oidcIssuer: z.url({ protocol: /^https?$/ }).optional(),
    oidcClientId: z.string().min(1).optional(),
    oidcRoleClaim: z.string().min(1).default('role'),
    oidcSitesClaim: z.string().min(1).default('sites'),
    /** Levels of authentication (`acr_values`) to ask that provider for, separated by spaces: those of a second factor. */
    oidcAcrValues: z.string().min(1).optional(),
  })
  .refine(
    ({ oidcIssuer, oidcClientId }) => (oidcIssuer === undefined) === (oidcClientId === undefined),
    'oidcIssuer and oidcClientId are given together',
  )
  .transform((context) => ({ ...context, mailFrom: context.mailFrom ?? `sopa@${context.mailDomain}` }))
  .refine(
    ({ mailFrom, mailDomain }) => mailFrom.endsWith(`@${mailDomain}`),
    'mailFrom is an address of mailDomain, the only domain this stack may send from',
  );
export type DeploymentContext = z.infer<typeof deploymentContext>;

const names = [
  'publicUrl',
  'mailDomain',
  'mailFrom',
  'alarmEmail',
  'loginPrefix',
  'oidcIssuer',
  'oidcClientId',
  'oidcRoleClaim',
  'oidcSitesClaim',
  'oidcAcrValues',
] as const;

/** @throws ZodError naming the context value that cannot be used. */
export const readContext = (node: Node): DeploymentContext =>
  deploymentContext.parse(Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)])));
