import type { Campaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isCorrecting, letterDue } from '../domain/placement/letter-due.ts';
import type { Reader } from '../domain/placement/stage-mark.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { planStage } from '../domain/timetable/timetable.ts';
import { fullName } from '../domain/wording/people.ts';
import type { MailContent } from '../mail/message.ts';
import { stageLetter } from '../mail/templates/stage-letter.ts';
import { hiddenDoor } from '../mail/templates/student-passages.ts';
import type { Acting } from './acting.ts';

/** A mail that something that is about to be confirmed has sent, as it would be now. */
export type MailToCome = { recipient: string; name: string; at: IsoInstant; content: MailContent };

type Person = { firstName: string; lastName: string; email: string };
export const mailToCome = (person: Person, at: IsoInstant, content: MailContent): MailToCome => ({
  ...{ recipient: person.email, name: fullName(person), at, content },
});

type Starting = {
  institution: Institute;
  campaign: Campaign;
  /** As it will be. */
  placement: StartedPlacement;
  publicUrl: string;
  /** Both may have been written to before. */
  isToCorrect: boolean;
};

/** What tutor and student are written when the stage begins, by the rules by which it sends it (workflow/send-assignment.ts). */
export const lettersOfStart = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  { institution, campaign, placement, publicUrl, isToCorrect }: Starting,
): Promise<MailToCome[]> => {
  const { assignment } = planStage({ placement, campaign, institution, now, done: {}, isToCorrect });
  if (assignment.skip) return [];
  const readers: Reader[] = ['tutor', 'student'];
  const letters = readers.map(async (reader): Promise<MailToCome[]> => {
    const mails = await store.mails.toRecipient(campaign.campaignId, placement[reader].email);
    const due = letterDue(reader, placement, mails);
    if (due === undefined || (assignment.onlyCorrections && !isCorrecting(due))) return [];
    const door = hiddenDoor({ publicUrl });
    const facts = { institution, campaign, placement, placements: [placement], now, publicUrl, door };
    const dueDate = dueDateOf(placement, campaign);
    const content = await stageLetter(reader, due, { ...facts, dueDate }, store.wordings.asOf(now));
    return [mailToCome(placement[reader], assignment.at, content)];
  });
  return (await Promise.all(letters)).flat();
};
