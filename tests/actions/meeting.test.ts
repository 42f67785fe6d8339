import { beforeEach, describe, expect, test } from 'vitest';
import { announceMeeting } from '../../functions/actions/announce-meeting.ts';
import { answerInvitation } from '../../functions/actions/answer-invitation.ts';
import { cancelMeeting } from '../../functions/actions/cancel-meeting.ts';
import { changeMeeting } from '../../functions/actions/change-meeting.ts';
import { exportAnswers } from '../../functions/actions/export-answers.ts';
import { namedMeetingForm, newMeetingForm, prepareMeeting } from '../../functions/actions/prepare-meeting.ts';
import { restoreMeetings, takeUpAnswers, takeUpMeeting } from '../../functions/actions/start-meetings.ts';
import { takeUp } from '../../functions/actions/take-up.ts';
import { fieldsOf } from '../../functions/domain/meeting/meeting-drafting.ts';
import { overGuests } from '../../functions/workflow/guests.ts';
import type { Meeting, MeetingGuest } from '../../schemas/meeting.ts';
import { clemence, ines, launchedCampaign } from '../domain/placements.ts';
import { administrator, camille, delegate, env, Institute, ofNiort } from './institute.ts';

/** A Tuesday, within the hours. */
const now = '2026-09-15T08:00:00.000Z';
const later = '2026-09-15T08:15:00.000Z';
const night = '2026-09-15T22:00:00.000Z';
const facts = { kind: 'jury', day: '2026-10-15', from: '14:00', to: '16:00', place: 'Amphi A' } as const;
const audience = { tutors: { who: 'all' }, delegates: false } as const;
const draft = { siteId: 'poitiers', facts, audience, capacity: 1 };

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines, clemence]);
});
const acting = (staff = camille, at = now) => institute.acting(staff, at);
const prepare = async (): Promise<Meeting> => {
  const outcome = await prepareMeeting(acting(), launchedCampaign, draft, newMeetingForm(now));
  if (outcome.kind !== 'prepared') throw new Error(outcome.kind);
  return outcome.meeting;
};
const announce = async (): Promise<Meeting> => {
  const outcome = await announceMeeting(env, acting(), await prepare());
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome.meeting;
};
const current = ({ meetingId }: Meeting) => institute.store.meetings.get(meetingId);
const dies = (command: string, isIt: (input: Record<string, unknown>) => boolean = () => true) => {
  institute.before = (asked, input) => {
    if (asked === command && isIt(input)) throw new Error('the process died');
  };
};
const heals = () => {
  institute.before = () => {};
};
const executions = () =>
  [...institute.executions].map(([name, status]) => `${name.split('-').at(-1)} ${status}`);
const due = async () =>
  (await institute.store.due.since('2026-12-31T00:00:00.000Z')).filter(({ kind }) => kind !== 'start');
const invite = async (meeting: Meeting, email: string): Promise<MeetingGuest> => {
  const links = await institute.store.meetingLinks(env.SECRET_ARN);
  await links.invite({ meetingId: meeting.meetingId, email, name: 'Léa Le Goff', roles: ['tutor'] });
  const guest = await institute.store.meetings.guest(meeting.meetingId, email);
  if (!guest) throw new Error('nobody is invited');
  return guest;
};
const step = ({ meetingId, revision }: Meeting, at = now) => ({
  ...{ meetingId, revision, now: at, after: '', isHeld: false, attempt: 0, retry: 0 },
});
const tell = (meeting: Meeting, at = now) => overGuests(env, step(meeting, at), { of: 'news' });
const mailed = () => institute.asked('SendRawEmailCommand').map(({ Destinations }) => String(Destinations));

describe('who may', () => {
  test('prepare, announce, change and call off: those who manage, of its site; the others are written down', async () => {
    const meeting = await announce();
    const change = { facts, audience, capacity: undefined };
    for (const staff of [delegate, ofNiort]) {
      expect(await prepareMeeting(acting(staff), launchedCampaign, draft, newMeetingForm(now))).toEqual({
        kind: 'refused',
      });
      expect(await announceMeeting(env, acting(staff), meeting)).toEqual({ kind: 'refused' });
      expect(await changeMeeting(env, acting(staff), meeting, change)).toEqual({ kind: 'refused' });
      expect(await cancelMeeting(env, acting(staff), meeting, 'x')).toEqual({ kind: 'refused' });
    }
    expect(await exportAnswers(acting(ofNiort), meeting)).toEqual({ kind: 'refused' });
    expect((await exportAnswers(acting(delegate), meeting)).kind).toBe('exported');
    const refused = institute.audited().filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(9);
    expect(await current(meeting)).toMatchObject({ revision: 1, sequence: 0, status: 'announced' });
    expect(
      (await prepareMeeting(acting(administrator), launchedCampaign, draft, newMeetingForm(now))).kind,
    ).toBe('prepared');
  });
});

describe('a meeting that is prepared', () => {
  const press = (form: string, changes: Partial<typeof draft> = {}) =>
    prepareMeeting(acting(), launchedCampaign, { ...draft, ...changes }, form);
  const all = async () => (await institute.store.meetings.ofSite('poitiers')).length;

  test('is one however often its form is sent, at once as well; another form, or something else in it, is another', async () => {
    const form = newMeetingForm(now);
    const [first, second] = await Promise.all([press(form), press(form)]);
    expect(second).toEqual(first);
    expect(await press(form)).toEqual(first);
    expect(await all()).toBe(1);
    await press(form, { capacity: 2 });
    await press(newMeetingForm(now));
    expect(await all()).toBe(3);
  });

  test('and died before it was written is prepared by the next press', async () => {
    const form = newMeetingForm(now);
    dies('PutCommand', ({ Item }) => String((Item as { shape?: string }).shape).startsWith('meeting/'));
    await expect(press(form)).rejects.toThrow('died');
    heals();
    expect(await all()).toBe(0);
    const outcome = await press(form);
    if (outcome.kind !== 'prepared') throw new Error(outcome.kind);
    expect((await institute.store.meetings.answers(outcome.meeting.meetingId)).capacity).toBe(1);
    expect(await all()).toBe(1);
  });

  test('is named by its page’s form on that day and the next, and by none that somebody made up', () => {
    const form = newMeetingForm(now);
    const tomorrow = '2026-09-16T08:00:00.000Z';
    expect([now, tomorrow].map((at) => namedMeetingForm(form, at))).toEqual([form, form]);
    expect(namedMeetingForm(form, '2026-09-17T08:00:00.000Z')).toMatch(/^20260917-[a-f0-9]{8}$/);
    for (const text of ['', 'x', '20260915-', '20260915-zzzzzzzz', `${form}0`, '20990101-00000000'])
      expect(namedMeetingForm(text, now), text).not.toBe(text);
  });
});

describe('an announcement', () => {
  test('starts one execution, of two clicks as well', async () => {
    const meeting = await prepare();
    const outcomes = await Promise.all([
      announceMeeting(env, acting(), meeting),
      announceMeeting(env, acting(), meeting),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'otherwise']);
    expect(executions()).toEqual(['r1 RUNNING']);
  });

  test('that dies before its execution starts is taken up by the sweep', async () => {
    dies('StartExecutionCommand');
    const meeting = await announce();
    heals();
    expect(executions()).toEqual([]);
    expect(await due()).toEqual([
      { kind: 'meeting', campaignId: meeting.campaignId, meetingId: meeting.meetingId },
    ]);
    // Whoever wrote it may still be about to start it.
    expect(await takeUpMeeting(env, institute.store, meeting, now)).toBe(false);
    const [found] = await due();
    if (!found) throw new Error('nothing is due');
    expect(await takeUp(env, institute.store, found, later)).toBe(true);
    expect(executions()).toEqual(['r1 RUNNING']);
    expect(await takeUpMeeting(env, institute.store, meeting, later)).toBe(false);
  });
});

describe('a change', () => {
  const moved = { facts: { ...facts, day: '2026-10-16' }, audience, capacity: 1 };
  test('stops the execution of before and starts the next', async () => {
    const meeting = await announce();
    const outcome = await changeMeeting(env, acting(), meeting, moved);
    expect(outcome).toMatchObject({ kind: 'done', meeting: { revision: 2, sequence: 1 } });
    expect(executions()).toEqual(['r1 ABORTED', 'r2 RUNNING']);
  });

  test.each(['StopExecutionCommand', 'StartExecutionCommand'])(
    'that dies at %s is taken up by the sweep',
    async (command) => {
      const meeting = await announce();
      dies(command);
      await changeMeeting(env, acting(), meeting, moved);
      heals();
      expect(await current(meeting)).toMatchObject({ day: '2026-10-16', revision: 2, startDue: now });
      expect(await takeUpMeeting(env, institute.store, meeting, later)).toBe(true);
      expect(executions()).toEqual(['r1 ABORTED', 'r2 RUNNING']);
    },
  );

  test('on what somebody else changed since is not taken', async () => {
    const meeting = await announce();
    await changeMeeting(env, acting(), meeting, moved);
    const outcome = await changeMeeting(env, acting(), meeting, { ...moved, facts, capacity: 30 });
    expect(outcome).toMatchObject({ kind: 'otherwise', meeting: { day: '2026-10-16' } });
    expect((await institute.store.meetings.answers(meeting.meetingId)).capacity).toBe(1);
    expect(await cancelMeeting(env, acting(), meeting, 'x')).toMatchObject({ kind: 'otherwise' });
  });

  test('that somebody else overtakes as it is written leaves the places as they are', async () => {
    const meeting = await announce();
    let isRaced = false;
    institute.before = async (command, { TableName }) => {
      if (isRaced || command !== 'PutCommand' || TableName !== 'Audit') return;
      isRaced = true;
      await changeMeeting(env, acting(), meeting, moved);
    };
    const outcome = await changeMeeting(env, acting(), meeting, { facts, audience, capacity: 30 });
    expect(outcome).toMatchObject({ kind: 'otherwise', meeting: { day: '2026-10-16' } });
    expect((await institute.store.meetings.answers(meeting.meetingId)).capacity).toBe(1);
  });

  test.each(['announced', 'prepared'])(
    'of the places, of one that is %s, that dies before they are said is taken up by the sweep',
    async (status) => {
      const meeting = status === 'announced' ? await announce() : await prepare();
      await institute.store.meetings.change(meeting.meetingId, ({ startDue: _, ...rest }) => rest);
      dies('PutCommand', ({ Item }) => JSON.stringify(Item).includes('"ANSWERS"'));
      const wanted = { facts, audience, capacity: 30 };
      await expect(changeMeeting(env, acting(), await current(meeting), wanted)).rejects.toThrow('died');
      heals();
      expect((await institute.store.meetings.answers(meeting.meetingId)).capacity).toBe(1);
      expect(fieldsOf(await current(meeting), { capacity: 1 }).capacity).toBe('30');
      const [found] = await due();
      if (!found) throw new Error('nothing is due');
      expect(await takeUp(env, institute.store, found, later)).toBe(true);
      expect((await institute.store.meetings.answers(meeting.meetingId)).capacity).toBe(30);
      expect(await current(meeting)).not.toHaveProperty('placesDue');
      expect(await due()).toEqual([]);
    },
  );

  test('leaves no fewer places than are taken', async () => {
    const meeting = await announce();
    await changeMeeting(env, acting(), meeting, { facts, audience, capacity: 2 });
    for (const email of ['a@ac.example', 'b@ac.example'])
      await answerInvitation(env, institute.store, await invite(meeting, email), { answer: 'yes' }, now);
    const seen = await current(meeting);
    expect(await changeMeeting(env, acting(), seen, { facts, audience, capacity: 1 })).toEqual({
      ...{ kind: 'tooSmall', taken: 2 },
    });
    expect((await changeMeeting(env, acting(), seen, { facts, audience, capacity: undefined })).kind).toBe(
      'done',
    );
    expect((await institute.store.meetings.answers(meeting.meetingId)).capacity).toBeUndefined();
  });

  test('is too late once the meeting has begun', async () => {
    const meeting = await announce();
    const begun = acting(camille, '2026-10-15T12:00:00.000Z');
    expect((await changeMeeting(env, begun, meeting, moved)).kind).toBe('otherwise');
    expect((await cancelMeeting(env, begun, meeting, 'x')).kind).toBe('otherwise');
    expect((await announceMeeting(env, begun, meeting)).kind).toBe('otherwise');
  });
});

describe('the last place', () => {
  test('goes to one of two who take it at once: one conditional write decides', async () => {
    const meeting = await announce();
    const [first, second] = [await invite(meeting, 'a@ac.example'), await invite(meeting, 'b@ac.example')];
    const take = (guest: MeetingGuest) =>
      answerInvitation(env, institute.store, guest, { answer: 'yes' }, now);
    let isRaced = false;
    // As the first has read that there is a place, the second takes it.
    institute.before = async (command, input) => {
      if (isRaced || command !== 'PutCommand' || !JSON.stringify(input.Item ?? '').includes('a@ac.example'))
        return;
      isRaced = true;
      expect(await take(second)).toMatchObject({ kind: 'taken' });
    };
    expect(await take(first)).toEqual({ kind: 'refused', why: 'full' });
    const { answers } = await institute.store.meetings.answers(meeting.meetingId);
    expect(Object.keys(answers)).toEqual(['b@ac.example']);
  });
});

describe('an answer', () => {
  const guy = { answer: 'other', substitute: { name: 'Guy Lamy', email: 'guy@ac.example' } } as const;
  test('that names somebody has them told at once; where that dies, by the sweep, in the hours', async () => {
    const meeting = await announce();
    const guest = await invite(meeting, 'a@ac.example');
    dies('InvokeCommand');
    expect(await answerInvitation(env, institute.store, guest, guy, night)).toMatchObject({
      kind: 'taken',
    });
    heals();
    await institute.store.meetings.change(meeting.meetingId, ({ startDue: _, ...rest }) => rest);
    expect((await due()).map(({ kind }) => kind)).toEqual(['answers']);
    const key = { meetingId: meeting.meetingId };
    expect(await takeUpAnswers(env, institute.store, key, '2026-09-15T22:30:00.000Z')).toBe(false);
    const morning = '2026-09-16T06:10:00.000Z';
    expect(await takeUpAnswers(env, institute.store, key, morning)).toBe(true);
    // Nobody else's turn comes for that, however often the sweep finds it.
    expect(executions()).toEqual(['r1 RUNNING']);
    const [handed] = institute.asked('InvokeCommand').map(({ Payload }) => JSON.parse(String(Payload)));
    expect(handed).toMatchObject({ meetingId: meeting.meetingId, only: 'a@ac.example', now: morning });
    await overGuests(env, handed, { of: 'news' });
    expect(mailed()).toEqual(['guy@ac.example']);
    expect(await institute.store.meetings.answers(meeting.meetingId)).not.toHaveProperty('untold');
    expect(await takeUpAnswers(env, institute.store, key, morning)).toBe(false);
  });

  test('that cannot be handed over by the sweep either begins nothing anew; of many, so many at once are', async () => {
    const meeting = await announce();
    await institute.store.meetings.change(meeting.meetingId, ({ startDue: _, ...rest }) => rest);
    const emails = Array.from({ length: 60 }, (_, at) => `guest${at}@ac.example`);
    await institute.store.meetings.changeAnswers(meeting.meetingId, (register) => ({
      ...register,
      untold: { since: now, emails },
    }));
    dies('InvokeCommand');
    expect(await takeUpAnswers(env, institute.store, meeting, now)).toBe(false);
    for (const at of ['2026-09-15T09:00:00.000Z', '2026-09-15T09:30:00.000Z'])
      await takeUpAnswers(env, institute.store, meeting, at);
    expect(await current(meeting)).toMatchObject({ revision: 1 });
    expect(executions()).toEqual(['r1 RUNNING']);
    heals();
    await takeUpAnswers(env, institute.store, meeting, '2026-09-15T10:00:00.000Z');
    expect(institute.asked('InvokeCommand')).toHaveLength(50);
    // Those who were not among them are the next time.
    await takeUpAnswers(env, institute.store, meeting, '2026-09-15T10:30:00.000Z');
    expect(new Set(institute.asked('InvokeCommand').map(({ Payload }) => String(Payload))).size).toBe(100);
  });

  test('names nobody who has an invitation of their own, and none once the meeting has begun', async () => {
    const meeting = await announce();
    const guest = await invite(meeting, 'a@ac.example');
    await invite(meeting, 'guy@ac.example');
    const reply = (at: string) => answerInvitation(env, institute.store, guest, guy, at);
    expect(await reply(now)).toEqual({ kind: 'refused', why: 'invited' });
    expect(await reply('2026-10-15T12:00:00.000Z')).toEqual({ kind: 'refused', why: 'closed' });
  });
});

describe('telling', () => {
  test('holds invitations until the morning, and not that the meeting is called off', async () => {
    const meeting = await announce();
    await invite(meeting, ines.tutor.email);
    expect(await tell(meeting, night)).toEqual({
      ...{ isDone: false, after: '', isHeld: false, attempt: 0, again: { at: '2026-09-16T06:00:00.000Z' } },
    });
    expect(mailed()).toEqual([]);
    expect(await tell(meeting)).toMatchObject({ isDone: true });
    await cancelMeeting(env, acting(), await current(meeting), 'Grève');
    expect(await tell(await current(meeting), night)).toMatchObject({ isDone: true });
    expect(mailed()).toEqual([ines.tutor.email, ines.tutor.email]);
  });

  test('invites nobody whose stage was given to another, or was cancelled, since they were written down', async () => {
    const meeting = await announce();
    for (const email of [ines.tutor.email, 'former@ac.example']) await invite(meeting, email);
    await tell(meeting);
    expect(mailed()).toEqual([ines.tutor.email]);
  });

  test('that dies after the mail left and before that is written tells nobody twice', async () => {
    const meeting = await announce();
    await invite(meeting, ines.tutor.email);
    // The mail is taken; that the invitation left is never written down.
    dies('UpdateCommand', ({ Key }) => JSON.stringify(Key).includes('GUEST#'));
    await expect(tell(meeting)).rejects.toThrow('the process died');
    heals();
    expect(await tell(meeting, later)).toMatchObject({ isDone: true });
    expect(mailed()).toEqual([ines.tutor.email]);
    const guest = await institute.store.meetings.guest(meeting.meetingId, ines.tutor.email);
    expect(guest?.invitedAt).toBe(now);
  });

  test('of a revision that was replaced does nothing', async () => {
    const meeting = await announce();
    await invite(meeting, ines.tutor.email);
    await announceMeeting(env, acting(), await current(meeting));
    expect(await tell(meeting)).toMatchObject({ isDone: true });
    expect(mailed()).toEqual([]);
  });
});

test('the night begins anew what nothing runs for, and leaves alone what runs or is over', async () => {
  const meeting = await announce();
  await institute.store.meetings.change(meeting.meetingId, ({ startDue: _, ...rest }) => rest);
  expect(await restoreMeetings(env, institute.store, later)).toBe(0);
  institute.executions.clear();
  expect(await restoreMeetings(env, institute.store, later)).toBe(1);
  expect(executions()).toEqual(['r2 RUNNING']);
  expect(await restoreMeetings(env, institute.store, later)).toBe(0);
});

describe('a meeting that was called off, whose mails gave up', () => {
  const trouble = { at: now, state: 'TellGuests', error: 'MailRefused' };
  const stopped = async (): Promise<Meeting> => {
    const announced = await announce();
    const outcome = await cancelMeeting(env, acting(), announced, 'Grève');
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    await institute.store.meetings.change(announced.meetingId, ({ startDue: _, ...one }) => ({
      ...one,
      trouble,
    }));
    for (const name of institute.executions.keys()) institute.executions.set(name, 'FAILED');
    return current(announced);
  };

  test('is gone on with by whoever presses, and stays called off', async () => {
    const meeting = await stopped();
    expect(await announceMeeting(env, acting(), meeting)).toMatchObject({ kind: 'done' });
    expect(await current(meeting)).toMatchObject({ status: 'cancelled', cancelledFor: 'Grève', revision: 3 });
    expect(executions()).toEqual(['r1 FAILED', 'r2 ABORTED', 'r3 RUNNING']);
  });

  test('is begun anew by the night, until the meeting would have begun', async () => {
    const meeting = await stopped();
    expect(await restoreMeetings(env, institute.store, later)).toBe(1);
    expect(await current(meeting)).toMatchObject({ status: 'cancelled', revision: 3 });
  });

  test('waits for nobody once the meeting would have begun', async () => {
    const meeting = await stopped();
    const waiting = async () => (await institute.store.attention.page(['poitiers'], { most: 5 })).waiting;
    expect(await waiting()).toMatchObject([{ of: 'meeting' }]);
    expect(await restoreMeetings(env, institute.store, '2026-10-15T13:00:00.000Z')).toBe(0);
    expect(await waiting()).toEqual([]);
    expect(await current(meeting)).toMatchObject({ status: 'cancelled', revision: 2 });
  });
});

test('other places alone begin nothing anew; another audience does, and tells the others nothing', async () => {
  const meeting = await announce();
  const places = await changeMeeting(env, acting(), meeting, { facts, audience, capacity: 30 });
  expect(places).toMatchObject({ kind: 'done', meeting: { revision: 1, sequence: 0 } });
  expect(await institute.store.meetings.answers(meeting.meetingId)).toMatchObject({ capacity: 30 });
  const wider = { facts, audience: { ...audience, delegates: true }, capacity: 30 };
  // Who saw the places of before would overwrite them unseen.
  expect(await changeMeeting(env, acting(), meeting, wider)).toMatchObject({ kind: 'otherwise' });
  expect(await changeMeeting(env, acting(), await current(meeting), wider)).toMatchObject({
    ...{ kind: 'done', meeting: { revision: 2, sequence: 0 } },
  });
  expect(executions()).toEqual(['r1 ABORTED', 'r2 RUNNING']);
});
