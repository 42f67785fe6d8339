import type { Campaign } from '../../schemas/campaign.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { SentReport } from '../../schemas/report.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import type { WordingTexts } from '../../schemas/wording.ts';
import type { OwedMail } from '../domain/meeting/owed-mails.ts';
import { whateverItsStatus } from '../domain/placement/placement-life.ts';
import { siteOf } from '../domain/placement/site-of.ts';
import { reportReference } from '../domain/report/report-reference.ts';
import { dayAfter } from '../domain/timetable/calendar-days.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { planStage } from '../domain/timetable/timetable.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { fullName } from '../domain/wording/people.ts';
import type { MailContent } from './message.ts';
import { sampleMeeting } from './sample-meeting.ts';
import { alert } from './templates/alert.ts';
import { additionToTutor, assignmentToStudent, assignmentToTutor } from './templates/assignment.ts';
import { briefingToStudent, briefingToTutor } from './templates/briefing.ts';
import { closing } from './templates/closing.ts';
import { correctionToStudent, correctionToTutor } from './templates/correction.ts';
import { delegateNotice } from './templates/delegate-notice.ts';
import { digest } from './templates/digest.ts';
import { distributionToRegistrar, distributionToStudent } from './templates/distribution.ts';
import { escalation } from './templates/escalation.ts';
import { farewellLetter } from './templates/farewell.ts';
import { givenBack, givenBackWithdrawn } from './templates/given-back.ts';
import { meetingLetter } from './templates/meeting.ts';
import { newLink } from './templates/new-link.ts';
import { newStudentLink } from './templates/new-student-link.ts';
import { receipt } from './templates/receipt.ts';
import { reminder } from './templates/reminder.ts';
import { request } from './templates/request.ts';
import { returnToStudent, returnToTutor } from './templates/return.ts';
import { studentNotice } from './templates/student-notice.ts';

/** Where a tutor's own link stands in a mail that is no tutor's: it opens nothing. */
export const trialLink = (publicUrl: string): string => `${publicUrl}/r/essai`;
const trialDoor = (publicUrl: string): string => `${publicUrl}/e/essai`;
const trialInvitation = (publicUrl: string): string => `${publicUrl}/invitation/essai`;

/** To whom a mail would go, and when; `at` is absent where it depends on what happens. */
export type TrialMail = {
  kind: MailKind;
  name: string;
  recipient: string;
  at?: IsoInstant;
  /** @param wording the institute's; without one, by its original */
  compose: (wording?: WordingTexts) => MailContent;
};

export type TrialFacts = {
  institution: Institute;
  campaign: Campaign;
  placement: Placement;
  /** Of the same tutor in the campaign, as far as the reader sees them; without the placement itself. */
  others: readonly Placement[];
  /** The campaign's. */
  form: ReportForm;
  /** When the campaign would be launched, where it was not. */
  now: IsoInstant;
  publicUrl: string;
  /** The report as a PDF, where it is really sent. */
  pdf?: Uint8Array;
};

/** A report such as a tutor sends: what it says is invented, who it is about is not. */
export const exampleReport = (
  { form, placement }: Pick<TrialFacts, 'form' | 'placement'>,
  sentAt: IsoInstant,
): SentReport => {
  const { ethics, progression } = form;
  const [activity] = progression.steps.flatMap(({ activities }) => activities);
  return {
    number: 1,
    reference: reportReference({ ...placement, number: 1 }),
    sentAt,
    formVersion: form.version,
    answers: {
      tutorName: fullName(placement.tutor),
      schoolName: placement.school.name,
      classLevel: placement.classLevel ?? 'CE1',
      pupilCount: placement.pupilCount ?? 24,
      absentHalfDays: 0,
      activities: activity ? [activity.activityId] : [],
      ethics: Object.fromEntries(
        ethics.criteria.map(({ criterionId }, at) => [
          criterionId,
          at === 0
            ? { level: 'notAcquired' as const, details: 'Exemple de précision écrite par le tuteur.' }
            : { level: 'acquired' as const },
        ]),
      ),
      advice1: 'Exemple de conseil.',
      completedWithStudent: true,
    },
  };
};

/**
 * Every mail of a campaign as one placement's people would get it, in the order of a stage's life: with their names, dates and school,
 * and with a link that opens nothing.
 */
export const trialMails = ({
  institution,
  campaign,
  placement,
  others,
  form,
  now,
  publicUrl,
  pdf = new Uint8Array(),
}: TrialFacts): TrialMail[] => {
  const site = siteOf(institution, placement.siteId);
  const [registrar] = site.registrars;
  if (!registrar) throw new Error('the site has no registrar');
  const plan = planStage({
    placement: { ...placement, startedAt: now, plan: undefined },
    ...{ campaign, institution, now, done: {} },
  });
  const roundAt = (occasion: (typeof plan.rounds)[number]['occasion']): IsoInstant =>
    plan.rounds.find((round) => round.occasion === occasion)?.at ?? now;
  const dueDate: IsoDate = dueDateOf({ ...placement, plan }, campaign);
  const link = trialLink(publicUrl);
  const consoleUrl = `${publicUrl}/console/campagnes/${campaign.campaignId}`;
  const ofTheDay = others.filter(
    ({ periods }) => JSON.stringify(periods) === JSON.stringify(placement.periods),
  );
  const about = (at: IsoInstant) => ({
    ...{ institution, campaign, placement, now: at, publicUrl },
    door: trialDoor(publicUrl),
  });
  const toTutor = (at: IsoInstant, placements: Placement[] = [placement, ...ofTheDay]) => ({
    ...{ institution, campaign, placements, dueDate, now: at, link, publicUrl },
  });
  const toSite = (at: IsoInstant, recipient: typeof site.delegate) => ({
    ...{ institution, campaign, site, recipient, now: at, consoleUrl },
    reports: [placement, ...ofTheDay].map((missing) => ({ placement: missing, dueDate, mails: [] })),
  });
  const sentAt = roundAt('reminder1');
  const sent = exampleReport({ form, placement }, sentAt);
  const aboutReport = (url: string) => ({
    ...{ ...about(sentAt), sent, pdf },
    reportUrl: institution.reportsBy === 'link' ? url : undefined,
  });
  const farewell = (reader: 'tutor' | 'student', reason: 'cancelled' | 'replaced' = 'cancelled') => ({
    ...about(now),
    placement: {
      ...whateverItsStatus(placement),
      ...({ status: 'cancelled', cancelledAt: now, cancelledFor: 'other' } as const),
    },
    farewell: {
      ...{ reader, reason, revision: Math.max(1, placement.revision) },
      ...{ person: placement[reader], school: placement.school, periods: placement.periods },
    },
  });
  const asked = {
    text: 'Exemple : le nombre de demi-journées d’absence est à vérifier.',
    until: dayAfter(parisDay(sentAt), 10),
    revision: 1,
  };
  const toCorrect = {
    ...whateverItsStatus(placement),
    ...{ status: 'givenBack' as const, startedAt: now, reference: sent.reference },
    ...{ reportedAt: sentAt, distributedAt: sentAt, asked },
  };
  const tutor = { name: fullName(placement.tutor), recipient: placement.tutor.email };
  const student = { name: fullName(placement.student), recipient: placement.student.email };
  const delegate = { name: site.delegate.name, recipient: site.delegate.email };
  const registrars = { name: registrar.name, recipient: registrar.email };
  const round = (kind: 'reminder1' | 'reminder2' | 'reminder3'): TrialMail => ({
    ...{ kind, ...tutor, at: roundAt(kind) },
    compose: (wording) => reminder({ ...toTutor(roundAt(kind)), wording, round: kind }),
  });
  const { meeting, guest, coming, instead } = sampleMeeting(placement, now);
  const aboutMeeting = (what: OwedMail['what'], isCancelled = false) => ({
    ...{ institution, guest, answer: undefined, door: trialInvitation(publicUrl), now },
    meeting: isCancelled
      ? { ...meeting, status: 'cancelled' as const, cancelledFor: 'Exemple de motif.' }
      : meeting,
    mail: { recipient: guest.email, what, instead: false },
  });
  const { substitute } = instead;
  const assignmentAt = plan.assignment.at;
  const briefingAt = plan.briefing.at;
  return [
    {
      kind: 'assignmentToTutor',
      ...tutor,
      at: assignmentAt,
      compose: (wording) => assignmentToTutor({ ...toTutor(assignmentAt, [placement, ...others]), wording }),
    },
    {
      kind: 'assignmentToStudent',
      ...student,
      at: assignmentAt,
      compose: (wording) => assignmentToStudent({ ...about(assignmentAt), wording }),
    },
    {
      kind: 'briefingToTutor',
      ...tutor,
      at: briefingAt,
      compose: (wording) => briefingToTutor({ ...toTutor(briefingAt), wording }),
    },
    {
      kind: 'briefingToStudent',
      ...student,
      at: briefingAt,
      compose: (wording) => briefingToStudent({ ...about(briefingAt), wording }),
    },
    {
      kind: 'request',
      ...tutor,
      at: roundAt('request'),
      compose: (wording) => request({ ...toTutor(roundAt('request')), wording }),
    },
    {
      kind: 'studentNotice',
      ...student,
      at: roundAt('request'),
      compose: (wording) => studentNotice({ ...about(roundAt('request')), wording }),
    },
    {
      kind: 'receipt',
      ...tutor,
      compose: (wording) =>
        receipt({
          ...aboutReport(link),
          wording,
          stillMissing: ofTheDay.length > 0 ? { placements: [...ofTheDay], link } : undefined,
        }),
    },
    {
      kind: 'distributionToRegistrar',
      ...registrars,
      compose: (wording) => distributionToRegistrar({ ...aboutReport(consoleUrl), wording }),
    },
    {
      kind: 'distributionToStudent',
      ...student,
      compose: (wording) => distributionToStudent({ ...aboutReport(trialDoor(publicUrl)), wording }),
    },
    {
      kind: 'alert',
      ...delegate,
      compose: (wording) =>
        alert({
          ...{ ...aboutReport(consoleUrl), form, wording, consoleUrl },
          criteria: Object.keys(sent.answers.ethics).slice(0, 1),
          recipient: site.delegate,
        }),
    },
    round('reminder1'),
    round('reminder2'),
    round('reminder3'),
    {
      kind: 'delegateNotice',
      ...delegate,
      at: roundAt('reminder3'),
      compose: (wording) => delegateNotice({ ...toSite(roundAt('reminder3'), site.delegate), wording }),
    },
    {
      kind: 'escalation',
      ...delegate,
      at: roundAt('escalation'),
      compose: (wording) => escalation({ ...toSite(roundAt('escalation'), site.delegate), wording }),
    },
    {
      kind: 'closing',
      ...registrars,
      at: roundAt('closing'),
      compose: (wording) =>
        closing({ ...toSite(roundAt('closing'), registrar), wording, placements: [placement, ...ofTheDay] }),
    },
    {
      kind: 'additionToTutor',
      ...tutor,
      compose: (wording) => additionToTutor({ ...toTutor(now, [placement]), wording }),
    },
    {
      kind: 'correctionToTutor',
      ...tutor,
      compose: (wording) => correctionToTutor({ ...about(now), wording }),
    },
    {
      kind: 'correctionToStudent',
      ...student,
      compose: (wording) => correctionToStudent({ ...about(now), wording }),
    },
    {
      kind: 'newLink',
      ...tutor,
      compose: (wording) => newLink({ ...toTutor(now), wording, isFromStaff: true }),
    },
    { kind: 'newLinkAsked', ...tutor, compose: (wording) => newLink({ ...toTutor(now), wording }) },
    {
      kind: 'newStudentLink',
      ...student,
      compose: (wording) => newStudentLink({ ...about(now), wording, isFromStaff: true }),
    },
    {
      kind: 'newStudentLinkAsked',
      ...student,
      compose: (wording) => newStudentLink({ ...about(now), wording }),
    },
    {
      kind: 'givenBack',
      ...tutor,
      compose: (wording) =>
        givenBack({ institution, campaign, placement: toCorrect, asked, now: sentAt, link, wording }),
    },
    {
      kind: 'givenBackWithdrawn',
      ...tutor,
      compose: (wording) => givenBackWithdrawn({ institution, campaign, placement: toCorrect, wording }),
    },
    {
      kind: 'farewellToTutor',
      ...tutor,
      compose: (wording) => farewellLetter({ ...farewell('tutor'), wording }),
    },
    {
      kind: 'farewellToReplaced',
      ...tutor,
      compose: (wording) => farewellLetter({ ...farewell('tutor', 'replaced'), wording }),
    },
    {
      kind: 'farewellToStudent',
      ...student,
      compose: (wording) => farewellLetter({ ...farewell('student'), wording }),
    },
    {
      kind: 'returnToTutor',
      ...tutor,
      compose: (wording) => returnToTutor({ ...about(now), dueDate, wording }),
    },
    {
      kind: 'returnToStudent',
      ...student,
      compose: (wording) => returnToStudent({ ...about(now), wording }),
    },
    {
      kind: 'meetingInvitation',
      ...tutor,
      compose: (wording) => meetingLetter({ ...aboutMeeting('invitation'), wording }),
    },
    {
      kind: 'meetingChange',
      ...tutor,
      compose: (wording) => meetingLetter({ ...aboutMeeting('change'), answer: coming, wording }),
    },
    {
      kind: 'meetingCancellation',
      ...tutor,
      compose: (wording) => meetingLetter({ ...aboutMeeting('cancellation', true), wording }),
    },
    {
      kind: 'meetingFarewell',
      ...{ name: substitute.name, recipient: substitute.email },
      compose: (wording) =>
        meetingLetter({
          ...{ ...aboutMeeting('cancellation'), answer: instead, wording },
          mail: { recipient: substitute.email, what: 'cancellation', instead: true },
        }),
    },
    {
      kind: 'meetingReminder',
      ...tutor,
      compose: (wording) => meetingLetter({ ...aboutMeeting('reminder'), wording }),
    },
    {
      kind: 'digest',
      ...delegate,
      compose: (wording) =>
        digest({
          ...{ institution, recipient: site.delegate, sites: [site.name], wording, isMore: false },
          counts: [{ kind: 'late', count: 3, fresh: 1 }],
          consoleUrl: `${publicUrl}/console`,
          reports: { count: 2, isTooMany: false, url: `${publicUrl}/console/comptes-rendus` },
        }),
    },
  ];
};

/** The same mail to who tries it: its subject says what it is. */
export const asTrial = (content: MailContent): MailContent => ({
  ...content,
  subject: `[Essai] ${content.subject}`,
});
