import type { MailKind } from '../../schemas/mail-kind.ts';
import type { WordingTexts } from '../../schemas/wording.ts';
import { type Passage, passageProblem } from '../domain/wording/passages.ts';
import { type MailWords, passagesOf } from './speak.ts';
import { alertWords } from './templates/alert.ts';
import {
  additionToTutorWords,
  assignmentToStudentWords,
  assignmentToTutorWords,
} from './templates/assignment.ts';
import { briefingToStudentWords, briefingToTutorWords } from './templates/briefing.ts';
import { closingWords } from './templates/closing.ts';
import { correctionToStudentWords, correctionToTutorWords } from './templates/correction.ts';
import { delegateNoticeWords } from './templates/delegate-notice.ts';
import { digestWords } from './templates/digest.ts';
import { distributionToRegistrarWords, distributionToStudentWords } from './templates/distribution.ts';
import { escalationWords } from './templates/escalation.ts';
import {
  farewellToReplacedWords,
  farewellToStudentWords,
  farewellToTutorWords,
} from './templates/farewell.ts';
import { givenBackWithdrawnWords, givenBackWords } from './templates/given-back.ts';
import {
  meetingCancellationWords,
  meetingChangeWords,
  meetingFarewellWords,
  meetingInvitationWords,
  meetingReminderWords,
} from './templates/meeting.ts';
import { newLinkAskedWords, newLinkWords } from './templates/new-link.ts';
import { newStudentLinkAskedWords, newStudentLinkWords } from './templates/new-student-link.ts';
import { receiptWords } from './templates/receipt.ts';
import { reminderWords } from './templates/reminder.ts';
import { requestWords } from './templates/request.ts';
import { returnToStudentWords, returnToTutorWords } from './templates/return.ts';
import { studentNoticeWords } from './templates/student-notice.ts';

/** What every mail says in prose, and may be made to say. */
export const wordsOfMails: Record<MailKind, MailWords> = {
  ...reminderWords,
  assignmentToTutor: assignmentToTutorWords,
  assignmentToStudent: assignmentToStudentWords,
  briefingToTutor: briefingToTutorWords,
  briefingToStudent: briefingToStudentWords,
  request: requestWords,
  studentNotice: studentNoticeWords,
  receipt: receiptWords,
  distributionToRegistrar: distributionToRegistrarWords,
  distributionToStudent: distributionToStudentWords,
  alert: alertWords,
  delegateNotice: delegateNoticeWords,
  escalation: escalationWords,
  closing: closingWords,
  additionToTutor: additionToTutorWords,
  correctionToTutor: correctionToTutorWords,
  correctionToStudent: correctionToStudentWords,
  returnToTutor: returnToTutorWords,
  returnToStudent: returnToStudentWords,
  newLink: newLinkWords,
  newLinkAsked: newLinkAskedWords,
  newStudentLink: newStudentLinkWords,
  newStudentLinkAsked: newStudentLinkAskedWords,
  givenBack: givenBackWords,
  givenBackWithdrawn: givenBackWithdrawnWords,
  farewellToTutor: farewellToTutorWords,
  farewellToReplaced: farewellToReplacedWords,
  farewellToStudent: farewellToStudentWords,
  meetingInvitation: meetingInvitationWords,
  meetingChange: meetingChangeWords,
  meetingCancellation: meetingCancellationWords,
  meetingFarewell: meetingFarewellWords,
  meetingReminder: meetingReminderWords,
  digest: digestWords,
};

/** The passages of a mail by their names, subject and title first. */
export const passagesOfMail = (kind: MailKind): [name: string, passage: Passage][] =>
  Object.entries(passagesOf(wordsOfMails[kind]));

/** What of a stored wording is not said any more: its passages' labels, and names where the passage itself is gone. */
export const unsaid = (kind: MailKind, texts: WordingTexts): string[] => {
  const passages = new Map(passagesOfMail(kind));
  return Object.entries(texts).flatMap(([name, text]) => {
    const passage = passages.get(name);
    if (!passage) return [name];
    return passageProblem(passage, text) === undefined ? [] : [passage.label];
  });
};
