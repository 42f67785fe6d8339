import { readFileSync } from 'node:fs';
import type { Institute } from '../../schemas/programme.ts';
import { faultsNamed } from './faults.ts';
import type { Handler, Template } from './home.ts';
import { type Order, play } from './play.ts';
import { promises } from './promises/index.ts';

/**
 * Plays the seeds that it is told, one after another, and says what became of each, a line of JSON a seed. A process of its own:
 * its environment is that of the functions. @param argv a file with what it is to know
 */
const { template, institute, orders } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  template: Template;
  institute: Institute;
  orders: (Omit<Order, 'faults'> & { faults: string })[];
};
const {
  TABLE_NAME = '',
  AUDIT_TABLE_NAME = '',
  LIFECYCLE_ARN = '',
  WORK_ARN = '',
  MEETING_ARN = '',
  SECRET_ARN = '',
  MAIL_LINK_ARN = '',
  MAIL_TRIAL_ARN = '',
} = process.env;
const handlerOf = async (module: Promise<{ handler: unknown }>) => (await module).handler as Handler;
const handlers: Record<string, Handler> = {
  PlanStage: await handlerOf(import('../../functions/workflow/plan-stage.ts')),
  SendAssignment: await handlerOf(import('../../functions/workflow/send-assignment.ts')),
  SendBriefing: await handlerOf(import('../../functions/workflow/send-briefing.ts')),
  OpenRound: await handlerOf(import('../../functions/workflow/open-round.ts')),
  AwaitReport: await handlerOf(import('../../functions/workflow/await-report.ts')),
  DistributeReport: await handlerOf(import('../../functions/workflow/distribute-report.ts')),
  SendFarewell: await handlerOf(import('../../functions/workflow/send-farewell.ts')),
  RecordUnreturned: await handlerOf(import('../../functions/workflow/record-unreturned.ts')),
  RecordTrouble: await handlerOf(import('../../functions/workflow/record-trouble.ts')),
  WorkOff: await handlerOf(import('../../functions/workflow/work-off.ts')),
  RecordStoppedWork: await handlerOf(import('../../functions/workflow/record-stopped-work.ts')),
  PlanMeeting: await handlerOf(import('../../functions/workflow/plan-meeting.ts')),
  GatherGuests: await handlerOf(import('../../functions/workflow/gather-guests.ts')),
  TellGuests: await handlerOf(import('../../functions/workflow/tell-guests.ts')),
  RemindGuests: await handlerOf(import('../../functions/workflow/remind-guests.ts')),
  CloseMeeting: await handlerOf(import('../../functions/workflow/close-meeting.ts')),
  RecordMeetingTrouble: await handlerOf(import('../../functions/workflow/record-meeting-trouble.ts')),
  Tutor: await handlerOf(import('../../functions/pages/tutor/handler.ts')),
  MailEvents: await handlerOf(import('../../functions/events/mail-events.ts')),
  MailLink: await handlerOf(import('../../functions/events/mail-link.ts')),
  MailTrial: await handlerOf(import('../../functions/events/mail-trial.ts')),
  LaunchScheduled: await handlerOf(import('../../functions/events/launch-scheduled.ts')),
  Digest: await handlerOf(import('../../functions/events/digest.ts')),
  Reconcile: await handlerOf(import('../../functions/events/reconcile.ts')),
  TakeUp: await handlerOf(import('../../functions/events/take-up.ts')),
};
const setting = {
  ...{ template, institute, handlers, promises },
  env: {
    TABLE_NAME,
    AUDIT_TABLE_NAME,
    LIFECYCLE_ARN,
    WORK_ARN,
    MEETING_ARN,
    SECRET_ARN,
    MAIL_LINK_ARN,
    MAIL_TRIAL_ARN,
  },
};
// What a process keeps (the secret, the programme) is kept by then, whichever seed is the first.
await play(setting, { seed: 0, placements: 1, faults: [], untilBroken: true });
for (const order of orders) {
  const outcome = await play(setting, { ...order, faults: faultsNamed(order.faults) });
  // Through the pipe before the next begins, and before the process ends.
  await new Promise((told) => process.stdout.write(`${JSON.stringify(outcome)}\n`, told));
}
process.exit(0);
