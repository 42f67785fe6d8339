import { Copies } from './copies.ts';
import { dayOf, parisOf } from './paris-time.ts';
import { type Stage, toldTo } from './stage.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

/** What those in charge of a site are told of a tutor. */
const aboutTutors = new Set(['delegateNotice', 'escalation', 'closing']);

/** (c) One mail a recipient, occasion and stage as it stood; two where nobody knew whether the first had left. */
export const noRepeats = ({ ledger, days, isCalm, broken }: Watched): Watch => {
  const copies = new Copies();
  /** What a person was last told of a stage, and by which mail. */
  const told = new Map<string, { versions: Set<string>; by: KnownMail }>();

  const count = (key: string, mail: KnownMail): void => {
    const { count, mayBe } = copies.add(key, mail);
    if (!mayBe) broken('c', `mail ${count} where the one before was not lost: ${key}`);
  };

  /** A correction corrects: whoever gets it was told something else, or by another address. */
  const correct = (stage: Stage, { to, begun }: KnownMail): void => {
    const last = told.get(`${stage.key} ${to}`);
    const isLost = last?.by.occasion === 'correction' && last.by.source.isAnswerLost;
    if (!last || isLost) return;
    const isNews = stage.versionsSince(begun.step).some((version) => !last.versions.has(toldTo(version, to)));
    if (!isNews) broken('c', `a correction of ${stage.key} tells ${to} what they were told`);
  };

  const tell = (stage: Stage, mail: KnownMail): void => {
    const { to, begun } = mail;
    const versions = new Set(stage.versionsSince(begun.step).map((version) => toldTo(version, to)));
    told.set(`${stage.key} ${to}`, { versions, by: mail });
  };

  /** ADR 11: whoever holds what was wrong is told. Once the report is in, or the matter is closed, nobody needs to be. */
  const checkTold = (stage: Stage, endMs: number): void => {
    const version = stage.versions.at(-1);
    const isOver = stage.matters.some(({ status }) => status === 'sent') || stage.placement?.trouble;
    const before = stage.versions.at(-2);
    const lastDay = version?.facts.periods.at(-1)?.to ?? '';
    // Begun anew when it is over: the request says all that there is to say.
    if (
      before &&
      version &&
      before.signature !== version.signature &&
      parisOf(version.at).day >= dayOf(lastDay)
    )
      return;
    if (!version || isOver || stage.matterBefore(version.step) !== 'draft') return;
    if (endMs <= days.endOfWorkingDay(parisOf(version.at).day, 1)) return;
    for (const to of [version.facts.tutor.email, version.facts.student.email]) {
      const last = told.get(`${stage.key} ${to}`);
      if (last && !last.versions.has(toldTo(version, to)))
        broken('c', `${to} holds what was wrong of ${stage.key}, and was told nothing else`);
    }
  };

  return {
    mailLeft(mail) {
      const { campaignId, occasion, to, mailKey, about } = mail;
      // The third link of a day is another than the second (ADR 12).
      if (occasion === 'link') return count(`${campaignId} ${mailKey} to ${to}`, mail);
      for (const { stage, version } of about) {
        if (occasion === 'correction') correct(stage, mail);
        // What carries a report is counted by its versions (a).
        else if (mail.reportNumber === undefined) {
          // Whoever's address is corrected is asked anew, and those in charge hear of that wait too (ADR 11).
          const address = aboutTutors.has(occasion) ? ` of ${version.facts.tutor.email}` : '';
          count(`${occasion} of ${stage.key} (${version.signature})${address} to ${to}`, mail);
        }
        if (occasion === 'assignment' || occasion === 'briefing' || occasion === 'correction')
          tell(stage, mail);
      }
    },
    ended({ ms }) {
      if (!isCalm) return;
      for (const stage of ledger.stages.values()) checkTold(stage, ms);
    },
  };
};
