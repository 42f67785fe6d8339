import { SESServiceException } from '@aws-sdk/client-ses';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, test } from 'vitest';
import { announceMeeting } from '../../functions/actions/announce-meeting.ts';
import { answerInvitation } from '../../functions/actions/answer-invitation.ts';
import { audienceOf, toInvite } from '../../functions/actions/audience-of.ts';
import { changeMeeting } from '../../functions/actions/change-meeting.ts';
import { exportAnswers } from '../../functions/actions/export-answers.ts';
import { newMeetingForm, prepareMeeting } from '../../functions/actions/prepare-meeting.ts';
import { mostInvited } from '../../functions/domain/meeting/audience.ts';
import type { Reply } from '../../functions/domain/meeting/meeting-answers.ts';
import { handler as mailEvents } from '../../functions/events/mail-events.ts';
import { MailRefused } from '../../functions/mail/outbox.ts';
import { listIndex } from '../../functions/store/table-keys.ts';
import { handler as gatherGuests } from '../../functions/workflow/gather-guests.ts';
import { overGuests } from '../../functions/workflow/guests.ts';
import type { Meeting, MeetingAudience, MeetingGuest } from '../../schemas/meeting.ts';
import type { GuestsAnswer } from '../../schemas/workflow.ts';
import { ines, launchedCampaign, monday } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';
import { camille, env, Institute } from './institute.ts';

/** A Tuesday, within the hours; and half an hour later. */
const now = '2026-09-15T08:00:00.000Z';
const later = '2026-09-15T08:30:00.000Z';
const facts = { kind: 'jury', day: '2026-10-15', from: '14:00', to: '16:00', place: 'Amphi A' } as const;
const all: MeetingAudience = { tutors: { who: 'all' }, delegates: false };

/** The stage of the tutor of that address. */
const stageOf = (email: string, at: number): typeof ines => ({
  ...ines,
  ...{ studentNumber: `2270${String(at).padStart(4, '0')}`, tutor: { ...ines.tutor, email } },
});
const tutors = ['a', 'b', 'c', 'x'].map((name) => `${name}@ac.example`);
const [a = '', b = '', c = '', x = ''] = tutors;

let institute: Institute;
let meeting: Meeting;
beforeEach(async () => {
  Object.assign(process.env, env);
  institute = await Institute.open(launchedCampaign, [a, b, c].map(stageOf));
  meeting = await announce(all);
});
const announce = async (audience: MeetingAudience): Promise<Meeting> => {
  const draft = { siteId: 'poitiers', facts, audience, capacity: undefined };
  const outcome = await prepareMeeting(acting(), launchedCampaign, draft, newMeetingForm(now));
  if (outcome.kind !== 'prepared') throw new Error(outcome.kind);
  const announced = await announceMeeting(env, acting(), outcome.meeting);
  if (announced.kind !== 'done') throw new Error(announced.kind);
  return announced.meeting;
};
const acting = (at = now) => institute.acting(camille, at);
const current = () => institute.store.meetings.get(meeting.meetingId);
const register = () => institute.store.meetings.answers(meeting.meetingId);
const step = ({ meetingId, revision }: Meeting, at: string) => ({
  ...{ meetingId, revision, now: at, after: '', isHeld: false, attempt: 0, retry: 0 },
});
const gather = async (of: Meeting, after = ''): Promise<GuestsAnswer> =>
  gatherGuests({ ...step(of, now), after }, {} as Parameters<typeof gatherGuests>[1]);
const tell = async (at = now) => overGuests(env, step(await current(), at), { of: 'news' });
const guest = async (email: string): Promise<MeetingGuest> => {
  const found = await institute.store.meetings.guest(meeting.meetingId, email);
  if (!found) throw new Error(`${email} is not invited`);
  return found;
};
const reply = async (email: string, what: Reply, at = now) =>
  answerInvitation(env, institute.store, await guest(email), what, at);
const sends = { answer: 'other', substitute: { name: 'Guy Lamy', email: x } } as const;
/** Whom mails left to since this was asked last, and what they are about. */
const mailed = (): string[] => {
  const mails = institute.asked('SendRawEmailCommand').map(({ Destinations, RawMessage }) => {
    const text = Buffer.from((RawMessage as { Data: Uint8Array }).Data).toString('utf8');
    const subject = /^Subject: (.*)$/m.exec(text)?.[1] ?? '';
    const [, word = subject] = /^(?:=\?utf-8\?Q\?)?([a-z]+)/i.exec(subject) ?? [];
    return `${String(Destinations).split('@')[0]}: ${word}`;
  });
  institute.taken.length = 0;
  return mails.sort();
};
const bounces = async (recipient: string, mailKey: string, timestamp: string) =>
  mailEvents(
    {
      detail: {
        eventType: 'Bounce',
        bounce: { timestamp, bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: recipient }] },
        mail: {
          ...{ messageId: 'm', timestamp, destination: [recipient] },
          tags: { campaign: [meeting.campaignId], mail: [mailKey] },
        },
      },
    },
    {} as Parameters<typeof mailEvents>[1],
  );
const keysOf = async (email: string) =>
  (await institute.store.mails.toRecipient(meeting.campaignId, email)).map(({ mailKey }) => mailKey);

test('an invitation that nobody knows to have left leaves again in the words of its first copy', async () => {
  const { store } = institute;
  const titled = (title: string, changedAt: string) => ({
    texts: { title },
    changedAt,
    changedBy: 'Camille',
  });
  await store.wordings.change('meetingInvitation', undefined, titled('Premier titre', monday));
  await gather(meeting);
  institute.before = (command) => {
    if (command === 'SendRawEmailCommand')
      throw Object.assign(new Error('timeout'), { name: 'TimeoutError' });
  };
  await tell();
  institute.before = () => {};
  const worded = await store.wordings.find('meetingInvitation');
  if (!worded || worded === 'unreadable') throw new Error('it is worded');
  await store.wordings.change('meetingInvitation', worded, titled('Autre titre', '2026-09-15T08:10:00.000Z'));
  mailed();
  await tell(later);
  const sent = institute.asked('SendRawEmailCommand').map(async ({ RawMessage }) => {
    const { text = '' } = await PostalMime.parse((RawMessage as { Data: Uint8Array }).Data);
    return /^\S+ TITRE/m.exec(text)?.[0];
  });
  expect(await Promise.all(sent)).toEqual(['PREMIER TITRE', 'PREMIER TITRE', 'PREMIER TITRE']);
});

describe('who comes instead of a guest', () => {
  beforeEach(async () => {
    await gather(meeting);
    await tell();
    expect(mailed()).toEqual(['a: Invitation', 'b: Invitation', 'c: Invitation']);
  });

  test('and is taken back is invited in the place of another guest, within the same sequence', async () => {
    await reply(a, sends);
    await tell();
    expect(mailed()).toEqual(['x: Invitation']);
    await reply(a, { answer: 'yes' });
    await tell();
    expect(mailed()).toEqual(['x: Vous']);
    expect(await reply(b, sends)).toMatchObject({ kind: 'taken' });
    await tell();
    expect(mailed()).toEqual(['x: Invitation']);
    await tell();
    expect(mailed()).toEqual([]);
  });

  test('and is sent by another before they were told that they need not come keeps the entry of their calendar', async () => {
    await reply(a, sends);
    await tell();
    mailed();
    await reply(a, { answer: 'yes' });
    await reply(b, sends);
    await tell();
    expect(mailed()).toEqual(['x: Invitation']);
    await reply(b, { answer: 'no' });
    await tell();
    expect(mailed()).toEqual(['x: Vous']);
  });

  test('and becomes a guest has an invitation of their own, and every change once', async () => {
    await reply(a, sends);
    await tell();
    expect(mailed()).toEqual(['x: Invitation']);
    await institute.store.placements.create(stageOf(x, 9));
    await gather(meeting);
    await tell();
    expect(mailed()).toEqual(['x: Invitation']);
    expect((await guest(x)).invitedAt).toBe(now);
    const moved = { facts: { ...facts, day: '2026-10-16' }, audience: all, capacity: undefined };
    await changeMeeting(env, acting(), await current(), moved);
    mailed();
    await tell(later);
    expect(mailed()).toEqual(['b: Changement', 'c: Changement', 'x: Changement']);
  });

  test('is named to who reads the list where the mail to them came back, or was withheld', async () => {
    await reply(a, sends);
    await tell();
    const [mailKey = ''] = await keysOf(x);
    await bounces(x, mailKey, later);
    expect((await register()).answers[a]?.substitute).toEqual({ ...sends.substitute, withheldAt: later });
    const exported = await exportAnswers(acting(), await current());
    if (exported.kind !== 'exported') throw new Error(exported.kind);
    expect(Buffer.from(exported.bytes).toString()).toMatch(/x@ac\.example;;x@ac\.example/);
    await institute.store.addresses.refuse('y@ac.example', { at: now, reason: 'returned' });
    await reply(b, { answer: 'other', substitute: { name: 'Y', email: 'y@ac.example' } });
    await tell(later);
    expect((await register()).answers[b]?.substitute?.withheldAt).toBe(later);
    expect((await guest(b)).withheldAt).toBeUndefined();
  });
});

describe('an invitation that came back', () => {
  test('before it was written that it left is not forgotten by that', async () => {
    await gather(meeting);
    let isBack = false;
    institute.before = async (command, { Key, UpdateExpression }) => {
      if (isBack || command !== 'UpdateCommand' || !String(UpdateExpression).includes('invitedAt')) return;
      isBack = true;
      const { sk } = Key as { sk: string };
      const email = sk.slice('GUEST#'.length);
      const [mailKey = ''] = await keysOf(email);
      await bounces(email, mailKey, '2026-09-15T08:00:00.400Z');
    };
    await tell();
    expect(await guest(a)).toMatchObject({ invitedAt: now, withheldAt: '2026-09-15T08:00:00.400Z' });
    await tell(later);
    expect((await guest(a)).withheldAt).toBe('2026-09-15T08:00:00.400Z');
  });

  test('is forgotten once another mail leaves to that address', async () => {
    await gather(meeting);
    await institute.store.addresses.refuse(a, { at: now, reason: 'returned' });
    await tell();
    expect(await guest(a)).toMatchObject({ withheldAt: now });
    await institute.store.addresses.tryAgain(a, { at: now, reason: 'returned' });
    await tell(later);
    expect(await guest(a)).not.toHaveProperty('withheldAt');
    expect(await guest(a)).toMatchObject({ invitedAt: later });
  });
});

describe('a meeting for more than it may invite', () => {
  const invite = async (count: number) => {
    const links = await institute.store.meetingLinks(env.SECRET_ARN);
    const { meetingId } = meeting;
    for (let at = 0; at < count; at += 1)
      await links.invite({ meetingId, email: `g${at}@ac.example`, name: 'G', roles: ['tutor'] });
  };

  test('is not announced, nor widened to them, also past the page', async () => {
    await gather(meeting);
    await institute.store.meetings.change(meeting.meetingId, ({ startDue: _, ...rest }) => rest);
    await invite(mostInvited - 3);
    await institute.store.placements.create(stageOf(x, 9));
    expect(await announceMeeting(env, acting(), await current())).toEqual({
      ...{ kind: 'tooMany', all: mostInvited + 1 },
    });
    const withDelegate = { facts, audience: { ...all, delegates: true }, capacity: undefined };
    expect(await changeMeeting(env, acting(), await current(), withDelegate)).toEqual({
      ...{ kind: 'tooMany', all: mostInvited + 2 },
    });
    expect(await current()).toMatchObject({ revision: 1, audience: all });
    // Where it is held does not depend on that.
    const moved = { facts: { ...facts, day: '2026-10-16' }, audience: all, capacity: undefined };
    expect((await changeMeeting(env, acting(), await current(), moved)).kind).toBe('done');
  });

  test('writes down no more of them, whoever has come since it was announced', async () => {
    await invite(mostInvited - 2);
    await gather(meeting);
    expect(await institute.store.meetings.guestCount(meeting.meetingId)).toBe(mostInvited);
  });
});

describe('a pass over many', () => {
  test('reads what was answered once a batch, and again for who has answered since', async () => {
    await gather(meeting);
    mailed();
    const reads = () =>
      institute.asked('GetCommand').filter(({ Key }) => (Key as { sk: string }).sk === 'ANSWERS').length;
    await tell();
    expect(reads()).toBe(1);
    const moved = { facts: { ...facts, day: '2026-10-16' }, audience: all, capacity: undefined };
    await changeMeeting(env, acting(), await current(), moved);
    mailed();
    let isAnswered = false;
    // As the first of the batch is told, the last of it says no.
    institute.before = async (command) => {
      if (isAnswered || command !== 'SendRawEmailCommand') return;
      isAnswered = true;
      await reply(c, { answer: 'no' }, later);
    };
    await tell(later);
    expect(mailed()).toEqual(['a: Changement', 'b: Changement']);
  });

  test('goes on behind whom the mail service refuses to the last, and says so once the others were told', async () => {
    for (let at = 10; at < 22; at += 1)
      await institute.store.placements.create(stageOf(`t${at}@ac.example`, at));
    await gather(meeting);
    mailed();
    const $metadata = { httpStatusCode: 400 };
    institute.before = (command, { Destinations }) => {
      if (command === 'SendRawEmailCommand' && String(Destinations) === b)
        throw new SESServiceException({
          name: 'InvalidParameterValue',
          $fault: 'client',
          message: '',
          $metadata,
        });
    };
    const from = async (place: Partial<ReturnType<typeof step>>) =>
      overGuests(env, { ...step(await current(), now), ...place }, { of: 'news' });
    expect(await from({ attempt: 15 })).toMatchObject({ isDone: false, after: '', attempt: 16 });
    const behind = await from({ attempt: 16 });
    expect(behind).toMatchObject({ isDone: false, attempt: 0 });
    // Behind somebody who was given up, nobody is waited for as long again.
    institute.before = () => {};
    mailed();
    await expect(from({ after: behind.after })).rejects.toThrow(MailRefused);
    expect(mailed()).toHaveLength(5);
    expect(await keysOf(b)).toEqual([]);
    expect(await tell()).toMatchObject({ isDone: false });
    expect(mailed()).toEqual(['b: Invitation']);
  });

  test('goes on behind a place that names nobody to who reads its execution', async () => {
    for (let at = 10; at < 70; at += 1)
      await institute.store.placements.create(stageOf(`t${at}@ac.example`, at));
    const first = await gather(meeting);
    expect(first).toMatchObject({ isDone: false });
    expect(await gather(meeting, first.after)).toMatchObject({ isDone: true });
    expect(await institute.store.meetings.guestCount(meeting.meetingId)).toBe(63);
    const told = await tell();
    for (const { after } of [first, told]) {
      expect(after).toMatch(/^[\w-]{40,}$/);
      expect(Buffer.from(after, 'base64url').toString()).not.toMatch(/ac\.example|goff|morin/i);
    }
    // A place that cannot be read any more is the first: who was told is found told.
    const again = await overGuests(
      env,
      { ...step(await current(), now), after: 'x'.repeat(80) },
      { of: 'news' },
    );
    expect(again).toEqual(told);
  });
});

test('chosen tutors are looked up by their addresses, not in the list of their site', async () => {
  const chosen: MeetingAudience = {
    tutors: { who: 'chosen', emails: [a, 'nobody@ac.example'] },
    delegates: false,
  };
  institute.taken.length = 0;
  const ofChosen = await announce(chosen);
  await gather(ofChosen);
  const guests = await institute.store.meetings.guests(ofChosen.meetingId);
  expect(guests.map(({ email }) => email)).toEqual([a]);
  const invitees = await audienceOf(acting(), poitiers, { ...meeting, audience: chosen });
  expect(invitees.map(({ email }) => email)).toEqual([a]);
  const lists = institute.taken.filter(({ input }) => input.IndexName === listIndex);
  expect(lists).toEqual([]);
  // Corrected since, or of a tutor who was replaced: whoever sends the invitations is told.
  expect(await toInvite(acting(), poitiers, { ...meeting, audience: chosen })).toMatchObject({
    strangers: ['nobody@ac.example'],
  });
});
