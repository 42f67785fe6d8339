import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emailAddress } from '../../schemas/institution.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** What SES says of a mail after it took it; the home writes the address with a capital, as other servers do. */
const faults = {
  bounce: 'returned',
  'bounce-transient': 'delayed',
  complain: 'complained',
  reject: 'rejected',
} as const;
type Fault = keyof typeof faults;
const isFault = (kind: string): kind is Fault => kind in faults;
const kinds = Object.keys(faults).filter(isFault);
const placements = new Map(
  kinds.map((kind, index): [Fault, Placement] => [kind, placementWith(`900${index}`, `with a ${kind}`)]),
);

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open([]);
  for (const [kind, placement] of placements) {
    await home.breakMail({ next: 1, kind, occasion: 'assignment' });
    await home.store.placements.create(placement);
    await home.launch();
    await home.moveTo(new Date(Date.parse(home.now()) + 60_000).toISOString());
  }
});
afterAll(() => home.close());

describe('a mail that does not arrive', () => {
  test.each(kinds)('%s: is told apart on the mail, and on the stage it was about', async (kind) => {
    const placement = placements.get(kind);
    if (!placement) throw new Error('no placement');
    const { campaignId, tutor } = placement;
    const [mail] = await home.store.mails.toRecipient(campaignId, tutor.email);
    expect(mail).toMatchObject({ status: 'sent', failure: { reason: faults[kind] } });
    expect((await home.store.placements.get(placement)).undelivered).toMatchObject([
      { recipient: tutor.email, reason: faults[kind] },
    ]);
  });

  test('is forgotten on the stage once the address is corrected, and stays with the mail', async () => {
    const placement = placements.get('bounce');
    if (!placement) throw new Error('no placement');
    const email = 'corrigee@ac.example';
    await home.correct(placement, ({ tutor }) => ({ tutor: { ...tutor, email } }));
    expect((await home.store.placements.get(placement)).undelivered ?? []).toEqual([]);
    const [mail] = await home.store.mails.toRecipient(placement.campaignId, placement.tutor.email);
    expect(mail).toHaveProperty('failure');
  });
});

test('an address is one address in whatever case it is written, from the border on', () => {
  expect(emailAddress.parse('Lea.Le-Goff@AC.example')).toBe('lea.le-goff@ac.example');
});
