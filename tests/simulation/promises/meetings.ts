import type { Meeting, MeetingAnswer, MeetingAnswers } from '../../../schemas/meeting.ts';
import type { Item } from '../observations.ts';
import { msOf } from './paris-time.ts';
import { delegatesAt } from './site-people.ts';
import type { KnownMail, Watch, Watched } from './watch.ts';

const meetingMail = /^meeting_([^_]+)_s(\d+)_(invitation|change|cancellation|reminder)(?:_for_[\w-]+)?$/;

type Register = { ms: number; answers: Record<string, MeetingAnswer> };

const takesSeat = ({ answer }: MeetingAnswer): boolean => answer !== 'no';

/**
 * (n) Of a meeting: no invitation to those whom it does not concern, no change to those who were not told of it or said no; no answer is
 * lost, and no more come than there are places. That nobody is told twice is promise c's.
 */
export const meetings = ({ world, ledger, isCalm, broken }: Watched): Watch => {
  const known = new Map<string, Meeting>();
  const registers = new Map<string, Register[]>();
  /** By meeting and address: that something left to them. */
  const told = new Set<string>();

  const isOfSite = (mail: KnownMail, { siteId, campaignId }: Meeting): boolean =>
    world.institution.sites.some((site) => site.siteId === siteId && delegatesAt(site).includes(mail.to)) ||
    [...ledger.ofTutor(campaignId, mail.to)].some((stage) => {
      const isCancelled =
        stage.courseBefore(mail.begun.step)?.what === 'cancelled' &&
        stage.courses.every(({ step }) => step < mail.begun.step);
      return (
        stage.startedAt !== undefined &&
        !isCancelled &&
        stage
          .versionsSince(mail.begun.step)
          .some(({ facts }) => facts.tutor.email === mail.to && facts.siteId === siteId)
      );
    });

  /** What was answered at some time from just before that moment until now. */
  const since = (meetingId: string, ms: number): Register[] => {
    const all = registers.get(meetingId) ?? [];
    return all.slice(
      Math.max(
        0,
        all.findLastIndex((one) => one.ms < ms),
      ),
    );
  };
  const isNamed = (meetingId: string, { to, begunMs }: KnownMail): boolean =>
    since(meetingId, begunMs).some(({ answers }) =>
      Object.values(answers).some(
        ({ substitute, former = [] }) => substitute?.email === to || former.includes(to),
      ),
    );
  const saidNo = (meetingId: string, { to, begunMs }: KnownMail): boolean => {
    const answers = since(meetingId, begunMs).map((register) => register.answers[to]?.answer);
    return answers.length > 0 && answers.every((answer) => answer === 'no');
  };

  return {
    itemWritten({ pk, sk, after }, ms) {
      if (!pk.startsWith('MEETING#') || after === undefined) return;
      const meetingId = pk.slice('MEETING#'.length);
      if (sk === 'MEETING') known.set(meetingId, after as Item as Meeting);
      if (sk !== 'ANSWERS') return;
      const { answers, capacity } = after as Item as MeetingAnswers;
      const before = registers.get(meetingId)?.at(-1)?.answers ?? {};
      for (const email of Object.keys(before))
        if (!answers[email]) broken('n', `the answer of ${email} to ${meetingId} is gone`);
      const taken = Object.values(answers).filter(takesSeat).length;
      const takenBefore = Object.values(before).filter(takesSeat).length;
      if (capacity !== undefined && taken > capacity && taken > takenBefore)
        broken('n', `${taken} come to ${meetingId}, which has ${capacity} places`);
      registers.set(meetingId, [...(registers.get(meetingId) ?? []), { ms, answers }]);
    },
    mailLeft(mail) {
      const [, meetingId = '', , what] = meetingMail.exec(mail.mailKey) ?? [];
      const meeting = known.get(meetingId);
      if (!meeting) return;
      const key = `${meetingId} ${mail.to}`;
      const isSubstitute = isNamed(meetingId, mail);
      if (what === 'invitation' && !isSubstitute && !isOfSite(mail, meeting))
        broken('n', `${mail.to} was invited to ${meetingId}, which is not for them`);
      if (what !== 'invitation' && !told.has(key))
        broken('n', `a ${what} of ${meetingId} to ${mail.to}, who was never invited`);
      if (what !== 'invitation' && !isSubstitute && saidNo(meetingId, mail))
        broken('n', `a ${what} of ${meetingId} to ${mail.to}, who had said no`);
      told.add(key);
    },
    seen(observation) {
      if (observation.kind !== 'meetingAnswered') return;
      const { meetingId, email, answer, begun } = observation;
      const isKept = since(meetingId, msOf(begun.at)).some(
        ({ answers }) => answers[email]?.answer === answer,
      );
      if (!isKept) broken('n', `the answer of ${email} to ${meetingId} was shown as taken, and is not kept`);
    },
    ended({ items }) {
      for (const { pk, sk, invitedAt } of items) {
        const meetingId = String(pk).slice('MEETING#'.length);
        if (!isCalm || !String(sk).startsWith('GUEST#') || invitedAt === undefined) continue;
        const email = String(sk).slice('GUEST#'.length);
        if (!told.has(`${meetingId} ${email}`))
          broken('n', `${email} is said to be invited to ${meetingId}, and nothing left`);
      }
      for (const { meetingId, status, trouble } of known.values()) {
        if (status === 'announced' && trouble === undefined)
          broken('n', `${meetingId} has ended, and its record does not say so`);
      }
    },
  };
};
