import { describe, expect, it } from 'vitest';
import { isWorthALink, linkExpiry } from '../../functions/domain/placement/link-expiry.ts';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { campaign, gauthier, morin } from '../pages/tutor-home.ts';

/** SOPA 1 of 2026, which closes on Monday 16 November at 08:00 in Paris. */
const institution = await sampleInstitution();
const closing = '2026-11-16T07:00:00.000Z';

describe('a tutor’s link', () => {
  it('mailed during the campaign is valid until the campaign closes', () => {
    expect(linkExpiry(campaign, [morin], institution, '2026-10-09T14:00:00.000Z')).toBe(closing);
  });

  it('to several stages is valid until the last of them closes, as its own plan says', () => {
    const round = (at: string) => ({ at, nominal: at.slice(0, 10) });
    const late = {
      ...morin,
      plan: {
        assignment: { ...round('2026-10-09T14:00:00.000Z'), skip: false, onlyCorrections: false },
        briefing: { ...round('2026-10-09T14:00:00.000Z'), skip: true },
        rounds: [
          { ...round('2026-11-20T07:00:00.000Z'), occasion: 'request' as const },
          { ...round('2026-12-21T07:00:00.000Z'), occasion: 'closing' as const },
        ],
        dueDate: '2026-11-27',
        lateBy: 30,
      },
    };
    for (const stages of [
      [late, gauthier],
      [gauthier, late],
    ])
      expect(linkExpiry(campaign, stages, institution, '2026-10-09T14:00:00.000Z')).toBe(
        '2026-12-21T07:00:00.000Z',
      );
  });

  it('to no stage is worth nothing', () => {
    expect(isWorthALink(campaign, [], institution, '2026-10-09T14:00:00.000Z')).toBe(false);
    expect(linkExpiry(campaign, [], institution, '2026-10-09T14:00:00.000Z')).toBe(
      '2026-11-09T22:59:00.000Z',
    );
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
