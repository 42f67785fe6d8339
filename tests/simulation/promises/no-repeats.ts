import { occasions } from './occasions.ts';
import type { Stage, Version } from './stage.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

type Copies = { count: number; isFirstLost: boolean };

/** (c) One mail a recipient, occasion and stage as it stood; two where nobody knew whether the first had left. */
export const noRepeats = ({ broken }: Watched): Watch => {
  const copies = new Map<string, Copies>();
  /** What a person was last told of a stage, and whether the answer to that mail was lost. */
  const told = new Map<string, { versions: Set<string>; isLostCorrection: boolean }>();

  const count = (key: string, { occasion, isAnswerLost }: KnownMail): void => {
    const before = copies.get(key) ?? { count: 0, isFirstLost: isAnswerLost };
    before.count += 1;
    copies.set(key, before);
    const most = before.isFirstLost && occasions[occasion].isRepeated ? 2 : 1;
    if (before.count > most) broken('c', `${before.count} mails where ${most} may be: ${key}`);
  };

  /** A correction corrects: whoever gets it was told something else, or by another address. */
  const correct = (stage: Stage, { to, begun }: KnownMail): void => {
    const last = told.get(`${stage.key} ${to}`);
    if (!last || last.isLostCorrection) return;
    const isNews = stage.versionsSince(begun.step).some((version) => !last.versions.has(version.told));
    if (!isNews) broken('c', `a correction of ${stage.key} tells ${to} what they were told`);
  };

  const tell = (stage: Stage, mail: KnownMail): void => {
    const { to, begun, occasion, isAnswerLost } = mail;
    const key = `${stage.key} ${to}`;
    const isLostCorrection = occasion === 'correction' && isAnswerLost && !told.get(key)?.isLostCorrection;
    const versions = new Set(stage.versionsSince(begun.step).map((version: Version) => version.told));
    told.set(key, { versions, isLostCorrection });
  };

  return {
    mailLeft(mail) {
      const { campaignId, occasion, to, mailKey, about } = mail;
      // The third link of a day is another than the second (ADR 12).
      if (occasion === 'link') return count(`${campaignId} ${mailKey} to ${to}`, mail);
      for (const { stage, version } of about) {
        if (occasion === 'correction') correct(stage, mail);
        // What carries a report is counted by its versions (a).
        else if (mail.reportNumber === undefined)
          count(`${occasion} of ${stage.key} (${version.signature}) to ${to}`, mail);
        if (occasion === 'assignment' || occasion === 'briefing' || occasion === 'correction')
          tell(stage, mail);
      }
    },
  };
};
