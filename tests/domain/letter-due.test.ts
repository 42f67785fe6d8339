import { describe, expect, test } from 'vitest';
import { letterDue, toldAt } from '../../functions/domain/placement/letter-due.ts';
import {
  isLetterTo,
  letterMark,
  occasionMark,
  stageMark,
} from '../../functions/domain/placement/stage-mark.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { clemence, ines, monday } from './placements.ts';

type SentMail = Extract<Mail, { status: 'sent' }>;

/** A letter to the tutor about these stages, as they stood. */
const letter = (stages: StartedPlacement[], changes: Partial<SentMail> = {}): SentMail => ({
  status: 'sent',
  campaignId: ines.campaignId,
  recipient: ines.tutor.email,
  mailKey: 'assignment',
  occasion: 'assignment',
  studentNumbers: stages.map(({ studentNumber }) => studentNumber),
  stageMarks: stages.map(stageMark),
  letterMarks: stages.map((stage) => letterMark('tutor', stage)),
  subject: 'Lettre de mission',
  claimedBy: 'somebody',
  claimedAt: monday,
  sentAt: monday,
  messageId: '1',
  ...changes,
});
const claimed = ({ sentAt, messageId, ...common }: SentMail): Mail => ({ ...common, status: 'claimed' });
const moved: StartedPlacement = { ...ines, school: { name: 'École Jean-Zay', town: 'Niort' } };
const later = '2026-09-20T08:00:00.000Z';

describe('what a tutor is to be told of a stage', () => {
  test('is the whole letter, as long as none is known to have left', () => {
    expect(letterDue('tutor', ines, [])).toBe('letter');
    expect(letterDue('tutor', ines, [claimed(letter([ines]))])).toBe('letter');
    expect(letterDue('tutor', ines, [letter([ines], { letterMarks: undefined })])).toBe('letter');
  });

  test('is nothing once the letter says what is so', () => {
    expect(letterDue('tutor', ines, [letter([clemence]), letter([ines, clemence])])).toBeUndefined();
  });

  test('is a correction when the newest that they hold is no longer right', () => {
    expect(letterDue('tutor', moved, [letter([ines])])).toBe('correction');
    const corrected = letter([moved], { occasion: 'correction', mailKey: 'correction_1', sentAt: later });
    // In whatever order the table gives them.
    expect(letterDue('tutor', moved, [corrected, letter([ines])])).toBeUndefined();
    expect(letterDue('tutor', ines, [corrected, letter([ines])])).toBe('correction');
  });

  test('is an addition when they have a letter about another student', () => {
    expect(letterDue('tutor', ines, [letter([clemence])])).toBe('addition');
    const alsoToStudent = [letterMark('student', clemence), letterMark('tutor', clemence)];
    expect(letterDue('tutor', ines, [letter([clemence], { letterMarks: alsoToStudent })])).toBe('addition');
    const reminder = letter([clemence], { occasion: 'reminder1', letterMarks: undefined });
    expect(letterDue('tutor', ines, [reminder, letter([clemence])])).toBe('addition');
  });

  test.each<[string, Mail]>([
    ['that did not arrive', letter([clemence], { failure: { at: later, reason: 'returned' } })],
    ['of which nobody knows whether it left', claimed(letter([clemence]))],
    ['that was no letter', letter([clemence], { occasion: 'briefing' })],
    ['that speaks of no stage', letter([clemence], { letterMarks: undefined })],
    [
      'that went to them as a student',
      letter([clemence], { letterMarks: [letterMark('student', clemence)] }),
    ],
  ])('is the whole letter after one about another student %s', (_, mail) => {
    expect(letterDue('tutor', ines, [mail])).toBe('letter');
  });
});

describe('somebody who was told that the stage is theirs no more', () => {
  const farewell = letter([ines], {
    ...{ occasion: 'farewell', mailKey: `farewell_tutor_${ines.studentNumber}_r2`, letterMarks: undefined },
  });

  test('is told that it is again, once, though the clock stood still', () => {
    expect(letterDue('tutor', ines, [letter([ines]), farewell])).toBe('return');
    const returned = letter([ines], { occasion: 'correction', mailKey: 'correction_1' });
    expect(letterDue('tutor', ines, [letter([ines]), returned, farewell])).toBeUndefined();
    const before = { ...returned, sentAt: '2026-01-01T08:00:00.000Z' };
    expect(letterDue('tutor', ines, [before, farewell])).toBe('return');
  });
});

describe('what a student is to be told', () => {
  test('is the letter, whatever else was written to that address', () => {
    expect(letterDue('student', ines, [letter([clemence])])).toBe('letter');
    expect(letterDue('student', ines, [letter([ines])])).toBe('letter');
  });
});

describe('when somebody was first told of a stage', () => {
  test('is when the first letter about it left, in whatever order the table gives them', () => {
    const mails = [
      letter([moved], { sentAt: later }),
      letter([ines]),
      letter([clemence], { sentAt: '2026' }),
    ];
    expect(toldAt('tutor', ines, mails)).toBe(monday);
    expect(toldAt('tutor', ines, mails.toReversed())).toBe(monday);
  });

  test('is never, while no letter about it left', () => {
    expect(toldAt('tutor', ines, [claimed(letter([ines])), letter([clemence])])).toBeUndefined();
    expect(toldAt('student', ines, [letter([ines])])).toBeUndefined();
  });
});

describe('the mark of a stage', () => {
  const nextWeek = [{ from: '2026-10-12', to: '2026-10-16' }];

  test('changes with its tutor’s address and with its dates, and with nothing else', () => {
    const mark = stageMark(ines);
    expect(mark).toMatch(/^22600107-[0-9a-f]{8}$/);
    expect(stageMark(moved)).toBe(mark);
    expect(stageMark({ ...ines, tutor: { ...ines.tutor, email: 'autre@ac.example' } })).not.toBe(mark);
    expect(stageMark({ ...ines, periods: nextWeek })).not.toBe(mark);
    expect(stageMark(clemence)).not.toBe(mark);
  });

  test('names the due date that somebody moved, in mails that speak of it', () => {
    const longer = { ...ines, extendedTo: '2026-11-20' };
    expect(occasionMark('reminder1', ines)).toBe(stageMark(ines));
    expect(occasionMark('request', longer)).toBe(stageMark(ines));
    for (const occasion of ['reminder1', 'reminder3', 'delegateNotice', 'escalation', 'closing'] as const)
      expect(occasionMark(occasion, longer), occasion).toBe(`${stageMark(ines)}-2026-11-20`);
  });

  test('in a letter is of that student, these dates and that reader', () => {
    const mark = letterMark('tutor', ines);
    expect(mark).toMatch(/^22600107-tutor-[0-9a-f]{8}-[0-9a-f]{8}$/);
    expect(isLetterTo(mark, 'tutor', moved)).toBe(true);
    expect(isLetterTo(mark, 'student', ines)).toBe(false);
    expect(isLetterTo(mark, 'tutor', clemence)).toBe(false);
    expect(isLetterTo(mark, 'tutor', { ...ines, periods: nextWeek })).toBe(false);
  });

  test('in a letter changes with whom its reader writes to, not with the reader’s own name', () => {
    const renamed = { ...ines, student: { ...ines.student, lastName: 'Morin-Petit' } };
    expect(letterMark('tutor', renamed)).not.toBe(letterMark('tutor', ines));
    expect(letterMark('student', renamed)).toBe(letterMark('student', ines));
    for (const changed of [moved, { ...ines, siteId: 'niort' }])
      expect(letterMark('student', changed)).not.toBe(letterMark('student', ines));
  });
});
