import type { Occasion } from '../../../schemas/occasion.ts';

type Reader = 'tutor' | 'student' | 'delegate' | 'registrar';
type Meaning = {
  to: readonly Reader[];
  /**
   * ADR 4: whether a mail that SES did not answer for is sent again. The documents say nothing of corrections and of the
   * delegate's notice: a second copy of either is borne here.
   */
  isRepeated: boolean;
  /** ADR 10: somebody has just asked for it, so it leaves at any hour. */
  isExempt: boolean;
  /** ADR 33: it waits while its tutor's word is being heard. */
  isHeld?: true;
};

const tutor = { to: ['tutor'] } as const;
const both = { to: ['tutor', 'student'] } as const;
const delegate = { to: ['delegate'] } as const;

/** The table of occasions, as ADR 21, 4 and 10 tell it. */
export const occasions: Record<Occasion, Meaning> = {
  assignment: { ...both, isRepeated: true, isExempt: false },
  correction: { ...both, isRepeated: true, isExempt: false },
  briefing: { ...both, isRepeated: false, isExempt: false },
  request: { ...tutor, isRepeated: true, isExempt: false },
  studentNotice: { to: ['student'], isRepeated: false, isExempt: false },
  reminder1: { ...tutor, isRepeated: false, isExempt: false, isHeld: true },
  reminder2: { ...tutor, isRepeated: false, isExempt: false, isHeld: true },
  reminder3: { ...tutor, isRepeated: false, isExempt: false, isHeld: true },
  delegateNotice: { ...delegate, isRepeated: true, isExempt: false, isHeld: true },
  escalation: { to: ['delegate', 'registrar'], isRepeated: true, isExempt: false, isHeld: true },
  closing: { to: ['registrar'], isRepeated: false, isExempt: false },
  // ADR 44: in charge, who wishes each report by a mail of its own.
  distribution: { to: ['registrar', 'delegate', 'student'], isRepeated: true, isExempt: true },
  receipt: { ...tutor, isRepeated: true, isExempt: true },
  // ADR 38: one mail, of what is to be corrected.
  givenBack: { ...tutor, isRepeated: true, isExempt: false },
  // One that it was given back for, and is not any more.
  withdrawal: { ...tutor, isRepeated: true, isExempt: false },
  alert: { ...delegate, isRepeated: true, isExempt: false },
  // ADR 50: a student asks as a tutor does.
  link: { ...both, isRepeated: true, isExempt: true },
  farewell: { ...both, isRepeated: true, isExempt: false },
  // ADR 39: somebody presses a button; within the hours, and never while a tutor is being heard.
  handReminder: { ...tutor, isRepeated: false, isExempt: false, isHeld: true },
  handLetter: { ...tutor, isRepeated: false, isExempt: false },
  digest: { to: ['delegate', 'registrar'], isRepeated: false, isExempt: false },
  // ADR 49: a date that has changed is told at once; an invitation and a reminder keep to the hours.
  meetingInvitation: { to: ['tutor', 'delegate'], isRepeated: true, isExempt: false },
  meetingChange: { to: ['tutor', 'delegate'], isRepeated: true, isExempt: true },
  meetingCancellation: { to: ['tutor', 'delegate'], isRepeated: true, isExempt: true },
  meetingReminder: { to: ['tutor', 'delegate'], isRepeated: false, isExempt: false },
};

/** Mails that ask for a report, or say that it is missing. */
export const ofMissingReports: ReadonlySet<Occasion> = new Set([
  ...(['request', 'studentNotice', 'reminder1', 'reminder2', 'reminder3'] as const),
  ...(['delegateNotice', 'escalation', 'closing', 'handReminder', 'handLetter'] as const),
]);

/** About a meeting, and no stage. */
export const isOfMeeting = (occasion: Occasion): boolean => occasion.startsWith('meeting');
