import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What the alarms and the dashboard count beyond what AWS counts by itself (namespace: the stack's name, dimension `service`). */
export type CountedEvent = 'PageFailed' | 'LinkAsked' | 'SignInFailed';

const metrics = new Metrics();

/** Counts one event; written at once as one embedded-metric line, for a page has no end of its own to flush at. */
export function countEvent(event: CountedEvent): void {
  metrics.addMetric(event, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
