import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionContact } from '../../functions/domain/report/correction-contact.ts';
import {
  countedIn,
  draftFromForm,
  fieldLabel,
  prefilledDraft,
  reportFields,
  writtenIn,
} from '../../functions/domain/report/report-fields.ts';
import { reportReference } from '../../functions/domain/report/report-reference.ts';
import { lastDayOf, maySend } from '../../functions/domain/report/sending-time.ts';
import { draftValues } from '../../schemas/report.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { form2026 as form } from '../poitiers.ts';
import { ines } from './placements.ts';
import { institution, sopa1 } from './stages.ts';

const fields = reportFields(form);

describe('a draft', () => {
  it('keeps what was typed as it was typed, and drops names the form does not have', () => {
    const draft = draftFromForm(form, {
      pupilCount: ' douze ',
      commentsSteps12: 'Première ligne\r\n\r\n  <b>deuxième</b>',
      C1: 'forged',
      __proto__: 'x',
      csrf: 'secret',
      activities: 'observations',
    });
    expect(draft).toEqual({
      pupilCount: ' douze ',
      commentsSteps12: 'Première ligne\n\n  <b>deuxième</b>',
      C1: 'forged',
      activities: ['observations'],
    });
  });

  it('has tabs and line ends as they were, whatever system they come from, and nothing that cannot be seen', () => {
    const typed = { advice1: 'un\rdeux\r\ntrois\n\tquatre\u0000\ufeff\u0007.' };
    expect(draftFromForm(form, typed).advice1).toBe('un\ndeux\ntrois\n\tquatre.');
  });

  it('keeps of a text far more than may be sent, of a number’s field little, and fifty boxes', () => {
    const posted = {
      ...Object.fromEntries(fields.map((field) => [field, 'é'.repeat(50_000)])),
      activities: Array.from({ length: 60 }, (_, at) => `${at}${'é'.repeat(200)}`),
    };
    const { activities, ...texts } = draftFromForm(form, posted);
    const kept = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text.length]));
    expect(kept).toMatchObject({
      tutorName: 1_000,
      sessionsLed12: 1_000,
      C1: 1_000,
      completedWithStudent: 1_000,
    });
    expect(kept).toMatchObject({
      commentsSteps12: 20_000,
      commentsSteps34: 20_000,
      advice1: 20_000,
      advice2: 20_000,
    });
    expect(kept).toMatchObject({ C1Details: 5_000, C11Details: 5_000 });
    expect(activities).toHaveLength(50);
    expect(activities?.[0]).toHaveLength(100);
    expect(Object.keys(kept).sort()).toEqual(fields.filter((field) => field !== 'activities').sort());
  });

  it('knows that no activity is ticked when the browser posts none', () => {
    expect(draftFromForm(form, { advice1: 'Continuer.' })).toEqual({ advice1: 'Continuer.', activities: [] });
  });

  it('keeps each activity once and the last value of a field posted twice', () => {
    const draft = draftFromForm(form, {
      activities: ['groups', 'groups', 'wholeClass'],
      advice1: ['a', 'b'],
    });
    expect(draft).toEqual({ activities: ['groups', 'wholeClass'], advice1: 'b' });
  });

  it('of any bytes can be stored: known names, no control characters, at most 400 KB in all', () => {
    const anyField = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), anyField), (posted) => {
        const draft = draftFromForm(form, posted);
        expect(draftValues.parse(draft)).toEqual(draft);
        for (const value of Object.values(draft).flat()) {
          expect(value.isWellFormed()).toBe(true);
          expect(value.replace(/[\n\t]/g, '')).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
    const forgedActivities = Array.from({ length: 99 }, (_, index) => `${index}${'€'.repeat(50_000)}`);
    const endless = {
      ...Object.fromEntries(fields.map((field) => [field, '€'.repeat(50_000)])),
      activities: forgedActivities,
    };
    expect(Buffer.byteLength(JSON.stringify(draftFromForm(form, endless)))).toBeLessThan(400_000);
  });

  it('of a new report says what the placement says', () => {
    const facts = {
      studentNumber: '22600107',
      student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
      siteId: 'angouleme',
      tutor: {
        title: 'Mme' as const,
        lastName: 'Le Goff',
        firstName: 'Léa',
        email: 'lea.le-goff@ac.example',
      },
      school: { name: 'École primaire Louise-Michel', town: 'Soyaux' },
      periods: [sopa1],
    };
    expect(prefilledDraft({ ...facts, classLevel: 'PS', pupilCount: 18 })).toEqual({
      tutorName: 'Mme Léa Le Goff',
      schoolName: 'École primaire Louise-Michel, Soyaux',
      classLevel: 'PS',
      pupilCount: '18',
    });
    expect(prefilledDraft(facts)).toMatchObject({ classLevel: '', pupilCount: '' });
    const { title, ...untitled } = facts.tutor;
    expect(prefilledDraft({ ...facts, tutor: untitled }).tutorName).toBe('Léa Le Goff');
  });
});

describe('a field', () => {
  it('has a French name in the form’s own words', () => {
    for (const field of fields) expect(fieldLabel(form, field)).not.toBe(field);
    expect(fieldLabel(form, 'commentsSteps34')).toBe(
      'Commentaires sur l’acquisition de ces objectifs pour les étapes 3 et 4',
    );
  });
});

describe('a title of the form', () => {
  it.each([
    ['3 – Commentaires', 'Commentaires'],
    ['12–Commentaires', 'Commentaires'],
    ['3  –  Commentaires', 'Commentaires'],
    ['Cycle 3 – Commentaires', 'Cycle 3 – Commentaires'],
  ])('« %s » is « %s » in a sentence', (title, label) => {
    const [block, ...others] = form.comments;
    if (!block) throw new Error('the sample has comments');
    expect(fieldLabel({ ...form, comments: [{ ...block, title }, ...others] }, block.field)).toBe(label);
  });

  it('names the advice by its rank', () => {
    expect([fieldLabel(form, 'advice1'), fieldLabel(form, 'advice2')]).toEqual([
      'Premier conseil',
      'Second conseil',
    ]);
  });
});

describe('what a sent report has in a field of its form', () => {
  const { answers } = fullReport.sent;
  const sent = { ...answers, comments: 'Très bien.', sessions: 3 };
  it('is a text or a number, or nothing', () => {
    expect([writtenIn(sent, 'comments'), writtenIn(sent, 'sessions'), writtenIn(sent, 'none')]).toEqual([
      ...['Très bien.', undefined, undefined],
    ]);
    expect([countedIn(sent, 'sessions'), countedIn(sent, 'comments'), countedIn(sent, 'none')]).toEqual([
      ...[3, undefined, undefined],
    ]);
  });
});

describe('a report', () => {
  it('may be sent from the last day of the stage on, as it is in Paris', () => {
    const split = { ...ines, periods: [sopa1, { from: '2027-05-10', to: '2027-05-14' }] };
    expect(lastDayOf(split)).toBe('2027-05-14');
    expect(maySend(split, '2027-05-13T21:59:59.999Z')).toBe(false);
    expect(maySend(split, '2027-05-13T22:00:00.000Z')).toBe(true);
    expect(maySend(split, '2027-05-15T08:00:00.000Z')).toBe(true);
  });

  it('that is wrong is told to the first registrar of the stage’s site', () => {
    const [poitiers, niort, ...others] = institution.sites;
    if (!poitiers || !niort) throw new Error('the sample has sites');
    const second = { name: 'Odile Renard', email: 'odile@univ.example' };
    const sites = [poitiers, { ...niort, registrars: [...niort.registrars, second] }, ...others];
    expect(correctionContact({ sites }, { siteId: 'niort' })).toBe(niort.registrars[0]);
    expect(() => correctionContact({ sites }, { siteId: 'rochefort' })).toThrow(
      new RangeError('No registrar at the site rochefort'),
    );
    const nobody = [{ ...poitiers, registrars: [] }];
    expect(() => correctionContact({ sites: nobody }, { siteId: 'poitiers' })).toThrow(RangeError);
  });
});

describe('a reference', () => {
  it('tells campaign, student and version', () => {
    const report = { studentNumber: '22600107', number: 1 };
    expect(reportReference({ ...report, campaignId: '2026-sopa1' })).toBe('SOPA1-2026-22600107-V1');
    expect(reportReference({ ...report, campaignId: '2026-sopa1-2', number: 3 })).toBe(
      'SOPA1-2026-2-22600107-V3',
    );
  });
});
