import type { Mail } from '../../../schemas/mail.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { isLetterTo, letterMark, type Reader } from './stage-mark.ts';

/**
 * What its reader is to be told of a stage. `letter`: all of it. `addition`: a tutor who has the letter gets another student.
 * `correction`: they hold an address, a name or a school that is no longer right. `return`: they were told that the stage is
 * theirs no more, and it is again.
 */
export type LetterDue = 'letter' | 'addition' | 'correction' | 'return';

/** What is told also once the stage is over: what its reader holds is wrong. */
export const isCorrecting = (due: LetterDue | undefined): boolean => due === 'correction' || due === 'return';

/** What the keys of the mails begin with that tell its reader that a stage is theirs no more. */
export const farewellKey = (reader: Reader, studentNumber: string): string =>
  `farewell_${reader}_${studentNumber}_`;

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
  const lastFarewell = mails
    .filter(isSent)
    .filter(({ mailKey }) => mailKey.startsWith(farewellKey(reader, placement.studentNumber)))
    .map(({ sentAt }) => sentAt)
    .sort()
    .at(-1);
  // Of one moment, as on a clock that stands still: a correction was sent after the farewell, a letter before it.
  const isAfter = ({ sentAt, occasion }: SentMail, farewell: IsoInstant) =>
    sentAt > farewell || (sentAt === farewell && occasion === 'correction');
  if (lastFarewell !== undefined && !(newest && isAfter(newest, lastFarewell))) return 'return';
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
