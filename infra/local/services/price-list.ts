/**
 * List prices of AWS in Europe (Paris), eu-west-3, in US dollars before tax and free tiers, as noted on `asOf`. The
 * development machine has no network: read them again on the pages of `source` before quoting an amount to anybody.
 * Only what `GET /_local/meter` counts; storage, data transfer, logs, the secret and Cognito are left out.
 */
export const priceList = {
  asOf: '2026-11-01',
  region: 'eu-west-3',
  currency: 'USD',
  source: 'https://aws.amazon.com/{step-functions,lambda,dynamodb,ses,api-gateway}/pricing/',
  /** Standard workflows, per state transition. */
  stateTransitions: 0.0297 / 1000,
  lambdaInvocations: 0.2 / 1e6,
  /** arm64. */
  lambdaGbSeconds: 0.0000133334,
  /** On demand, standard table class. */
  readUnits: 0.1484 / 1e6,
  writeUnits: 0.7423 / 1e6,
  mails: 0.1 / 1000,
  attachmentBytes: 0.12 / 1e9,
  /** HTTP API, per request of up to 512 KB. */
  httpRequests: 1.17 / 1e6,
} as const;

export const counters = [
  'stateTransitions',
  'lambdaInvocations',
  'lambdaMs',
  'lambdaGbSeconds',
  'readUnits',
  'writeUnits',
  'readRequests',
  'readItems',
  'writeRequests',
  'mails',
  'attachmentBytes',
  'httpRequests',
] as const;
export type Counter = (typeof counters)[number];

/** What is counted to be looked at, and not billed as such: milliseconds are billed as gigabyte-seconds, requests as units. */
type Unpriced = 'lambdaMs' | 'readRequests' | 'readItems' | 'writeRequests';
const isPriced = (counter: Counter): counter is Exclude<Counter, Unpriced> => counter in priceList;

/** Dollars for these counts, in all and by counter. */
export function priceOf(counts: Record<Counter, number>): {
  total: number;
  byCounter: Record<string, number>;
} {
  const byCounter: Record<string, number> = {};
  for (const counter of counters) {
    if (isPriced(counter)) byCounter[counter] = counts[counter] * priceList[counter];
  }
  return { total: Object.values(byCounter).reduce((sum, amount) => sum + amount, 0), byCounter };
}
