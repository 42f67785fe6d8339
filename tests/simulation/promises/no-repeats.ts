import { Copies } from './copies.ts';
import { isOfMeeting } from './occasions.ts';
import { dayOf, parisOf } from './paris-time.ts';
import { type Stage, toldTo } from './stage.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

/** What those in charge of a site, and the student, are told of a tutor. */
const aboutTutors = new Set(['studentNotice', 'delegateNotice', 'escalation', 'closing']);

/** What is told of a stage once, and again after somebody gave it longer, or took it back. */
const announcements = new Set(['assignment', 'briefing']);

const epochOf = (stage: Stage, { occasion, begun }: KnownMail): string => {
  const decided = stage.courses.filter(({ step }) => step < begun.step).length;
  if (announcements.has(occasion) || decided === 0) return '';
  // Other dates end what somebody had given longer, also where the first ones come back.
  return ` after ${decided} until ${stage.extendedSince(begun.step) ?? 'its day'}`;
};

/** (c) One mail a recipient, occasion and stage as it stood; two where nobody knew whether the first had left. */
export const noRepeats = ({ ledger, days, isCalm, broken }: Watched): Watch => {
  const copies = new Copies();
  /** What a person was last told of a stage, and by which mail. */
  const told = new Map<string, { versions: Set<string>; by: KnownMail }>();

  /** Who was told that a stage is theirs no more, and nothing since. */
  const takenBack = new Set<string>();
  /** How often somebody was told again that it is. */
  const givenBack = new Map<string, number>();

  const count = (key: string, mail: KnownMail): void => {
    const { count, mayBe } = copies.add(key, mail);
    if (!mayBe) broken('c', `mail ${count} where the one before was not lost: ${key}`);
  };

  /** A correction corrects: whoever gets it was told something else, or by another address. */
  const correct = (stage: Stage, { to, begun }: KnownMail): void => {
    const last = told.get(`${stage.key} ${to}`);
    const isLost = last?.by.occasion === 'correction' && last.by.source.isAnswerLost;
    // What left while it was written, it could not know.
    if (!last || isLost || last.by.step > begun.step) return;
    // Corrected while that was written: who looks from outside cannot tell which of the two it says.
    if (last.versions.size > 1) return;
    const isNews = stage.versionsSince(begun.step).some((version) => !last.versions.has(toldTo(version, to)));
    if (!isNews) broken('c', `a correction of ${stage.key} tells ${to} what they were told`);
  };

  const tell = (stage: Stage, mail: KnownMail): void => {
    const { to, begun } = mail;
    const versions = new Set(stage.versionsSince(begun.step).map((version) => toldTo(version, to)));
    const key = `${stage.key} ${to}`;
    told.set(key, { versions, by: mail });
    if (takenBack.delete(key)) givenBack.set(key, (givenBack.get(key) ?? 0) + 1);
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
    if (stage.isEndedBefore(Number.POSITIVE_INFINITY)) return;
    if (endMs <= days.endOfWorkingDay(parisOf(version.at).day, 1)) return;
    for (const to of [version.facts.tutor.email, version.facts.student.email]) {
      const last = told.get(`${stage.key} ${to}`);
      if (last && !last.versions.has(toldTo(version, to)))
        broken('c', `${to} holds what was wrong of ${stage.key}, and was told nothing else`);
    }
  };

  /** Those who leave are told, and those who come back. A stage whose report came in all the same is its tutor's. */
  const checkLeft = (stage: Stage, endMs: number): void => {
    const latest = stage.versions.at(-1);
    const since = Math.max(latest?.at ?? 0, stage.courses.at(-1)?.at ?? 0);
    const isSettled = stage.placement?.trouble || stage.matters.some(({ status }) => status === 'sent');
    if (!latest || isSettled || endMs <= days.endOfWorkingDay(parisOf(since).day, 1)) return;
    const { tutor, student } = latest.facts;
    const isCancelled = stage.courses.at(-1)?.what === 'cancelled';
    const former = stage.versions
      .filter(({ signature }) => signature.split(' ')[1] !== latest.signature.split(' ')[1])
      .map(({ facts }) => facts.tutor.email)
      .filter((email) => email !== tutor.email && email !== student.email);
    for (const to of new Set([...former, ...(isCancelled ? [tutor.email, student.email] : [])]))
      if (told.has(`${stage.key} ${to}`))
        broken('c', `${to} was not told that ${stage.key} is theirs no more`);
    if (stage.isEndedBefore(Number.POSITIVE_INFINITY)) return;
    for (const to of [tutor.email, student.email])
      if (takenBack.has(`${stage.key} ${to}`))
        broken('c', `${to} was not told that ${stage.key} is theirs again`);
  };

  return {
    mailLeft(mail) {
      const { campaignId, occasion, to, mailKey, about } = mail;
      // Of no one stage: one a morning, or one of a meeting as it stands.
      if (occasion === 'digest' || isOfMeeting(occasion)) return count(`${mailKey} to ${to}`, mail);
      // The third link of a day is another than the second (ADR 12).
      if (occasion === 'link') return count(`${campaignId} ${mailKey} to ${to}`, mail);
      // Whoever presses a button, and however often: one a day of each kind (ADR 39).
      const [, kind] = /^(handReminder|handLetter_[a-z]+)_/.exec(mailKey) ?? [];
      if (kind !== undefined) {
        for (const { stage } of about)
          count(`${kind} of ${stage.key} on ${parisOf(mail.ms).day} to ${to}`, mail);
        return;
      }
      for (const { stage, version } of about) {
        if (occasion === 'correction') correct(stage, mail);
        // What carries a report is counted by its versions (a).
        else if (mail.reportNumber === undefined) {
          // Whoever's address is corrected is asked anew, and those in charge hear of that wait too (ADR 11).
          const address = aboutTutors.has(occasion) ? ` of ${version.facts.tutor.email}` : '';
          const times = occasion === 'farewell' ? ` ${givenBack.get(`${stage.key} ${to}`) ?? 0}` : '';
          const epoch = epochOf(stage, mail) + times;
          count(`${occasion} of ${stage.key} (${version.signature})${address}${epoch} to ${to}`, mail);
        }
        if (occasion === 'assignment' || occasion === 'briefing' || occasion === 'correction')
          tell(stage, mail);
        // What they held is taken back: they are told anew where it is theirs again.
        if (occasion === 'farewell') {
          told.delete(`${stage.key} ${to}`);
          takenBack.add(`${stage.key} ${to}`);
        }
      }
    },
    ended({ ms }) {
      if (!isCalm) return;
      for (const stage of ledger.stages.values()) {
        checkTold(stage, ms);
        checkLeft(stage, ms);
      }
    },
  };
};
