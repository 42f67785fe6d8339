import * as z from 'zod';

const settings = z.object({
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().optional(),
});
/** The throttling of an HTTP API's stage: for each route its own, else the stage's. */
export const stageThrottling = z.object({
  DefaultRouteSettings: settings.default({}),
  RouteSettings: z.record(z.string(), settings).default({}),
});
export type StageThrottling = z.output<typeof stageThrottling>;

/**
 * API Gateway's token buckets: a route's burst, refilled at its rate. In real seconds, for it is this machine that is spared,
 * whatever its clock plays.
 * @param elapsed real milliseconds since anything
 * @returns whether a request of the route is let through
 */
export function openThrottle(
  { DefaultRouteSettings, RouteSettings }: StageThrottling,
  elapsed: () => number,
) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (routeKey: string): boolean => {
    const own = RouteSettings[routeKey];
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = own ?? DefaultRouteSettings;
    if (rate === undefined || burst === undefined) return true;
    const name = own ? routeKey : '';
    const now = elapsed();
    const bucket = buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    buckets.set(name, { tokens: Math.max(0, tokens - 1), at: now });
    return tokens >= 1;
  };
}
