import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  eachOnce,
  invitedDelegates,
  invitedTutors,
  isStillFor,
} from '../../functions/domain/meeting/audience.ts';
import {
  countedAnswers,
  type Reply,
  replied,
  seatsTaken,
  substituteWithheld,
  toldOf,
  withPlaces,
} from '../../functions/domain/meeting/meeting-answers.ts';
import { checkedMeeting, untouchedFields } from '../../functions/domain/meeting/meeting-drafting.ts';
import {
  announced,
  cancelledMeeting,
  changedMeeting,
  closedMeeting,
  isAsSeen,
  reminderMoment,
  running,
  withPlacesDue,
} from '../../functions/domain/meeting/meeting-life.ts';
import { owedNews, owedReminder, type Told } from '../../functions/domain/meeting/owed-mails.ts';
import type { Meeting, MeetingAnswer, MeetingAnswers } from '../../schemas/meeting.ts';
import { poitiers } from '../poitiers.ts';
import { prepared, startedWith } from './meetings.ts';

const now = '2026-10-01T08:00:00.000Z';
const facts = {
  kind: 'information',
  day: '2026-10-15',
  from: '14:00',
  to: '16:00',
  place: 'Amphi A',
} as const;
const meeting = announced(prepared, now);
const moved = changedMeeting(
  meeting,
  { facts: { ...facts, day: '2026-10-16' }, audience: meeting.audience },
  now,
);
const register = (answers: Record<string, MeetingAnswer> = {}, capacity?: number): MeetingAnswers => ({
  ...{ meetingId: meeting.meetingId, campaignId: meeting.campaignId, answers, placesNumber: 0, version: 1 },
  ...(capacity && { capacity }),
});
const answered = (answer: MeetingAnswer['answer'], more: Partial<MeetingAnswer> = {}): MeetingAnswer => ({
  ...{ answer, at: now, sequence: 0, former: [], ...more },
});
const guy = { name: 'Guy Lamy', email: 'guy@ac.example' };

describe('a meeting’s life', () => {
  test('another date is another sequence and revision; another audience or no change the same sequence', () => {
    expect([moved.sequence, moved.revision, moved.startDue]).toEqual([1, 2, now]);
    const same = changedMeeting(meeting, { facts, audience: { ...meeting.audience, delegates: false } }, now);
    expect([same.sequence, same.revision]).toEqual([0, 2]);
    // Nobody was told of one that was only prepared.
    expect(
      changedMeeting(prepared, { facts: { ...facts, from: '15:00' }, audience: prepared.audience }, now),
    ).toMatchObject({
      ...{ sequence: 0, revision: 0, from: '15:00' },
    });
  });

  test('what is left out is gone', () => {
    const atDistance = { ...facts, place: undefined, video: 'https://visio.example/1' };
    const { place: _, ...given } = atDistance;
    expect(changedMeeting(meeting, { facts: given, audience: meeting.audience }, now).place).toBeUndefined();
  });

  test('called off, it is told only where it was announced', () => {
    expect(cancelledMeeting(meeting, 'Grève', now)).toMatchObject({
      status: 'cancelled',
      sequence: 1,
      revision: 2,
    });
    expect(cancelledMeeting(prepared, 'Grève', now)).toMatchObject({
      status: 'cancelled',
      sequence: 0,
      revision: 0,
    });
  });

  test('an execution of another revision changes nothing', () => {
    expect(running(meeting, 2)).toBe(meeting);
    expect(running(meeting, 1).startDue).toBeUndefined();
    expect(closedMeeting(meeting, 2)).toBe(meeting);
    expect(closedMeeting(meeting, 1).status).toBe('over');
    expect(closedMeeting({ ...meeting, status: 'cancelled' }, 1).status).toBe('cancelled');
  });

  test('what an execution writes does not overtake who looks at it; what a person writes does', () => {
    expect(isAsSeen({ ...meeting, version: 9 }, meeting)).toBe(true);
    expect(isAsSeen(moved, meeting)).toBe(false);
    expect(isAsSeen(withPlacesDue(meeting, register(), 50, now), meeting)).toBe(false);
    expect(isAsSeen({ ...prepared, version: 2 }, prepared)).toBe(false);
  });

  test.each([
    ['2026-10-15', '2026-10-13T06:00:00.000Z'],
    // A Monday: the Friday and the Thursday before it.
    ['2026-10-12', '2026-10-08T06:00:00.000Z'],
    // Armistice Day is a Wednesday.
    ['2026-11-12', '2026-11-09T07:00:00.000Z'],
    // After the autumn holidays, which begin on a Saturday.
    ['2026-11-02', '2026-10-15T06:00:00.000Z'],
  ])('of %s it reminds on the morning of the second working day before', (day, at) => {
    const institution = { quietPeriods: [{ label: 'Automne', from: '2026-10-17', to: '2026-11-01' }] };
    expect(reminderMoment({ ...facts, day }, institution)).toBe(at);
  });
});

describe('whom a meeting is for', () => {
  const stages = [
    startedWith('1', 'alix'),
    startedWith('2', 'alix'),
    startedWith('3', 'berthe', { siteId: 'niort' }),
    startedWith('4', 'chloe', { status: 'cancelled', cancelledAt: now, cancelledFor: 'moved' }),
    startedWith('5', 'denise', { status: 'prepared' }),
  ];
  test('tutors of stages of its site that have begun to be followed and take place, each address once', () => {
    expect(invitedTutors(meeting, stages).map(({ email }) => email)).toEqual(['alix@ac.example']);
    const chosen = {
      ...meeting,
      audience: { tutors: { who: 'chosen' as const, emails: ['x@ac.example'] }, delegates: false },
    };
    expect(invitedTutors(chosen, stages)).toEqual([]);
    const none = { ...meeting, audience: { tutors: { who: 'none' as const }, delegates: true } };
    expect(invitedTutors(none, stages)).toEqual([]);
    expect(invitedDelegates(none, poitiers)).toHaveLength(1);
  });

  test('who is tutor and delegate is invited once, as both', () => {
    const [delegate] = invitedDelegates(meeting, poitiers);
    const asTutor = { email: delegate?.email ?? '', name: 'Hervé Quintard', roles: ['tutor' as const] };
    expect(eachOnce([...(delegate ? [delegate] : []), asTutor])).toMatchObject([
      { roles: ['delegate', 'tutor'] },
    ]);
  });

  test('is asked anew when they are to be written to', () => {
    const guest = { email: 'alix@ac.example' };
    expect(isStillFor(meeting, guest, stages.slice(0, 1), poitiers)).toBe(true);
    expect(isStillFor(meeting, guest, stages.slice(2), poitiers)).toBe(false);
  });
});

describe('what a guest is told', () => {
  const told = (what: Told['what'], sequence = 0, at = now): Told => ({ what, sequence, at });
  /** To who was to come in that guest's place. */
  const instead = (what: Told['what'], of = 'a@ac.example', at = now): Told => ({
    ...{ what, sequence: 0, at, insteadOf: of },
  });
  const owed = (
    of: Meeting,
    answer: MeetingAnswer | undefined,
    toldTo: Record<string, readonly Told[]>,
    more: { isStillFor?: boolean; now?: string; isSentByAnother?: () => boolean } = {},
  ) =>
    owedNews({
      ...{ meeting: of, guest: { email: 'a@ac.example' }, answer, isStillFor: true, now },
      ...{ isSentByAnother: () => false, ...more },
      toldTo: (email) => toldTo[email] ?? [],
    }).map(({ recipient, what }) => `${recipient.split('@')[0]}: ${what}`);
  const invited = { 'a@ac.example': [told('invitation')] };

  test.each([
    ['who was told nothing is invited', meeting, undefined, {}, {}, ['a: invitation']],
    ['but not once it is for them no more', meeting, undefined, {}, { isStillFor: false }, []],
    ['nor when it has begun', meeting, undefined, {}, { now: '2026-10-15T12:00:00.000Z' }, []],
    ['nor when it is called off', cancelledMeeting(meeting, 'x', now), undefined, {}, {}, []],
    ['who was invited is told nothing twice', meeting, undefined, invited, {}, []],
    ['a latecomer is invited with the present date', moved, undefined, {}, {}, ['a: invitation']],
    ['a change goes to who has not answered', moved, undefined, invited, {}, ['a: change']],
    [
      'and to who comes, also where they are tutor no more',
      moved,
      answered('yes'),
      invited,
      { isStillFor: false },
      ['a: change'],
    ],
    ['but not to who said no', moved, answered('no'), invited, {}, []],
    [
      'so does that it is called off',
      cancelledMeeting(meeting, 'x', now),
      answered('yes'),
      invited,
      {},
      ['a: cancellation'],
    ],
    ['again not to who said no', cancelledMeeting(meeting, 'x', now), answered('no'), invited, {}, []],
    [
      'who comes instead is invited',
      meeting,
      answered('other', { substitute: guy }),
      invited,
      {},
      ['guy: invitation'],
    ],
    [
      'and told of a change, in the place of who sent them',
      moved,
      answered('other', { substitute: guy }),
      { ...invited, [guy.email]: [instead('invitation')] },
      {},
      ['guy: change'],
    ],
    [
      'who is named no more is told so',
      meeting,
      answered('yes', { former: [guy.email] }),
      { ...invited, [guy.email]: [instead('invitation')] },
      {},
      ['guy: cancellation'],
    ],
    [
      'once',
      meeting,
      answered('yes', { former: [guy.email] }),
      {
        ...invited,
        [guy.email]: [
          instead('invitation'),
          instead('cancellation', 'a@ac.example', '2026-10-01T09:00:00.000Z'),
        ],
      },
      {},
      [],
    ],
    [
      'who was told by one guest that they need not come is invited in the place of another',
      meeting,
      answered('other', { substitute: guy }),
      {
        ...invited,
        [guy.email]: [instead('invitation', 'b@ac.example'), instead('cancellation', 'b@ac.example')],
      },
      {},
      ['guy: invitation'],
    ],
    [
      'who is named no more, and is sent by another, is expected still',
      meeting,
      answered('yes', { former: [guy.email] }),
      { ...invited, [guy.email]: [instead('invitation')] },
      { isSentByAnother: () => true },
      [],
    ],
    [
      'or has been invited themselves',
      meeting,
      answered('yes', { former: [guy.email] }),
      { ...invited, [guy.email]: [instead('invitation'), told('invitation')] },
      {},
      [],
    ],
    [
      'who came in somebody’s place, and is a guest by now, is invited as that',
      meeting,
      undefined,
      { 'a@ac.example': [instead('invitation', 'b@ac.example')] },
      {},
      ['a: invitation'],
    ],
    [
      'and has each change once: their own',
      moved,
      answered('other', { substitute: guy }),
      { ...invited, [guy.email]: [instead('invitation'), told('invitation')] },
      {},
      [],
    ],
    ['and nobody who was never told', meeting, answered('no', { former: [guy.email] }), invited, {}, []],
  ] as const)('%s', (_, of, answer, toldTo, more, expected) => {
    expect(owed(of, answer, toldTo, more)).toEqual(expected);
  });

  test.each([
    ['who comes', meeting, answered('yes'), [told('invitation')], true, ['a@ac.example']],
    ['who has not answered', meeting, undefined, [told('invitation')], true, ['a@ac.example']],
    ['nobody who said no', meeting, answered('no'), [told('invitation')], true, []],
    ['nobody whom it does not concern any more', meeting, undefined, [told('invitation')], false, []],
    ['nobody who does not know of the present date', moved, undefined, [told('invitation')], true, []],
    [
      'nobody who has just had it',
      meeting,
      undefined,
      [told('invitation', 0, '2026-10-13T07:00:00.000Z')],
      true,
      [],
    ],
  ] as const)('%s is reminded', (_, of, answer, all, isStill, expected) => {
    const mails = owedReminder(
      {
        ...{ meeting: of, guest: { email: 'a@ac.example' }, answer, isStillFor: isStill },
        isSentByAnother: () => false,
        ...{ toldTo: () => all, now: '2026-10-13T08:00:00.000Z' },
      },
      '2026-10-13T06:00:00.000Z',
    );
    expect(mails.map(({ recipient }) => recipient)).toEqual(expected);
  });
});

describe('answers', () => {
  const take = (before: MeetingAnswers, email: string, reply: Reply, at = now) =>
    replied(before, { sequence: 0 }, email, reply, at);
  const yes = { answer: 'yes' } as const;
  const other = { answer: 'other', substitute: guy } as const;

  test('the last place is given once; who has one keeps it with another answer that takes one', () => {
    const full = register({ a: answered('yes') }, 1);
    expect(take(full, 'b', yes)).toBe('full');
    expect(take(full, 'b', other)).toBe('full');
    expect(take(full, 'b', { answer: 'no' })).toMatchObject({ answers: { b: { answer: 'no' } } });
    expect(take(full, 'a', other)).toMatchObject({ answers: { a: { answer: 'other', substitute: guy } } });
    const freed = take(full, 'a', { answer: 'no' });
    expect(typeof freed === 'string' ? freed : take(freed, 'b', yes)).toMatchObject({
      answers: { b: { answer: 'yes' } },
    });
  });

  test('the same answer again writes nothing', () => {
    const before = register({ a: answered('yes') });
    expect(take(before, 'a', yes)).toBe(before);
  });

  test('somebody else is named by one guest, once, and never again once they were told that they need not come', () => {
    const named = register({ a: answered('other', { substitute: guy }) });
    expect(take(named, 'b', other)).toBe('named');
    const back = take(named, 'a', yes);
    expect(back).toMatchObject({ answers: { a: { former: [guy.email] } }, untold: { emails: ['a'] } });
    expect(typeof back === 'string' ? back : take(back, 'a', other)).toBe('takenBack');
    const often = register({ a: answered('yes', { former: ['x@a.fr', 'y@a.fr', 'z@a.fr'] }) });
    expect(take(often, 'a', other)).toBe('often');
  });

  test('a name that was misspelt is corrected, and nobody is told of that', () => {
    const named = register({ a: answered('other', { substitute: { ...guy, withheldAt: now } }) });
    const corrected = take(named, 'a', { answer: 'other', substitute: { ...guy, name: 'Guy Lamie' } });
    expect(corrected).toMatchObject({
      answers: { a: { substitute: { name: 'Guy Lamie', withheldAt: now } } },
    });
    expect(corrected).not.toHaveProperty('untold');
  });

  test('that mails do not reach who comes instead is said of them alone, until one leaves again', () => {
    const named = register({ a: answered('other', { substitute: guy }) });
    const withheld = substituteWithheld(named, 'a', guy.email, now);
    expect(withheld.answers.a?.substitute).toEqual({ ...guy, withheldAt: now });
    expect(substituteWithheld(withheld, 'a', guy.email, undefined)).toEqual(named);
    expect(substituteWithheld(named, 'a', 'other@ac.example', now)).toBe(named);
    expect(substituteWithheld(named, 'b', guy.email, now)).toBe(named);
  });

  test('there are never fewer places than are taken', () => {
    const before = register({ a: answered('yes'), b: answered('yes') });
    expect(withPlaces(before, 1, 1).capacity).toBe(2);
    expect(withPlaces(before, 30, 1).capacity).toBe(30);
    expect(withPlaces({ ...before, capacity: 30 }, undefined, 1)).not.toHaveProperty('capacity');
  });

  test('the later decision on places holds, whichever is said last', () => {
    const later = withPlaces(register(), 50, 2);
    expect(withPlaces(later, 30, 1)).toBe(later);
    expect(withPlaces(later, 60, 3)).toMatchObject({ capacity: 60, placesNumber: 3 });
  });

  test('whom an answer names is told of, unless another answer came meanwhile', () => {
    const before = register({ a: answered('yes') });
    const named = take(before, 'a', other, '2026-10-02T08:00:00.000Z');
    if (typeof named === 'string') throw new Error(named);
    expect(named.untold).toEqual({ since: '2026-10-02T08:00:00.000Z', emails: ['a'] });
    expect(toldOf(named, 'a', named.answers.a).untold).toBeUndefined();
    expect(toldOf(named, 'a', before.answers.a)).toBe(named);
  });

  test('whatever is answered, nobody’s answer is lost and no more come than there are places', () => {
    const email = fc.constantFrom('a@x.fr', 'b@x.fr', 'c@x.fr', 'd@x.fr');
    const reply: fc.Arbitrary<Reply> = fc.oneof(
      fc.constantFrom<Reply>({ answer: 'yes' }, { answer: 'no' }),
      fc.nat(5).map((n): Reply => ({ answer: 'other', substitute: { name: 'X', email: `s${n}@x.fr` } })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(email, reply)), fc.integer({ min: 1, max: 3 }), (all, capacity) => {
        let current = register({}, capacity);
        const last: Record<string, string> = {};
        for (const [who, what] of all) {
          const after = take(current, who, what);
          if (typeof after === 'string') continue;
          current = after;
          last[who] = what.answer;
        }
        expect(
          Object.fromEntries(Object.entries(current.answers).map(([who, { answer }]) => [who, answer])),
        ).toEqual(last);
        expect(seatsTaken(current)).toBeLessThanOrEqual(capacity);
        const { yes: come, other: sent, no } = countedAnswers(current);
        expect(come + sent + no).toBe(Object.keys(last).length);
      }),
    );
  });
});

describe('what is typed', () => {
  const typed = { ...untouchedFields, day: '2026-10-15', place: 'Amphi A' };
  const problems = (changes: Partial<typeof typed>) => {
    const checked = checkedMeeting({ ...typed, ...changes }, now);
    return 'problems' in checked ? checked.problems.map(({ field }) => field) : [];
  };

  test('is a meeting', () => {
    expect(checkedMeeting({ ...typed, capacity: '30' }, now)).toEqual({
      ...{ facts, audience: { tutors: { who: 'all' }, delegates: true }, capacity: 30 },
    });
    const chosen = { ...typed, tutors: 'chosen', emails: 'A@x.fr, b@x.fr\nB@x.fr' };
    expect(checkedMeeting(chosen, now)).toMatchObject({
      audience: { tutors: { emails: ['a@x.fr', 'b@x.fr'] } },
    });
  });

  test.each([
    [{ day: '' }, ['day']],
    [{ day: '2026-09-30' }, ['day']],
    [{ day: '2028-01-01' }, ['day']],
    [{ from: '25:00' }, ['from']],
    [{ to: '13:00' }, ['to']],
    [{ place: '' }, ['place']],
    [{ place: '', video: 'https://visio.example/1' }, []],
    [{ video: 'http://visio.example/1' }, ['video']],
    [{ video: 'javascript:alert(1)' }, ['video']],
    [{ word: 'x'.repeat(1001) }, ['word']],
    [{ tutors: 'none', delegates: '' }, ['tutors']],
    [{ tutors: 'chosen', emails: '' }, ['emails']],
    [{ tutors: 'chosen', emails: 'a@x.fr, pas une adresse' }, ['emails']],
    [{ tutors: 'chosen', emails: Array.from({ length: 201 }, (_, n) => `a${n}@x.fr`).join(' ') }, ['emails']],
    [{ tutors: 'others' }, ['tutors']],
    [{ capacity: 'beaucoup' }, ['capacity']],
    [{ capacity: '0' }, ['capacity']],
  ])('%j is told apart', (changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });
});
