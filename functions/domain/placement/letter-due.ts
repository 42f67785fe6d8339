import type { Mail } from '../../../schemas/mail.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { isLetterTo, letterMark, type Reader } from './stage-mark.ts';

/**
 * What its reader is to be told of a stage. `letter`: all of it. `addition`: a tutor who has the letter gets another student.
 * `correction`: they hold an address, a name or a school that is no longer right.
 */
export type LetterDue = 'letter' | 'addition' | 'correction';

type SentMail = Extract<Mail, { status: 'sent' }>;
/** It left, as far as anybody knows. */
export const isSent = (mail: Mail): mail is SentMail => mail.status === 'sent';

const lettersAbout = (reader: Reader, placement: StartedPlacement, mails: readonly Mail[]): SentMail[] =>
  mails
    .filter(isSent)
    .filter(({ letterMarks }) => letterMarks?.some((mark) => isLetterTo(mark, reader, placement)))
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt));

/** When its reader was first told of a stage at these dates. @param mails every mail of the campaign to their address */
export const toldAt = (
  reader: Reader,
  placement: StartedPlacement,
  mails: readonly Mail[],
): IsoInstant | undefined => lettersAbout(reader, placement, mails)[0]?.sentAt;

/** @param mails every mail of the campaign to the reader's address @returns undefined when what they hold is right */
export const letterDue = (
  reader: Reader,
  placement: StartedPlacement,
  mails: readonly Mail[],
): LetterDue | undefined => {
  const newest = lettersAbout(reader, placement, mails).at(-1);
  if (newest) return newest.letterMarks?.includes(letterMark(reader, placement)) ? undefined : 'correction';
  const hasLetter = mails.some(
    (mail) =>
      isSent(mail) &&
      mail.occasion === 'assignment' &&
      mail.failure === undefined &&
      mail.letterMarks?.some((mark) => mark.includes('-tutor-')),
  );
  return reader === 'tutor' && hasLetter ? 'addition' : 'letter';
};
