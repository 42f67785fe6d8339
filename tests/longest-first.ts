import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What lives through weeks on the home's clock, or builds, takes a minute where most take seconds: it begins first, so that nothing long
 * is left for the end, when one core has nothing to do.
 */
const long = [
  /\/workflow\//,
  /\/journeys\//,
  /\/local\/source-changes\./,
  /\/records\/(deployment|history)\./,
  /\/simulation\/simulation\./,
  /-browser\./,
  /\/infra\/(nag|context)\./,
  /\/pages\//,
];

const rank = ({ moduleId }: TestSpecification): number => {
  const found = long.findIndex((one) => one.test(moduleId));
  return found === -1 ? long.length : found;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Within a rank as it was: by what the last run took, or by size.
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => rank(a) - rank(b));
  }
}
