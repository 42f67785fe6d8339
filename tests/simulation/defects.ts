// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of our sources
import type { Defect } from './bundle.ts';

/** A deliberate defect, and the promise that it breaks. */
export type Mutant = Defect & {
  name: string;
  /** Where it takes a coincidence: only these faults, which are frequent then. */
  faults?: string;
  /** Where its consequences take long to play. */
  placements?: number;
  /** The play that had found it, with all faults and forty placements: played before the others. */
  foundBy?: number;
};

const outbox = 'functions/mail/outbox.ts';
const reports = 'functions/store/reports.ts';
const life = 'functions/domain/placement/placement-life.ts';
const distribute = 'functions/workflow/distribute-report.ts';
const takeUp = 'functions/actions/take-up.ts';
const stage = 'functions/workflow/stage.ts';
const wave = 'functions/domain/placement/mail-wave.ts';
const moments = 'functions/domain/timetable/occasion-moments.ts';
const openRound = 'functions/workflow/open-round.ts';

/** Mends of the past undone, and slips that somebody could make tomorrow. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a mail is sent without having been claimed',
    file: outbox,
    find: 'if (refusal === undefined && (await mails.claim(claimed))) return send(outgoing, claimed);',
    replace:
      'if (refusal === undefined) { await mails.claim(claimed); if (Date.parse(now) > 0) return send(outgoing, claimed); }',
  },
  {
    name: 'what is in doubt is taken up again before SES has told of it',
    file: outbox,
    find: 'export const leaseSeconds = 120;',
    replace: 'export const leaseSeconds = 1;',
    faults: 'functionDies,mailAnswerLost,callIsSlow',
  },
  {
    name: 'an address that refused a mail for good is written to all the same',
    faults: 'mailBounces,mailComplained,mailRejected',
    file: outbox,
    find: 'if (refusal === undefined && (await mails.claim(claimed)))',
    replace: 'if ((refusal === undefined || Date.parse(now) > 0) && (await mails.claim(claimed)))',
  },
  {
    name: 'an address that refused waits for nobody',
    faults: 'mailBounces,mailComplained,mailRejected,eventLate',
    file: 'functions/domain/attention/placement-attention.ts',
    find: '.filter(({ kind, since }) => !isSettled(placement, kind, since))',
    replace: ".filter(({ kind, since }) => kind !== 'refused' && !isSettled(placement, kind, since))",
  },
  {
    name: 'a reminder in doubt is sent again',
    faults: 'mailAnswerLost,eventLate,mailRefused,functionCalledTwice',
    file: outbox,
    find: "if (existing.doubt === 'unanswered' && !occasionMeanings[existing.occasion].isWorthRepeating) return;",
    replace: '',
  },
  {
    name: 'an attempt whose claim was taken over sends all the same',
    file: outbox,
    find: "if (!(await mails.replace(claimed, record))) return lookAgain('another attempt took it over');",
    replace: 'await mails.replace(claimed, record);',
  },
  {
    name: 'a mail that left is not confirmed',
    file: outbox,
    find: 'await mails.confirm(record, handover.messageId, now);',
    replace: '',
  },
  {
    name: 'no answer is taken for a refusal',
    file: 'functions/mail/postman.ts',
    find: "kind: status >= 400 && status < 500 ? 'refused' : 'unanswered'",
    replace: "kind: 'refused'",
  },
  {
    name: 'a lost connection is taken for a refusal',
    file: 'functions/mail/postman.ts',
    find: "return { kind: 'unanswered', reason: code || (error instanceof Error ? error.name : 'Unknown') };",
    replace: "return { kind: 'refused', reason: code };",
  },
  {
    name: 'a claim is replaced by one that read it before its mail was written',
    faults: 'functionCalledTwice,callIsSlow',
    file: 'functions/store/mails.ts',
    find: ' AND subject = :subject',
    replace: ' AND (subject = :subject OR claimedBy = :holder)',
  },
  {
    name: 'Send events are not listened to',
    file: 'functions/events/mail-events.ts',
    find: "if (detail.eventType === 'Send')",
    replace: "if (detail.eventType === 'Sent')",
  },
  {
    name: 'a draft overwrites whatever is there',
    file: reports,
    find: '(attribute_not_exists(pk) AND :expected = :zero) OR (#status = :draft AND #version = :expected)',
    replace:
      'attribute_not_exists(pk) OR attribute_exists(pk) OR :expected = :zero OR (#status = :draft AND #version = :expected)',
  },
  {
    name: 'the closing closes a report that is in',
    faults: 'callIsSlow*8',
    file: reports,
    find: "'attribute_not_exists(pk) OR (#status = :draft AND (attribute_not_exists(hungAt) OR hungAt < :later))',",
    replace: "'attribute_not_exists(pk) OR attribute_exists(pk) OR #status = :draft OR hungAt < :later',",
  },
  {
    name: 'an execution that was replaced goes on',
    faults: 'executionThrottled*25',
    file: stage,
    find: 'if (current.revision > revision) throw new ReplacedLifecycle(`by revision ${current.revision}`);',
    replace: '',
  },
  {
    name: 'mails leave at any time',
    file: 'functions/workflow/mailing.ts',
    find: 'if (isSendingTime(now, institution)) return undefined;',
    replace: 'if (isSendingTime(now, institution) || attempt >= 0) return undefined;',
  },
  {
    name: 'mails leave on public holidays',
    file: 'functions/domain/timetable/quiet-days.ts',
    find: 'isPublicHoliday(day) ||',
    replace: '',
  },
  {
    name: 'mails leave in school holidays',
    file: 'functions/domain/timetable/quiet-days.ts',
    find: 'quietPeriods.some(({ from, to }) => from <= day && day <= to)',
    replace: 'quietPeriods.some(({ from, to }) => from <= day && day < from && day <= to)',
  },
  {
    name: 'mails leave at night',
    file: wave,
    find: "until: '19:40'",
    replace: "until: '23:40'",
  },
  {
    name: 'a tutor’s link opens every report',
    file: 'functions/pages/tutor/door.tsx',
    find: '|| found.placement.tutor.email !== link.tutorEmail',
    replace: '',
  },
  {
    name: 'what another tutor typed is shown',
    file: 'functions/domain/placement/same-person.ts',
    find: 'return isTheirs ? report : { ...report, values: {}, savedAt: undefined };',
    replace: 'return isTheirs ? report : { ...report };',
  },
  {
    name: 'the student does not get the report',
    file: distribute,
    find: "to(placement.student.email, 'distribution', 'distributionToStudent',",
    replace: "to(sender.email, 'distribution', 'distributionToStudent',",
  },
  {
    name: 'a registrar does not get the report',
    file: distribute,
    find: '...mailedTo.map(',
    replace: '...mailedTo.slice(1).map(',
  },
  {
    name: 'the student gets the tutor’s receipt',
    file: distribute,
    find: "to(sender.email, 'receipt', 'receipt', async (worded) =>",
    replace: "to(placement.student.email, 'receipt', 'receipt', async (worded) =>",
  },
  {
    name: 'nobody says that a report is distributed',
    file: distribute,
    find: 'await store.reports.markDistributed(key);',
    replace: '',
  },
  {
    name: 'a launch that died is not taken up',
    faults: 'functionDies*2,executionThrottled*10',
    file: takeUp,
    find: 'await startLaunch(env, store, campaign);',
    replace: '',
  },
  {
    name: 'a start that died is not taken up',
    faults: 'functionDies*3,executionThrottled*20,mailAway*10',
    file: takeUp,
    find: 'await replaceLifecycle(env, store, toStart, now);',
    replace: '',
  },
  {
    name: 'a distribution that died is not taken up',
    faults: 'functionDies,executionThrottled',
    file: takeUp,
    find: 'if (!isIn(report) || !report.undistributed || !isOverdue(report.sent.sentAt, now)) return false;',
    replace: 'if (placement.revision > 0 || isIn(report)) return false;',
  },
  {
    name: 'work that died is not taken up',
    faults: 'functionDies,executionThrottled',
    file: takeUp,
    find: 'if (!work || !isOverdue(work.due, now)) return false;',
    replace: 'if (!work || work.version > 0) return false;',
  },
  {
    name: 'the plan does not say that its execution runs',
    file: life,
    find: 'const { trouble, ...rest } = ran(placement);\n  return trouble === undefined ? ran(placement) : rest;',
    replace: 'const { trouble, ...rest } = placement;\n  return rest;',
  },
  {
    name: 'a distributed report is received again',
    file: life,
    find: 'if (!mayReport(placement)) return placement;',
    replace: '',
  },
  {
    name: 'a corrected address is not written to',
    file: 'functions/domain/import/import-merge.ts',
    find: "if (effect === 'told' || restarted.status === 'prepared') return restarted;",
    replace: "if (effect === 'told' || restarted.status === 'prepared') return changed;",
  },
  {
    name: 'two who write at once overwrite each other',
    faults: 'callIsSlow*8,functionCalledTwice*4',
    file: 'functions/store/versioned.ts',
    find: 'isVersion(before.version)',
    replace: '{ ...isVersion(before.version), condition: undefined, names: undefined, values: undefined }',
  },
  {
    name: 'a draft in conflict is said to be saved',
    file: 'functions/pages/tutor/report-page.tsx',
    find: "if (outcome.kind === 'stale' && current.savedAt && isSameDraft(current.values, values))",
    replace: "if (outcome.kind === 'stale' && current.savedAt && isSameDraft(values, values))",
  },
  {
    name: 'delegates read of every site',
    file: stage,
    find: 'siteIds: [stage.site.siteId]',
    replace: 'siteIds: stage.campaign.siteIds',
  },
  {
    name: 'delegates get the tutor’s link',
    file: openRound,
    find: 'const consoleUrl = campaignListUrl(env, campaign, site, step);',
    replace: 'const consoleUrl = await tutorDoor(env, store, stage, [placement], round.now);',
  },
  {
    name: 'a request comes a day before its time',
    file: moments,
    find: 'request: dayAfter(last, timetable.request.days),',
    replace: 'request: dayAfter(last, timetable.request.days - 1),',
  },
  {
    name: 'a reminder comes a day late',
    file: moments,
    find: 'reminder2: dayAfter(dueDate, timetable.reminder2.days),',
    replace: 'reminder2: dayAfter(dueDate, timetable.reminder2.days + 1),',
  },
  {
    name: 'the closing comes two weeks late',
    file: moments,
    find: 'closing: dayAfter(dueDate, timetable.closing.days),',
    replace: 'closing: dayAfter(dueDate, timetable.closing.days + 14),',
  },
  {
    name: 'the briefing leaves on the quiet day’s morrow',
    file: moments,
    find: "quietDays === 'before' ? lastOpenDay(day, institution) : nextOpenDay(day, institution)",
    replace: "quietDays === 'before' ? nextOpenDay(day, institution) : nextOpenDay(day, institution)",
  },
  {
    name: 'the history forgets',
    file: life,
    find: '[...placement.history, { at, what, ...(by && { by }) }]',
    replace: '[...placement.history.slice(-3), { at, what, ...(by && { by }) }]',
  },
  {
    name: 'the history says what was meant, not what left',
    file: 'functions/workflow/mailing.ts',
    find: "outcome.kind === 'left' ? [outcome.at] : []",
    replace: "outcome.kind === 'left' ? [outcome.at] : ['2026-01-01T00:00:00.000Z']",
  },
  {
    name: 'trouble is not written down',
    faults: 'mailAway*20',
    file: 'functions/workflow/record-trouble.ts',
    find: 'placement.revision === revision ? ran(troubled(placement, state, error, now)) : placement',
    replace: 'placement',
  },
  {
    name: 'a report sent in the second of the closing is not distributed',
    ...{ faults: 'none', placements: 40 },
    file: 'functions/workflow/record-unreturned.ts',
    find: 'if (isIn(report)) return { reported: true, attempt: 0 };',
    replace: 'if (isIn(report)) return { reported: false, attempt: 0 };',
  },
  // What the simulation itself had found, undone.
  {
    name: 'the history says « reminded » where only the delegate’s notice left',
    file: openRound,
    find: 'outcomes.filter((_, at) => mails[at]?.occasion === occasion)',
    replace: 'outcomes',
  },
  {
    name: 'a restart forgets when the reminders left',
    faults: 'homeOff*8,mailLost*8,mailAway*4',
    file: 'functions/domain/timetable/timetable.ts',
    find: '...roundsAfter(at, late, done),',
    replace: '...roundsAfter(at, late),',
  },
  {
    name: 'a reminder keeps its distance from when another had been planned',
    faults: 'homeOff*8,mailLost*8,mailAway*4',
    file: openRound,
    find: 'left ?? now);',
    replace: 'left ?? plan.rounds.find((round) => round.occasion === occasion)?.at ?? now);',
  },
  {
    name: 'those in charge get a whole list for each stage that comes apart',
    file: openRound,
    find: 'const late = await notYetTold(store, stage, recipient.email, occasion, missing);',
    replace: 'const late = missing;',
  },
  {
    name: 'a tutor’s latecomers get a mail each',
    faults: 'indexesLag*4,functionCalledTwice*2',
    file: outbox,
    find: 'if (isShared && number < mostShared) return deliver(outgoing, number + 1);',
    replace: '',
  },
  {
    name: 'a home that was off goes on with old mails at once',
    faults: 'homeOff,homeKilled',
    file: 'infra/local/interpreter/runner.ts',
    find: 'const isStale = isJump(branch, now);',
    replace: 'const isStale = now > branch.enteredAt + 900_000_000;',
  },
  {
    name: 'who was escalated is escalated again when the stage begins anew',
    faults: 'homeOff*8,mailAway*20',
    file: outbox,
    find: 'const before = mayBeTold && (await toldBefore(outgoing, placement));',
    replace:
      'const before = placement && placement.revision > 999 && (await toldBefore(outgoing, placement));',
  },
  {
    name: 'a mail without an answer is held for lost by its own second call',
    faults: 'functionCalledTwice*10,mailAnswerLost*6,callIsSlow*4,callerGivesUp*6',
    file: outbox,
    find: "if (!(await mails.replace(record, inDoubt)))\n          await mails.replace({ ...inDoubt, doubt: 'lost' }, inDoubt);",
    replace: 'await mails.replace(record, inDoubt);',
  },
  {
    name: 'a second correction is taken for the first',
    file: outbox,
    find: " && occasion !== 'correction';",
    replace: ';',
  },
  {
    name: 'a page lists a student who has left that tutor',
    faults: 'indexesLag*10',
    file: 'functions/store/placements.ts',
    find: 'return current.filter(({ tutor }) => tutor.email === tutorEmail);',
    replace: 'return current;',
  },
  {
    name: 'a wait that was given up takes down the bell of the next',
    faults: 'callIsSlow*10',
    file: reports,
    find: "condition: 'attribute_not_exists(hungAt) OR hungAt <= :hungAt',",
    replace: '',
  },
  {
    name: 'those in charge are told of stages whose last reminder leaves in the same minute',
    faults: 'homeOff*10,homeKilled',
    file: stage,
    find: 'if (before === undefined) return true;',
    replace: 'if (before === undefined || at > 0) return true;',
  },
  {
    name: 'the report of a stage that somebody ended can still be sent',
    file: 'functions/workflow/send-farewell.ts',
    find: 'const report = await store.reports.close(key, now);',
    replace: 'const report = await store.reports.find(key);',
  },
  {
    name: 'those who leave are not told',
    file: 'functions/domain/import/import-merge.ts',
    find: ": [farewell(before, 'tutor', 'replaced', revision)];",
    replace: ': [];',
  },
  {
    name: 'the student of a cancelled stage is not told',
    file: 'functions/domain/placement/course-changes.ts',
    find: "farewell(placement, 'student', 'cancelled', next.revision),",
    replace: '',
  },
  {
    name: 'who comes back is not told',
    file: 'functions/domain/placement/letter-due.ts',
    find: "return 'return';",
    replace: 'return undefined;',
  },
  {
    name: 'a farewell is said again at each restart',
    faults: 'functionDies*4',
    file: 'functions/mail/farewell-mails.ts',
    find: 'const mailKey = farewellMailKey(reader, studentNumber, revision);',
    replace: 'const mailKey = farewellMailKey(reader, studentNumber, placement.revision);',
  },
  {
    name: 'who was given longer is reminded as if not',
    file: 'functions/domain/timetable/timetable.ts',
    find: 'days: laterDays(days, lateBy, extendedTo) };',
    replace: 'days: laterDays(days, lateBy) };',
  },
  {
    name: 'what was said of the old due date counts for the new one',
    file: 'functions/domain/placement/stage-mark.ts',
    find: 'followsDueDate(occasion) ? `${mark}-${extendedTo}` : mark;',
    replace: 'followsDueDate(occasion) ? mark : mark;',
  },
  {
    name: 'a briefing names again those who had theirs',
    file: 'functions/workflow/send-briefing.ts',
    find: "const placements = await notYetTold(store, stage, placement.tutor.email, 'briefing', ofTheDay);",
    replace: 'const placements = ofTheDay;',
  },
  {
    name: 'a clock that jumps makes a lease look over',
    faults: 'mailAnswerLost*8,clockJumps*8,callIsSlow*4,callerGivesUp*4',
    file: 'infra/local/interpreter/runner.ts',
    find: 'enteredAt: isJump(branch, now) ? now : branch.enteredAt };',
    replace: 'enteredAt: branch.enteredAt };',
  },
  {
    name: 'whoever has just said that something is not as planned is reminded all the same',
    file: openRound,
    find: 'notWhileHeard(stage, occasion, step);',
    replace: 'undefined;',
  },
  {
    name: 'a stage whose tutor is being heard is named in the mail of another',
    file: stage,
    find: 'if (heldUntil(placement, occasion, now) !== undefined) return false;',
    replace: '',
  },
  {
    name: 'a tutor’s word puts reminders off for one working day',
    file: 'functions/domain/placement/tutors-word.ts',
    find: 'const workingDaysOfPause = 2;',
    replace: 'const workingDaysOfPause = 1;',
  },
  {
    name: 'the timetable reminds whom somebody has just reminded by hand',
    faults: 'callIsSlow,eventTwice',
    file: 'functions/workflow/mailing.ts',
    find: 'if (byHand === undefined || placement.status',
    replace: 'if (byHand !== undefined || placement.status',
  },
  {
    name: 'whoever presses again reminds again',
    file: 'functions/mail/mail-keys.ts',
    find: '`${handMailKeys(what, day)}_${dueDate}`',
    replace: '`${handMailKeys(what, day)}_${dueDate}_${Math.random().toString(36).slice(2)}`',
  },
  {
    name: 'a launch goes on whatever comes back of its first slice',
    faults: 'mailBounces*3',
    placements: 40,
    file: 'functions/domain/placement/launch-slices.ts',
    find: 'returned >= leastReturned && returned > addresses * mostReturned',
    replace: 'returned > addresses && returned > mostReturned * leastReturned',
  },
  {
    name: 'a deletion does not wait for an import that is under way',
    faults: 'callIsSlow,functionDies',
    file: 'functions/actions/work/delete-campaign.ts',
    find: 'if (!(await othersUnderWay(doing))) return undefined;',
    replace: 'if (!(await othersUnderWay(doing)) || until) return undefined;',
  },
  {
    name: 'a student’s door shows whoever has the number, whatever their address',
    file: 'functions/pages/student/door.tsx',
    find: '.filter(({ placement }) => placement.student.email === studentEmail)',
    replace: '.filter(({ placement }) => placement.student.email !== undefined || studentEmail)',
  },
  {
    name: 'a report begins with what its student proposes',
    file: 'functions/pages/tutor/report-page.tsx',
    find: 'if (taken === undefined) return values;',
    replace: "if (taken === undefined) return withTaken(desk, values, 'absentHalfDays');",
  },
  {
    name: 'a mail is worded as it was before somebody changed it',
    file: 'functions/store/wordings.ts',
    find: 'changedAt <= at);',
    replace: 'changedAt > at);',
  },
  {
    name: 'a trial opens what a tutor’s link opens',
    file: 'functions/mail/trial-mails.ts',
    find: '`${publicUrl}/r/essai`',
    replace: '`${publicUrl}/r/ZXNzYWktZGUtbGllbi1kZS10dXRldXI`',
  },
  {
    name: 'a meeting invites the tutor of a stage that does not take place',
    faults: 'none',
    file: 'functions/domain/meeting/audience.ts',
    find: 'hasStarted(stage) &&',
    replace: '',
  },
  {
    name: 'a meeting tells a change to who said no',
    faults: 'none',
    file: 'functions/domain/meeting/owed-mails.ts',
    find: "answer === undefined || answer.answer === 'yes'",
    replace: "answer === undefined || answer.answer !== 'other'",
  },
  {
    name: 'a meeting gives its last place to whoever asks',
    faults: 'none',
    file: 'functions/domain/meeting/meeting-answers.ts',
    find: "&& !hasSeat && left === 0) return 'full';",
    replace: "&& !hasSeat && left === -1) return 'full';",
  },
  {
    name: 'a meeting reminds who said no',
    faults: 'none',
    file: 'functions/domain/meeting/owed-mails.ts',
    find: "|| answer?.answer === 'no') return [];",
    replace: ') return [];',
  },
  {
    name: 'a tutor fills in the newest form, whichever the campaign was launched with',
    file: 'functions/pages/tutor/door.tsx',
    find: 'store.forms.ofVersion(institution, campaign.formVersion)',
    replace: "store.forms.newest(institution, { reportForm: '2026' })",
  },
  {
    name: 'a press of the day before mails once more on the day of its doing',
    foundBy: 650,
    file: 'functions/actions/hand-mails.ts',
    find: '(mailKey.startsWith(ofAnyDay) || handMailKinds[mail].same.some((one) => one === occasion)) &&',
    replace: 'handMailKinds[mail].same.some((one) => one === occasion || ofAnyDay + mailKey === one) &&',
  },
  {
    name: 'an execution that was replaced closes the report that another waits for',
    foundBy: 700,
    file: reports,
    find: "'attribute_not_exists(pk) OR (#status = :draft AND (attribute_not_exists(hungAt) OR hungAt < :later))',",
    replace: "'attribute_not_exists(pk) OR #status = :draft OR (hungAt < :later AND #status = :draft)',",
  },
  {
    name: 'a report is distributed, and the paper that it was typed from is not kept',
    faults: 'none',
    file: distribute,
    find: 'if (sent.entered && !(await store.scans.claim(key, sent.entered.scan)))',
    replace: 'if (sent.entered && sent.entered.scan.parts < 1)',
  },
  {
    name: 'what a slice started of a tutor behind it comes back unseen',
    foundBy: 847,
    file: 'functions/actions/work/start-placements.ts',
    find: 'return standingOfSlice([...placements, ...behind], slice);',
    replace: 'return standingOfSlice(behind.length < 0 ? behind : placements, slice);',
  },
];
