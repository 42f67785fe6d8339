import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isQuietDay } from '../../functions/domain/timetable/quiet-days.ts';
import { sampleCampaign } from '../../infra/local/sample/sample-campaign.ts';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { campaign } from '../../schemas/campaign.ts';
import { placement } from '../../schemas/placement.ts';

const institution = await sampleInstitution();

test('the sample institution is the four sites of the académie de Poitiers', () => {
  expect(institution.sites.map(({ name, university }) => [name, university])).toEqual([
    ['Poitiers', 'Université de Poitiers'],
    ['Niort', 'Université de Poitiers'],
    ['Angoulême', 'Université de Poitiers'],
    ['La Rochelle', 'La Rochelle Université'],
  ]);
});

test('every address of the samples is one that can never exist', () => {
  const { placements } = sampleCampaign('2026-09-01T08:00:00.000Z', institution);
  const addresses = JSON.stringify([institution, placements]).match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(50);
  for (const address of addresses) expect(address).toMatch(/\.example$/);
});

test('the sample stage lies two to eight weeks ahead on days of class, whatever day of the school year it is', () => {
  let day = Temporal.PlainDate.from('2026-08-25');
  while (Temporal.PlainDate.compare(day, '2027-05-20') < 0) {
    const sample = sampleCampaign(`${day}T08:00:00.000Z`, institution);
    const [period] = campaign.parse(sample.campaign).periods;
    const from = Temporal.PlainDate.from(period?.from ?? '');
    expect(from.dayOfWeek).toBe(1);
    const ahead = day.until(from, { largestUnit: 'days' }).days;
    expect(ahead, day.toString()).toBeGreaterThanOrEqual(14);
    expect(ahead, day.toString()).toBeLessThanOrEqual(56);
    expect(isQuietDay(period?.from ?? '', institution)).toBe(false);
    day = day.add({ days: 5 });
  }
});

test('two dozen placements on every site, each tutor with two students', () => {
  const { placements } = sampleCampaign('2026-09-01T08:00:00.000Z', institution);
  expect(placements.map((each) => placement.parse(each))).toHaveLength(24);
  expect(new Set(placements.map(({ studentNumber }) => studentNumber)).size).toBe(24);
  expect(new Set(placements.map(({ tutor }) => tutor.email)).size).toBe(12);
  expect(new Set(placements.map(({ siteId }) => siteId)).size).toBe(4);
});
