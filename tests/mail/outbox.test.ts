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

test.each([
  ['is to an address that refuses mails', 'withheld'],
  ['has nothing to say any more', 'nothing'],
])('a mail that %s leaves no doubt behind, whoever held the attempt for lost', async (_, kind) => {
  const institute = await Institute.open(launchedCampaign, [ines]);
  const { store } = institute;
  if (kind === 'withheld')
    await store.addresses.refuse(ines.student.email, { at: monday, reason: 'returned' });
  const mailroom = openMailroom(env, store, await store.institutions.get(), holderOf(ines), { now: monday });
  // The function was called twice: the second finds the first one's claim, of the same stage, and takes it for dead.
  let isFirst = true;
  institute.before = async (command) => {
    if (command !== 'DeleteCommand' || !isFirst) return;
    isFirst = false;
    await expect(mailroom.deliver(outgoing)).rejects.toThrow('an earlier attempt died');
  };
  expect(await mailroom.deliver(outgoing)).toMatchObject({ kind });
  expect(isFirst).toBe(false);
  expect(await store.mails.find(outgoing)).toBeUndefined();
});
