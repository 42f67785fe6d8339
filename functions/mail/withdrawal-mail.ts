import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import type { Store } from '../store/store.ts';
import { givenBackMailKey, withdrawalMailKey } from './mail-keys.ts';
import type { MailContent } from './message.ts';
import { isLeaseOver, MailUnderWay, type Outgoing } from './outbox.ts';
import { givenBackWithdrawn } from './templates/given-back.ts';

type GivenBack = { institution: Institute; campaign: LaunchedCampaign; placement: Placement };

export type WithdrawalMail = Omit<Outgoing, 'compose'> & {
  /** As it would be written now. */
  write: (wordedAt: IsoInstant) => Promise<MailContent>;
  compose: (wordedAt: IsoInstant) => Promise<(MailContent & { placements: Placement[] }) | undefined>;
};

/**
 * To the tutor who was asked to correct a report and need not any more, where a mail asked them: also one that may have left, since
 * they would correct what nobody waits for.
 */
export const withdrawalMail = async (
  { mails, reports, wordings }: Pick<Store, 'mails' | 'reports' | 'wordings'>,
  { institution, campaign, placement }: GivenBack,
  now: IsoInstant,
): Promise<WithdrawalMail | undefined> => {
  if (placement.status !== 'givenBack') return undefined;
  const { tutor, studentNumber, asked } = placement;
  const { campaignId } = campaign;
  const current = await reports.find(placement);
  const number = isIn(current) ? current.sent.number : current.lastVersion?.number;
  if (number === undefined) return undefined;
  const mailKey = givenBackMailKey(studentNumber, number, asked.revision);
  const asking = () => mails.find({ campaignId, recipient: tutor.email, mailKey });
  if ((await asking()) === undefined) return undefined;
  const write = async (wordedAt: IsoInstant) => {
    const wording = await wordings.asOf(wordedAt)('givenBackWithdrawn');
    return givenBackWithdrawn({ institution, campaign, placement, wording });
  };
  return {
    ...{ campaignId, recipient: tutor.email, occasion: 'withdrawal' },
    mailKey: withdrawalMailKey(studentNumber, number, asked.revision),
    write,
    compose: async (wordedAt) =>
      (await hasLeft(asking, now)) ? { ...(await write(wordedAt)), placements: [placement] } : undefined,
  };
};

/** Whether it left, as far as anybody can know. @throws MailUnderWay while an attempt may still hand it over */
const hasLeft = async (asking: () => Promise<Mail | undefined>, now: IsoInstant): Promise<boolean> => {
  const mail = await asking();
  if (mail === undefined) return false;
  if (mail.status === 'sent' || (mail.status === 'unconfirmed' && mail.doubt === 'unanswered')) return true;
  if (isLeaseOver(mail.status === 'claimed' ? mail.claimedAt : mail.doubtedAt, now)) return false;
  throw new MailUnderWay('what it takes back is being sent');
};
