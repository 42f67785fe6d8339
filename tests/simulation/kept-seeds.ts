/** Plays that once broke a promise: each is played again whenever the tests are, with a line on what it was. */
export const keptSeeds: readonly { seed: number; placements: number; faults: string; was: string }[] = [
  {
    ...{ seed: 4, placements: 12, faults: 'all' },
    was: 'the history said « reminded » where only the delegate’s notice of it had left (j)',
  },
  {
    ...{ seed: 3, placements: 12, faults: 'all' },
    was: 'a second attempt’s older reading of a claim took out of it whom its mail named, and a sibling was written to twice (c)',
  },
  {
    ...{ seed: 6, placements: 12, faults: 'all' },
    was: 'where SES did not answer for a reminder, the next one kept its distance from when it had been planned (i)',
  },
  {
    ...{ seed: 16, placements: 12, faults: 'all' },
    was: 'delegates got one mail for each stage that came apart from its day, every one with the whole list (c)',
  },
  {
    ...{ seed: 10, placements: 12, faults: 'all' },
    was: 'a home that had been off over the weekend sent on Saturday what was to leave on Friday (i)',
  },
];
