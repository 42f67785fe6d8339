import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftFromForm,
  fieldLabel,
  prefilledDraft,
  reportFields,
} from '../../functions/domain/report/report-fields.ts';
import { reportReference } from '../../functions/domain/report/report-reference.ts';
import { draftValues } from '../../schemas/report.ts';
import { form2026 as form } from '../poitiers.ts';
import { sopa1 } from './stages.ts';

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

describe('a reference', () => {
  it('tells campaign, student and version', () => {
    const report = { studentNumber: '22600107', number: 1 };
    expect(reportReference({ ...report, campaignId: '2026-sopa1' })).toBe('SOPA1-2026-22600107-V1');
    expect(reportReference({ ...report, campaignId: '2026-sopa1-2', number: 3 })).toBe(
      'SOPA1-2026-2-22600107-V3',
    );
  });
});
