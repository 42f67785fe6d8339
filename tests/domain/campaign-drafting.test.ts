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
import { campaignId } from '../../schemas/campaign.ts';
import type { Staff } from '../../schemas/staff.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
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

test.each<[DraftFields, string, string]>([
  [{ stage: 'sopa9' }, 'stage', 'Choisissez le stage : SOPA 1, SOPA 2, SOPA 3 ou SOPA 4.'],
  [
    { year: '26' },
    'year',
    'Indiquez l’année de la rentrée avec quatre chiffres, par exemple 2026 pour 2026-2027.',
  ],
  [{ sites: [] }, 'sites', 'Choisissez au moins un site.'],
  [{ sites: ['rochefort'] }, 'sites', 'Choisissez parmi les sites que vous gérez.'],
  [{ from1: '' }, 'from1', 'Indiquez le premier jour du stage.'],
  [{ from1: [] }, 'from1', 'Indiquez le premier jour du stage.'],
  [
    { year: '' },
    'year',
    'Indiquez l’année de la rentrée avec quatre chiffres, par exemple 2026 pour 2026-2027.',
  ],
  [
    { reminder1Days: '0', reminder2Days: '0' },
    'reminder2Days',
    'À cette date, la deuxième relance ne viendrait pas après la première relance.',
  ],
  [{ to1: ' ' }, 'to1', 'Indiquez le dernier jour du stage.'],
  [{ from1: '31/02/2026' }, 'from1', 'La date « 31/02/2026 » n’existe pas. Écrivez par exemple 05/10/2026.'],
  [
    { from1: 'le premier lundi d’octobre' },
    'from1',
    'La date « le premier lundi d’o » n’existe pas. Écrivez par exemple 05/10/2026.',
  ],
  [
    { to1: '2026-10-04' },
    'to1',
    'Le dernier jour (dimanche 4 octobre 2026) précède le premier (lundi 5 octobre 2026).',
  ],
  [
    { to1: '2026-11-05' },
    'to1',
    'Une période dure au plus 31 jours. Pour un stage en deux fois, remplissez la deuxième période.',
  ],
  [
    { from1: '2024-10-05', to1: '2024-10-09' },
    'from1',
    'Ces dates sont en dehors de l’année universitaire 2026-2027.',
  ],
  [
    { from2: '2026-10-09', to2: '2026-10-16' },
    'from2',
    'La deuxième période doit commencer après la fin de la première (vendredi 9 octobre 2026).',
  ],
  [{ requestTime: '8h' }, 'requestTime', 'Écrivez l’heure comme ceci : 08:00.'],
  [
    { closingTime: '19:40' },
    'closingTime',
    'Les courriels partent entre 07:00 et 19:40 : choisissez une heure de la journée.',
  ],
  [{ dueDays: '61' }, 'dueDays', 'Écrivez un nombre de jours entre 1 et 60.'],
  [{ briefingDays: '-1' }, 'briefingDays', 'Écrivez un nombre de jours entre 0 et 60.'],
  [
    { requestDays: '4' },
    'reminder1Days',
    'À cette date, la première relance ne viendrait pas après la demande du compte-rendu.',
  ],
  [
    { reminder2Days: '4' },
    'reminder3Days',
    'À cette date, la troisième relance ne viendrait pas après la deuxième relance.',
  ],
  [
    { reminder3Days: '8' },
    'escalationDays',
    'À cette date, l’alerte au délégué ne viendrait pas après la troisième relance.',
  ],
  [
    { closingDays: '8' },
    'closingDays',
    'À cette date, la clôture ne viendrait pas après l’alerte au délégué.',
  ],
])('%o is told, at the field %s: %s', (changes, field, message) => {
  const checked = draftCampaign(filled(changes), institution, administrator);
  const problems = checked.kind === 'incomplete' ? checked.problems : [];
  const said = problems.map((one) => ({ ...one, message: one.message.replaceAll('\u00a0', ' ') }));
  expect(said).toEqual([{ field, message }]);
});

test('a field that is wrong hides what depends on it, and nothing else', () => {
  expect(problemsOf({ year: '', from1: '2024-10-05', to1: '2024-10-09' })).toEqual(['year']);
  expect(problemsOf({ dueDays: '0', closingDays: '0' })).toEqual(['dueDays']);
  expect(problemsOf({ stage: '', closingDays: '0' })).toEqual(['stage', 'closingDays']);
  expect(problemsOf({ from1: '', from2: '2026-10-12', to2: '2026-10-16' })).toEqual(['from1']);
  expect(problemsOf({ to2: '2026-10-16' })).toEqual(['from2']);
});

test('what lies on a bound is taken', () => {
  const draftOf = (changes: DraftFields) => {
    const checked = draftCampaign(filled(changes), institution, administrator);
    if (checked.kind === 'incomplete') throw new Error(JSON.stringify(checked.problems));
    return checked.draft;
  };
  expect(draftOf({ to1: '2026-11-04' }).periods).toEqual([{ from: '2026-10-05', to: '2026-11-04' }]);
  expect(draftOf({ to1: '2026-10-05' }).periods).toEqual([{ from: '2026-10-05', to: '2026-10-05' }]);
  expect(draftOf({ from1: '2026-08-15', to1: '2026-08-20' }).periods).toHaveLength(1);
  expect(problemsOf({ from1: '2027-08-10', to1: '2027-08-15' })).toEqual(['from1']);
  expect(draftOf({ from1: '2027-08-10', to1: '2027-08-14' }).periods).toHaveLength(1);
  expect(draftOf({ from2: '2026-10-10', to2: '2026-10-16' }).periods).toEqual([
    { from: '2026-10-05', to: '2026-10-09' },
    { from: '2026-10-10', to: '2026-10-16' },
  ]);
  const years = { from1: '2020-10-05', to1: '2020-10-09' };
  expect(draftOf({ ...years, year: '2020' }).year).toBe(2020);
  expect(problemsOf({ ...years, year: '2019' })[0]).toBe('year');
  expect(problemsOf({ year: '2101' })[0]).toBe('year');
  expect(draftOf({ dueDays: '60' }).timetable.dueDays).toBe(60);
  expect(draftOf({ dueDays: '5' }).timetable.dueDays).toBe(5);
  expect(draftOf({ briefingDays: '60' }).timetable.briefing.days).toBe(-60);
  expect(Object.is(draftOf({ briefingDays: '0' }).timetable.briefing.days, 0)).toBe(true);
  expect(draftOf({ closingDays: '060' }).timetable.closing.days).toBe(60);
  expect(problemsOf({ closingDays: '0060' })).toEqual(['closingDays']);
});

test.each(['105/10/2026', '05/10/20261', '2026-1-05'])('« %s » is no day', (from1) => {
  expect(problemsOf({ from1 })).toEqual(['from1']);
});

test('a day is read with or without zeros, and spaces around a field are none of it', () => {
  const checked = draftCampaign(
    filled({ from1: ' 4/1/2027 ', to1: ['8/1/2027', 'x'], sites: [' niort ', ''], year: ' 2026 ' }),
    institution,
    administrator,
  );
  expect(checked).toMatchObject({
    draft: { year: 2026, siteIds: ['niort'], periods: [{ from: '2027-01-04', to: '2027-01-08' }] },
  });
});

test('one site comes as a text, none as nothing', () => {
  const sitesOf = (sites: string | undefined) => {
    const checked = draftCampaign(filled({ sites }), institution, administrator);
    return checked.kind === 'draft' ? checked.draft.siteIds : checked.problems.map(({ message }) => message);
  };
  expect(sitesOf('niort')).toEqual(['niort']);
  expect(sitesOf(undefined)).toEqual(['Choisissez au moins un site.']);
  expect(sitesOf('')).toEqual(['Choisissez au moins un site.']);
});

test('an institute of one stage offers that one', () => {
  const { programme } = institution;
  const alone = { ...institution, programme: { ...programme, stages: programme.stages.slice(0, 1) } };
  const checked = draftCampaign(filled({ stage: '' }), alone, administrator);
  expect(checked).toMatchObject({ problems: [{ message: 'Choisissez le stage\u00a0: SOPA 1.' }] });
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
  expect(names).toHaveLength(99);
  expect(names.slice(0, 3)).toEqual(['2026-sopa1', '2026-sopa1-2', '2026-sopa1-3']);
  for (const name of names) expect(campaignId.safeParse(name).success).toBe(true);
});
