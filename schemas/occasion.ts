import * as z from 'zod';

/** The moments at which a stage's life writes to somebody (ADR 21). */
export const occasion = z.enum([
  'assignment',
  'correction',
  'briefing',
  'request',
  'studentNotice',
  'reminder1',
  'reminder2',
  'reminder3',
  'delegateNotice',
  'escalation',
  'closing',
  'distribution',
  'receipt',
  'givenBack',
  'withdrawal',
  'alert',
  'link',
  'farewell',
  'handReminder',
  'handLetter',
  'digest',
  'meetingInvitation',
  'meetingChange',
  'meetingCancellation',
  'meetingReminder',
]);
export type Occasion = z.infer<typeof occasion>;

/** A round: what happens while the report is still missing, in this order. `closing` ends the wait. */
export const roundOccasion = occasion.extract([
  'request',
  'reminder1',
  'reminder2',
  'reminder3',
  'escalation',
  'closing',
]);
export type RoundOccasion = z.infer<typeof roundOccasion>;
