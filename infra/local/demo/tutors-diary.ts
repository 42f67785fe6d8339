import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { HomeClient, ReadMail } from './home-client.ts';
import { type Habit, habitFor, sendReport } from './simulated-tutor.ts';

/** Tutors who fill in their form at the same time. */
const atOnce = 4;

/** A tutor who will go to a student's form: at which moment, and to which page. */
type Visit = { studentNumber: string; tutorEmail: string; at: number };

/** What the tutors' mailboxes set them to do. */
export class TutorsDiary {
  /** Student numbers whose report is in. */
  readonly done = new Set<string>();
  /** The chance by which they draw. */
  readonly seed: number;
  readonly #byTutor: Map<string, PlacementFacts[]>;
  readonly #doors = new Map<string, string>();
  readonly #planned = new Map<string, Visit>();
  /** Whom somebody else than at first hosts. */
  readonly #reassigned = new Set<string>();

  constructor(placements: readonly PlacementFacts[], seed: number) {
    this.#byTutor = Map.groupBy(placements, ({ tutor }) => tutor.email);
    this.seed = seed;
  }

  /** Another tutor hosts the student, and has habits of their own. @param placement as it is from now on */
  reassign(placement: PlacementFacts): void {
    const { studentNumber, tutor } = placement;
    this.drop(studentNumber);
    this.#reassigned.add(studentNumber);
    this.#byTutor.set(tutor.email, [...(this.#byTutor.get(tutor.email) ?? []), placement]);
  }

  /** Nobody hosts the student any more. */
  drop(studentNumber: string): void {
    this.#planned.delete(studentNumber);
    for (const [email, hosted] of this.#byTutor)
      this.#byTutor.set(
        email,
        hosted.filter((one) => one.studentNumber !== studentNumber),
      );
  }

  /** Whether the tutor will never get round to it. */
  isHopeless({ studentNumber, tutor }: Pick<PlacementFacts, 'studentNumber' | 'tutor'>): boolean {
    return this.#habitFor(studentNumber, tutor.email).waitsFor === undefined;
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
      const { waitsFor, hesitation } = this.#habitFor(studentNumber, tutorEmail);
      if (waitsFor !== undefined && waitsFor === occasion && !this.#planned.has(studentNumber))
        this.#planned.set(studentNumber, { studentNumber, tutorEmail, at: at + hesitation });
    }
  }

  #habitFor(studentNumber: string, tutorEmail: string): Habit {
    const isReassigned = this.#reassigned.has(studentNumber);
    return habitFor(this.seed, isReassigned ? `${studentNumber} ${tutorEmail}` : studentNumber);
  }
}

/** Has each tutor whose moment has come send their report. @returns whether anybody did */
export const sendDueReports = async (home: HomeClient, diary: TutorsDiary, now: number): Promise<boolean> => {
  const due = diary.visits().filter(({ at }) => at <= now);
  await inTurns(due, async ({ studentNumber, tutorEmail }) => {
    await sendReport(home.url, diary.door(tutorEmail), studentNumber, diary.seed);
    diary.done.add(studentNumber);
  });
  return due.length > 0;
};

const inTurns = async <Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
