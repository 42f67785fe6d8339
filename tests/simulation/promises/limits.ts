import type { Watch, Watched } from './watch.ts';

const mostEvents = 5_000;
const largestPayload = 128 * 1024;

/** (k) No execution comes near what Step Functions bears: 25,000 events of a history, 256 KiB of a state. */
export const limits = ({ broken }: Watched): Watch => ({
  seen(observation) {
    if (observation.kind !== 'execution') return;
    const { name, events, largestPayload: bytes } = observation;
    if (events > mostEvents) broken('k', `the history of ${name} has ${events} events`);
    if (bytes > largestPayload) broken('k', `${name} was handed ${bytes} bytes`);
  },
});
