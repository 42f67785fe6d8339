import type { Placement, PlacementFacts } from '../../../schemas/placement.ts';
import type { Drafter, Report } from '../../../schemas/report.ts';
import type { Period } from '../../../schemas/time.ts';

type Person = { firstName: string; lastName: string; email: string };

const nameOf = ({ firstName, lastName }: Person): string => `${firstName} ${lastName}`;

/** ADR 11: the same person, when the name or the address stays. */
const isSame = (one: Person, other: Person): boolean =>
  one.email === other.email || nameOf(one) === nameOf(other);

/** Numbers the people whom a stage has had in one role; who comes back has the number of the first time. */
const roll = () => {
  const known: Person[][] = [];
  let latest = -1;
  return (person: Person): number => {
    const stays = known[latest]?.at(-1);
    if (!stays || !isSame(stays, person)) {
      const back = known.findIndex((one) => one.some((former) => isSame(former, person)));
      latest = back < 0 ? known.push([]) - 1 : back;
    }
    known[latest]?.push(person);
    return latest;
  };
};

/** A stage as it stood for a while. */
export type Version = {
  /** Since when. */
  step: number;
  at: number;
  facts: PlacementFacts;
  /** The student, the tutor and the dates: with others, the stage begins anew (ADR 11). */
  signature: string;
  /** What a letter tells the tutor and the student of it: who was told otherwise is to be told again. */
  told: { tutor: string; student: string };
};

export type SentVersion = {
  number: number;
  reference: string;
  step: number;
  at: number;
  sentBy: string;
  /** A criterion is « Non acquis »: the delegate is to be alerted. */
  isAlarming: boolean;
  /** What somebody of the institute typed it from (ADR 56). */
  scan?: { scanId: string; parts: number } | undefined;
};
type Matter = Report['status'];

/** What people decide about a stage, beside correcting it. */
const decisions = [
  ...(['cancelled', 'restored', 'receivedOtherwise', 'closed', 'reopened', 'extended'] as const),
  ...(['givenBack', 'correctionMoved', 'correctionWithdrawn'] as const),
] as const;
type Decision = (typeof decisions)[number];
const isDecision = (what: string): what is Decision => decisions.some((one) => one === what);
/** They end it: nobody is asked for its report. */
const endings: ReadonlySet<string> = new Set(['cancelled', 'receivedOtherwise', 'closed']);
export type Course = { step: number; at: number; what: Decision; until: string | undefined };

const datesOf = (periods: readonly Period[]): string =>
  periods.map(({ from, to }) => `${from}/${to}`).join(' ');

/** Where and when, and of whom the other is: what letters are made of. */
const lettersAbout = (facts: PlacementFacts): Version['told'] => {
  const { student, tutor, school, siteId, classLevel = '', pupilCount = '' } = facts;
  const common = [datesOf(facts.periods), school.name, school.town, siteId, classLevel, pupilCount].join('|');
  return {
    tutor: `${common}|${nameOf(student)}|${student.email}`,
    student: `${common}|${tutor.title ?? ''} ${nameOf(tutor)}|${tutor.email}`,
  };
};

/** Whether nothing of it was corrected. */
const isAsWritten = (one: PlacementFacts, other: PlacementFacts): boolean =>
  one.student.email === other.student.email &&
  one.tutor.email === other.tutor.email &&
  nameOf(one.student) === nameOf(other.student) &&
  nameOf(one.tutor) === nameOf(other.tutor) &&
  one.tutor.title === other.tutor.title &&
  one.school.name === other.school.name &&
  one.school.town === other.school.town &&
  one.siteId === other.siteId &&
  one.classLevel === other.classLevel &&
  one.pupilCount === other.pupilCount &&
  datesOf(one.periods) === datesOf(other.periods);

/** What a letter to that address tells. */
export const toldTo = ({ facts, told }: Version, to: string): string =>
  `${facts.tutor.email === to ? told.tutor : ''}#${facts.student.email === to ? told.student : ''}`;

/** ADR 38: a report that was given back. `until` is what its tutor is told; in ms where it says so. */
export type Correction = {
  step: number;
  at: number;
  until: string;
  ended?: number;
  /** Somebody took it back. */
  withdrawn?: { step: number; at: number };
};

/** What its tutor said, and from which step on somebody had seen to it. */
export type Word = { step: number; at: number; settled?: { step: number; at: number } };

/** What is known of one placement: how it stood when, whether its report is in, and what left about it. */
export class Stage {
  readonly key: string;
  readonly campaignId: string;
  readonly studentNumber: string;
  readonly versions: Version[] = [];
  /** Its item, as it stands. */
  placement: Placement | undefined;
  startedAt: number | undefined;
  /** Its report's item, as it stands, and every change of whether it is in. */
  report: Report | undefined;
  readonly matters: { step: number; at: number; status: Matter }[] = [];
  readonly sent = new Map<number, SentVersion>();
  /** What was decided about it, in that order. */
  readonly courses: Course[] = [];
  /** Until when it was given longer, and since when; other dates of the stage end that. */
  readonly extensions: { step: number; until: string | undefined }[] = [];
  /** When it was given back to be corrected, and from which step on that was over: another version came, or the one before stands. */
  readonly corrections: Correction[] = [];
  /** What its tutors said, in that order. */
  readonly words: Word[] = [];
  /** When somebody reminded its tutor by hand, and who that was, once its history says so; in ms. */
  readonly byHand: { step: number; at: number; to: string; signature: string }[] = [];
  /** When mails of that occasion left, by occasion and signature, and by occasion, signature and recipient; in ms. */
  readonly left = new Map<string, number[]>();
  readonly #tutors = roll();
  readonly #students = roll();

  constructor(campaignId: string, studentNumber: string) {
    this.campaignId = campaignId;
    this.studentNumber = studentNumber;
    this.key = `${campaignId} ${studentNumber}`;
  }

  /** @returns the version that begins with it, if one does. */
  placementWritten(placement: Placement, step: number, at: number): Version | undefined {
    for (const { what } of placement.history.slice(this.placement?.history.length ?? 0))
      if (isDecision(what)) this.courses.push({ step, at, what, until: placement.extendedTo });
    if (placement.extendedTo !== this.placement?.extendedTo)
      this.extensions.push({ step, until: placement.extendedTo });
    this.#wordsWritten(placement, step, at);
    this.#correctionsWritten(placement, step, at);
    const isRemindable = placement.status === 'awaiting' && this.placement !== undefined;
    const reminded = placement.history.slice(this.placement?.history.length ?? 0);
    this.placement = placement;
    // One that was cancelled before its launch, and taken back, is launched like any other.
    if (placement.revision > 0) this.startedAt ??= at;
    const latest = this.versions.at(-1);
    if (latest && isAsWritten(latest.facts, placement)) {
      for (const { what, at: sentAt } of isRemindable ? reminded : [])
        if (what === 'handReminded')
          this.byHand.push({
            ...{ step, at: Date.parse(sentAt), to: placement.tutor.email, signature: latest.signature },
          });
      return undefined;
    }
    const student = this.#students(placement.student);
    const tutor = this.#tutors(placement.tutor);
    const signature = `${student} ${tutor} ${datesOf(placement.periods)}`;
    const version = { step, at, facts: placement, signature, told: lettersAbout(placement) };
    this.versions.push(version);
    return version;
  }

  /** A word takes the place of the one before, and waits until somebody has seen to it. */
  #wordsWritten(placement: Placement, step: number, at: number): void {
    const isSaid = placement.history
      .slice(this.placement?.history.length ?? 0)
      .some(({ what }) => what === 'tutorSaid');
    const latest = this.words.at(-1);
    if (latest && !latest.settled && (isSaid || placement.tutorsWord?.state !== 'waiting'))
      latest.settled = { step, at };
    if (isSaid) this.words.push({ step, at });
  }

  #correctionsWritten(placement: Placement, step: number, at: number): void {
    const latest = this.corrections.at(-1);
    const isBack = placement.status === 'givenBack';
    if (isBack && this.placement?.status !== 'givenBack')
      this.corrections.push({ step, at, until: placement.asked.until });
    else if (!isBack && latest && latest.ended === undefined) latest.ended = step;
    const said = placement.history.slice(this.placement?.history.length ?? 0);
    if (latest && said.some(({ what }) => what === 'correctionWithdrawn')) latest.withdrawn = { step, at };
  }

  /** It was with its tutor again all the time between those steps. */
  isGivenBack(from: number, to: number): boolean {
    return this.corrections.some(({ step, ended }) => step < from && (ended === undefined || ended > to));
  }

  /** The version that its placement speaks of: the one that counts. */
  counting(): SentVersion | undefined {
    const { placement } = this;
    if (!placement || !('reference' in placement)) return undefined;
    return [...this.sent.values()].find(({ reference }) => reference === placement.reference);
  }

  /** The word that was waiting all the time between those steps, if one was. */
  wordWaiting(from: number, to: number): Word | undefined {
    return this.words.find(
      ({ step, settled }) => step < from && (settled === undefined || settled.step > to),
    );
  }

  reportWritten(report: Report, step: number, at: number): void {
    this.report = report;
    if (this.matters.at(-1)?.status !== report.status) this.matters.push({ step, at, status: report.status });
    if (report.status !== 'sent' || this.sent.has(report.sent.number)) return;
    const { number, reference, sentBy, answers, entered } = report.sent;
    const sender = sentBy?.email ?? this.versions.at(-1)?.facts.tutor.email ?? '';
    const isAlarming = Object.values(answers.ethics).some(({ level }) => level === 'notAcquired');
    this.sent.set(number, { number, reference, step, at, sentBy: sender, isAlarming, scan: entered?.scan });
  }

  /** Whether its report was sent, or it was closed, before that. */
  matterBefore(step: number): Matter {
    return this.matters.findLast((one) => one.step < step)?.status ?? 'draft';
  }

  /** How it stood at some time from just before that step until now, the latest first. */
  versionsSince(step: number): Version[] {
    const { versions } = this;
    const latest = versions.at(-1);
    // Nearly always: nothing was corrected.
    if (latest && latest.step < step) return [latest];
    const first = versions.findLastIndex((one) => one.step < step);
    return versions.slice(Math.max(0, first)).reverse();
  }

  /** The latest decision that was taken before that. */
  courseBefore(step: number): Course | undefined {
    return this.courses.findLast((one) => one.step < step);
  }

  /** Somebody had ended it before that. */
  isEndedBefore(step: number): boolean {
    return endings.has(this.courseBefore(step)?.what ?? '');
  }

  /** It is, or was, cancelled at some time from just before that step until now. */
  isCancelledSince(step: number): boolean {
    const before = this.courseBefore(step);
    return this.courses.some((one) => one.what === 'cancelled' && (one.step >= step || one === before));
  }

  /** Until when its report was expected at the least, from just before that step until now; undefined as the timetable has it. */
  extendedSince(step: number): string | undefined {
    const before = this.extensions.findLast((one) => one.step < step);
    const possible = this.extensions.filter((one) => one.step >= step).map(({ until }) => until);
    const all = [before?.until, ...possible];
    return all.includes(undefined) ? undefined : all.sort()[0];
  }

  /** Whether that draft is the present tutor's, about the present student. */
  isDraftOfToday({ tutor, student }: Drafter): boolean {
    const { facts } = this.versions.at(-1) ?? {};
    return facts !== undefined && isSame(facts.tutor, tutor) && isSame(facts.student, student);
  }

  /** When somebody last moved its due date before that step. */
  dueMovedBefore(step: number): number {
    const moved = ({ what }: Course) => what === 'extended' || what === 'reopened';
    return this.courses.findLast((one) => one.step < step && moved(one))?.at ?? 0;
  }

  /** @param recipient of anybody, when absent @param since not before that, in ms */
  firstLeft(occasion: string, signature: string, recipient = '', since = 0): number | undefined {
    return this.left.get(`${occasion}|${signature}|${recipient}`)?.find((at) => at >= since);
  }

  mailLeft(occasion: string, signature: string, recipient: string, at: number): void {
    for (const to of ['', recipient]) {
      const key = `${occasion}|${signature}|${to}`;
      const known = this.left.get(key);
      if (known) known.push(at);
      else this.left.set(key, [at]);
    }
  }
}
