import type { Occasion } from '../../../schemas/occasion.ts';
import type { Watch, Watched } from './watch.ts';

/** ADR 47: occasions whose one mail is worded by itself; others have several, by what is to be said. */
const kinds: Partial<Record<Occasion, string>> = {
  ...{ request: 'request', studentNotice: 'studentNotice', receipt: 'receipt', alert: 'alert' },
  ...{ reminder1: 'reminder1', reminder2: 'reminder2', reminder3: 'reminder3', digest: 'digest' },
  ...{ delegateNotice: 'delegateNotice', escalation: 'escalation', closing: 'closing' },
  ...{
    meetingInvitation: 'meetingInvitation',
    meetingChange: 'meetingChange',
    meetingReminder: 'meetingReminder',
  },
};

type Edition = { mark: string; changedAt: string };
/** A mail from its first claim on: as of when it is worded, by which edition at the earliest, and what its first copy said. */
type Known = { claimedAt: string; earliest: number; first?: { mark: string; editions: number } };

/** Who words a mail in the load numbers its subject. */
const markOf = (subject: unknown): string =>
  typeof subject === 'string' ? (/\(texte \d+\)$/.exec(subject)?.[0] ?? '') : '';

/**
 * (w) Nothing leaves with a placeholder that stands for nothing. A mail says what it was to say when it was first claimed, or what somebody
 * has changed since; and a second copy says what the first did.
 */
export const wordings = ({ broken }: Watched): Watch => {
  /** By kind; the first is the original. */
  const editions = new Map<string, Edition[]>();
  const editionsOf = (kind: string): Edition[] => editions.get(kind) ?? [{ mark: '', changedAt: '' }];
  const mails = new Map<string, Known>();

  return {
    itemWritten({ pk, sk, after }) {
      if (sk.startsWith('WORDING#') && after) {
        const kind = sk.slice('WORDING#'.length);
        const texts = after.texts as { subject?: unknown };
        const edition = { mark: markOf(texts.subject), changedAt: String(after.changedAt) };
        editions.set(kind, [...editionsOf(kind), edition]);
      }
      if (!pk.startsWith('MAIL#')) return;
      const name = `${pk} ${sk}`;
      if (!after) mails.delete(name);
      else if (!mails.has(name)) {
        const claimedAt = String(after.claimedAt);
        const known = editionsOf(kinds[after.occasion as Occasion] ?? '');
        const earliest = known.findLastIndex(({ changedAt }) => changedAt <= claimedAt);
        mails.set(name, { claimedAt, earliest });
      }
    },
    mailLeft({ campaignId, to, occasion, mailKey, subject, text }) {
      if (/[{}|]/.test(`${subject}${text}`))
        broken('w', `a ${occasion} to ${to} has a placeholder: ${subject}`);
      const kind = kinds[occasion];
      const mail = mails.get(`MAIL#${campaignId}#${to} ${mailKey}`);
      if (kind === undefined || !mail) return;
      const all = editionsOf(kind);
      const mark = markOf(subject);
      const { earliest, first, claimedAt } = mail;
      if (!all.slice(earliest).some((edition) => edition.mark === mark))
        broken('w', `a ${occasion} to ${to} is worded as it was before: ${subject}`);
      // Somebody may have pressed before the claim, and been written down behind the first copy.
      const isLate = all
        .slice(first?.editions)
        .some((edition) => edition.mark === mark && edition.changedAt <= claimedAt);
      if (first && first.mark !== mark && !isLate)
        broken('w', `a second ${occasion} to ${to} says something else: ${subject}`);
      if (!first)
        mails.set(`MAIL#${campaignId}#${to} ${mailKey}`, { ...mail, first: { mark, editions: all.length } });
    },
  };
};
