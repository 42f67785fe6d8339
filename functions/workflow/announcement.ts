import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { plannedTask } from '../../schemas/workflow.ts';
import { nominalDays } from '../domain/timetable.ts';
import { mailingEnvironment } from '../environment.ts';
import { dayKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import type { MailContent } from '../mail/message.ts';
import type { StudentFacts, TutorFacts } from '../mail/templates/facts.ts';
import { keptStore } from '../store/store.ts';
import { placementsOfMail, readStage } from './stage.ts';
import { task } from './task.ts';

type Announcement = {
  occasion: 'assignment' | 'briefing';
  toTutor: (facts: TutorFacts) => MailContent;
  toStudent: (facts: StudentFacts) => MailContent;
  /** What the placement remembers of it. */
  done: (placement: Placement, now: IsoInstant) => Placement;
};

/** Before the stage: one mail to the tutor, about all students who share the day, and one to the student. */
export const announcement = ({ occasion, toTutor, toStudent, done }: Announcement) =>
  task(mailingEnvironment, plannedTask, async ({ now, nominal, skip, ...key }, env) => {
    if (skip) return;
    const store = keptStore(env.TABLE_NAME);
    const stage = await readStage(store, key);
    const { institution, campaign, placement } = stage;
    const mail = {
      campaignId: campaign.campaignId,
      occasion,
      mailKey: dayKey(occasion, nominal),
      placement,
    };

    await openMailroom(env, store, institution, holderOf(key), now).deliverAll([
      {
        ...mail,
        recipient: placement.tutor.email,
        compose: async () => {
          const placements = await placementsOfMail(store, stage, occasion, nominal);
          const { dueDate } = nominalDays(placement, campaign);
          return {
            ...toTutor({ institution, campaign, placements, dueDate, now }),
            placements,
          };
        },
      },
      {
        ...mail,
        recipient: placement.student.email,
        compose: async () => ({
          ...toStudent({ institution, campaign, placement, now }),
          placements: [placement],
        }),
      },
    ]);
    await store.placements.change(key, (current) => done(current, now));
  });
