import { describe, expect, it } from 'vitest';
import { isWorthALink, linkExpiry } from '../../functions/domain/placement/link-expiry.ts';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { campaign, morin } from '../pages/tutor-home.ts';

/** SOPA 1 of 2026, which closes on Monday 16 November at 08:00 in Paris. */
const institution = await sampleInstitution();
const closing = '2026-11-16T07:00:00.000Z';

describe('a tutor’s link', () => {
  it('mailed during the campaign is valid until the campaign closes', () => {
    expect(linkExpiry(campaign, [morin], institution, '2026-10-09T14:00:00.000Z')).toBe(closing);
  });

  it('mailed at the end of it outlives the wait by a month', () => {
    expect(linkExpiry(campaign, [morin], institution, '2026-11-13T08:00:00.000Z')).toBe(
      '2026-12-14T22:59:00.000Z',
    );
  });

  it.each([
    ['2026-10-09T14:00:00.000Z', true],
    ['2026-12-17T08:00:00.000Z', true],
    ['2026-12-18T08:00:00.000Z', false],
    ['2027-10-09T14:00:00.000Z', false],
  ])('asked for on %s: mailed %s', (now, isMailed) => {
    expect(isWorthALink(campaign, [morin], institution, now)).toBe(isMailed);
  });
});
