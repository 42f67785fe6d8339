import type { Mail } from '../../schemas/mail.ts';
import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { HandMail, Work } from '../../schemas/work.ts';
import { attentionOf, attentionSettled } from '../domain/attention/placement-attention.ts';
import { mailedByHand, undeliveredTo } from '../domain/placement/placement-life.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { planAfterHand } from '../domain/timetable/timetable.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { MailingEnvironment } from '../environment.ts';
import { handMailKey, staffLinkMailKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import { isUnderWay, MailUnderWay, type Outcome } from '../mail/outbox.ts';
import { handMailContent } from '../mail/templates/hand-mail.ts';
import { tutorDoor } from '../mail/tutor-door.ts';
import {
  type ByHand,
  handMailKinds,
  hasLeftToday,
  sentByHand,
  sharing,
  type WhyNoMail,
  whatOf,
  whyNoHandMail,
  whyNotNow,
} from './hand-mails.ts';
import { tryAgain } from './try-again.ts';

export type Asked = Pick<Work, 'workId' | 'askedBy'> & { why?: string | undefined };

/**
 * Mails it, once a day, and writes down who asked for it. Done twice, it finds what left, and writes what was not written.
 *
 * @returns why it was not
 * @throws MailRefused, MailUnderWay, MailUnconfirmed: to be tried again in a while
 */
export const mailByHand = async (
  env: MailingEnvironment,
  one: ByHand,
  mail: HandMail,
  key: PlacementKey,
  asked: Asked,
): Promise<WhyNoMail | 'unsure' | undefined> => {
  const { store, institution, campaign, now, askedAt } = one;
  const { campaignId } = campaign;
  const placement = await store.placements.get(key);
  if (!isStarted(placement)) return whyNotNow(one, mail, placement);
  const recipient = placement.tutor.email;
  const mails = await store.mails.toRecipient(campaignId, recipient);
  const before = sentByHand(mail, placement, mails, askedAt);
  // This work's own, or one that another press sent beside it.
  if (before && before.sentAt >= askedAt) return written(one, mail, before, key, asked);
  if (hasLeftToday(mail, placement, mails, one)) return 'sentToday';
  const why = await whyNotNow(one, mail, placement);
  if (why !== undefined) return why;

  const compose = (isShared: boolean) => async (wordedAt: IsoInstant) => {
    const current = await store.placements.get(key);
    if (!isStarted(current) || current.tutor.email !== recipient) return undefined;
    // At the last moment: the timetable may just have sent the same, or be about to, and sees this one's claim in its turn.
    const known = await store.mails.toRecipient(campaignId, recipient);
    if (isUnderWay(known, handMailKinds[mail].same, now))
      throw new MailUnderWay('the timetable’s own mail is under way');
    const whyNot = await whyNotNow(one, mail, current);
    if (whyNot !== undefined || hasLeftToday(mail, current, known, one)) return undefined;
    const placements = isShared ? await sharing(one, mail, current, known) : ([current] as const);
    const [first] = placements;
    const link = await tutorDoor(env, store, one, [...placements], now);
    const facts = {
      ...one,
      placements,
      dueDate: dueDateOf(first, campaign),
      link,
      publicUrl: env.PUBLIC_URL,
    };
    const content = await handMailContent(mail, facts, store.wordings.asOf(wordedAt));
    return { ...content, placements: [...placements] };
  };
  const mailroom = openMailroom(env, store, institution, `${holderOf(key)}.${asked.workId}`, { now });
  const { occasion } = handMailKinds[mail];
  const shared =
    mail === 'link'
      ? staffLinkMailKey(askedAt)
      : handMailKey(whatOf(mail, placement), parisDay(askedAt), dueDateOf(placement, campaign));
  const deliver = (mailKey: string, isShared: boolean): Promise<Outcome> =>
    mailroom.deliver({
      ...{ campaignId, recipient, occasion, mailKey, compose: compose(isShared) },
      ...(one.isInsisted && { despite: askedAt }),
    });
  const about = (mailKey: string) => store.mails.find({ campaignId, recipient, mailKey });

  let mailKey = shared;
  let outcome = await deliver(mailKey, true);
  let left = await about(mailKey);
  if (outcome.kind === 'left' && left && !left.studentNumbers.includes(key.studentNumber)) {
    // The day's mail left without this one, which has come to its step since: it gets one of its own.
    mailKey = `${shared}_${key.studentNumber}`;
    outcome = await deliver(mailKey, false);
    left = await about(mailKey);
  }
  switch (outcome.kind) {
    case 'left':
      return left?.status === 'sent' ? written(one, mail, left, key, asked) : undefined;
    case 'unsure':
      return 'unsure';
    case 'withheld': {
      const { refusal } = outcome;
      await store.placements.change(key, (current) => undeliveredTo(current, recipient, refusal));
      return 'addressRefused';
    }
    case 'nothing':
      return (await whyNoHandMail(one, mail, await store.placements.get(key))) ?? 'sentToday';
  }
};

/** Behind the mail: what dies before it is written is written by the next attempt, from what left. */
const written = async (
  one: ByHand,
  mail: HandMail,
  sent: Extract<Mail, { status: 'sent' }>,
  { campaignId, studentNumber }: PlacementKey,
  { askedBy, why }: Asked,
): Promise<undefined> => {
  const { store, institution, campaign } = one;
  const { recipient, sentAt, studentNumbers } = sent;
  // A link is shown to open all of the tutor's stages, and was sent for one; a reminder reminds of all that it names.
  const about = mail === 'link' ? [studentNumber] : studentNumbers;
  for (const number of about)
    await store.placements.change({ campaignId, studentNumber: number }, (current) => {
      const facts = { at: sentAt, by: askedBy, why };
      const { plan } = current;
      // Another tutor's plan begins anew with them.
      const isTheirs = current.tutor.email === recipient;
      const after = mailedByHand(current, handMailKinds[mail].remembered, {
        ...facts,
        plan:
          mail === 'reminder' && isTheirs && current.status === 'awaiting' && plan
            ? planAfterHand(plan, { placement: current, campaign, institution }, current.round, sentAt)
            : undefined,
      });
      return mail === 'letter' ? after : lateSettled(after, askedBy, sentAt);
    });
  if (mail === 'link') await writtenOfAll(one, sent, studentNumber, askedBy);
  return undefined;
};

/** The link opens all of the tutor's stages: none of theirs at that site is late for the list any more. */
const writtenOfAll = async (
  { store, askedAt, isInsisted }: ByHand,
  { campaignId, recipient, sentAt }: Extract<Mail, { status: 'sent' }>,
  studentNumber: string,
  askedBy: string,
): Promise<void> => {
  const { siteId } = await store.placements.get({ campaignId, studentNumber });
  const theirs = await store.placements.ofTutor(campaignId, recipient);
  if (isInsisted) await tryAgain(store, theirs, recipient, askedAt);
  for (const stage of theirs.filter((other) => other.siteId === siteId))
    await store.placements.change(stage, (current) => lateSettled(current, askedBy, sentAt));
};

/** Whose tutor was just written to, waits for that no more (ADR 32). */
const lateSettled = (placement: Placement, by: string, now: IsoInstant): Placement =>
  attentionOf(placement).reduce(
    (current, { kind, since }) =>
      kind === 'late' ? attentionSettled(current, kind, since, by, now) : current,
    placement,
  );
