import { lifecycleTask, type StagePlan } from '../../schemas/workflow.ts';
import { planned } from '../domain/placement-life.ts';
import { stageMark } from '../domain/stage-mark.ts';
import { nominalDays, planStage } from '../domain/timetable.ts';
import { tableEnvironment } from '../environment.ts';
import { dayKey, ownKey } from '../mail/mail-keys.ts';
import { speaksOf } from '../mail/outbox.ts';
import { keptStore } from '../store/store.ts';
import { readStage } from './stage.ts';
import { task } from './task.ts';

/** First state of a stage's life: what will happen, and when, from where it now stands. */
export const handler = task(
  tableEnvironment,
  lifecycleTask,
  async ({ now, ...key }, env): Promise<StagePlan> => {
    const store = keptStore(env.TABLE_NAME);
    const { institution, campaign, placement } = await readStage(store, key);
    await store.placements.change(key, planned);

    const nominal = nominalDays(placement, campaign);
    const { campaignId, tutor, student } = placement;
    const sentTo = async (recipient: string, occasion: 'assignment' | 'briefing' | 'request') => {
      for (const mailKey of [dayKey(occasion, nominal[occasion]), ownKey(occasion, stageMark(placement))]) {
        const mail = await store.mails.find({ campaignId, recipient, mailKey });
        // The tutor's mail about another student of that day, or about other dates, does not count.
        if (mail?.status === 'sent' && speaksOf(mail, placement)) return mail.sentAt;
      }
      return undefined;
    };
    // Done when both have it: the student's may have been refused, or their address corrected, after the tutor's left.
    const sentToBoth = async (occasion: 'assignment' | 'briefing') =>
      (await sentTo(student.email, occasion)) && sentTo(tutor.email, occasion);
    const [assignment, briefing, request] = await Promise.all([
      sentToBoth('assignment'),
      sentToBoth('briefing'),
      sentTo(tutor.email, 'request'),
    ]);
    return planStage({ placement, campaign, institution, now, done: { assignment, briefing, request } });
  },
);
