import type { Node } from 'constructs';
import * as z from 'zod';
import { emailAddress } from '../schemas/institution.ts';

/** What `cdk synth -c name=value` can set. Everything has a default, so that the app synthesizes with nothing given. */
const deploymentContext = z
  .object({
    /** The stack's name: another for a second institution in the same account. */
    stackName: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9-]{1,30}$/)
      .default('Sopa'),
    /** Personal data stays in the European Union unless somebody says otherwise, by name. */
    region: z
      .string()
      .regex(
        /^eu-(west|central|north|south)-\d$/,
        'region is one of the European Union: eu-west-3, eu-central-1…',
      )
      .default('eu-west-3'),
    /** The institution's own name for the pages, with a certificate of the region; the API's endpoint is then closed. */
    domainName: z.hostname().optional(),
    certificateArn: z.string().startsWith('arn:aws:acm:').optional(),
    /** A Route 53 zone of the account that the name belongs to; without it the deployment prints the CNAME to set. */
    hostedZoneId: z.string().optional(),
    hostedZoneName: z.hostname().optional(),
    /** Base address of the pages without trailing slash, where something else leads to them; by default the domain's. */
    publicUrl: z
      .url({ protocol: /^https$/ })
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
    /** Another OpenID Connect provider than the stack's own user pool: both, or neither. Over TLS, as everything that leaves. */
    oidcIssuer: z.url({ protocol: /^https$/ }).optional(),
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
  .refine(
    ({ domainName, certificateArn }) => (domainName === undefined) === (certificateArn === undefined),
    'domainName and certificateArn are given together',
  )
  .refine(
    ({ hostedZoneId, hostedZoneName, domainName }) =>
      (hostedZoneId === undefined) === (hostedZoneName === undefined) &&
      (hostedZoneId === undefined || domainName !== undefined),
    'hostedZoneId and hostedZoneName are given together, with domainName',
  )
  .refine(
    ({ certificateArn, region }) => certificateArn === undefined || certificateArn.split(':')[3] === region,
    'certificateArn is of another region',
  )
  .transform((context) => ({
    ...context,
    publicUrl: context.publicUrl ?? (context.domainName && `https://${context.domainName}`),
    mailFrom: context.mailFrom ?? `sopa@${context.mailDomain}`,
  }))
  .refine(
    ({ mailFrom, mailDomain }) => mailFrom.endsWith(`@${mailDomain}`),
    'mailFrom is an address of mailDomain, the only domain this stack may send from',
  );
export type DeploymentContext = z.infer<typeof deploymentContext>;

const names = [
  'stackName',
  'region',
  'domainName',
  'certificateArn',
  'hostedZoneId',
  'hostedZoneName',
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
