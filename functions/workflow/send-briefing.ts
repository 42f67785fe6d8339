import { briefed } from '../domain/placement/placement-life.ts';
import { dayKey, studentDayKey } from '../mail/mail-keys.ts';
import { briefingToStudent, briefingToTutor } from '../mail/templates/briefing.ts';
import { announcement } from './announcement.ts';
import { notYetTold, stagesOfDay } from './stage.ts';

/** A week before the first day: the dates and the framing once more, to both. */
export const handler = announcement({
  mails: async (store, stage, { nominal, now, publicUrl, studentDoor }) => {
    const { institution, campaign, placement } = stage;
    const mail = { campaignId: campaign.campaignId, occasion: 'briefing' as const, placement };
    return [
      {
        ...mail,
        recipient: placement.tutor.email,
        reader: 'tutor',
        mailKey: dayKey('briefing', nominal),
        isShared: true,
        compose: async (wordedAt) => {
          const ofTheDay = await stagesOfDay(store, stage, 'briefing', nominal);
          // One that begins anew has a mail of its own: the others of its day may have had theirs.
          const placements = await notYetTold(store, stage, placement.tutor.email, 'briefing', ofTheDay);
          const wording = await store.wordings.asOf(wordedAt)('briefingToTutor');
          const facts = { institution, campaign, placements, now, publicUrl, wording };
          return { ...briefingToTutor(facts), placements };
        },
      },
      {
        ...mail,
        recipient: placement.student.email,
        reader: 'student',
        mailKey: studentDayKey('briefing', placement.studentNumber, nominal),
        compose: async (wordedAt) => {
          const wording = await store.wordings.asOf(wordedAt)('briefingToStudent');
          const door = await studentDoor();
          const facts = { institution, campaign, placement, now, publicUrl, wording, door };
          return { ...briefingToStudent(facts), placements: [placement] };
        },
      },
    ];
  },
  done: briefed,
});
