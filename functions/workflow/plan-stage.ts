import { lifecycleTask, type StagePlan } from '../../schemas/workflow.ts';
import { planned } from '../domain/placement-life.ts';
import { nominalDays, planStage } from '../domain/timetable.ts';
import { tableEnvironment } from '../environment.ts';
import { dayKey, ownKey } from '../mail/mail-keys.ts';
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
    const sentAt = async (occasion: 'assignment' | 'briefing' | 'request') => {
      const mailKey = dayKey(occasion, nominal[occasion]);
      for (const key of [mailKey, ownKey(mailKey, placement.studentNumber)]) {
        const { campaignId, tutor } = placement;
        const mail = await store.mails.find({ campaignId, recipient: tutor.email, mailKey: key });
        // The tutor's mail for another student of that day does not speak of this one.
        if (mail?.status === 'sent' && mail.studentNumbers.includes(placement.studentNumber))
          return mail.sentAt;
      }
      return undefined;
    };
    const [assignment, briefing, request] = await Promise.all([
      sentAt('assignment'),
      sentAt('briefing'),
      sentAt('request'),
    ]);
    return planStage({ placement, campaign, institution, now, done: { assignment, briefing, request } });
  },
);
