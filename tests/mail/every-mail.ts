import { whateverItsStatus } from '../../functions/domain/placement/placement-life.ts';
import type { MailContent } from '../../functions/mail/message.ts';
import { alert } from '../../functions/mail/templates/alert.ts';
import {
  additionToTutor,
  assignmentToStudent,
  assignmentToTutor,
} from '../../functions/mail/templates/assignment.ts';
import { briefingToStudent, briefingToTutor } from '../../functions/mail/templates/briefing.ts';
import { closing } from '../../functions/mail/templates/closing.ts';
import { correctionToStudent, correctionToTutor } from '../../functions/mail/templates/correction.ts';
import { delegateNotice } from '../../functions/mail/templates/delegate-notice.ts';
import {
  distributionToRegistrar,
  distributionToStudent,
} from '../../functions/mail/templates/distribution.ts';
import { escalation } from '../../functions/mail/templates/escalation.ts';
import { givenBack, givenBackWithdrawn } from '../../functions/mail/templates/given-back.ts';
import { newLink } from '../../functions/mail/templates/new-link.ts';
import { receipt } from '../../functions/mail/templates/receipt.ts';
import { reminder } from '../../functions/mail/templates/reminder.ts';
import { request } from '../../functions/mail/templates/request.ts';
import { studentNotice } from '../../functions/mail/templates/student-notice.ts';
import { trialMails } from '../../functions/mail/trial-mails.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import type { StageId } from '../../schemas/stage.ts';
import { form2026 } from '../poitiers.ts';
import { campaignOf, dueDate, institution, link, mails, now, sent as sampleReport } from './sample-facts.ts';

const pdf = new TextEncoder().encode('%PDF-1.7');
const publicUrl = 'https://sopa.example';
const consoleUrl = `${publicUrl}/console`;

/** Every kind of mail about these placements of one tutor; with facts of their own, or as people try them. Another kind is a compile error. */
export const everyMail = (
  stage: StageId,
  placements: [Placement, ...Placement[]],
  sent: SentReport = sampleReport,
) => {
  const campaign = campaignOf(stage);
  const [placement] = placements;
  const back: Extract<Placement, { status: 'givenBack' }> = {
    ...{
      ...whateverItsStatus(placement),
      status: 'givenBack' as const,
      startedAt: now,
      reference: sent.reference,
    },
    ...{ reportedAt: now, distributedAt: now },
    asked: { text: 'Le nombre de demi-journées d’absence', until: '2026-11-06', revision: 2 },
  };
  const toTutor = { institution, campaign, placements, dueDate, now, link, publicUrl };
  const door = `${publicUrl}/e/Qm9uam91ci1sZS1tb25kZS1jZWNpLWVzdA`;
  const aboutOne = { institution, campaign, placement, now, publicUrl, door };
  const aboutReport = { ...aboutOne, sent, pdf };
  const toSite = {
    institution,
    campaign,
    now,
    site: institution.sites[0] ?? fail(),
    recipient: { name: 'Karim Benali', addressed: { title: 'M.', lastName: 'Benali' } } as const,
    consoleUrl,
  };
  const trials = trialMails({
    ...{ institution, campaign, placement, others: placements.slice(1), form: form2026, now, publicUrl, pdf },
  });
  const trial = (kind: MailKind) => (trials.find((one) => one.kind === kind) ?? fail()).compose();
  return {
    assignmentToTutor: assignmentToTutor(toTutor),
    assignmentToStudent: assignmentToStudent(aboutOne),
    additionToTutor: additionToTutor(toTutor),
    correctionToTutor: correctionToTutor(aboutOne),
    correctionToStudent: correctionToStudent(aboutOne),
    briefingToTutor: briefingToTutor({ ...toTutor, now: '2026-09-28T06:00:00.000Z' }),
    briefingToStudent: briefingToStudent({ ...aboutOne, now: '2026-09-28T06:00:00.000Z' }),
    request: request(toTutor),
    studentNotice: studentNotice(aboutOne),
    reminder1: reminder({ ...toTutor, round: 'reminder1', now: '2026-10-13T06:00:00.000Z' }),
    reminder2: reminder({ ...toTutor, round: 'reminder2', now: '2026-10-19T06:00:00.000Z' }),
    reminder3: reminder({ ...toTutor, round: 'reminder3', now: '2026-10-22T06:00:00.000Z' }),
    delegateNotice: delegateNotice({
      ...toSite,
      reports: placements.map((missing) => ({ placement: missing, dueDate, mails })),
    }),
    escalation: escalation({
      ...toSite,
      reports: placements.map((missing) => ({
        placement: missing,
        dueDate,
        mails,
        draftSavedAt: '2026-10-14T17:22:00.000Z',
      })),
    }),
    closing: closing({ ...toSite, placements }),
    distributionToRegistrar: distributionToRegistrar(aboutReport),
    distributionToStudent: distributionToStudent(aboutReport),
    receipt: receipt({ ...aboutReport, stillMissing: { placements: placements.slice(1), link } }),
    alert: alert({
      ...{ ...aboutReport, form: form2026, criteria: ['C2', 'C11'], consoleUrl },
      recipient: (institution.sites[0] ?? fail()).delegate,
    }),
    givenBack: givenBack({ ...aboutOne, placement: back, asked: back.asked, link }),
    givenBackWithdrawn: givenBackWithdrawn({ ...aboutOne, placement: back }),
    newLink: newLink({ ...toTutor, isFromStaff: true }),
    newLinkAsked: newLink(toTutor),
    returnToTutor: trial('returnToTutor'),
    returnToStudent: trial('returnToStudent'),
    farewellToTutor: trial('farewellToTutor'),
    farewellToReplaced: trial('farewellToReplaced'),
    farewellToStudent: trial('farewellToStudent'),
    newStudentLink: trial('newStudentLink'),
    newStudentLinkAsked: trial('newStudentLinkAsked'),
    meetingInvitation: trial('meetingInvitation'),
    meetingChange: trial('meetingChange'),
    meetingCancellation: trial('meetingCancellation'),
    meetingFarewell: trial('meetingFarewell'),
    meetingReminder: trial('meetingReminder'),
  } satisfies Record<Exclude<MailKind, 'digest'>, MailContent>;
};

const fail = (): never => {
  throw new Error('the sample has none');
};

export type MailName = keyof ReturnType<typeof everyMail>;
