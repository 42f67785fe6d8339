import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Counter, priceList } from '../../infra/local/services/price-list.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import type { Figure } from './figure.ts';

/**
 * List prices of what the home's meter leaves out, eu-west-3, in US dollars before tax and free tiers, as noted on the day of
 * `priceList` and to be read again like those.
 */
const otherPrices = {
  /** CloudWatch Logs, per GB taken in. */
  logs: 0.5985 / 1e9,
  /** A month. */
  secret: 0.4,
  alarm: 0.1,
};
/** What Lambda itself writes to the log of each invocation: START, END and REPORT, in bytes. */
const platformLines = 500;
/** Stages of a student's year. */
const stages = 4;
const students = 1_500;

/** Each service with the counters that it bills. */
const services: [
  name: string,
  counters: Exclude<Counter, 'lambdaMs' | 'readRequests' | 'readItems' | 'writeRequests'>[],
][] = [
  ['SES', ['mails', 'attachmentBytes']],
  ['Step Functions', ['stateTransitions']],
  ['DynamoDB', ['readUnits', 'writeUnits']],
  ['Lambda', ['lambdaInvocations', 'lambdaGbSeconds']],
  ['API Gateway', ['httpRequests']],
];

/** Bytes that the functions wrote to their logs. */
export const logBytes = (folder: string): number =>
  readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** What a played campaign would cost on AWS, beside its floor: the price of its mails alone. In thousandths of a dollar. */
export const bill = async (
  assembly: string,
  { placements, counts, logs }: { placements: number; counts: Record<string, number>; logs: number },
): Promise<Figure[]> => {
  const count = (counter: string) => counts[counter] ?? 0;
  const each = (dollars: number) => (dollars * 1000) / placements;
  const byService = services.map(([name, counters]): [string, number] => [
    name,
    each(counters.reduce((sum, counter) => sum + count(counter) * priceList[counter], 0)),
  ]);
  const written = logs + count('lambdaInvocations') * platformLines;
  byService.push(['CloudWatch Logs', each(written * otherPrices.logs)]);
  const total = byService.reduce((sum, [, thousandths]) => sum + thousandths, 0);
  const floor = { name: 'its mails alone', value: each(count('mails') * priceList.mails) };

  const { template } = await readAssembly(assembly);
  const standing = Object.values(template.Resources).reduce((sum, { Type }) => {
    if (Type === 'AWS::SecretsManager::Secret') return sum + otherPrices.secret * 12;
    return Type === 'AWS::CloudWatch::Alarm' ? sum + otherPrices.alarm * 12 : sum;
  }, 0);
  const placementsOfYear = stages * students;
  const ofYear = (thousandths: number) => (thousandths * placementsOfYear) / 1000;
  const perPlacement = (what: string, counter: string): Figure => ({
    ...{ name: `${what} per placement`, value: count(counter) / placements, unit: '' },
  });
  return [
    {
      ...{ name: 'bill of a placement’s stage', value: total, unit: '$ per 1,000' },
      ...{ baseline: floor, goal: { atMost: 1.5, of: 'ratio' } },
    },
    ...byService.map(
      ([name, value]): Figure => ({
        name: `  of which ${name}`,
        value,
        unit: '$ per 1,000',
        baseline: floor,
      }),
    ),
    {
      ...{ name: `a year: ${stages} stages of ${students.toLocaleString('en')} students`, unit: '$' },
      ...{ value: ofYear(total), baseline: { ...floor, value: ofYear(floor.value) } },
    },
    { name: '  and what stands all year: alarms and the secret', value: standing, unit: '$' },
    perPlacement('mails', 'mails'),
    perPlacement('state transitions', 'stateTransitions'),
    perPlacement('function invocations', 'lambdaInvocations'),
    perPlacement('requests of pages', 'httpRequests'),
  ];
};
