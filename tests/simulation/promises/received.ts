import type { Occasion } from '../../../schemas/occasion.ts';
import { Copies } from './copies.ts';
import { parisOf } from './paris-time.ts';
import { delegatesAt, inChargeOf } from './site-people.ts';
import type { SentVersion, Stage } from './stage.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

/** What leaves with a report, or because of it. */
const carriers: ReadonlySet<Occasion> = new Set(['distribution', 'receipt', 'alert'] as const);

/** In ms: where nothing goes wrong, a report is with its student by then, whatever was due in the second in which it came. */
const atOnce = 10 * 60_000;

/**
 * (a) A report whose receipt was shown is never lost, and comes to everybody who is to have it, once. The delegate's alert is one
 * of its mails: it tells of what the report says, so it waits for an open day, and leaves with it or not at all.
 */
export const received = ({ ledger, world, days, isCalm, broken }: Watched): Watch => {
  const promised = new Map<Stage, string>();
  const copies = new Copies();
  const withStudents = new Set<SentVersion>();
  /** Mails of mornings that told of reports. */
  const mornings: { to: string; ms: number }[] = [];
  const sites = new Map(world.institution.sites.map((site) => [site.siteId, site]));

  const checkKept = (stage: Stage): void => {
    const reference = promised.get(stage);
    if (reference === undefined) return;
    const { report } = stage;
    const now = report?.status === 'sent' ? report.sent.reference : (report?.status ?? 'gone');
    if (now === reference) return;
    const kept = [...stage.sent.values()].find((one) => one.reference === reference);
    // ADR 38: somebody gave it back, and it is kept until another comes.
    const isCorrected =
      report?.status === 'draft' && kept !== undefined && report.lastVersion?.number === kept.number;
    if (isCorrected && stage.placement?.status === 'givenBack') return;
    // A later version takes its place, once the registrar had it reopened.
    if (kept && report?.status === 'sent' && report.sent.number > kept.number) promised.set(stage, now);
    else broken('a', `the report ${reference} was acknowledged, and is ${now}`);
  };

  const mailLeft = (mail: KnownMail): void => {
    const { about, occasion, to, reportNumber, text } = mail;
    if (occasion === 'digest' && /comptes?-rendus? reçus?/.test(text.replace(/\s+/g, ' ')))
      mornings.push({ to, ms: mail.ms });
    const [matter] = about;
    if (!carriers.has(occasion) || !matter) return;
    const { stage } = matter;
    const sent = stage.sent.get(reportNumber ?? 0);
    if (!sent || !text.includes(sent.reference)) {
      broken('a', `a ${occasion} about ${stage.key} to ${to} carries no report that was sent`);
      return;
    }
    if (occasion === 'alert' && !sent.isAlarming)
      broken('a', `an alert about ${stage.key}, where every criterion is acquired or on its way`);
    const key = `${stage.key} ${occasion} v${reportNumber} ${to}`;
    const { count, mayBe } = copies.add(key, mail);
    const student = stage.versionsSince(sent.step).some(({ facts }) => facts.student.email === to);
    if (
      isCalm &&
      occasion === 'distribution' &&
      student &&
      !withStudents.has(sent) &&
      mail.ms > sent.at + atOnce
    )
      broken('a', `${sent.reference} came to its student at ${new Date(mail.ms).toISOString()}`);
    if (occasion === 'distribution' && student) withStudents.add(sent);
    if (!mayBe) broken('a', `copy ${count} where the one before was not lost: ${key}`);
  };

  const missingOf = (stage: Stage, endMs: number): string[] => {
    const missing: string[] = [];
    for (const { number, step, at, sentBy, isAlarming } of stage.sent.values()) {
      const has = (occasion: string, to: string) => copies.has(`${stage.key} ${occasion} v${number} ${to}`);
      // What was corrected since may have been read before or after.
      const versions = stage.versionsSince(step);
      // Theirs who sent it, by whatever address they have since.
      const sender = versions.at(-1)?.signature;
      const addresses = versions.filter(({ signature }) => signature === sender);
      const mayBeWithheld = (to: string) => ledger.everRefused.has(to);
      if (
        !mayBeWithheld(sentBy) &&
        !has('receipt', sentBy) &&
        !addresses.some(({ facts }) => has('receipt', facts.tutor.email))
      )
        missing.push(`the receipt of v${number} to ${sentBy}`);
      const students = versions.map(({ facts }) => facts.student.email);
      if (!students.some((email) => has('distribution', email) || mayBeWithheld(email)))
        missing.push(`v${number} to the student`);
      const sitesSince = versions.map(({ facts }) => sites.get(facts.siteId));
      // What was given back before the alert could leave, alerts once it stands again, or its next version does.
      const isTakenBack = stage.corrections.some(
        (one) => one.step > step && one.at <= days.endOfWorkingDay(parisOf(at).day, 1),
      );
      const isAlertDue = isAlarming && !isTakenBack && endMs > days.endOfWorkingDay(parisOf(at).day, 1);
      if (isAlertDue && !sitesSince.some((site) => site && delegatesAt(site).every((to) => has('alert', to))))
        missing.push(`the alert of v${number} to the delegates`);
      // ADR 44: who wishes no mail for each report is told by the next working morning's; what keeps a morning is made up for.
      const isMorningOver = endMs > days.endOfWorkingDay(parisOf(at).day, isCalm ? 1 : 5);
      const isTold = (email: string) =>
        has('distribution', email) || mornings.some((one) => one.to === email && one.ms > at);
      const inCharge = sitesSince.map((site) => (site ? inChargeOf(site) : []));
      if (isMorningOver && !inCharge.some((all) => all.every(isTold)))
        missing.push(`v${number} to those in charge`);
    }
    return missing;
  };

  return {
    seen(observation) {
      if (observation.kind !== 'receiptShown') return;
      const stage = ledger.stageOf(observation.campaignId, observation.studentNumber);
      promised.set(stage, observation.reference);
      checkKept(stage);
    },
    reportWritten: checkKept,
    mailLeft,
    ended({ ms, items }) {
      // ADR 56: what a report was typed from is kept as long as the report, once that is distributed.
      const kept = new Set(
        items.flatMap(({ pk, sk, expiresAt }) => (expiresAt === undefined ? `${pk} ${sk}` : [])),
      );
      const isWhole = ({ campaignId, studentNumber }: Stage, { scan }: SentVersion): boolean =>
        Array.from({ length: scan?.parts ?? 0 }, (_, part) => String(part).padStart(2, '0')).every((part) =>
          kept.has(`SCAN#${campaignId}#${studentNumber} ${scan?.scanId}#${part}`),
        );
      for (const stage of ledger.stages.values()) {
        checkKept(stage);
        if (
          stage.placement?.status === 'distributed' &&
          ![...stage.sent.values()].every((one) => isWhole(stage, one))
        )
          broken('a', `a report of ${stage.key} came on paper, and the paper is not kept`);
        // What the mail service did not take for days is for somebody to see to, and says so (d).
        if (stage.placement?.trouble || ledger.isMailDown) continue;
        const missing = missingOf(stage, ms);
        if (missing.length > 0)
          broken('a', `the report of ${stage.key} did not come to all: ${missing.join(', ')}`);
      }
    },
  };
};
