/** What the alarms and the dashboard count beyond what AWS counts by itself (namespace: the stack's name, dimension `service`). */
export type CountedEvent = 'PageFailed' | 'LinkAsked' | 'SignInFailed';

/** Counts one event; written at once as one embedded-metric line, for a page has no end of its own to flush at. */
export async function countEvent(event: CountedEvent): Promise<void> {
  const { Metrics, MetricUnit } = await import('@aws-lambda-powertools/metrics');
  const metrics = new Metrics();
  metrics.addMetric(event, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
