import type { Occasion } from '../../schemas/occasion.ts';
import { lifecycleTask, type PlanAnswer } from '../../schemas/workflow.ts';
import { isCorrecting, letterDue, toldAt } from '../domain/placement/letter-due.ts';
import { assigned, briefed, planned, untroubled } from '../domain/placement/placement-life.ts';
import { inChargeOf } from '../domain/placement/site-of.ts';
import { isEndedByHand, isGivenBack, isStarted, isWithdrawn } from '../domain/placement/status-meanings.ts';
import { planCorrection, planStage } from '../domain/timetable/timetable.ts';
import { tableEnvironment } from '../environment.ts';
import { sentAbout, speaksOf } from '../mail/outbox.ts';
import { keptStore } from '../store/store.ts';
import { record } from './mailing.ts';
import { readAnyStage } from './stage.ts';
import { task } from './task.ts';

/**
 * First state of a stage's life: what will happen, and when, from where it now stands. The placement remembers the plan, which
 * also shows that this execution runs.
 */
export const handler = task(
  tableEnvironment,
  lifecycleTask,
  async ({ now, campaignId, studentNumber, revision }, env): Promise<PlanAnswer> => {
    const key = { campaignId, studentNumber, revision };
    const store = keptStore(env.TABLE_NAME);
    const { institution, campaign, placement, site } = await readAnyStage(store, key, now);
    if (isEndedByHand(placement) || isWithdrawn(placement)) {
      await record(store, key, untroubled);
      return { kind: 'ended', isFarewellDue: true };
    }
    if (!isStarted(placement)) throw new Error('the placement is not started');
    // Called twice, or again because its answer was lost, it says what it said: the stages that share its mails go by that.
    const made = placement.lastRunning === revision ? placement.plan : undefined;
    if (isGivenBack(placement)) {
      await store.reports.giveBack(key, placement.reference);
      const plan = made ?? planCorrection({ placement, campaign, institution, now });
      await record(store, key, (one) => planned(one, plan));
      return { kind: 'planned', isFarewellDue: (placement.farewells ?? []).length > 0, ...plan };
    }
    const { tutor, student } = placement;
    const mailsTo = ({ email }: { email: string }) => store.mails.toRecipient(campaignId, email);
    const [toTutor, toStudent, ...toSite] = await Promise.all([
      mailsTo(tutor),
      mailsTo(student),
      // Only one that begins anew may have been told of; any of them may have another address since, or one that refuses.
      ...(revision > 1
        ? inChargeOf(site).map(({ email }) => store.mails.ofOccasion(campaignId, email, 'escalation'))
        : []),
    ]);
    // Done when both have it: the student's may have been refused, or their address corrected, after the tutor's left.
    const tutorTold = toldAt('tutor', placement, toTutor);
    const assignment = toldAt('student', placement, toStudent) && tutorTold;
    const sentAt = (occasion: Occasion) => sentAbout(toTutor, occasion, placement)?.sentAt;
    const briefing = toStudent.some((mail) => mail.occasion === 'briefing' && speaksOf(mail, placement))
      ? sentAt('briefing')
      : undefined;
    const isToCorrect =
      isCorrecting(letterDue('tutor', placement, toTutor)) ||
      isCorrecting(letterDue('student', placement, toStudent));
    const plan =
      made ??
      planStage({
        placement,
        campaign,
        institution,
        now,
        done: {
          ...{ assignment, briefing, request: sentAt('request') },
          ...{
            reminder1: sentAt('reminder1'),
            reminder2: sentAt('reminder2'),
            reminder3: sentAt('reminder3'),
          },
          escalation: sentAbout(toSite.flat(), 'escalation', placement)?.sentAt,
          handReminder: sentAbout(toTutor, 'handReminder', placement)?.sentAt,
        },
        isToCorrect,
      });
    await record(store, key, (current) => {
      // What left before its execution died is done, though nothing was written of it.
      const told = assignment === undefined ? current : assigned(current, assignment);
      return planned(briefing === undefined ? told : briefed(told, briefing), plan);
    });
    // Closed by an execution that another has taken the place of.
    if (placement.status !== 'unreturned') await store.reports.reopen(key);
    return { kind: 'planned', isFarewellDue: (placement.farewells ?? []).length > 0, ...plan };
  },
);
