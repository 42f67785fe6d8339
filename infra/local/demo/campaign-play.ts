import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Execution, HomeClient, ReadMail } from './home-client.ts';
import { sendDueReports, TutorsDiary } from './tutors-diary.ts';

const hour = 3_600_000;
/** The longest step of the clock when nobody has anything to do: mails that arrive are seen by then. */
export const longestStep = 12 * hour;

/** `placements`: of how many a report is expected. */
export type Progress = { now: string; mails: number; reports: number; placements: number };

/**
 * Plays tutors against a launched campaign until every stage has ended. All it knows, it reads from the mailbox: killed and
 * called again, it goes on where it was.
 *
 * @returns every mail of the campaign.
 */
export const playTutors = async (
  home: HomeClient,
  placements: PlacementFacts[],
  seed: number,
  onProgress: (progress: Progress) => void,
): Promise<ReadMail[]> => {
  const mails: ReadMail[] = [];
  const diary = new TutorsDiary(placements, seed);

  for (;;) {
    for await (const mail of home.mailsAfter(mails.at(-1)?.id)) {
      diary.note(mail);
      mails.push(withoutText(mail));
    }
    const now = Date.parse(await home.clock());
    onProgress({
      ...{ now: new Date(now).toISOString(), mails: mails.length },
      ...{ reports: diary.done.size, placements: placements.length },
    });

    if (await sendDueReports(home, diary, now)) {
      // What a report sets off is due at once.
      await home.moveTo(new Date(now + 1000).toISOString());
      continue;
    }
    if (diary.visits().length === 0 && (await isOver(home, placements.length))) return mails;
    const next = Math.min(now + longestStep, ...diary.visits().map(({ at }) => at));
    await home.moveTo(new Date(next).toISOString());
  }
};

/** Of tens of thousands only the texts that are read again are kept: in a summary, whom the delegate was told of. */
export const withoutText = (mail: ReadMail): ReadMail =>
  mail.tags.occasion === 'escalation' ? mail : { ...mail, text: '' };

const isOver = async (home: HomeClient, placements: number): Promise<boolean> => {
  const lifecycles = lifecyclesOf(await home.executions());
  return lifecycles.length >= placements && lifecycles.every(({ status }) => status !== 'RUNNING');
};

/** Of each stage, and of each time that it began anew, an execution. @throws Error where a launch or a stage failed */
export const lifecyclesOf = (executions: readonly Execution[]): Execution[] => {
  const launch = executions.find(
    ({ name, status }) => /-launch-\d+-run\d+$/.test(name) && status === 'FAILED',
  );
  if (launch) throw new Error(`the launch failed: ${launch.error}, ${launch.cause}`);
  const lifecycles = executions.filter(({ name }) => /-r\d+$/.test(name));
  if (lifecycles.some(({ status }) => status === 'FAILED')) throw new Error('a stage’s execution failed');
  return lifecycles;
};
