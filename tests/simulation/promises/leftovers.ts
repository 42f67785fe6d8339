import type { Mail } from '../../../schemas/mail.ts';
import type { Item } from '../observations.ts';
import { isCampaign, isMail, isPlacement, isReport, isWork } from './items.ts';
import { farewellMail, type Ledger } from './ledger.ts';
import { isOfMeeting, occasions } from './occasions.ts';
import { msOf } from './paris-time.ts';
import type { Stage } from './stage.ts';
import type { Watch, Watched } from './watch.ts';

/** What comes with a report or after it: no report overtakes it. */
const afterReport = new Set(['distribution', 'receipt', 'alert', 'closing']);

const day = 86_400_000;

/** In ms, what may be due so long: the sweep takes up what died, but an alert waits for a working morning. */
const patienceFor = (item: Item): number =>
  // So do those whom an answer to a meeting names.
  (isReport(item) && JSON.stringify(item).includes('notAcquired')) || item.sk === 'ANSWERS' ? 20 * day : day;

/** Mails in doubt are listed by the same index, and are nothing to do. */
const isDue = ({ duePk }: Item): boolean => duePk !== undefined && duePk !== 'DOUBT';

/** (h) At the end nothing is left half done, and before it nothing for weeks. */
export const leftovers = ({ ledger, isCalm, isSteady, broken }: Watched): Watch => {
  /** By campaign, address, occasion and student: the mails that told of it. */
  const told = new Map<string, Set<string>>();
  const keyOf = (campaignId: string, to: string, occasion: string, studentNumber: string) =>
    [campaignId, to, occasion, studentNumber].join(' ');
  /** Another mail has told the same person of all of them: what was begun has no cause any more. A briefing is a letter, too. */
  const isToldOtherwise = ({ campaignId, recipient, occasion, mailKey, studentNumbers }: Mail): boolean =>
    studentNumbers.length > 0 &&
    studentNumbers.every((number) =>
      (occasion === 'assignment' ? [occasion, 'briefing'] : [occasion])
        .flatMap((one) => [...(told.get(keyOf(campaignId, recipient, one, number)) ?? [])])
        .some((one) => one !== mailKey),
    );
  const unsettled = (mail: Mail): boolean =>
    mail.status !== 'sent' &&
    !ledger.isMailDown &&
    !isGivenUp(mail) &&
    !isToldOtherwise(mail) &&
    !isOvertaken(mail, ledger);

  const check = (item: Item): void => {
    const name = `${item.pk} ${item.sk}`;
    if (isDue(item)) broken('h', `${name} is still due`);
    if (isMail(item)) {
      if (unsettled(item)) broken('h', `${name} is ${item.status}`);
    } else if (isWork(item)) {
      if (item.endedAt === undefined) broken('h', `${name} has not ended`);
    } else if (isPlacement(item)) {
      if (item.startDue !== undefined) broken('h', `${name} is still to start`);
      if (item.trouble && item.status === 'distributed')
        broken('h', `${name} is distributed and in trouble since ${item.trouble.state}`);
    } else if (isReport(item)) {
      if (item.status === 'sent' && item.undistributed && !isInTrouble(item, ledger))
        broken('h', `${name} is undistributed`);
    } else if (isCampaign(item) && item.status === 'launched' && item.launchDue !== undefined)
      broken('h', `${name} is still to be launched`);
  };
  return {
    placementWritten({ placement }, before) {
      const last = placement?.history.at(-1);
      if (isCalm && last?.what === 'relaunched' && !last.by && placement?.revision !== before?.revision)
        broken('h', `${placement?.studentNumber} was started anew though nothing had died`);
    },
    midway({ ms, items }) {
      if (!isSteady || ledger.isMailDown) return;
      // What is in trouble waits for somebody.
      const isWaiting = (item: Item): boolean =>
        (isReport(item) && isInTrouble(item, ledger)) ||
        (isPlacement(item) && item.trouble !== undefined && item.trouble.at >= (item.startDue ?? ''));
      for (const item of items)
        if (isDue(item) && !isWaiting(item) && ms - msOf(String(item.dueSk).slice(0, 24)) > patienceFor(item))
          broken('h', `${item.pk} ${item.sk} is due since ${item.dueSk}`);
    },
    mailLeft({ campaignId, to, occasion, mailKey, about }) {
      for (const { stage } of about) {
        const key = keyOf(campaignId, to, occasion, stage.studentNumber);
        told.set(key, (told.get(key) ?? new Set()).add(mailKey));
      }
    },
    ended({ items }) {
      for (const item of items) check(item);
      for (const name of fullWithoutCause(items))
        broken('h', `${name} is said not to be reached, and was reached since`);
    },
  };
};

/** Stages that say of a mailbox that it was full, where a mail about them has reached it since. */
const fullWithoutCause = (items: readonly Item[]): string[] => {
  const reached = new Map<string, string>();
  for (const item of items)
    if (isMail(item) && item.status === 'sent' && item.deliveredAt !== undefined)
      for (const number of item.studentNumbers) {
        const key = keyOfReader(item.campaignId, number, item.recipient);
        if (item.deliveredAt > (reached.get(key) ?? '')) reached.set(key, item.deliveredAt);
      }
  return items.filter(isPlacement).flatMap(({ campaignId, studentNumber, undelivered = [] }) =>
    undelivered
      .filter(({ reason }) => reason === 'delayed')
      .filter(
        ({ recipient, at }) => at < (reached.get(keyOfReader(campaignId, studentNumber, recipient)) ?? ''),
      )
      .map(({ recipient }) => `${recipient} of ${campaignId} ${studentNumber}`),
  );
};
const keyOfReader = (...parts: [campaignId: string, studentNumber: string, recipient: string]): string =>
  parts.join(' ');

const isInTrouble = (
  { campaignId, studentNumber }: { campaignId: string; studentNumber: string },
  ledger: Ledger,
): boolean => ledger.stageOf(campaignId, studentNumber).placement?.trouble !== undefined;

/** A second copy is worse than none (ADR 4); or it is sent when the tutor asks once more (ADR 12), or the next morning says it all. */
const isGivenUp = (mail: Mail): boolean =>
  mail.occasion === 'link' ||
  mail.occasion === 'digest' ||
  // Wanted now: within the hour, or not (ADR 39).
  mail.occasion === 'handReminder' ||
  mail.occasion === 'handLetter' ||
  // By now the meeting is over: what was begun of it has no cause any more.
  isOfMeeting(mail.occasion) ||
  (mail.status === 'unconfirmed' && mail.doubt === 'unanswered' && !occasions[mail.occasion].isRepeated);

/** What leaves a mail in doubt behind: what follows has a mail of its own. */
const newBeginnings: ReadonlySet<string> = new Set(['troubled', 'relaunched']);

/** In ms: a step that is tried again dates a claim to when it could have been at the latest, two minutes a retry, of which there are twelve. */
const datedLate = 12 * 124_000;

/** It asks for another version, and names its stage in its key alone until it is written. */
const givenBackMail = /^givenBack_([A-Za-z0-9]+)_v\d+_r\d+$/;

/** Nobody came back to it, since its stages had changed, begun anew, or their reports were in, before the next mail about them. */
const isOvertaken = (mail: Mail, ledger: Ledger): boolean => {
  const since = msOf(mail.claimedAt) - datedLate;
  const [, corrected] = givenBackMail.exec(mail.mailKey) ?? [];
  const isOver = (stage: Stage): boolean => {
    if (stage.placement?.trouble) return true;
    // That it was given back is what the mail is about: it is over when somebody took it back.
    if (corrected === undefined && stage.courses.some(({ at }) => at >= since)) return true;
    if (stage.corrections.some(({ withdrawn }) => withdrawn && withdrawn.at >= since)) return true;
    // ADR 56: what came on paper is typed in after the closing, too.
    const isEntered = [...stage.sent.values()].some(({ at, scan }) => scan && at >= since);
    if (mail.occasion === 'closing' && isEntered) return true;
    if (afterReport.has(mail.occasion)) return false;
    if (stage.placement?.history.some(({ what, at }) => newBeginnings.has(what) && msOf(at) >= since))
      return true;
    return (
      stage.versions.some(({ at }) => at >= since) ||
      stage.matters.some(({ at, status }) => at >= since && status === 'sent')
    );
  };
  const [, number = corrected] = farewellMail.exec(mail.mailKey) ?? [];
  const numbers = number === undefined ? mail.studentNumbers : [number];
  return numbers.length > 0 && numbers.every((one) => isOver(ledger.stageOf(mail.campaignId, one)));
};
