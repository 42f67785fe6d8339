import * as z from 'zod';
import type { State } from './asl.ts';
import type { Outcome } from './branch.ts';
import type { Failure } from './errors.ts';
import type { Decision } from './interpret.ts';
import type { Situation } from './situation.ts';
import { readToken } from './tokens.ts';

/**
 * What happened in an execution, under the names and in the number of AWS's own history, whose 25,000 are a limit there:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export type NewEvent = { type: string; state?: string; value?: unknown };

/** An event without a value came with the one before: what a state gives is what the next one gets. */
export const entered = (state: State | undefined, name: string, value?: unknown): NewEvent => ({
  type: `${state?.Type}StateEntered`,
  state: name,
  value,
});

/** A call as it is made: with all that the function is given. */
export const called = (state: string, payload: unknown): NewEvent[] => [
  { type: 'TaskScheduled', state, value: payload },
  { type: 'TaskStarted', state },
];

/** What came of a state's work. */
export const settled = (state: string, outcome: Outcome): NewEvent =>
  outcome.kind === 'success'
    ? { type: 'TaskSucceeded', state, value: outcome.value }
    : failed(state, outcome);

const failed = (state: string, { error, cause }: Failure): NewEvent => ({
  type: failureTypes[error] ?? 'TaskFailed',
  state,
  value: { error, cause },
});
const failureTypes: Record<string, string> = {
  'States.Timeout': 'TaskTimedOut',
  'States.QueryEvaluationError': 'EvaluationFailed',
};

/** What a decision adds to the history, beside the end of the execution. */
export function eventsOf(decision: Decision, { branch, state, machine }: Situation): NewEvent[] {
  const events = decision.unevaluated ? [failed(branch.state, decision.unevaluated)] : [];
  if (decision.kind !== 'go' && decision.kind !== 'end') return events;
  events.push({ type: `${state.Type}StateExited`, state: branch.state, value: decision.output });
  if (decision.kind === 'go') events.push(entered(machine.states.get(decision.to), decision.to));
  return events;
}

const keptShape = z.object({
  at: z.number(),
  type: z.string(),
  state: z.string().optional(),
  /** JSON text, or its beginning. */
  text: z.string().optional(),
  /** Characters of the whole text, of one that was cut. */
  cutFrom: z.number().optional(),
});

export type HistoryEvent = {
  /** Counted from 1 within its execution. */
  number: number;
  /** ISO, on the home's clock. */
  at: string;
  type: string;
  state?: string | undefined;
  /** What went in or came out; the beginning of its JSON text if it was cut. */
  value?: unknown;
  cutFrom?: number | undefined;
};

/** What was kept as one, the last of which has this number in its execution. */
export function readEvents(last: number, batch: unknown): HistoryEvent[] {
  const kept = z.array(keptShape).parse(batch);
  return kept.map(({ at, type, state, ...own }, index) => {
    const { text, cutFrom } = type.endsWith('StateEntered') && !own.text ? (kept[index - 1] ?? own) : own;
    const event = { number: last - kept.length + 1 + index, at: new Date(at).toISOString(), type, state };
    if (text === undefined) return event;
    return { ...event, cutFrom, value: cutFrom === undefined ? JSON.parse(text) : text };
  });
}

const mask = '[masqué]';
/** More than any value of a healthy execution; a longer one is cut, and says how long it was. */
const longestKept = 4096;

/** An event as it is kept: whoever reads it must not be able to ring or to enter. */
export function keptEvent({ type, state, value }: NewEvent, at: number): z.infer<typeof keptShape> {
  if (value === undefined) return { at, type, state };
  const text = masked(JSON.stringify(value));
  if (text.length <= longestKept) return { at, type, state, text };
  return { at, type, state, text: text.slice(0, longestKept), cutFrom: text.length };
}

const masked = (text: string): string =>
  text
    .replace(/\/([re])\/[\w-]{16,}/g, `/$1/${mask}`)
    .replace(/"(\w*(?:token|secret|password|cookie)\w*)":"(?:[^"\\]|\\.)*"/gi, `"$1":"${mask}"`)
    .replace(/[\w-]{40,}/g, (word) => (readToken(word) ? mask : word));
