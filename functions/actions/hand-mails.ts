import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Occasion } from '../../schemas/occasion.ts';
import type { HistoryEntry, Placement, StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { HandMail } from '../../schemas/work.ts';
import { letterByHand } from '../domain/placement/hand-mails.ts';
import { isSent } from '../domain/placement/letter-due.ts';
import { isSendingTime } from '../domain/placement/mail-wave.ts';
import { type WhyNot, whyNot } from '../domain/placement/selection.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { isOpen } from '../domain/report/report-meanings.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { handMailKeys, staffLinkMailKey } from '../mail/mail-keys.ts';
import { handMailContent } from '../mail/templates/hand-mail.ts';
import type { Store } from '../store/store.ts';
import { mailToCome } from './letters-of-start.ts';

/** Why nothing is mailed by hand about a stage now. `sentToday`: it, or what says the same, has left today. */
export type WhyNoMail = WhyNot | 'closedHours' | 'sentToday';

/** Where one mail is looked at: read, or sent. */
export type ByHand = {
  store: Store;
  institution: Institute;
  campaign: LaunchedCampaign;
  now: IsoInstant;
  /** When somebody pressed: its day names the mail, so that what is done again the next morning is the same mail. */
  askedAt: IsoInstant;
  /** As its task says (schemas/work.ts). */
  isInsisted?: boolean;
};

/** What each is kept as, and which mails of the timetable say the same. */
export const handMailKinds = {
  link: { occasion: 'link', remembered: 'linkSent', same: [] },
  letter: { occasion: 'handLetter', remembered: 'handLettered', same: ['assignment', 'request'] },
  reminder: {
    occasion: 'handReminder',
    remembered: 'handReminded',
    same: ['request', 'reminder1', 'reminder2', 'reminder3'],
  },
} as const satisfies Record<
  HandMail,
  { occasion: Occasion; remembered: HistoryEntry['what']; same: readonly Occasion[] }
>;

export const whatOf = (mail: HandMail, placement: StartedPlacement): 'reminder' | 'mission' | 'request' =>
  mail === 'reminder' ? mail : (letterByHand(placement) ?? 'request');

/** @param askedAt absent, of any day */
const prefixOf = (mail: HandMail, placement: StartedPlacement, askedAt?: IsoInstant): string =>
  mail === 'link'
    ? staffLinkMailKey(askedAt ?? '')
    : handMailKeys(whatOf(mail, placement), askedAt === undefined ? '' : parisDay(askedAt));

/** Those of a tutor's mails that were sent to them today about that stage by such a press. */
export const sentByHand = (
  mail: HandMail,
  placement: StartedPlacement,
  mails: readonly Mail[],
  askedAt: IsoInstant,
): Extract<Mail, { status: 'sent' }> | undefined =>
  mails
    .filter(isSent)
    .find(
      ({ mailKey, studentNumbers }) =>
        mailKey.startsWith(prefixOf(mail, placement, askedAt)) &&
        studentNumbers.includes(placement.studentNumber),
    );

/** It, or what says the same, where that left on the day of the press, or on that of its doing, whenever it was asked for. */
export const leftToday = (
  mail: HandMail,
  placement: StartedPlacement,
  mails: readonly Mail[],
  { askedAt, now }: Pick<ByHand, 'askedAt' | 'now'>,
): Extract<Mail, { status: 'sent' }> | undefined => {
  const ofAnyDay = prefixOf(mail, placement);
  const days = [parisDay(askedAt), parisDay(now)];
  return (
    sentByHand(mail, placement, mails, askedAt) ??
    mails
      .filter(isSent)
      .find(
        ({ occasion, mailKey, studentNumbers, sentAt }) =>
          (mailKey.startsWith(ofAnyDay) || handMailKinds[mail].same.some((one) => one === occasion)) &&
          studentNumbers.includes(placement.studentNumber) &&
          days.includes(parisDay(sentAt)),
      )
  );
};

export const hasLeftToday = (...asked: Parameters<typeof leftToday>): boolean =>
  leftToday(...asked) !== undefined;

/** What stands against it, as the stage is; not what it was said of in a list a moment ago. */
export const whyNotNow = async (
  { store, institution, now, askedAt, isInsisted }: ByHand,
  mail: HandMail,
  placement: Placement,
): Promise<WhyNoMail | undefined> => {
  const task = { does: 'mail', mail, ...(isInsisted && { isInsisted }) } as const;
  const why = whyNot(task, { ...placement, standing: standingOf(placement) });
  if (why !== undefined) return why;
  if (mail !== 'link' && !isSendingTime(now, institution)) return 'closedHours';
  const refusal = await store.addresses.refusal(placement.tutor.email);
  if (refusal && !(isInsisted && refusal.at < askedAt)) return 'addressRefused';
  if (isInsisted) return undefined;
  // A report may be in that its placement does not tell of yet.
  return isOpen(await store.reports.find(placement)) ? undefined : 'reportIn';
};

/** The tutor's stages that one such mail is as true of: at the same step, due on the same day. The stage itself first. @param mails theirs */
export const sharing = async (
  one: ByHand,
  mail: HandMail,
  placement: StartedPlacement,
  mails: readonly Mail[],
): Promise<[StartedPlacement, ...StartedPlacement[]]> => {
  const { store, campaign } = one;
  const others = (await store.placements.ofTutor(campaign.campaignId, placement.tutor.email))
    .filter(isStarted)
    .filter(({ studentNumber }) => studentNumber !== placement.studentNumber);
  if (mail === 'link') return [placement, ...others];
  const alike = others.filter(
    (other) =>
      letterByHand(other) === letterByHand(placement) &&
      dueDateOf(other, campaign) === dueDateOf(placement, campaign) &&
      !hasLeftToday(mail, other, mails, one),
  );
  const possible = await Promise.all(
    alike.map(async (other) => ((await whyNotNow(one, mail, other)) === undefined ? [other] : [])),
  );
  return [placement, ...possible.flat()];
};

/** Why it cannot be mailed, once a day as it is. */
export const whyNoHandMail = async (
  one: ByHand,
  mail: HandMail,
  placement: Placement,
): Promise<WhyNoMail | undefined> => {
  const why = await whyNotNow(one, mail, placement);
  if (why !== undefined || !isStarted(placement)) return why ?? 'notLaunched';
  const mails = await one.store.mails.toRecipient(one.campaign.campaignId, placement.tutor.email);
  return hasLeftToday(mail, placement, mails, one) ? 'sentToday' : undefined;
};

/** What would leave now: to whom, about whom, and what it says without the link, which is the tutor's alone. */
export const handMailToRead = async (
  one: ByHand,
  mail: HandMail,
  placement: Placement,
  publicUrl: string,
  sees: (placement: Placement) => boolean,
) => {
  const why = await whyNoHandMail(one, mail, placement);
  if (why !== undefined || !isStarted(placement)) return { kind: 'not', why: why ?? 'notLaunched' } as const;
  const { store, campaign, now } = one;
  const mails = await store.mails.toRecipient(campaign.campaignId, placement.tutor.email);
  const [first, ...others] = await sharing(one, mail, placement, mails);
  const facts = {
    ...one,
    ...{ placements: [first, ...others.filter(sees)] as const, dueDate: dueDateOf(first, campaign) },
    ...{ link: `${publicUrl}/r/…`, publicUrl },
  };
  const content = await handMailContent(mail, facts, one.store.wordings.asOf(now));
  return { kind: 'possible', mail: mailToCome(placement.tutor, now, content) } as const;
};
