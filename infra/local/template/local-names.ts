/** The account and region that every ARN of the one-machine home names: made up, and the same at every start. */
export const localPartition = 'aws';
export const localRegion = 'eu-west-3';
export const localAccount = '000000000000';

export const localArn = (service: string, resource: string): string =>
  `arn:${localPartition}:${service}:${localRegion}:${localAccount}:${resource}`;

/** Where the one-machine sign-in answers, below the public URL. */
export const signInPath = '/_local/oidc';
