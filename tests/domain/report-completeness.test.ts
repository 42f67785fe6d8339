import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeReport, notAcquiredCriteria } from '../../functions/domain/report/report-completeness.ts';
import { reportFields } from '../../functions/domain/report/report-fields.ts';
import { type DraftValues, reportAnswers } from '../../schemas/report.ts';
import { form2026 as form } from '../poitiers.ts';
import { minimalDraft } from './reports.ts';
import { sopa1 } from './stages.ts';

const fields = reportFields(form);
const check = (values: DraftValues, periods = [sopa1]) =>
  completeReport({ form, placement: { periods }, values });
const problemsOf = (changes: DraftValues, periods = [sopa1]) => {
  const checked = check({ ...minimalDraft, ...changes }, periods);
  return checked.kind === 'incomplete' ? checked.problems : [];
};
const answersOf = (changes: DraftValues) => {
  const checked = check({ ...minimalDraft, ...changes });
  if (checked.kind === 'incomplete') throw new Error(JSON.stringify(checked.problems));
  return checked.answers;
};

describe('a report', () => {
  it('with what the form asks for is complete', () => {
    expect(answersOf({})).toEqual({
      tutorName: 'Mme Léa Le Goff',
      schoolName: 'École primaire Louise-Michel, Soyaux',
      classLevel: '',
      pupilCount: 18,
      absentHalfDays: 0,
      activities: ['observations'],
      commentsSteps12: 'Une stagiaire attentive, qui pose de bonnes questions.',
      ethics: {
        C1: { level: 'acquired' },
        C2: { level: 'acquired' },
        C6: { level: 'inProgress' },
        C7: { level: 'acquired' },
        C11: { level: 'acquired' },
      },
      advice1: 'Oser prendre la parole devant le groupe.',
      completedWithStudent: false,
    });
  });

  it('of nothing is told every required field by its name, in the order of the form', () => {
    const checked = check({});
    expect(checked.kind).toBe('incomplete');
    if (checked.kind === 'complete') return;
    expect(checked.problems.map(({ field }) => field)).toEqual([
      'tutorName',
      'schoolName',
      'pupilCount',
      'absentHalfDays',
      'activities',
      'C1',
      'C2',
      'C6',
      'C7',
      'C11',
      'advice1',
    ]);
    expect(checked.problems.map(({ kind }) => kind)).toEqual([
      ...['missing', 'missing', 'number', 'number', 'activities'],
      ...['level', 'level', 'level', 'level', 'level', 'missing'],
    ]);
    expect(checked.problems.map(({ message }) => message)).toContain(
      'Nombre de ½ journées d’absence\u00a0: indiquez un nombre entier entre 0 et 9.',
    );
  });

  it.each(['12,5', '-1', '1e3', '0x10', '61', '0', '', '   ', '9'.repeat(400), 'vingt', '１８', '1 8'])(
    'with « %s » pupils is told what a number of pupils is',
    (pupilCount) => {
      expect(problemsOf({ pupilCount })).toMatchObject([
        { field: 'pupilCount', message: 'Nombre d’élèves\u00a0: indiquez un nombre entier entre 1 et 60.' },
      ]);
    },
  );

  it('is told of a wrong number its bounds alone too, where several are named together, and of others nothing', () => {
    expect(problemsOf({ pupilCount: '' })).toMatchObject([{ kind: 'number', brief: 'entre 1 et 60' }]);
    expect(problemsOf({ advice1: '' })[0]).not.toHaveProperty('brief');
  });

  it('takes the bounds of a number themselves', () => {
    expect([answersOf({ pupilCount: '1' }).pupilCount, answersOf({ pupilCount: '60' }).pupilCount]).toEqual([
      1, 60,
    ]);
    expect(answersOf({ absentHalfDays: '9' }).absentHalfDays).toBe(9);
  });

  it('says its class, and that it was completed with the student, where that was ticked', () => {
    expect(answersOf({ classLevel: ' CE1 ', completedWithStudent: 'yes' })).toMatchObject({
      classLevel: 'CE1',
      completedWithStudent: true,
    });
    expect(answersOf({ completedWithStudent: 'no' }).completedWithStudent).toBe(false);
  });

  it('wants an activity at least', () => {
    expect(problemsOf({ activities: [] })).toMatchObject([
      {
        ...{ field: 'activities', kind: 'activities' },
        message: 'Activités du stagiaire\u00a0: choisissez au moins une activité.',
      },
    ]);
    expect(problemsOf({ activities: ['astronaut'] })).toMatchObject([{ kind: 'activities' }]);
  });

  it('takes a number with spaces around it', () => {
    expect(answersOf({ pupilCount: ' 24\u00a0' }).pupilCount).toBe(24);
  });

  it('counts absences up to the half-days of the stage', () => {
    expect(problemsOf({ absentHalfDays: '10' })[0]?.message).toContain('entre 0 et 9.');
    const twoWeeks = [{ from: '2026-11-16', to: '2026-11-27' }];
    expect(problemsOf({ absentHalfDays: '10' }, twoWeeks)).toEqual([]);
    expect(problemsOf({ absentHalfDays: '19' }, twoWeeks)[0]?.message).toContain('entre 0 et 18.');
  });

  it('with a text that is too long is told by how much', () => {
    expect(problemsOf({ commentsSteps12: 'é'.repeat(4_000) })).toEqual([]);
    expect(problemsOf({ commentsSteps12: '😀'.repeat(4_000) })).toEqual([]);
    expect(problemsOf({ commentsSteps12: 'é'.repeat(5_132) })[0]?.message).toContain(
      'votre texte dépasse de 1\u202f132 caractères la limite de 4\u202f000.',
    );
    expect(problemsOf({ commentsSteps12: 'é'.repeat(1_204_000) })[0]).toMatchObject({
      kind: 'tooLong',
      brief: '1\u202f200\u202f000 caractères de trop',
    });
    expect(problemsOf({ advice2: 'é'.repeat(1_001) })[0]?.message).toContain('de 1 caractère la limite');
    expect(problemsOf({ C2: 'notAcquired', C2Details: 'é'.repeat(1_001) })[0]?.field).toBe('C2Details');
  });

  it('with a text of nothing visible has no text', () => {
    expect(problemsOf({ advice1: ' \n\t\u00a0\u200b ' }).map(({ field }) => field)).toEqual(['advice1']);
  });

  it('refuses activities and levels that the form does not have', () => {
    expect(problemsOf({ activities: ['observations', 'astronaut'] })[0]?.message).toBe(
      'Activités du stagiaire\u00a0: une valeur reçue n’est pas une activité de ce compte-rendu. Merci de choisir parmi celles qui sont proposées.',
    );
    expect(problemsOf({ C7: 'excellent' })).toMatchObject([
      {
        field: 'C7',
        message: expect.stringContaining(
          '«\u00a0Non acquis\u00a0», «\u00a0En cours d’acquisition\u00a0», «\u00a0Acquis\u00a0»',
        ),
      },
    ]);
  });

  it('wants comments for the steps that were chosen, and only for those', () => {
    expect(problemsOf({ commentsSteps12: '' }).map(({ field }) => field)).toEqual(['commentsSteps12']);
    expect(problemsOf({ activities: ['groups', 'wholeClass'] }).map(({ field }) => field)).toEqual([
      'commentsSteps34',
    ]);
    expect(
      problemsOf({ activities: ['physicalEducation'], commentsSteps12: '', commentsSteps34: 'Très bien.' }),
    ).toEqual([]);
  });

  it('keeps comments and sessions of steps without a chosen activity', () => {
    const answers = answersOf({
      commentsSteps34: 'A tenté une séance.',
      sessionsDesigned34: '1',
      sessionsLed34: '0',
    });
    expect(answers).toMatchObject({
      commentsSteps34: 'A tenté une séance.',
      sessionsDesigned34: 1,
      sessionsLed34: 0,
    });
  });

  it('may leave sessions empty but not fill them in wrongly', () => {
    expect(problemsOf({ sessionsLed12: '' })).toEqual([]);
    expect(problemsOf({ sessionsLed12: '201' })[0]?.message).toBe(
      'Nombre de séances animées (étapes 1 et 2)\u00a0: indiquez un nombre entier entre 0 et 200.',
    );
  });

  it('keeps HTML as the text that it is', () => {
    expect(answersOf({ advice1: '<script>alert(1)</script>' }).advice1).toBe('<script>alert(1)</script>');
  });

  it('alerts for each criterion not acquired, with its details and those of no other level', () => {
    const answers = answersOf({
      C2: 'notAcquired',
      C2Details: ' Trois retards. ',
      C7: 'acquired',
      C7Details: 'Écrit avant de changer d’avis.',
    });
    expect(notAcquiredCriteria(answers)).toEqual(['C2']);
    expect(notAcquiredCriteria(answersOf({}))).toEqual([]);
    expect(answers.ethics.C2).toEqual({ level: 'notAcquired', details: 'Trois retards.' });
    expect(answers.ethics.C7).toEqual({ level: 'acquired' });
  });
});

describe('remarks before sending', () => {
  const remarksOf = (changes: DraftValues) =>
    check({ ...minimalDraft, advice2: 'Lire.', ...changes }).remarks;

  it('name the step that was skipped, and forbid nothing', () => {
    expect(remarksOf({})).toEqual([]);
    const [remark, ...others] = remarksOf({
      activities: ['observations', 'wholeClass'],
      commentsSteps34: 'Bien.',
    });
    expect(remark).toContain(
      '«\u00a0Étape 4\u00a0» et aucune dans «\u00a0Étape 2\u00a0», «\u00a0Étape 3\u00a0»',
    );
    expect(others).toEqual([]);
    // Nothing was skipped: every step up to the highest has something.
    expect(remarksOf({ activities: ['observations', 'groups'] })).toEqual([]);
    expect(problemsOf({ activities: ['wholeClass'], commentsSteps34: 'Bien.' })).toEqual([]);
  });

  it('ask for the second advice', () => {
    expect(remarksOf({ advice2: ' ' })).toEqual([expect.stringContaining('deux conseils')]);
    expect(answersOf({ advice2: ' ' }).advice2).toBeUndefined();
  });

  it('say that details of a criterion acquired are not passed on', () => {
    expect(remarksOf({ C7Details: 'Rien.' })[0]).toContain('Précisions (C7)');
    expect(remarksOf({ C7: 'inProgress', C7Details: 'Rien.' })[0]).toContain('Précisions (C7)');
    // They are passed on; or the level is still to be chosen.
    for (const C7 of ['notAcquired', '']) expect(remarksOf({ C7, C7Details: 'Rien.' })).toEqual([]);
  });
});

describe('any draft', () => {
  const anyValue = fc.oneof(
    fc.string(),
    fc.constantFrom('acquired', 'notAcquired', '3'),
    fc.array(fc.string()),
  );
  it('is either complete and valid, or told what is missing, field by field in French', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), anyValue), (changes) => {
        const checked = check({ ...minimalDraft, ...changes });
        if (checked.kind === 'complete') {
          expect(reportAnswers.parse(checked.answers)).toEqual(checked.answers);
        } else {
          expect(checked.problems.length).toBeGreaterThan(0);
          for (const { field, message } of checked.problems) {
            expect(fields).toContain(field);
            expect(message).toMatch(/^.+\u00a0: .+\.$/s);
          }
        }
      }),
    );
  });
});
