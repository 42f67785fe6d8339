/** What the alarms and the dashboard count beyond what AWS counts by itself (namespace: the stack's name, dimension `service`). */
export type CountedEvent =
  | 'PageFailed'
  | 'LinkAsked'
  | 'SignInFailed'
  | 'LifecycleRestored'
  | 'MeetingRestored'
  | 'WorkResumed'
  | 'ExecutionStopped'
  | 'ReportUndistributed'
  | 'MailInDoubt';

/** Counts one event; written at once as one embedded-metric line, for a page has no end of its own to flush at. */
export const countEvent = (event: CountedEvent): Promise<void> => countEvents({ [event]: 1 });

/** Counts several, in one line. */
export async function countEvents(counts: Partial<Record<CountedEvent, number>>): Promise<void> {
  const { Metrics, MetricUnit } = await import('@aws-lambda-powertools/metrics');
  const metrics = new Metrics();
  for (const [event, count] of Object.entries(counts)) metrics.addMetric(event, MetricUnit.Count, count);
  metrics.publishStoredMetrics();
}
