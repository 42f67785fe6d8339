import type { Chance } from './chance.ts';

/** What may go wrong at a border, and how often, of a thousand occasions. */
const perMille = {
  /** DynamoDB turns a call away until the SDK gives up. */
  dynamoThrottled: 1,
  /** DynamoDB did it, the answer was lost, and the SDK asked again: a conditional write then meets itself. */
  dynamoAskedTwice: 2.5,
  /** DynamoDB did it, and no answer ever came. */
  dynamoAnswerLost: 1,
  /** What is written reaches an index later. Of a thousand writes, so many begin a lag. */
  indexesLag: 4,
  mailRefused: 25,
  mailThrottled: 25,
  /** SES does not answer, and has not taken the mail. */
  mailLost: 20,
  /** SES does not answer, and has taken the mail. */
  mailAnswerLost: 25,
  /** SES is away for hours: of a thousand mails, so many meet the beginning of it. */
  mailAway: 2,
  mailBounces: 15,
  mailBouncesForNow: 10,
  mailComplained: 5,
  mailRejected: 5,
  eventLate: 150,
  eventTwice: 100,
  /** Step Functions turns a call away until the SDK gives up. */
  executionThrottled: 6,
  /** Step Functions did it, and no answer ever came. */
  executionAnswerLost: 8,
  /** Step Functions takes no calls for hours, while what runs goes on; of a thousand calls, so many meet the beginning of it. */
  executionAway: 1,
  /** Somebody stops an execution behind the records' back. */
  executionGone: 0.05,
  /** A function dies before, or after, an effect of its. */
  functionDies: 1.5,
  /** A function is called twice with the same event, at once. */
  functionCalledTwice: 8,
  /** Whoever called a function believes it lost, and calls again while it still runs. */
  callerGivesUp: 4,
  /** A call takes seconds, minutes, or longer than its function may run. */
  callIsSlow: 2,
  /** A page's reader hears nothing, though the page was made. */
  pageCutOff: 40,
  /** The process of the home is killed, and started again; of a thousand steps of the whole. */
  homeKilled: 0.1,
  /** The home is killed and stays off for hours or days. */
  homeOff: 0.03,
  /** The clock jumps ahead while things are under way. */
  clockJumps: 0.2,
} as const;

export type Fault = keyof typeof perMille;
export const allFaults = Object.keys(perMille).filter((name): name is Fault => name in perMille);

/**
 * @param list `all`, `none`, or names with commas between them; `functionDies*10` is ten times as frequent.
 * @returns a fault as often as it is to weigh
 * @throws Error naming what is no fault
 */
export const faultsNamed = (list: string): Fault[] => {
  if (list === 'all') return allFaults;
  if (list === 'none') return [];
  return list.split(',').flatMap((one) => {
    const [name, weight = '1'] = one.split('*');
    const found = allFaults.find((fault) => fault === name);
    if (!found) throw new Error(`no fault is called ${name}; there are: ${allFaults.join(', ')}`);
    return Array.from({ length: Number(weight) }, () => found);
  });
};

/** Draws which faults strike. Counts what was injected, and what of it was seen to have an effect. */
export class Faults {
  readonly injected: Partial<Record<Fault, number>> = {};
  readonly effective: Partial<Record<Fault, number>> = {};
  readonly #chance: Chance;
  /** What strikes, and how much more often than usual. */
  readonly #chosen = new Map<Fault, number>();
  /** Some runs are quiet, some are bad. */
  readonly #intensity: number;
  isCalm = false;

  constructor(chance: Chance, chosen: readonly Fault[]) {
    this.#chance = chance;
    for (const fault of chosen) this.#chosen.set(fault, (this.#chosen.get(fault) ?? 0) + 1);
    // Alone or with few others, a fault strikes often enough to be seen.
    const among = this.#chosen.size === 1 ? 6 : this.#chosen.size <= 5 ? 4 : 1;
    this.#intensity = among * chance.pick([0.3, 1, 1, 2, 4]);
  }

  strikes(fault: Fault): boolean {
    const weight = this.#chosen.get(fault);
    if (this.isCalm || weight === undefined) return false;
    if (!this.#chance.happens(Math.min(0.5, (weight * perMille[fault] * this.#intensity) / 1000)))
      return false;
    this.injected[fault] = (this.injected[fault] ?? 0) + 1;
    return true;
  }

  /** It changed something. */
  seen(fault: Fault): void {
    this.effective[fault] = (this.effective[fault] ?? 0) + 1;
  }
}
