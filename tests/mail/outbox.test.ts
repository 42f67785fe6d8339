import { expect, test } from 'vitest';
import { holderOf, openMailroom } from '../../functions/mail/mailroom.ts';
import type { Outgoing } from '../../functions/mail/outbox.ts';
import { env, Institute } from '../actions/institute.ts';
import { ines, launchedCampaign, monday } from '../domain/placements.ts';

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
