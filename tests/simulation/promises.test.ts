import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Occasion } from '../../schemas/occasion.ts';
import type { HistoryEntry } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { asRead, instantOf, parisOf } from './promises/paris-time.ts';
import { campaign, campaignId, hugo, ines, referenceOf, Story } from './story.ts';

const { tutor, student } = ines;
const key = { campaignId, studentNumber: '1' };
const receiptShown = { kind: 'receiptShown', ...key, reference: referenceOf() } as const;
/** Long after everything. */
const atLast = '2026-12-18T12:00';

const calm = () => new Story({ isCalm: true });
/** A report that was sent on the Monday after the stage. */
const reported = (story = new Story()) =>
  story.requested().on('2026-10-12T18:00').reports('sent', { undistributed: true }).tell(receiptShown);

test('the second model shares no code with the first', async () => {
  const strange: string[] = [];
  for await (const file of glob('promises/**/*.ts', { cwd: import.meta.dirname })) {
    const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
    for (const [line, isType, name = ''] of text.matchAll(/^import (type )?(?:[^;]*? from )?'([^']+)';/gm)) {
      const isOwn = /^\.\/[a-z-]+\.ts$/.test(name);
      const isTold = /^\.\.\/\.\.\/\.\.\/schemas\/[a-z-]+\.ts$|^\.\.\/observations\.ts$/.test(name);
      const isOutside = /^node:|^(temporal-polyfill|date-easter)$/.test(name);
      if (!isOwn && !isOutside && !(isTold && isType)) strange.push(`${file}: ${line}`);
    }
    if (/\bimport\(|\brequire\(|^export .* from/m.test(text)) strange.push(file);
  }
  expect(strange).toEqual([]);
});

test('it tells the time in Paris as the table of time zones does', () => {
  const wrong: string[] = [];
  for (let hour = 0; hour < 24 * 400; hour += 1) {
    const ms = Date.UTC(2026, 0, 1, hour, 29);
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Paris');
    const read = local.toString().slice(0, 16).replace('T', ' ');
    if (asRead(ms) !== read || (local.hour > 3 && instantOf(parisOf(ms)) !== ms)) wrong.push(read);
  }
  expect(wrong).toEqual([]);
});

describe('a whole life, in a world without faults', () => {
  test('holds all promises when the report comes', () => {
    const story = reported(calm()).distributed().on(atLast);
    expect(story.ends()).toBe('');
    expect(story.broken).toEqual([]);
  });

  test('holds all promises when it never comes', () => {
    const story = calm().requested().closed().on(atLast);
    story.ends();
    expect(story.broken).toEqual([]);
  });
});

/** Its tutor sent it on paper: somebody typed it in, from two parts of a scan. */
const onPaper = {
  ...{ number: 1, reference: referenceOf(), sentAt: '2026-10-12T16:00:00.000Z', sentBy: tutor },
  ...{ formVersion: '2026', answers: { ethics: {} } },
  entered: { scan: { scanId: 's', parts: 2 } },
};
const partOf = (number: number) => ({ pk: `SCAN#${campaignId}#1`, sk: `s#0${number}` });

describe('(a) a report that was acknowledged', () => {
  test('is broken where the paper that it was typed from is not kept to the last part', () => {
    const typed = () =>
      new Story().requested().on('2026-10-12T18:00').reports('sent', { sent: onPaper }).distributed();
    const first = () => typed().write(partOf(0));
    expect(first().write(partOf(1)).on(atLast).ends()).toBe('');
    expect(first().on(atLast).ends()).toBe('a');
    const passing = { ...partOf(1), expiresAt: 1_800_000_000 };
    expect(first().write(passing).on(atLast).ends()).toBe('a');
  });

  test('is broken by a receipt without a report', () => {
    expect(new Story().requested().tell(receiptShown).letters).toBe('a');
  });

  test('is broken when the report is overwritten', () => {
    expect(reported().reports('draft').letters).toBe('a');
  });

  test('is broken when one of its readers does not get it', () => {
    const story = reported()
      .mails('receipt', tutor.email)
      .mails('distribution', 'first@poitiers.example')
      .mails('distribution', student.email, { text: referenceOf() })
      .reports('sent')
      .stands(ines, { status: 'distributed', what: 'distributed' });
    expect(story.letters).toBe('');
    expect(story.on(atLast).ends()).toBe('a');
  });

  test('comes to those in charge with the next morning’s mail, or by itself', () => {
    const sent = () =>
      reported()
        .mails('receipt', tutor.email)
        .mails('distribution', student.email, { text: referenceOf() })
        .reports('sent')
        .stands(ines, { status: 'distributed', what: 'distributed' })
        .on('2026-10-13T08:00');
    const morning = (story: Story, to: string, text = '1 compte-rendu reçu depuis le matin précédent.') =>
      story.mails('digest', to, { mailKey: 'digest_2026-10-13', text });
    const all = ['first@poitiers.example', 'second@poitiers.example', 'delegate@poitiers.example'] as const;
    const told = (story: Story, people: readonly string[]) =>
      people.reduce((so, to) => morning(so, to), story);
    expect(told(sent(), all).on(atLast).ends()).toBe('');
    expect(told(sent(), all.slice(1)).on(atLast).ends()).toBe('a');
    const nothing = morning(told(sent(), all.slice(1)), all[0], '2 points attendent.');
    expect(nothing.on(atLast).ends()).toBe('a');
  });

  test('comes again only where the answer before was lost', () => {
    const twice = (isAnswerLost: boolean) =>
      reported()
        .mails('receipt', tutor.email, { isAnswerLost, isForgotten: isAnswerLost })
        .mails('receipt', tutor.email, { isAnswerLost, isForgotten: isAnswerLost });
    expect(twice(false).letters).toBe('a');
    expect(twice(true).letters).toBe('');
    const thrice = () => twice(true).mails('receipt', tutor.email);
    expect(thrice().letters).toBe('');
    expect(thrice().mails('receipt', tutor.email).letters).toBe('a');
  });

  test('is broken by a mail with another report', () => {
    expect(reported().mails('receipt', tutor.email, { text: 'Inès Morin, référence A1' }).letters).toBe('a');
  });

  test('holds when a second version takes its place, and comes to all', () => {
    const sent = {
      ...{ number: 2, reference: referenceOf(2), sentAt: '2026-10-14T10:00:00.000Z', sentBy: tutor },
      formVersion: '2026',
      answers: { ethics: {} },
    };
    const story = reported().distributed().reports('sent', { sent });
    const delegate = 'delegate@poitiers.example';
    for (const to of ['first@poitiers.example', 'second@poitiers.example', delegate, student.email])
      story.mails('distribution', to, { mailKey: 'distribution_1_v2', text: referenceOf(2) });
    story.mails('receipt', tutor.email, { mailKey: 'receipt_1_v2', text: referenceOf(2) });
    expect(story.on(atLast).ends()).toBe('');
  });
});

describe('a report that is given back', () => {
  const asked = { text: 'Les absences', until: '2026-10-22', revision: 2 };
  const of = {
    reference: referenceOf(),
    reportedAt: '2026-10-12T16:00:00.000Z',
    distributedAt: '2026-10-12T16:00:00.000Z',
  };
  const givenBack = (story = new Story()) =>
    reported(story)
      .distributed()
      .stands(ines, { ...of, status: 'distributed' })
      .on('2026-10-15T10:00')
      .stands(ines, { ...of, status: 'givenBack', what: 'givenBack', asked })
      .reports('draft', { lastVersion: { number: 1 } });
  const asks = (story: Story) => story.mails('givenBack', tutor.email, { mailKey: 'givenBack_1_v1_r2' });
  const stands = (story: Story, on: string) =>
    story
      .on(on)
      .reports('sent')
      .stands(ines, { ...of, status: 'distributed', what: 'versionStands' });

  test('stands again a week after its day, and not before', () => {
    const story = stands(asks(givenBack(calm())), '2026-11-02T08:00');
    expect(story.letters).toBe('');
    expect(story.on(atLast).ends()).toBe('');
    expect(stands(asks(givenBack()), '2026-10-28T08:00').letters).toBe('d');
    expect(givenBack().on(atLast).ends()).toBe('d');
  });

  test('is asked for once, by somebody’s decision, and nobody is reminded', () => {
    expect(asks(asks(givenBack())).letters).toBe('c');
    expect(asks(reported().distributed()).letters).toBe('b');
    expect(asks(givenBack()).mails('reminder1', tutor.email).letters).toContain('b');
    expect(stands(givenBack(calm()), '2026-11-02T08:00').letters).toBe('b');
  });

  test('leaves no mail half done, unless somebody has taken it back', () => {
    const lost = { occasion: 'givenBack', mailKey: 'givenBack_1_v1_r2', sk: 'givenBack_1_v1_r2' } as const;
    const died = (story: Story) =>
      story.keepsMail({
        ...lost,
        status: 'claimed',
        studentNumbers: [],
        claimedAt: '2026-10-15T08:00:00.000Z',
      });
    const takenBack = (story: Story) =>
      story.reports('sent').stands(ines, { ...of, status: 'distributed', what: 'correctionWithdrawn' });
    expect(died(givenBack()).on(atLast).ends()).toContain('h');
    expect(takenBack(died(givenBack())).on(atLast).ends()).not.toContain('h');
  });

  test('is not lost: a draft that nobody asked for, or of no kept version, is', () => {
    expect(givenBack().reports('draft').letters).toBe('a');
    expect(
      reported()
        .distributed()
        .reports('draft', { lastVersion: { number: 1 } }).letters,
    ).toBe('a');
  });
});

describe('(a) a criterion that is not acquired', () => {
  const answers = { ethics: { C1: { level: 'acquired' }, C7: { level: 'notAcquired' } } };
  const sent = {
    number: 1,
    reference: referenceOf(),
    sentAt: '2026-10-12T16:00:00.000Z',
    sentBy: tutor,
    formVersion: '2026',
    answers,
  };
  const alarming = () =>
    new Story().requested().on('2026-10-12T18:00').reports('sent', { sent }).distributed();

  test('alerts the delegate, and nothing else does', () => {
    const alerted = alarming().mails('alert', 'delegate@poitiers.example').reports('sent', { sent });
    expect(alerted.on(atLast).ends()).toBe('');
    expect(alarming().reports('sent', { sent }).on(atLast).ends()).toBe('a');
    expect(reported().mails('alert', 'delegate@poitiers.example').letters).toBe('a');
  });
});

describe('(b) a matter that ended', () => {
  test('is left alone', () => {
    const late = reported().on('2026-10-13T08:00').mails('reminder1', tutor.email);
    expect(late.letters).toBe('b');
    const closed = new Story().requested().closed().on('2026-11-17T09:00');
    expect(closed.letters).toBe('');
    expect(closed.mails('escalation', 'delegate@niort.example').letters).toContain('b');
  });

  test('may be in a mail whose attempt had begun', () => {
    const story = new Story().requested().on('2026-10-13T08:00');
    const { step } = story;
    story.reports('sent').mails('reminder1', tutor.email, { text: 'Inès\nMorin', begun: { step } });
    expect(story.letters).toBe('');
  });
});

describe('(b) a stage that was cancelled', () => {
  const cancelled = () =>
    new Story().assigned().stands(ines, {
      ...{ status: 'cancelled', what: 'cancelled', revision: 2 },
      ...{ cancelledAt: '2026-09-14T08:00:00.000Z', cancelledFor: 'strike' },
    });
  const link = { text: 'Inès Morin https://stages.example/r/abc', mailKey: 'link_2026-09-14_1' };

  test('is in no mail, unless it was restored while that was written', () => {
    expect(cancelled().mails('link', tutor.email, link).letters).toBe('b');
    const story = cancelled();
    const begun = { step: story.step + 1 };
    story.stands(ines, { what: 'restored', revision: 3 }).mails('link', tutor.email, { ...link, begun });
    expect(story.letters).toBe('');
  });
});

describe('(c) one mail', () => {
  const again = (occasion: Occasion, isAnswerLost: boolean) =>
    new Story()
      .requested()
      .on('2026-10-13T08:00')
      .mails(occasion, tutor.email, { isAnswerLost, isForgotten: isAnswerLost })
      .mails(occasion, tutor.email, { isAnswerLost, isForgotten: isAnswerLost });

  test('an occasion, whatever revision sends it', () => {
    expect(new Story().requested().mails('request', tutor.email).letters).toBe('c');
  });

  test('or two, where the first was in doubt and a second is worth more than none', () => {
    expect(again('reminder1', true).letters).toBe('c');
    const inDoubt = { isAnswerLost: true, isForgotten: true };
    const story = new Story().stands(ines).mails('assignment', tutor.email, inDoubt);
    expect(story.mails('assignment', tutor.email).letters).toBe('');
    expect(story.mails('assignment', tutor.email).letters).toBe('c');
  });

  test('and no second, where SES told in time that the first had left', () => {
    const told = { isAnswerLost: true, isForgotten: false };
    const story = new Story().stands(ines).mails('assignment', tutor.email, told);
    expect(story.mails('assignment', tutor.email).letters).toBe('c');
  });

  test('to another tutor, or about other dates, is another', () => {
    const moved = { ...ines, periods: [{ from: '2026-10-12', to: '2026-10-16' }] };
    const story = new Story().assigned().stands(moved).mails('assignment', tutor.email);
    expect(story.letters).toBe('');
    expect(story.mails('assignment', tutor.email).letters).toBe('c');
  });

  test('and no other for a tutor who comes back', () => {
    const other = { ...ines, tutor: hugo.tutor };
    const story = new Story().assigned().stands(other).mails('assignment', hugo.tutor.email);
    expect(story.letters).toBe('');
    expect(story.stands(ines).mails('assignment', tutor.email).letters).toBe('c');
  });

  test('corrects what was wrong, once', () => {
    const school = { name: 'École Condorcet', town: 'Poitiers' };
    const story = new Story().assigned().stands({ ...ines, school }, { status: 'assigned' });
    expect(story.mails('correction', tutor.email).letters).toBe('');
    expect(story.mails('correction', tutor.email).letters).toBe('c');
    expect(new Story().assigned().mails('correction', tutor.email).letters).toBe('c');
    // What a briefing said that was written as the school changed, nobody outside can tell.
    const between = new Story().assigned().on('2026-09-28T08:00');
    const { step } = between;
    between
      .stands({ ...ines, school }, { status: 'assigned' })
      .mails('briefing', tutor.email, { begun: { step } });
    expect(between.mails('correction', tutor.email).letters).toBe('');
    expect(between.mails('correction', tutor.email).letters).toBe('c');
    const forgotten = calm()
      .assigned()
      .stands({ ...ines, school }, { status: 'assigned' });
    expect(forgotten.on('2026-09-16T12:00').ends()).toBe('c');
  });

  test('a number of the day with a link', () => {
    const link = { text: 'Inès Morin https://stages.example/r/abc', mailKey: 'link_2026-09-14_1' };
    const story = new Story().stands(ines).mails('link', tutor.email, link);
    expect(story.mails('link', tutor.email, { ...link, mailKey: 'link_2026-09-14_2' }).letters).toBe('');
    expect(story.mails('link', tutor.email, link).letters).toBe('c');
  });
});

describe('(d) what was started ends', () => {
  test('or is broken', () => {
    expect(new Story().requested().on(atLast).ends()).toBe('d');
    expect(new Story().requested().on('2026-11-17T20:00').ends()).toBe('');
  });

  test('or is where somebody sees it', () => {
    const trouble = { at: '2026-10-12T08:00:00.000Z', state: 'OpenRound', error: 'x' };
    const story = new Story().requested().stands(ines, { status: 'awaiting', round: 'request', trouble });
    expect(story.on(atLast).ends()).toBe('');
    expect(new Story().requested().tell({ kind: 'mailService', isTaking: false }).on(atLast).ends()).toBe('');
  });

  test('later, when its rounds left later', () => {
    const story = new Story().requested().on('2026-11-16T08:00').mails('reminder1', tutor.email);
    // Reminders 2 and 3, the escalation and the closing follow at their distances.
    expect(story.on('2026-12-07T20:00').ends()).toBe('');
  });

  test('by its report, also one that comes after the closing', () => {
    expect(new Story().requested().closed().reports('sent').on(atLast).ends()).toContain('d');
  });

  test('not before its day', () => {
    const early = new Story().requested().on('2026-11-13T08:00').stands(ines, { status: 'unreturned' });
    expect(early.letters).toBe('d');
  });

  test('in time, where nothing goes wrong', () => {
    const late = calm().requested().on('2026-11-19T08:00').stands(ines, { status: 'unreturned' });
    expect(late.letters).toBe('d');
  });
});

describe('(e) a draft', () => {
  const values = { advice1: 'Préparer un déroulé minuté.', activities: ['observations', 'groups'] };
  const newer = { ...values, advice1: 'Oser la voix.' };
  const draftedBy = { tutor, student };
  const saved = () =>
    new Story()
      .assigned()
      .reports('draft', { values, version: 1, draftedBy })
      .tell({ kind: 'draftSaved', ...key, values });
  const read = (story: Story, what: Record<string, string | string[]>) =>
    story.tell({ kind: 'draftRead', ...key, values: what, begun: { at: '', step: Number.MAX_SAFE_INTEGER } })
      .letters;

  test('is read back as it was saved', () => {
    expect(read(saved(), { ...values, activities: ['groups', 'observations'], tutorName: 'x' })).toBe('');
    expect(read(saved(), newer)).toBe('e');
    expect(read(saved(), { ...values, advice2: 'Une de plus.' })).toBe('e');
    expect(read(saved(), {})).toBe('e');
  });

  test('may be newer than what was acknowledged, never older', () => {
    const story = saved().reports('draft', { values: newer, version: 2, draftedBy });
    expect(read(story, newer)).toBe('');
    expect(read(story, values)).toBe('');
    expect(read(story.tell({ kind: 'draftSaved', ...key, values: newer }), values)).toBe('e');
  });

  test('that is acknowledged was written', () => {
    expect(saved().tell({ kind: 'draftSaved', ...key, values: newer }).letters).toBe('e');
  });

  test('of a tutor who was replaced is shown to nobody else', () => {
    const replaced = () => saved().stands({ ...ines, tutor: hugo.tutor });
    expect(read(replaced(), { schoolName: 'École Jean-Zay' })).toBe('');
    expect(read(replaced(), values)).toBe('e');
    const corrected = { ...tutor, email: 'lea.tardy@ac.example' };
    expect(read(saved().stands({ ...ines, tutor: corrected }), values)).toBe('');
  });
});

describe('(s) what a student proposes', () => {
  const key = { pk: 'REPORT#2026-sopa1#1', sk: 'PROPOSAL' };
  const values = { absentHalfDays: 2 };
  const proposed = {
    ...({ kind: 'proposed', to: student.email, campaignId: '2026-sopa1' } as const),
    values: { absentHalfDays: '2' },
  };

  test('is kept where it was acknowledged, version by version', () => {
    expect(new Story().write({ ...key, version: 1, values }).tell(proposed).letters).toBe('');
    expect(new Story().tell(proposed).letters).toBe('s');
    expect(new Story().write({ ...key, version: 2, values }).letters).toBe('s');
  });

  test('is in no report whose tutor did not take it over', () => {
    const drafted = (story: Story) =>
      story.write({
        ...{ pk: key.pk, sk: 'REPORT', campaignId: '2026-sopa1', studentNumber: '1', status: 'draft' },
        ...{ version: 1, values: { absentHalfDays: '2' } },
      });
    expect(drafted(new Story().stands(ines)).letters).toBe('s');
    const taken = { kind: 'proposalTaken', campaignId: '2026-sopa1', studentNumber: '1' } as const;
    expect(drafted(new Story().stands(ines).tell(taken)).letters).toBe('');
  });
});

describe('(f) nobody is told what is not theirs', () => {
  const two = () => new Story().assigned().stands(hugo);

  test('by a mail', () => {
    expect(two().mails('assignment', hugo.tutor.email).letters).toBe('f');
    expect(two().mails('closing', 'registrar@niort.example').letters).toContain('f');
    expect(two().mails('briefing', student.email, { text: 'Hugo Perrin' }).letters).toContain('f');
    expect(two().mails('link', 'nobody@ac.example', { text: 'Bonjour' }).letters).toBe('f');
  });

  test('by a subject, whatever its capitals', () => {
    const subject = 'A1 – STAGE DE HUGO PERRIN';
    expect(two().stands(ines).mails('link', tutor.email, { subject, text: 'Inès Morin' }).letters).toBe('f');
  });

  test('by a page', () => {
    expect(two().shows({ tutor: tutor.email }, '<h1>Inès Morin</h1>').letters).toBe('');
    expect(two().shows({ tutor: tutor.email }, '<h1>Hugo Perrin</h1>').letters).toBe('f');
    expect(two().shows({ staff: 'r', sites: ['niort'] }, '<td>Hugo Perrin</td>').letters).toBe('');
    expect(two().shows({ staff: 'r', sites: ['niort'] }, '<td>Inès Morin</td>').letters).toBe('f');
    expect(two().shows({ staff: 'a', sites: 'all' }, '<td>Inès Morin</td>').letters).toBe('');
  });

  test('by a student’s page: another student, or a tutor who is theirs no more', () => {
    const page = (text: string) => two().shows({ student: student.email }, text).letters;
    expect(page(`<h1>Inès Morin</h1> ${tutor.email}`)).toBe('');
    expect(page('<h1>Hugo Perrin</h1>')).toBe('f');
    expect(page('former.tutor@ac.example')).toBe('f');
  });

  test('by a student’s link, which is for students', () => {
    const text = `Inès Morin https://stages.example/e/${'x'.repeat(43)}`;
    expect(two().mails('link', student.email, { text }).letters).toBe('');
    expect(two().mails('link', tutor.email, { text }).letters).toBe('f');
  });

  test('by a link to the form, which is for tutors', () => {
    const text = 'Inès Morin https://stages.example/r/abc';
    const story = new Story().requested().on('2026-11-05T08:00');
    expect(story.mails('delegateNotice', 'delegate@poitiers.example', { text }).letters).toBe('f');
  });

  test('by a mail to two', () => {
    expect(new Story().stands(ines).mails('link', `${tutor.email}, x@y.example`).letters).toBe('f');
  });

  test('but by what began before the tutor was replaced', () => {
    const story = new Story().assigned();
    const { step } = story;
    story.stands({ ...ines, tutor: hugo.tutor });
    const link = (mailKey: string, begun: number) =>
      story.mails('link', tutor.email, { text: 'Inès Morin', mailKey, begun: { step: begun } }).letters;
    expect(link('link_2026-09-14_1', step)).toBe('');
    expect(link('link_2026-09-14_2', story.step)).toBe('f');
  });
});

describe('(g) lists and numbers', () => {
  const listed = (numbers: string[], counts: Record<string, number>) =>
    new Story()
      .assigned()
      .stands(hugo, { status: 'awaiting', round: 'reminder2' })
      .tell({ kind: 'listed', campaignId, numbers, counts }).letters;

  test('are what a recount gives', () => {
    expect(listed(['2', '1'], { assigned: 1, reminded: 1 })).toBe('');
    expect(listed(['2', '1'], { assigned: 2 })).toBe('g');
    expect(listed(['2'], { assigned: 1, reminded: 1 })).toBe('g');
    expect(listed(['2', '1', '1'], { assigned: 1, reminded: 1 })).toBe('g');
    expect(listed(['2', '1', '3'], { assigned: 1, reminded: 1 })).toBe('g');
    expect(listed(['2', '1'], { assigned: 1, reminded: 1, reports: 1 })).toBe('g');
    expect(listed(['2', '1'], { assigned: 1, reminded: 1, notAcquired: 1 })).toBe('g');
  });

  test('of a jury are every student, and the version that counts', () => {
    const judged = (...rows: { studentNumber: string; results: string[] }[]) =>
      reported()
        .distributed()
        .stands(ines, { status: 'distributed', reference: referenceOf() })
        .stands(hugo, { status: 'unreturned' })
        .tell({ kind: 'juryRead', campaignIds: [campaignId, '2026-a2'], rows }).letters;
    const paul = { studentNumber: '2', results: ['noReport', 'none'] };
    const row = { studentNumber: '1', results: [referenceOf(), 'none'] };
    const without = judged();
    expect(judged(row, paul)).toBe(without.replace('g', ''));
    expect(without).toContain('g');
    expect(judged(row)).toContain('g');
    expect(judged({ ...row, results: ['noReport', 'none'] }, paul)).toContain('g');
    expect(judged({ ...row, results: [referenceOf(), 'noReport'] }, paul)).toContain('g');
  });
});

describe('(h) at the end', () => {
  const over = () => reported().distributed().on(atLast);

  test('nothing is due, and nothing half done', () => {
    expect(over().ends()).toBe('');
    expect(over().write({ pk: 'X', sk: 'X', duePk: 'DUE' }).ends()).toBe('h');
    const trouble = { at: '2026-10-12T08:00:00.000Z', state: 'DistributeReport', error: 'x' };
    expect(over().stands(ines, { status: 'distributed', trouble }).ends()).toBe('h');
    expect(over().stands(ines, { status: 'distributed', startDue: '2026-10-12T08:00:00.000Z' }).ends()).toBe(
      'h',
    );
    expect(over().reports('sent', { undistributed: true }).ends()).toBe('h');
    expect(
      over()
        .write({ pk: `CAMPAIGN#${campaignId}`, sk: 'WORK#x', kind: 'import' })
        .ends(),
    ).toBe('h');
  });

  test('no mailbox is said to be full that a mail has reached since', () => {
    const at = '2026-10-20T08:00:00.000Z';
    const undelivered = [{ recipient: tutor.email, at, reason: 'delayed' }];
    const reached = (deliveredAt: string) =>
      over()
        .stands(ines, { status: 'distributed', undelivered })
        .keepsMail({ status: 'sent', recipient: tutor.email, sentAt: at, deliveredAt })
        .ends();
    expect(reached('2026-10-20T07:59:00.000Z')).toBe('');
    expect(reached('2026-10-20T08:01:00.000Z')).toBe('h');
  });

  test('a closing that was begun is overtaken by what came on paper, and by nothing else', () => {
    const typedIn = (sent: object) =>
      new Story()
        .requested()
        .closed()
        .on('2026-11-16T08:10')
        .keepsMail({ status: 'claimed', occasion: 'closing' })
        .on('2026-11-16T10:00')
        .reports('sent', { sent })
        .distributed();
    expect(typedIn(onPaper).write(partOf(0)).write(partOf(1)).on(atLast).ends()).toBe('');
    const { entered: _, ...byLink } = onPaper;
    expect(typedIn(byLink).on(atLast).ends()).toBe('h');
  });

  test('no mail is in doubt without a reason', () => {
    const claimedAt = '2026-10-09T14:00:00.000Z';
    const doubt = { status: 'unconfirmed', doubt: 'unanswered', doubtedAt: claimedAt, claimedAt } as const;
    // The report came while it was in doubt: nobody had a reason to look again.
    expect(over().keepsMail({ status: 'claimed', claimedAt }).ends()).toBe('');
    const after = { claimedAt: '2026-10-20T08:00:00.000Z' };
    expect(
      over()
        .keepsMail({ status: 'claimed', ...after })
        .ends(),
    ).toBe('h');
    expect(
      over()
        .keepsMail({ ...doubt, occasion: 'distribution' })
        .ends(),
    ).toBe('h');
    const closed = () => new Story().requested().closed().on(atLast);
    expect(
      closed()
        .keepsMail({ ...doubt, occasion: 'request' })
        .ends(),
    ).toBe('h');
    expect(
      closed()
        .keepsMail({ ...doubt, occasion: 'reminder1' })
        .ends(),
    ).toBe('');
  });
});

test('(c, f) a digest comes once a morning, to those in charge of a site, and names nobody', () => {
  const digest = { mailKey: 'digest_2026-10-12', text: '2 points attendent votre attention (Poitiers).' };
  const story = () => new Story().requested().on('2026-10-12T08:00');
  const once = () => story().mails('digest', 'delegate@poitiers.example', digest);
  expect(once().letters).toBe('');
  expect(once().mails('digest', 'delegate@poitiers.example', digest).letters).toBe('c');
  const next = { ...digest, mailKey: 'digest_2026-10-13' };
  expect(once().on('2026-10-13T08:00').mails('digest', 'delegate@poitiers.example', next).letters).toBe('');
  expect(story().mails('digest', tutor.email, digest).letters).toBe('f');
  const named = { ...digest, text: 'Inès Morin' };
  expect(story().mails('digest', 'delegate@poitiers.example', named).letters).toBe('f');
});

describe('(h) what waits for somebody', () => {
  const nothing = { attention: undefined, attentionPk: undefined };
  const refused = { recipient: tutor.email, at: '2026-10-09T14:00:00.000Z', reason: 'returned' };

  test('does for as long as its cause lasts, and where it is looked for', () => {
    const late = { status: 'awaiting', round: 'escalation' } as const;
    expect(calm().stands(ines, late).letters).toBe('');
    expect(calm().stands(ines, { ...late, ...nothing }).letters).toBe('h');
    expect(calm().stands(ines, { ...late, attentionPk: undefined }).letters).toBe('h');
    const seen = { settled: [{ kind: 'late', since: refused.at, at: refused.at, by: 'Camille' }] };
    expect(calm().stands(ines, { ...late, ...nothing, ...seen }).letters).toBe('');
    const outlived = { attention: [{ kind: 'late' }], attentionPk: 'ATTENTION#poitiers' };
    expect(calm().stands(ines, { status: 'awaiting', round: 'request', ...outlived }).letters).toBe('h');
  });

  test('is the latest word of a tutor, for as long as nobody has seen to it', () => {
    const said = { kind: 'absent', saidAt: refused.at, holdsUntil: refused.at };
    const waiting = { tutorsWord: { ...said, state: 'waiting' }, what: 'tutorSaid' } as const;
    expect(calm().stands(ines, waiting).letters).toBe('');
    expect(calm().stands(ines, { ...waiting, ...nothing }).letters).toBe('h');
    const older = {
      attention: [{ kind: 'word', since: '2026-10-01T08:00:00.000Z' }],
      attentionPk: 'ATTENTION#poitiers',
    };
    expect(calm().stands(ines, { ...waiting, ...older }).letters).toBe('h');
    const settled = { tutorsWord: { ...said, state: 'settled' } };
    expect(calm().stands(ines, { ...settled, ...older }).letters).toContain('h');
  });

  test('is an address that refused, of whom something is still to be mailed', () => {
    const shown = { attention: [{ kind: 'refused' }], attentionPk: 'ATTENTION#poitiers' };
    const undelivered = [refused];
    expect(calm().stands(ines, { undelivered }).letters).toBe('h');
    expect(calm().stands(ines, { undelivered, ...shown }).letters).toBe('');
    expect(calm().stands(ines, { status: 'receivedOtherwise', undelivered }).letters).toBe('');
  });
});

test('(l) nothing is sent to an address that is known to refuse mails, until it is tried again', () => {
  const key = { pk: `ADDRESS#${tutor.email}`, sk: 'ADDRESS' };
  const refused = () =>
    new Story()
      .assigned()
      .write({ ...key, refused: { reason: 'returned' } })
      .write({ pk: 'X', sk: 'X' });
  expect(refused().mails('link', tutor.email).letters).toBe('l');
  // Begun before it was written down.
  expect(refused().mails('link', tutor.email, { begun: { step: 1 } }).letters).toBe('');
  expect(refused().write(key).mails('link', tutor.email).letters).toBe('');
  // Who has the link of one stage sent says that the address is right; of a selection, nobody does.
  const link = { mailKey: 'link_staff_2026-10-12' };
  const asked = (task: object) =>
    refused()
      .write({
        ...{ pk: `CAMPAIGN#${campaignId}`, sk: 'WORK#w', campaignId, kind: 'selection' },
        ...{ askedAt: '2026-10-12T08:00:00.000Z', task: { does: 'mail', mail: 'link', ...task } },
      })
      .mails('link', tutor.email, link).letters;
  expect(asked({ isInsisted: true })).toBe('');
  expect(asked({})).toBe('l');
  expect(refused().mails('link', tutor.email, { mailKey: 'link_staff_2026-10-12_1' }).letters).toBe('');
});

describe('before a launch, and while it goes out', () => {
  const campaignKey = { pk: `CAMPAIGN#${campaignId}`, sk: 'CAMPAIGN', campaignId };
  const prepared = (more = {}) => ({
    ...campaignKey,
    status: 'prepared',
    timetable: defaultTimetable,
    ...more,
  });

  test('(f) a trial goes to who asked for it, says what it is, and opens nothing', () => {
    const trial = (changes = {}) =>
      new Story().tell({
        ...{ kind: 'trialLeft', to: 'admin1@inspe.example', subject: '[Essai] SOPA 1' },
        text: 'https://stages.example/r/essai/imprevu',
        ...changes,
      }).letters;
    expect(trial()).toBe('');
    expect(trial({ to: tutor.email })).toBe('f');
    expect(trial({ subject: 'SOPA 1' })).toBe('f');
    expect(trial({ text: 'https://stages.example/r/abc' })).toBe('f');
  });

  test('(w) a mail is worded as it was to be from its claim on, and names what its placeholders stand for', () => {
    const words = (number: number, changedAt: string) => ({
      ...{ pk: 'INSTITUTION', sk: 'WORDING#request', kind: 'request', changedAt },
      texts: { subject: `Compte-rendu (texte ${number})` },
    });
    const [before, after] = ['2026-10-09T13:00:00.000Z', '2026-10-09T14:30:00.000Z'];
    const asks = (story: Story, subject: string) =>
      story.mails('request', tutor.email, {
        subject,
        isAnswerLost: true,
        text: 'https://stages.example/r/abc',
      });
    const claimed = () =>
      new Story()
        .stands(ines)
        .write(words(1, before))
        .on('2026-10-09T16:00')
        .keepsMail({ status: 'claimed' });
    const letters = (story: Story) => story.broken.filter(({ promise }) => promise === 'w').length;
    expect(letters(asks(claimed(), 'A1 – Compte-rendu (texte 1)'))).toBe(0);
    expect(letters(asks(claimed(), 'A1 – Compte-rendu'))).toBe(1);
    expect(letters(asks(claimed(), 'A1 – Compte-rendu de {étudiants} (texte 1)'))).toBe(1);
    // Worded anew between the claim and the mail: either is right, but a second copy says what the first did.
    const changed = () => claimed().write(words(2, after));
    expect(letters(asks(changed(), 'A1 – Compte-rendu (texte 1)'))).toBe(0);
    const first = () => asks(claimed(), 'A1 – Compte-rendu (texte 1)').write(words(2, after));
    expect(letters(asks(first(), 'A1 – Compte-rendu (texte 1)'))).toBe(0);
    expect(letters(asks(first(), 'A1 – Compte-rendu (texte 2)'))).toBe(1);
  });

  test('(h, b) nothing is left of a campaign that was deleted, and nobody hears of it', () => {
    const deleted = () => new Story().write(prepared({ deletion: { since: 'x', by: 'x' } }));
    expect(deleted().ends()).toContain('h');
    const left = { pk: `NOTE#${campaignId}#1`, sk: 'x' };
    expect(deleted().write(left).ends()).toContain('h');
    expect(deleted().mails('assignment', tutor.email).letters).toContain('b');
  });

  test('(m) a launch whose slice came back stops, and is gone on with by another', () => {
    const slice = (number: number, since: string) => ({
      ...{ pk: `CAMPAIGN#${campaignId}`, sk: 'WORK#x-launch-1', campaignId, kind: 'launch' },
      slice: { number, since },
    });
    const began = '2026-09-14T08:00:00.000Z';
    const returned = (recipients: string[]) => ({
      undelivered: recipients.map((recipient) => ({ recipient, reason: 'returned', at: began })),
    });
    const launched = (back: string[], then: string) =>
      new Story()
        .write(slice(1, began))
        .stands(ines, { startedAt: began, ...returned(back.filter((one) => one !== hugo.tutor.email)) })
        .stands(hugo, { startedAt: began, ...returned(back.filter((one) => one === hugo.tutor.email)) })
        .on(then)
        .write(slice(2, '2026-09-14T08:20:00.000Z')).broken;
    const goesOn = (back: string[], then = '2026-09-14T10:20') =>
      launched(back, then).filter(({ promise }) => promise === 'm').length;
    expect(goesOn([tutor.email, student.email, hugo.tutor.email])).toBe(1);
    expect(goesOn([tutor.email, student.email])).toBe(0);
    // Written as the launch looked.
    expect(goesOn([tutor.email, student.email, hugo.tutor.email], '2026-09-14T10:01')).toBe(0);

    const held = {
      ...campaignKey,
      ...{ status: 'launched', timetable: defaultTimetable, held: { at: began } },
    };
    const starts = (story: Story) =>
      story.stands(ines, { status: 'prepared', startedAt: undefined }).stands(ines).letters;
    expect(starts(new Story().write(held))).toContain('m');
    expect(starts(new Story().write(held).write({ ...held, held: undefined }))).not.toContain('m');
  });
});

describe('(i) hours and days', () => {
  const notice = (at: string, begun?: string) =>
    new Story()
      .requested()
      .on(at)
      .mails('reminder2', tutor.email, begun === undefined ? {} : { begun: { at: begun } }).letters;

  test('hold when a mail leaves', () => {
    expect(notice('2026-11-02T07:00')).toBe('');
    expect(notice('2026-11-02T19:59')).toBe('');
    for (const at of ['2026-11-02T06:59', '2026-11-02T20:30', '2026-10-20T10:00', '2026-11-11T10:00'])
      expect(notice(at)).toBe('i');
    expect(notice('2026-11-07T10:00')).toBe('i');
    expect(notice('2027-03-29T10:00')).toBe('i');
  });

  test('bear an attempt that began in time', () => {
    expect(notice('2026-11-02T20:02', '2026-11-02T18:59:50.000Z')).toBe('');
    expect(notice('2026-11-03T02:00', '2026-11-02T18:59:50.000Z')).toBe('i');
  });

  test('are not asked of what somebody has just asked for', () => {
    const story = reported().on('2026-10-18T03:00').mails('receipt', tutor.email);
    expect(story.letters).toBe('');
  });

  test('let nothing leave before its day', () => {
    const early = new Story().assigned().on('2026-10-09T15:59').mails('request', tutor.email);
    expect(early.letters).toBe('i');
    const briefed = new Story().assigned().on('2026-09-25T10:00').mails('briefing', tutor.email);
    expect(briefed.letters).toBe('i');
  });

  test('keep the rounds at their distances', () => {
    const reminded = () => new Story().requested().on('2026-11-02T08:00').mails('reminder2', tutor.email);
    expect(reminded().on('2026-11-04T08:00').mails('reminder3', tutor.email).letters).toBe('i');
    expect(reminded().on('2026-11-05T08:00').mails('reminder3', tutor.email).letters).toBe('');
  });

  test('let nothing be late or missing where nothing goes wrong', () => {
    const late = calm().assigned().on('2026-09-29T08:00').mails('briefing', tutor.email);
    expect(late.ends()).toBe('i');
    expect(calm().stands(ines).mails('assignment', tutor.email).on('2026-09-15T12:00').ends()).toBe('i');
    expect(calm().assigned().on('2026-09-15T12:00').ends()).toBe('');
  });

  test('let a report be distributed at once where nothing goes wrong', () => {
    expect(reported(calm()).on('2026-10-12T20:00').mails('receipt', tutor.email).letters).toBe('i');
  });

  test('have a stage with another tutor begin anew', () => {
    const replaced = { ...ines, tutor: hugo.tutor };
    const story = () => calm().assigned().on('2026-09-16T10:00').stands(replaced, { status: 'started' });
    const told = story().mails('assignment', hugo.tutor.email);
    told.mails('correction', student.email, { text: 'Bonjour Inès,', mailKey: 'correction_x' });
    expect(told.on('2026-09-17T12:00').ends()).toBe('');
    expect(story().on('2026-09-17T12:00').ends()).toBe('i');
  });

  test('let a corrected stage go on where it stands', () => {
    const school = { name: 'École Condorcet', town: 'Poitiers' };
    const story = calm()
      .requested()
      .stands({ ...ines, school }, { status: 'awaiting', round: 'request' });
    story.mails('correction', tutor.email);
    story.mails('correction', student.email, { text: 'Bonjour Inès,', mailKey: 'correction_x' });
    expect(story.on('2026-10-13T08:00').ends()).toBe('');
    expect(story.on('2026-10-14T08:00').ends()).toBe('i');
  });

  test('give a stage that was added late its own rounds', () => {
    const late = () =>
      calm()
        .on('2026-10-16T15:00')
        .stands(ines)
        .mails('request', tutor.email)
        .mails('studentNotice', student.email, { text: 'Bonjour Inès,' })
        .stands(ines, { status: 'awaiting', round: 'request', what: 'requested' });
    expect(late().on('2026-11-02T08:00').mails('reminder1', tutor.email).letters).toBe('');
    expect(late().on('2026-11-02T08:00').mails('reminder1', tutor.email).ends()).toBe('');
    expect(late().on('2026-11-04T08:00').ends()).toBe('i');
  });
});

describe('(i) a tutor who said that something is not as planned', () => {
  const word = { kind: 'absent', saidAt: '2026-10-12T07:00:00.000Z', holdsUntil: '2026-10-14T07:00:00.000Z' };
  const standing = { status: 'awaiting', round: 'request' } as const;
  const waits = (story = calm()) =>
    story
      .requested()
      .on('2026-10-12T09:00')
      .stands(ines, { ...standing, what: 'tutorSaid', tutorsWord: { ...word, state: 'waiting' } })
      .stands(ines, { ...standing, tutorsWord: { ...word, state: 'waiting' } });

  test('is not reminded for two working days, and then is', () => {
    expect(waits().on('2026-10-13T08:00').mails('reminder1', tutor.email).letters).toBe('i');
    const reminded = waits().on('2026-10-14T09:00').mails('reminder1', tutor.email);
    expect(reminded.letters).toBe('');
    expect(reminded.ends()).toBe('');
    expect(waits().on('2026-10-15T08:00').ends()).toBe('i');
    const escalated = waits(new Story()).on('2026-10-14T08:00');
    expect(escalated.mails('escalation', 'delegate@poitiers.example').letters).toContain('i');
  });

  test('may be, once somebody has seen to it, or where the mail had begun', () => {
    const seen = waits()
      .on('2026-10-12T10:00')
      .stands(ines, { ...standing, what: 'wordSettled', tutorsWord: { ...word, state: 'settled' } })
      .on('2026-10-13T08:00');
    expect(seen.mails('reminder1', tutor.email).letters).toBe('');
    const story = waits().on('2026-10-13T08:00');
    const begun = { step: story.step - 1 };
    expect(story.mails('reminder1', tutor.email, { begun }).letters).toBe('');
  });
});

describe('(j) history', () => {
  test('tells no student of a request that has not left', () => {
    const story = new Story().assigned().on('2026-10-09T16:00');
    expect(story.mails('studentNotice', student.email, { text: 'Bonjour Inès,' }).letters).toBe('j');
  });

  test('only grows', () => {
    const history: HistoryEntry[] = [{ at: '2026-09-14T08:00:00.000Z', what: 'corrected' }];
    expect(new Story().assigned().stands(ines, { history }).letters).toBe('j');
    expect(new Story().assigned().stands(ines, { history: [] }).letters).toBe('j');
  });

  test('says what left', () => {
    expect(new Story().assigned().stands(ines, { what: 'briefed' }).letters).toBe('j');
    const replaced = { ...ines, tutor: hugo.tutor };
    const twice = new Story()
      .assigned()
      .stands(replaced)
      .stands(replaced)
      .stands({ ...replaced, classLevel: 'CP' });
    expect(twice.stands({ ...replaced, classLevel: 'CP' }, { what: 'assigned' }).letters).toBe('j');
  });
});

describe('(k) an execution', () => {
  const execution = { kind: 'execution', name: 'x', machine: 'Lifecycle', status: 'SUCCEEDED' } as const;

  test('stays far below what Step Functions bears', () => {
    const of = (events: number, largestPayload: number) =>
      new Story().tell({ ...execution, events, largestPayload }).letters;
    expect(of(5_000, 131_072)).toBe('');
    expect(of(5_001, 10)).toBe('k');
    expect(of(10, 131_073)).toBe('k');
  });
});

describe('(n) a meeting', () => {
  const meetingId = '20260914-0000000a';
  const record = { pk: `MEETING#${meetingId}`, sk: 'MEETING', meetingId, campaignId, siteId: 'poitiers' };
  const announced = (story = new Story()) =>
    story
      .stands(ines, { startedAt: '2026-09-14T08:00:00.000Z' })
      .stands(hugo, { startedAt: '2026-09-14T08:00:00.000Z' })
      .on('2026-09-15T10:00')
      .write({ ...record, status: 'announced', sequence: 0 });
  const mailed = (story: Story, what: string, to: string, sequence = 0) =>
    story.mails(what === 'change' ? 'meetingChange' : 'meetingInvitation', to, {
      ...{ mailKey: `meeting_${meetingId}_s${sequence}_${what}`, text: 'Bonjour,' },
    });
  const answers = (story: Story, given: Record<string, string>, capacity?: number) =>
    story.write({
      ...{ pk: record.pk, sk: 'ANSWERS', meetingId, campaignId, capacity },
      answers: Object.fromEntries(Object.entries(given).map(([email, answer]) => [email, { answer }])),
    });

  test('invites those whom it concerns, once', () => {
    expect(mailed(announced(), 'invitation', tutor.email).letters).toBe('');
    expect(mailed(announced(), 'invitation', 'delegate@poitiers.example').letters).toBe('');
    expect(mailed(announced(), 'invitation', hugo.tutor.email).letters).toBe('n');
    expect(mailed(announced(), 'invitation', student.email).letters).toBe('n');
    const twice = mailed(mailed(announced(), 'invitation', tutor.email), 'invitation', tutor.email);
    expect(twice.letters).toBe('c');
  });

  test('tells a change to who was invited and did not say no', () => {
    const invited = () => mailed(announced(), 'invitation', tutor.email);
    expect(mailed(invited().on('2026-09-15T11:00'), 'change', tutor.email, 1).letters).toBe('');
    expect(mailed(announced(), 'change', tutor.email, 1).letters).toBe('n');
    const saidNo = answers(invited(), { [tutor.email]: 'no' }).on('2026-09-15T11:00');
    expect(mailed(saidNo, 'change', tutor.email, 1).letters).toBe('n');
  });

  test('loses no answer, and has no more come than there are places', () => {
    const taken = answers(announced(), { [tutor.email]: 'yes' }, 1);
    expect(taken.letters).toBe('');
    expect(answers(taken, {}, 1).letters).toBe('n');
    const two = { [tutor.email]: 'yes', 'delegate@poitiers.example': 'yes' };
    expect(answers(announced(), two, 1).letters).toBe('n');
    const begun = { at: '2026-09-15T08:00:00.000Z', step: 3 };
    const shown = { kind: 'meetingAnswered', meetingId, email: tutor.email, answer: 'yes', begun } as const;
    expect(answers(announced(), { [tutor.email]: 'yes' }).tell(shown).letters).toBe('');
    expect(answers(announced(), { [tutor.email]: 'no' }).tell(shown).letters).toBe('n');
  });

  test('is over in the end', () => {
    expect(announced().ends()).toBe('n');
  });
});

describe('(v) a form', () => {
  const published = { pk: 'FORM#2026', sk: 'VERSION#0002', status: 'published', form: { title: 'A' } };

  test('may change until it is published, and not from then on', () => {
    const story = new Story().write({ ...published, status: 'draft', form: { title: 'B' } }).write(published);
    expect(story.write({ ...published, version: 3 }).letters).toBe('');
    expect(story.write({ ...published, form: { title: 'B' } }).letters).toBe('v');
  });

  test('is that of the campaign, for as long as it runs', () => {
    const key = { pk: `CAMPAIGN#${campaignId}`, sk: 'CAMPAIGN' };
    const written = (formVersion: string) => new Story().write({ ...campaign, ...key, formVersion });
    expect(written('2026').letters).toBe('');
    expect(written('2026-v2').letters).toBe('v');
  });

  test('is that of its reports', () => {
    const sent = { formVersion: '2026-v2', answers: { ethics: {} }, sentBy: ines.tutor };
    const story = new Story().requested().on('2026-10-12T18:00');
    expect(
      story.reports('sent', { sent: { ...sent, number: 1, reference: 'R', sentAt: '' } }).letters,
    ).toContain('v');
  });
});
