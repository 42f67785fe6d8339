import { describe, expect, test } from 'vitest';
import { occasionMeanings } from '../../functions/domain/placement/occasion-meanings.ts';
import { siteOf } from '../../functions/domain/placement/site-of.ts';
import { keysToThoseInCharge, reportMailKey, siteDayKey } from '../../functions/mail/mail-keys.ts';
import { holderOf, openMailroom } from '../../functions/mail/mailroom.ts';
import type { Outgoing } from '../../functions/mail/outbox.ts';
import { mailState } from '../../functions/pages/admin/mail-state.tsx';
import { mailsAbout, whoIs } from '../../functions/pages/admin/placement-mails.ts';
import type { Mail } from '../../schemas/mail.ts';
import { occasion as anyOccasion } from '../../schemas/occasion.ts';
import { env, Institute } from '../actions/institute.ts';
import { ines, launchedCampaign, monday } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';

const outgoing: Outgoing = {
  campaignId: launchedCampaign.campaignId,
  recipient: ines.student.email,
  occasion: 'distribution',
  mailKey: 'distribution_1_v1',
  compose: async () => undefined,
};

test('a mail to an address that refuses mails is not even claimed: whoever dies leaves nothing behind', async () => {
  const institute = await Institute.open(launchedCampaign, [ines]);
  const { store } = institute;
  const refusal = { at: monday, reason: 'returned' } as const;
  await store.addresses.refuse(ines.student.email, refusal);
  const mailroom = openMailroom(env, store, await store.institutions.get(), holderOf(ines), { now: monday });
  const before = institute.asked('PutCommand').length;
  expect(await mailroom.deliver(outgoing)).toMatchObject({ kind: 'withheld', refusal });
  expect(institute.asked('PutCommand')).toHaveLength(before);
  expect(await store.mails.find(outgoing)).toBeUndefined();
});

test('what an attempt left behind that died before the address refused is gone with the next', async () => {
  const institute = await Institute.open(launchedCampaign, [ines]);
  const { store } = institute;
  const room = async (now: string) =>
    openMailroom(env, store, await store.institutions.get(), holderOf(ines), { now });
  const dying: Outgoing = { ...outgoing, compose: () => new Promise(() => {}) };
  void (await room(monday)).deliver(dying);
  await expect.poll(() => store.mails.find(outgoing)).toMatchObject({ status: 'claimed' });
  await store.addresses.refuse(ines.student.email, { at: monday, reason: 'returned' });
  await expect((await room(monday)).deliver(outgoing)).rejects.toThrow('an earlier attempt died');
  const later = new Date(Date.parse(monday) + 600_000).toISOString();
  expect(await (await room(later)).deliver(outgoing)).toMatchObject({ kind: 'withheld' });
  expect(await store.mails.find(outgoing)).toBeUndefined();
});

test('a mail that has nothing to say any more leaves no doubt behind, whoever held the attempt for lost', async () => {
  const institute = await Institute.open(launchedCampaign, [ines]);
  const { store } = institute;
  const mailroom = openMailroom(env, store, await store.institutions.get(), holderOf(ines), { now: monday });
  // The function was called twice: the second finds the first one's claim, of the same stage, and takes it for dead.
  let isFirst = true;
  institute.before = async (command) => {
    if (command !== 'DeleteCommand' || !isFirst) return;
    isFirst = false;
    await expect(mailroom.deliver(outgoing)).rejects.toThrow('an earlier attempt died');
  };
  expect(await mailroom.deliver(outgoing)).toMatchObject({ kind: 'nothing' });
  expect(isFirst).toBe(false);
  expect(await store.mails.find(outgoing)).toBeUndefined();
});

describe('a mail that left', () => {
  const words = { subject: 'Rappel', html: '<p>Rappel</p>', text: 'Rappel', attachments: [] };
  const { campaignId } = launchedCampaign;
  const sentTo = async (recipient: string, changes: Partial<Outgoing> = {}): Promise<Mail> => {
    const institute = await Institute.open(launchedCampaign, [ines]);
    const { store } = institute;
    const content = await store.institutions.get();
    const room = openMailroom(env, store, content, holderOf(ines), { now: monday });
    const mail = {
      ...outgoing,
      recipient,
      compose: async () => ({ ...words, placements: [ines] }),
      ...changes,
    };
    await room.deliver(mail);
    const kept = await store.mails.find(mail);
    if (!kept) throw new Error('it was not kept');
    return kept;
  };

  test('keeps who read it by the name that they had, which the stage says of them when they have gone', async () => {
    const [registrar] = siteOf(poitiers, ines.siteId).registrars;
    if (!registrar) throw new Error('the site has a registrar');
    const names = await Promise.all(
      [ines.tutor.email, ines.student.email, registrar.email, 'inconnu@ac.example'].map(
        async (recipient) => (await sentTo(recipient)).recipientName,
      ),
    );
    expect(names).toEqual(['Mme Léa Le Goff', 'Inès Morin', registrar.name, undefined]);
    const replaced = { ...ines, tutor: { ...ines.tutor, lastName: 'Autre', email: 'autre@ac.example' } };
    expect(whoIs(await sentTo(ines.tutor.email), replaced, poitiers)).toBe('Mme Léa Le Goff');
    const { recipientName: _, ...ofBefore } = await sentTo(ines.tutor.email);
    expect(whoIs(ofBefore, replaced, poitiers)).toBe('ancien destinataire');
    // Whoever is not in the stage any more, and was told so.
    const told = await sentTo('parti@ac.example', { recipientName: 'M. Paul Parti' });
    expect(whoIs(told, ines, poitiers)).toBe('M. Paul Parti');
  });

  test('to those in charge of a site is found by its key, without what was mailed to them about all the others', async () => {
    const institute = await Institute.open(launchedCampaign, [ines]);
    const { store } = institute;
    const { email } = siteOf(poitiers, ines.siteId).delegate;
    const keep = async (mailKey: string, occasion: Mail['occasion'], ...studentNumbers: string[]) => {
      await store.mails.claim({
        ...{ campaignId, recipient: email, mailKey, occasion, studentNumbers, stageMarks: [] },
        ...{ subject: '', claimedBy: 'x', claimedAt: monday, status: 'claimed' },
      });
    };
    const { studentNumber, siteId } = ines;
    await keep(reportMailKey('distribution', studentNumber, 1), 'distribution', studentNumber);
    await keep(reportMailKey('alert', studentNumber, 1), 'alert', studentNumber);
    await keep(siteDayKey('escalation', siteId, '2026-10-26'), 'escalation', '1', studentNumber);
    await keep(siteDayKey('closing', siteId, '2026-11-16'), 'closing', studentNumber);
    await keep(siteDayKey('delegateNotice', siteId, '2026-10-22'), 'delegateNotice', studentNumber);
    await keep(siteDayKey('escalation', siteId, '2026-10-27'), 'escalation', '1');
    for (let number = 0; number < 30; number += 1)
      await keep(reportMailKey('distribution', `9${number}`, 1), 'distribution', `9${number}`);
    const about = await mailsAbout({ store, settings: poitiers }, ines);
    expect(about.map(({ occasion }) => occasion).sort()).toEqual([
      ...['alert', 'closing', 'delegateNotice', 'distribution', 'escalation'],
    ]);
    const toAll = institute
      .asked('QueryCommand')
      .filter(({ ExpressionAttributeValues: values }) => Object(values)[':pk'].endsWith(email))
      .filter(({ KeyConditionExpression }) => KeyConditionExpression === 'pk = :pk');
    expect(toAll).toEqual([]);
  });

  test('may be of any occasion that those in charge are written to on about a stage', () => {
    const ranges = keysToThoseInCharge('1');
    const aboutNoStage = (occasion: string) => occasion === 'digest' || occasion.startsWith('meeting');
    for (const occasion of anyOccasion.options.filter((one) => !aboutNoStage(one))) {
      const { to } = occasionMeanings[occasion];
      const isToStaff = to.some((reader) => reader === 'delegate' || reader === 'registrar');
      const isFound = ranges.some(([from, until]) =>
        [`${occasion}_1_x`].every((key) => key >= from && key <= until),
      );
      expect([occasion, isFound]).toEqual([occasion, isToStaff]);
    }
  });
});

describe('a mail of which nobody knows that it left', () => {
  const common = {
    ...{
      campaignId: launchedCampaign.campaignId,
      recipient: ines.tutor.email,
      mailKey: 'request_2026-10-09',
    },
    occasion: 'request' as const,
    ...{ studentNumbers: ['1'], stageMarks: [], subject: '', claimedBy: 'x', claimedAt: monday },
  };
  const after = (seconds: number) => new Date(Date.parse(monday) + seconds * 1000).toISOString();
  const labels = (mail: Mail) =>
    [0, 119, 120, 86_401].map((seconds) => mailState(mail, after(seconds)).label);

  test('is said to be under way for as long as it can be, and what there is to do afterwards', () => {
    expect(labels({ ...common, status: 'claimed' })).toEqual([
      ...['En cours d’envoi', 'En cours d’envoi', 'Interrompu', 'Interrompu'],
    ]);
    expect(labels({ ...common, status: 'unconfirmed', doubt: 'unanswered', doubtedAt: monday })).toEqual([
      ...['À confirmer', 'À confirmer', 'À confirmer', 'Peut-être parti'],
    ]);
  });
});
