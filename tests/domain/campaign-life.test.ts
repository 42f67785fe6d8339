import { describe, expect, test } from 'vitest';
import { launchesOf, launchRuns, withNextLaunch } from '../../functions/domain/placement/campaign-life.ts';
import { launchedCampaign, preparedCampaign } from './placements.ts';

const now = '2026-09-15T08:00:00.000Z';

describe('a campaign', () => {
  test('that is prepared is launched by whoever does it, and the launch is due from then on', () => {
    expect(launchesOf(preparedCampaign)).toBe(0);
    expect(withNextLaunch(preparedCampaign, 24, 'Camille Fournier', now)).toEqual({
      ...preparedCampaign,
      status: 'launched',
      launchedAt: now,
      launchedBy: 'Camille Fournier',
      launches: 1,
      launchSize: 24,
      launchDue: now,
    });
  });

  test('that is launched again keeps who launched it first, and when', () => {
    expect(launchesOf(launchedCampaign)).toBe(1);
    expect(withNextLaunch(launchedCampaign, 30, 'Camille Fournier', now)).toEqual({
      ...launchedCampaign,
      launches: 2,
      launchSize: 30,
      launchDue: now,
    });
  });

  test('whose launch runs has none due any more, however often that is said', () => {
    expect(launchRuns({ ...launchedCampaign, launchDue: now })).toEqual(launchedCampaign);
    expect(launchRuns(launchedCampaign)).toBe(launchedCampaign);
  });

  test('that was never launched has no launch that could run', () => {
    expect(() => launchRuns(preparedCampaign)).toThrow('campaign 2026-sopa1 is not launched');
  });
});
