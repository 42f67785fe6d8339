import type { Mail } from '../../schemas/mail.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isCorrecting, isSent, type LetterDue, letterDue, toldAt } from '../domain/placement/letter-due.ts';
import { assigned } from '../domain/placement/placement-life.ts';
import { letterMark, type Reader } from '../domain/placement/stage-mark.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { correctionKey, dayKey, studentDayKey } from '../mail/mail-keys.ts';
import type { Outcome, Outgoing } from '../mail/outbox.ts';
import { stageLetter } from '../mail/templates/stage-letter.ts';
import { hiddenDoor } from '../mail/templates/student-passages.ts';
import type { Store } from '../store/store.ts';
import { type Announced, addressOf, announcement } from './announcement.ts';
import { type Stage, stagesOfDay } from './stage.ts';

/**
 * The launch reaches the stage: mission letter, role guide and framing to the tutor, their stage to the student. When it was
 * corrected since, those who hold something wrong are told what is right.
 */
export const handler = announcement({
  mails: async (store, stage, announced) => {
    const readers: Reader[] = ['tutor', 'student'];
    return Promise.all(readers.map((reader) => mailTo(reader, store, stage, announced)));
  },
  done: assigned,
});

const mailTo = async (
  reader: Reader,
  store: Store,
  stage: Stage,
  { nominal, now, onlyCorrections, publicUrl, studentDoor }: Announced,
): Promise<Outgoing | Outcome> => {
  const { institution, campaign, placement } = stage;
  const { campaignId } = campaign;
  const recipient = addressOf(reader, placement);
  const mailsToReader = () => store.mails.toRecipient(campaignId, recipient);
  const before = await mailsToReader();
  const due = letterDue(reader, placement, before);
  if (due === undefined || (onlyCorrections && !isCorrecting(due))) {
    const at = toldAt(reader, placement, before);
    return at === undefined ? { kind: 'nothing' } : { kind: 'left', at };
  }

  const mail = { campaignId, recipient, reader, placement };
  const facts = { institution, campaign, placement, now, publicUrl };
  const dueDate = dueDateOf(placement, campaign);
  const about = async (placements: StartedPlacement[], itsDue: LetterDue, wordedAt: IsoInstant) => {
    const wordingOf = store.wordings.asOf(wordedAt);
    const door = reader === 'student' ? await studentDoor() : hiddenDoor({ publicUrl });
    return {
      ...(await stageLetter(reader, itsDue, { ...facts, placements, dueDate, door }, wordingOf)),
      placements,
    };
  };
  const mark = letterMark(reader, placement);
  if (isCorrecting(due))
    return {
      ...mail,
      occasion: 'correction',
      mailKey: correctionKey(mark, before.filter((one) => isCorrectionOf(one, mark)).length),
      compose: (wordedAt) => about([placement], due, wordedAt),
    };
  if (reader === 'student')
    return {
      ...mail,
      occasion: 'assignment',
      mailKey: studentDayKey('assignment', placement.studentNumber, nominal),
      compose: (wordedAt) => about([placement], due, wordedAt),
    };
  return {
    ...mail,
    occasion: 'assignment',
    mailKey: dayKey('assignment', nominal),
    isShared: true,
    compose: async (wordedAt) => {
      // As things stand once the claim is ours: the mail about the day's other students may just have left.
      const told = await mailsToReader();
      const ofTheDay = await stagesOfDay(store, stage, 'assignment', nominal);
      const placements = ofTheDay.filter((one) => {
        const itsDue = letterDue(reader, one, told);
        return itsDue === 'letter' || itsDue === 'addition';
      });
      if (placements.length === 0) return undefined;
      const itsDue = letterDue(reader, placement, told) === 'addition' ? 'addition' : 'letter';
      return about(placements, itsDue, wordedAt);
    },
  };
};

const isCorrectionOf = (mail: Mail, mark: string): boolean =>
  isSent(mail) && mail.occasion === 'correction' && mail.letterMarks?.includes(mark) === true;
