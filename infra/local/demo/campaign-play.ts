import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { HomeClient, ReadMail } from './home-client.ts';
import { habitFor, sendReport } from './simulated-tutor.ts';

const hour = 3_600_000;
/** The longest step of the clock when nobody has anything to do: mails that arrive are seen by then. */
const longestStep = 12 * hour;
/** Tutors who fill in their form at the same time. */
const atOnce = 4;

export type Progress = { now: string; mails: number; reports: number };

/** A tutor who will go to a student's form: at which moment, and to which page. */
type Visit = { studentNumber: string; tutorEmail: string; at: number };

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
  const diary = new Diary(placements, seed);

  for (;;) {
    for (
      let more = await home.mails(mails.at(-1)?.id);
      more.length > 0;
      more = await home.mails(mails.at(-1)?.id)
    )
      for (const mail of more) {
        diary.note(mail);
        mails.push(isCounted(mail) ? mail : { ...mail, text: '' });
      }
    const now = Date.parse(await home.clock());
    onProgress({ now: new Date(now).toISOString(), mails: mails.length, reports: diary.done.size });

    const due = diary.visits().filter(({ at }) => at <= now);
    if (due.length > 0) {
      await inTurns(due, async ({ studentNumber, tutorEmail }) => {
        await sendReport(home.url, diary.door(tutorEmail), studentNumber, seed);
        diary.done.add(studentNumber);
      });
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
const isCounted = ({ tags }: ReadMail): boolean => tags.occasion === 'escalation';

const isOver = async (home: HomeClient, placements: number): Promise<boolean> => {
  const executions = await home.executions();
  const launch = executions.find(
    ({ name, status }) => /-launch-\d+-run\d+$/.test(name) && status === 'FAILED',
  );
  if (launch) throw new Error(`the launch failed: ${launch.error}, ${launch.cause}`);
  const lifecycles = executions.filter(({ name }) => /-r\d+$/.test(name));
  if (lifecycles.some(({ status }) => status === 'FAILED')) throw new Error('a stage’s execution failed');
  return lifecycles.length >= placements && lifecycles.every(({ status }) => status !== 'RUNNING');
};

/** What the tutors' mailboxes set them to do. */
class Diary {
  /** Student numbers whose report is in. */
  readonly done = new Set<string>();
  readonly #byTutor: Map<string, PlacementFacts[]>;
  readonly #doors = new Map<string, string>();
  readonly #planned = new Map<string, Visit>();
  readonly #seed: number;

  constructor(placements: PlacementFacts[], seed: number) {
    this.#byTutor = Map.groupBy(placements, ({ tutor }) => tutor.email);
    this.#seed = seed;
  }

  note(mail: ReadMail): void {
    const { occasion } = mail.tags;
    if (occasion === 'receipt') this.done.add(mail.tags.mail?.split('_')[1] ?? '');
    const [recipient = ''] = mail.to;
    const door = /https?:\/\/\S+?(\/r\/[\w-]+)/.exec(mail.text)?.[1];
    if (door && this.#byTutor.has(recipient)) this.#doors.set(recipient, door);
    // Nobody writes to the tutor when the delegate steps in; the delegate calls.
    const addressed =
      occasion === 'escalation'
        ? [...this.#byTutor.keys()].filter((email) => mail.text.includes(email))
        : [recipient];
    for (const tutorEmail of addressed) this.#plan(tutorEmail, occasion, Date.parse(mail.at));
  }

  visits(): Visit[] {
    return [...this.#planned.values()].filter(({ studentNumber }) => !this.done.has(studentNumber));
  }

  /** The path of the latest link that the tutor was sent. */
  door(tutorEmail: string): string {
    const door = this.#doors.get(tutorEmail);
    if (!door) throw new Error('a tutor sets to work without a link');
    return door;
  }

  #plan(tutorEmail: string, occasion: string | undefined, at: number): void {
    for (const { studentNumber } of this.#byTutor.get(tutorEmail) ?? []) {
      const { waitsFor, hesitation } = habitFor(this.#seed, studentNumber);
      if (waitsFor !== undefined && waitsFor === occasion && !this.#planned.has(studentNumber))
        this.#planned.set(studentNumber, { studentNumber, tutorEmail, at: at + hesitation });
    }
  }
}

const inTurns = async <Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
