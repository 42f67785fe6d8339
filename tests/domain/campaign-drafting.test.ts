import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  campaignIdCandidates,
  type DraftFields,
  draftCampaign,
  emptyDraftFields,
  timetableFields,
  usualYear,
} from '../../functions/domain/timetable/campaign-drafting.ts';
import { campaignId, defaultTimetable } from '../../schemas/campaign.ts';
import type { Staff } from '../../schemas/staff.ts';
import { institution } from './stages.ts';

const administrator: Staff = { subject: 'a', name: 'Camille Fournier', role: 'administrator', sites: [] };
const registrar: Staff = { subject: 'r', name: 'Solène Métayer', role: 'registrar', sites: ['niort'] };
const september = '2026-09-14T07:00:00.000Z';

const filled = (changes: DraftFields = {}): DraftFields => ({
  ...emptyDraftFields(administrator, institution, september),
  stage: 'sopa1',
  from1: '2026-10-05',
  to1: '2026-10-09',
  ...changes,
});
const problemsOf = (changes: DraftFields, staff = administrator) => {
  const checked = draftCampaign(filled(changes), institution, staff);
  return checked.kind === 'incomplete' ? checked.problems.map(({ field }) => field) : [];
};

test('the form as it opens, with a stage and its dates, is the default timetable for every site', () => {
  expect(draftCampaign(filled(), institution, administrator)).toEqual({
    kind: 'draft',
    draft: {
      year: 2026,
      stage: 'sopa1',
      siteIds: ['poitiers', 'niort', 'angouleme', 'la-rochelle'],
      periods: [{ from: '2026-10-05', to: '2026-10-09' }],
      timetable: defaultTimetable,
    },
  });
});

test('a registrar is offered their own sites, and cannot take another by hand', () => {
  expect(emptyDraftFields(registrar, institution, september).sites).toEqual(['niort']);
  expect(problemsOf({ sites: ['niort', 'poitiers'] }, registrar)).toEqual(['sites']);
});

test('dates as a person writes them where the browser has no calendar are understood', () => {
  expect(problemsOf({ from1: '5/10/2026', to1: '09/10/2026' })).toEqual([]);
});

test('each field that is wrong has its own sentence', () => {
  expect(problemsOf({ stage: 'sopa9' })).toEqual(['stage']);
  expect(problemsOf({ year: '26' })).toEqual(['year']);
  expect(problemsOf({ from1: '2026-02-31' })).toEqual(['from1']);
  expect(problemsOf({ from1: '2026-10-09', to1: '2026-10-05' })).toEqual(['to1']);
  expect(problemsOf({ from1: '2026-10-05', to1: '2026-12-05' })).toEqual(['to1']);
  expect(problemsOf({ from1: '2024-10-05', to1: '2024-10-09' })).toEqual(['from1']);
  expect(problemsOf({ from2: '2026-10-08', to2: '2026-10-15' })).toEqual(['from2']);
  expect(problemsOf({ from2: '2027-05-10' })).toEqual(['to2']);
  expect(problemsOf({ requestTime: '25:00' })).toEqual(['requestTime']);
  expect(problemsOf({ requestTime: '06:59' })).toEqual(['requestTime']);
  expect(problemsOf({ requestTime: '20:00' })).toEqual(['requestTime']);
  expect(problemsOf({ dueDays: '0' })).toEqual(['dueDays']);
});

test('a reminder before its request, or rounds in the wrong order, are refused', () => {
  expect(problemsOf({ reminder1Days: '7' })).toEqual(['reminder1Days']);
  expect(problemsOf({ reminder3Days: '1' })).toEqual(['reminder3Days']);
  expect(problemsOf({ closingDays: '8' })).toEqual(['closingDays']);
});

test('a timetable survives its form, whatever its days', () => {
  const day = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(day, day, day, day, (a, b, c, d) => {
      const timetable = {
        ...defaultTimetable,
        reminder2: { days: a, time: '09:30' },
        reminder3: { days: a + b, time: '08:00' },
        escalation: { days: a + b + c, time: '08:00' },
        closing: { days: a + b + c + d, time: '19:39' },
      };
      const checked = draftCampaign(filled(timetableFields(timetable)), institution, administrator);
      expect(checked.kind === 'draft' && checked.draft.timetable).toEqual(timetable);
    }),
  );
});

test('nothing that a form may hold makes the check throw', () => {
  const anything = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(filled()), 'from2', 'to2'), anything),
      (typed) => {
        expect(['draft', 'incomplete']).toContain(
          draftCampaign({ ...filled(), ...typed }, institution, registrar).kind,
        );
      },
    ),
  );
});

test('the year proposed is the one that begins in September, from July on', () => {
  expect(usualYear('2026-06-30T12:00:00.000Z')).toBe(2025);
  expect(usualYear('2026-07-01T12:00:00.000Z')).toBe(2026);
  expect(usualYear('2027-03-01T12:00:00.000Z')).toBe(2026);
});

test('further campaigns of a year and stage have names of their own', () => {
  const names = campaignIdCandidates(2026, 'sopa1');
  expect(names.slice(0, 3)).toEqual(['2026-sopa1', '2026-sopa1-2', '2026-sopa1-3']);
  for (const name of names) expect(campaignId.safeParse(name).success).toBe(true);
});
