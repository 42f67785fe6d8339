import type { Occasion, RoundOccasion } from '../../../schemas/occasion.ts';
import type { World } from '../observations.ts';
import { occasions } from './occasions.ts';
import { asRead, instantOf, type ParisMoment, parisOf } from './paris-time.ts';
import { afterPause, pauseOf } from './pauses.ts';
import { delegatesAt } from './site-people.ts';
import type { Stage, Version } from './stage.ts';
import { daysBefore, lateBy, type Named, namedDays, plannedRounds, rounds } from './timetable.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

/** How long a wave of mails may be spread: what begins so shortly before the evening may leave the next morning. In ms. */
const longestWave = 40 * 60_000;

/** How soon a report is on its way where nothing goes wrong: sooner than the sweep would take it up. In ms. */
const promptness = 9 * 60_000;

/** In days: how far reminders by hand put a round off. */
const longestPutOff = 14;

const roundOf = (occasion: Occasion): RoundOccasion | undefined =>
  occasion === 'delegateNotice' ? 'reminder3' : rounds.find((round) => round === occasion);

/** (i) No mail leaves before its day, and without faults none after it. */
export const dueTimes = ({ world, ledger, days, isCalm, broken }: Watched): Watch => {
  const sites = new Map(world.institution.sites.map((site) => [site.siteId, site]));
  const named = new Map<Stage, Map<string, Named>>();

  const namedOf = (stage: Stage, version: Version, extendedTo?: string): Named | undefined => {
    const { facts } = version;
    const signature = `${version.signature} ${extendedTo}`;
    const known = named.get(stage)?.get(signature);
    if (known) return known;
    const campaign = ledger.campaigns.get(stage.campaignId);
    if (!campaign) return undefined;
    const fresh = namedDays(campaign.timetable, facts.periods, extendedTo);
    const ofStage = named.get(stage) ?? new Map<string, Named>();
    named.set(stage, ofStage.set(signature, fresh));
    return fresh;
  };

  const isTooEarly = (stage: Stage, version: Version, mail: KnownMail): string | undefined => {
    const { occasion, ms } = mail;
    const extendedTo = stage.extendedSince(mail.begun.step);
    const timetable = namedOf(stage, version, extendedTo);
    if (!timetable) return 'before its campaign is known';
    if (stage.startedAt === undefined || ms < stage.startedAt) return 'before it was started';
    if (occasion === 'briefing') {
      const from = instantOf(days.pulled(timetable.briefing));
      return ms < from ? `due on ${asRead(from)}` : undefined;
    }
    const round = roundOf(occasion);
    if (!round) return undefined;
    const from = instantOf(timetable[round]);
    // Two stages share a mail on the day that their plans name, whichever of them is due first on it (ADR 9).
    const isShared = mail.about.length > 1 && parisOf(ms).day === parisOf(from).day;
    if (ms < from && !isShared) return `due on ${asRead(from)}`;
    const before = rounds[rounds.indexOf(round) - 1];
    const moved = before === 'request' ? 0 : stage.dueMovedBefore(mail.begun.step);
    const left = before && stage.firstLeft(before, version.signature, undefined, moved);
    // Given until a day, it has until that day, however late it was asked for.
    if (left === undefined || (before === 'request' && extendedTo !== undefined)) return undefined;
    const tooSoon = isTooSoonAfterHand(stage, version, mail, timetable);
    if (tooSoon !== undefined) return tooSoon;
    const requested = stage.firstLeft('request', version.signature);
    // A request that was only held up leaves the closing where it was, if the delegate has a week (ADR 3).
    const isLate = isCalm && requested !== undefined && lateBy(timetable, requested, days) > 0;
    const distance = daysBefore(timetable, round, isLate);
    return parisOf(ms).day < parisOf(left).day + distance
      ? `less than ${distance} days after ${before} of ${asRead(left)}`
      : undefined;
  };

  /** ADR 39: a reminder by hand keeps the next of the timetable at a distance, for two weeks behind its own day at the most. */
  const isTooSoonAfterHand = (
    stage: Stage,
    { signature, facts }: Version,
    { occasion, begun, ms }: KnownMail,
    timetable: Named,
  ): string | undefined => {
    if (occasion !== 'reminder1' && occasion !== 'reminder2' && occasion !== 'reminder3') return undefined;
    const hand = stage.byHand.findLast(
      (one) => one.step < begun.step && one.signature === signature && one.to === facts.tutor.email,
    );
    if (!hand) return undefined;
    // Another round has left since: it is that one's distance that counts.
    const isBehind = rounds.some((round) => stage.firstLeft(round, signature, facts.tutor.email, hand.at));
    if (isBehind) return undefined;
    const earliest = Math.min(
      parisOf(hand.at).day + daysBefore(timetable, occasion, false),
      timetable[occasion].day + longestPutOff,
    );
    return parisOf(ms).day < earliest
      ? `too soon after the reminder by hand of ${asRead(hand.at)}`
      : undefined;
  };

  /** ADR 5: a report is distributed the moment it is sent, to those who were to have it then. */
  const checkPrompt = (stage: Stage, { occasion, to, reportNumber, ms }: KnownMail): void => {
    const sent = stage.sent.get(reportNumber ?? 0);
    if (!sent || (occasion !== 'distribution' && occasion !== 'receipt')) return;
    // Who was corrected since has it when that was known.
    const isCorrected = stage.versionsSince(sent.step).length > 1;
    if (!isCorrected && ms > sent.at + promptness)
      broken('i', `the ${occasion} of ${stage.key} to ${to} left at ${asRead(ms)}, long after the report`);
  };

  /** ADR 33: what a tutor said is heard before they are reminded, or anybody is told that they are late. */
  const checkHeard = (stage: Stage, { occasion, begun, step, to, ms }: KnownMail): void => {
    const word = occasions[occasion].isHeld && stage.wordWaiting(begun.step, step);
    if (word && ms < pauseOf(word, days).until)
      broken('i', `a ${occasion} about ${stage.key} to ${to} left while its tutor was being heard`);
  };

  const mailLeft = (mail: KnownMail): void => {
    for (const { stage, version } of mail.about) {
      checkHeard(stage, mail);
      if (isCalm) checkPrompt(stage, mail);
      // What was corrected while the attempt ran may have been read before: whichever allows it.
      const whys = stage.versionsSince(mail.begun.step).map((one) => isTooEarly(stage, one, mail));
      const why = isTooEarly(stage, version, mail);
      if (why !== undefined && whys.every((one) => one !== undefined))
        broken('i', `a ${mail.occasion} about ${stage.key} left at ${asRead(mail.ms)}, ${why}`);
    }
  };

  /** The evening by which it has left. */
  const latestOf = (planned: ParisMoment): number => {
    const begun = days.pushed(planned);
    const spread = days.pushed(parisOf(instantOf(begun) + longestWave));
    return days.endOfWorkingDay(spread.day, 0);
  };

  /** Given longer, it is reminded of, and told of, by the new day, whatever left about the old one. */
  const checkAfterMoving = (stage: Stage, endMs: number): void => {
    const { versions, matters, placement } = stage;
    const latest = versions.at(-1);
    const course = stage.courses.at(-1);
    if (!latest || !course || latest.step > course.step || placement?.trouble) return;
    if (course.what !== 'extended' && course.what !== 'reopened') return;
    if (stage.byHand.length > 0) return;
    const timetable = namedOf(stage, latest, course.until);
    if (!timetable || stage.startedAt === undefined) return;
    const { facts, signature } = latest;
    const sentAt = matters.findLast(({ status }) => status === 'sent')?.at ?? Number.POSITIVE_INFINITY;
    const plan = plannedRounds(
      timetable,
      Math.max(stage.startedAt, course.at),
      days,
      (round) => stage.firstLeft(round, signature, undefined, round === 'request' ? 0 : course.at),
      afterPause(stage.words, days),
    );
    for (const round of ['reminder1', 'reminder2', 'reminder3', 'escalation'] as const) {
      const by = latestOf(plan[round]);
      const to = round === 'escalation' ? undefined : facts.tutor.email;
      if (by < Math.min(sentAt, endMs) && stage.firstLeft(round, signature, to, course.at) === undefined)
        broken('i', `no ${round} about ${stage.key}, given longer until ${course.until}, by ${asRead(by)}`);
    }
  };

  const checkExpected = (stage: Stage, endMs: number): void => {
    const { versions, matters, placement } = stage;
    const latest = versions.at(-1);
    const timetable = latest && namedOf(stage, latest);
    if (!latest || !timetable || stage.startedAt === undefined) return;
    // What people decided keeps to no timetable.
    if (stage.courses.length > 0 || stage.byHand.length > 0) return;
    const { facts, signature } = latest;
    const isSame = (one: Version): boolean => one.signature === signature;
    const first = versions.find(isSame) ?? latest;
    // Another tutor, student or other dates begin the stage anew; a corrected name or school goes on where it stands (ADR 11).
    const startedAt = Math.max(stage.startedAt, first.at);
    const hasSameStaffAndTutor = (one: Version): boolean =>
      one.facts.siteId === facts.siteId && one.facts.tutor.email === facts.tutor.email;
    // Who came back, or has another address, was written to before: what is left to write is not told here.
    const since = versions.slice(versions.indexOf(first));
    if (!since.every((one) => isSame(one) && hasSameStaffAndTutor(one))) return;
    const hasOneAddress = since.every((one) => one.facts.student.email === facts.student.email);
    const sentAt = matters.find(({ status }) => status === 'sent')?.at ?? Number.POSITIVE_INFINITY;
    const expect = (occasion: Occasion, recipients: string[], planned: ParisMoment) => {
      // What was corrected on that very day, or in the quiet days before it, begins again where it stands, and the last of it may be
      // the next morning's.
      const isCorrected = since
        .slice(1)
        .some(({ at }) => days.pushed(parisOf(at)).day === parisOf(latestOf(planned)).day);
      const by = isCorrected ? days.endOfWorkingDay(parisOf(latestOf(planned)).day, 1) : latestOf(planned);
      for (const to of new Set(recipients)) {
        // Who holds a letter about the stage as it was, is told by a short correction as well (ADR 11); who gets the briefing of
        // a stage that was added meanwhile, by that.
        const telling =
          occasion === 'assignment' ? (['assignment', 'correction', 'briefing'] as const) : [occasion];
        const left = telling.map((one) => stage.firstLeft(one, signature, to)).find((at) => at !== undefined);
        if (left === undefined && by < Math.min(sentAt, endMs))
          broken('i', `no ${occasion} about ${stage.key} to ${to}, due by ${asRead(by)}`);
        if (left !== undefined && left > by)
          broken(
            'i',
            `the ${occasion} about ${stage.key} to ${to} left at ${asRead(left)}, due by ${asRead(by)}`,
          );
      }
    };

    const plan = plannedRounds(timetable, startedAt, days, undefined, afterPause(stage.words, days));
    const people = [facts.tutor.email, ...(hasOneAddress ? [facts.student.email] : [])];
    const briefing = days.pulled(timetable.briefing);
    // Of what is past when a stage could be announced, the one occasion is left that matters then (architecture, 6).
    const announcedAt = instantOf(days.pushed(parisOf(startedAt)));
    if (announcedAt < instantOf(timetable.request)) expect('assignment', people, parisOf(announcedAt));
    // What announces a stage anew the morning after its first announcement announces nothing.
    if (announcedAt < instantOf({ ...briefing, day: briefing.day - 1 })) expect('briefing', people, briefing);
    const site: World['institution']['sites'][number] | undefined = sites.get(facts.siteId);
    const delegates = site ? delegatesAt(site) : [];
    const registrars = site?.registrars.map(({ email }) => email) ?? [];
    for (const round of rounds) {
      // A stage that was given up has no more rounds than it had.
      if (placement?.trouble) return;
      if (round === 'escalation') expect(round, [...delegates, ...registrars], plan[round]);
      else if (round === 'closing') expect(round, registrars, plan[round]);
      else expect(round, [facts.tutor.email], plan[round]);
      if (round === 'request' && hasOneAddress) expect('studentNotice', [facts.student.email], plan[round]);
      if (round === 'reminder3') expect('delegateNotice', delegates, plan[round]);
    }
  };

  return {
    mailLeft,
    ended({ ms }) {
      if (!isCalm) return;
      for (const stage of ledger.stages.values()) {
        checkExpected(stage, ms);
        checkAfterMoving(stage, ms);
      }
    },
  };
};
