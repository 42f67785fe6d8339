import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drafterOf, reportForTutor } from '../../functions/domain/placement/same-person.ts';
import { isStarted } from '../../functions/domain/placement/status-meanings.ts';
import { spoken } from '../../functions/domain/placement/tutors-word.ts';
import { holderOf } from '../../functions/mail/mailroom.ts';
import type { Placement, StartedPlacement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** A registrar corrects a stage that is under way: who hears of it, and what stays. */
const otherAddress = placementWith('8001', 'with another address');
const ofStudent = placementWith('8002', 'of a corrected student');
const atOtherSchool = placementWith('8003', 'at another school');
const drafting = placementWith('8004', 'who drafts');
const replaced = placementWith('8005', 'who is replaced');
const correctedAgain = placementWith('8009', 'at a school that is corrected again');
const sentBefore = placementWith('8006', 'who sent before');
const shared = placementWith('8007', 'of one address', {
  student: { firstName: 'Inès', lastName: 'Morin8007', email: 'of-one-address@ac.example' },
});
const [leaving, staying] = [placementWith('8101', 'of two'), placementWith('8102', 'of two')];
const twoSites = [
  placementWith('8201', 'at two sites'),
  placementWith('8202', 'at two sites', { siteId: 'niort' }),
];
const first = placementWith('8301', 'who gets a second');
const second = placementWith('8302', 'who gets a second');
const heard = placementWith('8401', 'who says something at the end');
const all = [
  ...[otherAddress, ofStudent, atOtherSchool, drafting, replaced, sentBefore, shared],
  ...[correctedAgain],
  ...[leaving, staying, ...twoSites, first, heard],
];

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open(all);
  await home.launch();
  await home.moveTo('2026-09-14T09:00:00Z');
});
afterAll(() => home.close());

const mailsTo = async (email: string, occasion?: string) =>
  (await home.mails(occasion)).filter(({ to }) => to[0] === email);
const placementOf = (placement: Placement) => home.store.placements.get(placement);
const minutesLater = (minutes: number) =>
  home.moveTo(new Date(Date.parse(home.now()) + minutes * 60_000).toISOString());

describe('a tutor and a student who share an address', () => {
  test('each get their mail', async () => {
    const mails = await mailsTo(shared.tutor.email, 'assignment');
    expect(mails.map(({ subject }) => subject.includes('Lettre de mission')).sort()).toEqual([false, true]);
  });
});

describe('a tutor who gets a second student', () => {
  test('hears of that student, and is not sent the whole letter again', async () => {
    await home.store.placements.create(second);
    await home.launch();
    await minutesLater(5);
    const [letter, addition, ...more] = await mailsTo(first.tutor.email, 'assignment');
    expect(more).toEqual([]);
    expect(letter?.text).toContain('#lettre');
    expect(addition?.subject).toContain('Morin8302');
    expect(addition?.subject).not.toContain('Morin8301');
    expect(addition?.text).not.toContain('#lettre');
  });
});

describe('a corrected address of a student', () => {
  test('reaches the tutor who holds the old one, and the student at the new one', async () => {
    const email = 'ines.corrigee@etu.example';
    await home.correct(ofStudent, ({ student }) => ({ student: { ...student, email } }));
    await minutesLater(5);
    const [correction, ...more] = await mailsTo(ofStudent.tutor.email, 'correction');
    expect(more).toEqual([]);
    expect(correction?.text).toContain(email);
    expect(await mailsTo(email, 'assignment')).toHaveLength(1);
    expect(await mailsTo(ofStudent.tutor.email, 'assignment')).toHaveLength(1);
    expect((await placementOf(ofStudent)).status).toBe('assigned');
  });
});

describe('a corrected school', () => {
  test('reaches both, in a short mail; importing it again tells nobody twice', async () => {
    const school = { name: 'École Louise-Michel', town: 'Buxerolles' };
    await home.correct(atOtherSchool, () => ({ school }));
    await minutesLater(5);
    await home.relaunch(atOtherSchool);
    await minutesLater(5);
    for (const { email } of [atOtherSchool.tutor, atOtherSchool.student]) {
      const [correction, ...more] = await mailsTo(email, 'correction');
      expect(more).toEqual([]);
      expect(correction?.text).toContain('Buxerolles');
    }
  });
});

describe('a school that is corrected again', () => {
  test('is told of each time, also when the first one was right after all', async () => {
    const towns = ['Ligugé', 'Vouillé', 'Ligugé'];
    for (const town of towns) {
      await home.correct(correctedAgain, () => ({ school: { name: 'École du Parc', town } }));
      await minutesLater(5);
    }
    await home.relaunch(correctedAgain);
    await minutesLater(5);
    for (const { email } of [correctedAgain.tutor, correctedAgain.student]) {
      const told = (await mailsTo(email, 'correction')).map(({ text }) => /Ligugé|Vouillé/.exec(text)?.[0]);
      expect(told).toEqual(towns);
    }
  });
});

describe('a corrected address of the same tutor', () => {
  test('leaves the past as it was, and the step where it stood; the new address gets the letter', async () => {
    const email = 'lea.autre@ac.example';
    const before = await placementOf(otherAddress);
    await home.correct(otherAddress, ({ tutor }) => ({ tutor: { ...tutor, email } }));
    await minutesLater(5);
    const after = await placementOf(otherAddress);
    expect(after.status).toBe('assigned');
    expect(after.history.slice(0, before.history.length)).toEqual(before.history);
    expect(after.formerRecipients).toEqual([otherAddress.tutor.email]);
    expect(await mailsTo(email, 'assignment')).toHaveLength(1);
    expect(await mailsTo(otherAddress.student.email, 'correction')).toHaveLength(1);
  });
});

describe('a draft', () => {
  const saveDraft = async (placement: Placement) => {
    const current = await placementOf(placement);
    const { version } = await home.store.reports.find(placement);
    const values = { advice1: 'À relire ensemble' };
    await home.store.reports.saveDraft(placement, values, version, drafterOf(current), home.now());
  };
  const seen = async (placement: Placement) =>
    reportForTutor(await home.store.reports.find(placement), await placementOf(placement)).values;

  test('is kept when the address of the same tutor is corrected', async () => {
    await saveDraft(drafting);
    await home.correct(drafting, ({ tutor }) => ({ tutor: { ...tutor, email: 'qui.redige@ac.example' } }));
    expect(await seen(drafting)).toEqual({ advice1: 'À relire ensemble' });
  });

  test('is none of another tutor’s business, nor about another student', async () => {
    await saveDraft(replaced);
    await home.correct(replaced, () => ({
      tutor: { firstName: 'Zoé', lastName: 'Bonnet', email: 'zoe.bonnet@ac.example' },
    }));
    expect(await seen(replaced)).toEqual({});
  });
});

describe('a report that its tutor sent just before another one took over', () => {
  test('is receipted to who sent it; neither gets the other’s mails', async () => {
    await home.moveTo('2026-10-09T15:00:00Z');
    await home.writeReport(sentBefore);
    const email = 'prend.la.suite@ac.example';
    await home.correct(sentBefore, () => ({ tutor: { firstName: 'Zoé', lastName: 'Suite', email } }));
    await minutesLater(30);
    expect(await mailsTo(sentBefore.tutor.email, 'receipt')).toHaveLength(1);
    expect(await mailsTo(email)).toEqual([]);
    expect((await placementOf(sentBefore)).status).toBe('distributed');
  });
});

describe('a mail that two stages of a tutor share', () => {
  test('leaves about the one that stays, when the other, which had claimed it, gets another tutor', async () => {
    await home.moveTo('2026-10-13T05:00:00Z');
    // What an attempt leaves behind that dies between its claim and its mail.
    await home.store.mails.claim({
      ...{ campaignId: leaving.campaignId, recipient: leaving.tutor.email, status: 'claimed' },
      ...{ mailKey: 'reminder1_2026-10-13', occasion: 'reminder1', subject: '' },
      ...{ studentNumbers: [], stageMarks: [], claimedBy: holderOf(leaving) },
      claimedAt: '2026-10-13T06:00:00.000Z',
    });
    await home.correct(leaving, () => ({
      tutor: { firstName: 'Zoé', lastName: 'Relais', email: 'zoe.relais@ac.example' },
    }));
    await home.moveTo('2026-10-13T09:00:00Z');
    const [reminder, ...more] = await mailsTo(staying.tutor.email, 'reminder1');
    expect(more).toEqual([]);
    expect(reminder?.text).toContain('Morin8102');
    expect(reminder?.text).not.toContain('Morin8101');
    expect((await placementOf(staying)).history.at(-1)).toMatchObject({ what: 'reminded1' });
  });
});

describe('the third reminder of a tutor at two sites', () => {
  test('is told to the delegates of each, who read of their own site’s student alone', async () => {
    const settings = await home.store.institutions.get();
    const second = { name: 'Armelle Gadioux', email: 'armelle.gadioux@inspe.example' };
    const { programme: _, ...record } = settings;
    await home.store.institutions.change(record, {
      ...{ ...record, programmeVersion: settings.programme.version, edition: 1 },
      sites: record.sites.map((one) => (one.siteId === 'niort' ? { ...one, otherDelegates: [second] } : one)),
    });
    await home.moveTo('2026-11-06T12:00:00Z');
    for (const [placement, other] of [twoSites, [...twoSites].reverse()]) {
      if (!placement || !other) throw new Error('there are two');
      const notices = (await home.mails('delegateNotice')).filter(({ text }) =>
        text.includes(placement.student.lastName),
      );
      const delegate = settings.sites.find(({ siteId }) => siteId === placement.siteId)?.delegate.email;
      const told = placement.siteId === 'niort' ? [delegate, second.email] : [delegate];
      expect(notices.map(({ to }) => to[0]).toSorted()).toEqual(told.toSorted());
      for (const notice of notices) expect(notice.text).not.toContain(other.student.lastName);
    }
  });
});

describe('a stage that is corrected as it closes, while its tutor is heard', () => {
  test('closes all the same: the escalation, which left before, is not waited for again', async () => {
    const escalated = (await placementOf(heard)).plan?.rounds.find(
      ({ occasion }) => occasion === 'escalation',
    );
    await home.moveTo(escalated?.at ?? '');
    // Since they had it, an address of those in charge takes nothing any more.
    await home.store.addresses.refuse('delegue.poitiers@inspe.example', {
      at: home.now(),
      reason: 'returned',
    });
    const { plan } = await placementOf(heard);
    const closing = plan?.rounds.find(({ occasion }) => occasion === 'closing')?.at ?? '';
    await home.moveTo(new Date(Date.parse(closing) - 60_000).toISOString());
    const settings = await home.store.institutions.get();
    await home.store.placements.change(heard, (one) =>
      spoken(one, { kind: 'other', text: 'Je m’en occupe.' }, { by: 'Léa', now: home.now() }, settings),
    );
    await home.correct(heard, () => ({ school: { name: 'École du Parc', town: 'Vouillé' } }));
    await home.moveTo(closing);
    await minutesLater(60);
    expect((await placementOf(heard)).status).toBe('unreturned');
    expect((await home.mails('escalation')).filter(({ text }) => text.includes('Morin8401'))).toHaveLength(2);
  });
});

describe('a mail that turns out to have nothing to say', () => {
  test('is not sent, and its claim does not keep a later one', async () => {
    const { openOutbox } = await import('../../functions/mail/outbox.ts');
    const handed: unknown[] = [];
    const outbox = openOutbox({
      mails: home.store.mails,
      letters: home.store.letters,
      addresses: home.store.addresses,
      hand: async (letter) => {
        handed.push(letter);
        return { kind: 'taken', messageId: 'm1' };
      },
      ...{ from: { name: 'INSPÉ', address: 'sopa@inspe.example' }, replyTo: 'stages@inspe.example' },
      ...{ holder: 'test', now: home.now() },
    });
    const mail = {
      ...{ campaignId: '2026-sopa1', recipient: 'personne@ac.example' },
      ...{ mailKey: 'reminder2_2026-11-02', occasion: 'reminder2' as const },
    };
    expect(await outbox.deliver({ ...mail, compose: async () => undefined })).toEqual({ kind: 'nothing' });
    expect(handed).toEqual([]);
    expect(await home.store.mails.find(mail)).toBeUndefined();
  });
});

describe('a mail that SES does not answer for while the same call runs a second time', () => {
  test('stays in doubt as unanswered: it may have left, and is not sent again', async () => {
    const { openOutbox } = await import('../../functions/mail/outbox.ts');
    const mail = {
      ...{ campaignId: '2026-sopa1', recipient: 'encore@ac.example' },
      ...{ mailKey: 'reminder2_2026-11-02', occasion: 'reminder2' as const },
      compose: async () => ({
        ...{ subject: 'Relance', html: '<p>Relance</p>', text: 'Relance', attachments: [], placements: [] },
      }),
    };
    const setting = {
      mails: home.store.mails,
      letters: home.store.letters,
      addresses: home.store.addresses,
      ...{ from: { name: 'INSPÉ', address: 'sopa@inspe.example' }, replyTo: 'stages@inspe.example' },
      ...{ holder: 'test', now: home.now() },
    };
    const second = openOutbox({ ...setting, hand: async () => expect.unreachable('it is not sent twice') });
    const first = openOutbox({
      ...setting,
      hand: async () => {
        await expect(second.deliver(mail)).rejects.toThrow('an earlier attempt died');
        return { kind: 'unanswered', reason: 'Timeout' };
      },
    });
    expect(await first.deliver(mail)).toEqual({ kind: 'unsure' });
    expect(await home.store.mails.find(mail)).toMatchObject({ status: 'unconfirmed', doubt: 'unanswered' });
    // The night counts it until SES says that it left.
    const inDoubt = () => home.store.due.mailsInDoubt(home.now(), '2099-01-01T00:00:00.000Z');
    expect(await inDoubt()).toBe(1);
    await home.store.mails.confirm(mail, 'message-1', home.now());
    expect(await inDoubt()).toBe(0);
  });
});

describe('two stages that come late in the same second, when two mails of their day have left already', () => {
  test('share the third: none is named in two', async () => {
    const { openOutbox } = await import('../../functions/mail/outbox.ts');
    const [first, second] = [await placementOf(leaving), await placementOf(staying)];
    if (!isStarted(first) || !isStarted(second)) throw new Error('both are started');
    const content = { subject: 'Relance', html: '<p>Relance</p>', text: 'Relance', attachments: [] };
    const escalation = (placements: StartedPlacement[]) => ({
      ...{ campaignId: '2026-sopa1', recipient: 'ensemble@ac.example', occasion: 'escalation' as const },
      ...{ mailKey: 'escalation_x', isShared: true as const },
      compose: async () => ({ ...content, placements }),
    });
    let meanwhile = async () => {};
    const named: string[] = [];
    const outboxOf = (holder: string) =>
      openOutbox({
        ...{ mails: home.store.mails, letters: home.store.letters, addresses: home.store.addresses },
        hand: async ({ tags }) => {
          named.push(tags.mail ?? '');
          await meanwhile();
          return { kind: 'taken', messageId: `m${named.length}` };
        },
        ...{ from: { name: 'INSPÉ', address: 'sopa@inspe.example' }, replyTo: 'stages@inspe.example' },
        ...{ holder, now: home.now() },
      });
    // Both of other stages.
    await outboxOf('others').deliver(escalation([]));
    await outboxOf('others').deliver({ ...escalation([]), mailKey: 'escalation_x_2' });

    const both = escalation([first, second]);
    const ofSecond = () => outboxOf('second').deliver({ ...both, placement: second });
    meanwhile = () => expect(ofSecond()).rejects.toThrow('another attempt is under way');
    await outboxOf('first').deliver({ ...both, placement: first });
    expect(await ofSecond()).toMatchObject({ kind: 'left' });
    expect(named).toEqual(['escalation_x', 'escalation_x_2', 'escalation_x_3']);
  });
});
