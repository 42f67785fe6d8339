import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Institute } from '../../schemas/programme.ts';
import type { Period } from '../../schemas/time.ts';
import { defaultTimetable, type Timetable } from '../../schemas/timetable.ts';
import { poitiersProgramme } from '../poitiers.ts';

/** An institution with the school holidays of zone A in 2026-2027, as its content has them. */
export const institution: Institute = {
  name: 'INSPÉ de démonstration',
  academy: 'académie de démonstration',
  timeZone: 'Europe/Paris',
  sites: [
    ['poitiers', 'Poitiers'],
    ['niort', 'Niort'],
    ['angouleme', 'Angoulême'],
    ['la-rochelle', 'La Rochelle'],
  ].map(([siteId = '', name = '']) => ({
    siteId,
    name,
    campus: name,
    university: 'Université de démonstration',
    registrars: [{ name: 'Camille Roy', email: `scolarite.${siteId}@univ.example` }],
    delegate: { name: 'Dominique Petit', email: `delegue.${siteId}@univ.example` },
  })),
  quietPeriods: [
    { label: 'Toussaint', from: '2026-10-17', to: '2026-11-01' },
    { label: 'Noël', from: '2026-12-19', to: '2027-01-03' },
    { label: 'Hiver', from: '2027-02-13', to: '2027-02-28' },
    { label: 'Printemps', from: '2027-04-10', to: '2027-04-25' },
  ],
  senderName: 'INSPÉ de démonstration',
  contactEmail: 'contact@univ.example',
  sendRatePerSecond: 10,
  programme: poitiersProgramme,
};

export const sopa1: Period = { from: '2026-10-05', to: '2026-10-09' };

export const plusDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** A period of one day to three weeks in the school year 2026-2027. */
export const anyPeriod: fc.Arbitrary<Period> = fc
  .record({ start: fc.integer({ min: 0, max: 300 }), length: fc.integer({ min: 0, max: 20 }) })
  .map(({ start, length }) => {
    const from = plusDays('2026-09-01', start);
    return { from, to: plusDays(from, length) };
  });

/** One period, or the two of a split stage. */
export const anyPeriods: fc.Arbitrary<Period[]> = fc.oneof(
  anyPeriod.map((period) => [period]),
  fc.tuple(anyPeriod, fc.integer({ min: 1, max: 200 })).map(([first, pause]) => {
    const from = plusDays(first.to, pause);
    return [first, { from, to: plusDays(from, 4) }];
  }),
);

const anyOffset = fc.record({
  days: fc.integer({ min: -60, max: 120 }),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
});

/** The default timetable, or any that the schema allows, however unreasonable. */
export const anyTimetable: fc.Arbitrary<Timetable> = fc.oneof(
  fc.constant(defaultTimetable),
  fc.record({
    briefing: anyOffset,
    request: anyOffset,
    dueDays: fc.integer({ min: 1, max: 60 }),
    reminder1: anyOffset,
    reminder2: anyOffset,
    reminder3: anyOffset,
    escalation: anyOffset,
    closing: anyOffset,
  }),
);

/** A moment of the school year and the summer around it. */
export const anyInstant: fc.Arbitrary<string> = fc
  .date({ min: new Date('2026-08-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
