import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Farewell, Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import { tutorName } from '../domain/wording/people.ts';
import type { Store } from '../store/store.ts';
import { farewellMailKey } from './mail-keys.ts';
import type { MailContent } from './message.ts';
import type { Outgoing } from './outbox.ts';
import { farewellKind, farewellLetter } from './templates/farewell.ts';

/** What tells a reader that a stage is theirs; a link is for whoever asks. */
const speaksTo = ({ occasion }: Mail, reader: Farewell['reader']): boolean =>
  occasion !== 'link' && occasionMeanings[occasion].to.some((one) => one === reader);

type Left = { institution: Institute; campaign: LaunchedCampaign; placement: Placement };

export type FarewellMail = Omit<Outgoing, 'compose'> & {
  farewell: Farewell;
  compose: (wordedAt: IsoInstant) => Promise<MailContent & { placements: Placement[] }>;
};

/**
 * To those whose stage it is no more, where anything told them that it was: also what may have left, since they would wait for a
 * stage that does not come.
 */
export const farewellMails = async (
  { mails, wordings }: Pick<Store, 'mails' | 'wordings'>,
  { institution, campaign, placement }: Left,
  now: IsoInstant,
): Promise<FarewellMail[]> => {
  const { farewells = [], studentNumber } = placement;
  const { campaignId } = campaign;
  const due = farewells.map(async (farewell) => {
    const { reader, person, revision } = farewell;
    const mailKey = farewellMailKey(reader, studentNumber, revision);
    const last = (await mails.toRecipient(campaignId, person.email))
      .filter((mail) => mail.studentNumbers.includes(studentNumber) && speaksTo(mail, reader))
      .filter((mail) => mail.mailKey !== mailKey)
      .sort((a, b) => a.claimedAt.localeCompare(b.claimedAt))
      .at(-1);
    if (last === undefined || last.occasion === 'farewell') return [];
    const compose = async (wordedAt: IsoInstant) => {
      const wording = await wordings.asOf(wordedAt)(farewellKind(farewell));
      return {
        ...farewellLetter({ institution, campaign, placement, farewell, now, wording }),
        placements: [placement],
      };
    };
    return [
      {
        ...{ campaignId, recipient: person.email, recipientName: tutorName({ tutor: person }) },
        ...{ occasion: 'farewell' as const, mailKey, compose, farewell },
      },
    ];
  });
  return (await Promise.all(due)).flat();
};
