import type { Placement, StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { type MailingAnswer, plannedTask } from '../../schemas/workflow.ts';
import type { Reader } from '../domain/placement/stage-mark.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { mailingEnvironment } from '../environment.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import type { Outcome, Outgoing } from '../mail/outbox.ts';
import { studentDoor } from '../mail/student-door.ts';
import { keptStore, type Store } from '../store/store.ts';
import { hadReason, leftAt, notYet, record, recordWithheld, tryAgain } from './mailing.ts';
import { readStage, type Stage } from './stage.ts';
import { task } from './task.ts';

/** A moment at which a stage is announced: when, and to which stages it applies. */
export type Announced = {
  now: IsoInstant;
  nominal: string;
  onlyCorrections: boolean;
  publicUrl: string;
  /** Makes the student's own link, or finds it. */
  studentDoor: () => Promise<string>;
};

type Announcement = {
  /** To each reader the mail that is due, or what became of it: an earlier attempt may have got half of the way. */
  mails: (store: Store, stage: Stage, announced: Announced) => Promise<(Outgoing | Outcome)[]>;
  /** What the placement remembers of it. */
  done: (placement: Placement, leftAt: IsoInstant | undefined) => Placement;
};

/** Before the stage: one mail to the tutor, about all students who share the day, and one to the student. */
export const announcement = ({ mails, done }: Announcement) =>
  task(
    mailingEnvironment,
    plannedTask,
    async ({ nominal, skip, onlyCorrections = false, ...step }, env): Promise<MailingAnswer> => {
      const finished = { attempt: 0 };
      if (skip) return finished;
      const { now, campaignId, studentNumber, revision } = step;
      const key = { campaignId, studentNumber, revision };
      const store = keptStore(env.TABLE_NAME);
      const stage = await readStage(store, key, now);
      // A report that came before the stage was announced says that nobody needs to be told.
      if (isIn(await store.reports.find(key))) return finished;
      const early = notYet(stage, step);
      if (early) return early;
      try {
        const known = await mails(store, stage, {
          ...{ now, nominal, onlyCorrections },
          publicUrl: env.PUBLIC_URL,
          studentDoor: () => studentDoor(env, store, stage, stage.placement, now),
        });
        const mailroom = openMailroom(env, store, stage.institution, holderOf(key), step);
        const outcomes = [
          ...known.filter((mail) => 'kind' in mail),
          ...(await mailroom.deliverAll(known.filter((mail) => 'compose' in mail))),
        ];
        await recordWithheld(store, key, outcomes);
        if (hadReason(outcomes)) await record(store, key, (current) => done(current, leftAt(outcomes)));
        return finished;
      } catch (error) {
        return tryAgain(error, step);
      }
    },
  );

/** Who a mail goes to. */
export const addressOf = (reader: Reader, placement: StartedPlacement): string => placement[reader].email;
