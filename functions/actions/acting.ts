import { type AuditEntry, type AuditedAct, mostInAudit } from '../../schemas/audit.ts';
import type { Staff } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { AuditTrail } from '../store/audit-trail.ts';
import type { Store } from '../store/store.ts';

/** A member of staff who acts, at that moment. */
export type Acting = {
  staff: Staff;
  /** Tells one sign-in of the person from another. */
  session: string;
  store: Store;
  audit: AuditTrail;
  now: IsoInstant;
};

type Details = Pick<AuditEntry, 'campaignId' | 'studentNumber' | 'onSubject' | 'before' | 'after'>;

/**
 * Writes down that the person does that. Before it is done: what dies in between is in the trail and can be looked up in the
 * records; the other way round it would be done and nobody would know by whom.
 */
export const audited = (
  { staff, session, audit, now }: Omit<Acting, 'store'>,
  act: AuditedAct,
  { campaignId, studentNumber, onSubject, before, after }: Details = {},
  outcome: AuditEntry['outcome'] = 'done',
): Promise<void> =>
  audit.append({
    ...{ at: now, act, outcome, subject: staff.subject, role: staff.role, session },
    ...{ campaignId, studentNumber, onSubject, before, after },
  });

/** As an entry of the trail holds it (schemas/audit.ts): what is longer ends in an ellipsis, within its quotation marks. */
export const inBrief = (text: string): string => {
  if (text.length <= mostInAudit) return text;
  const end = text.endsWith(' »') ? '… »' : '…';
  return `${text.slice(0, mostInAudit - end.length)}${end}`;
};

/** What the trail said that the person does, somebody else made impossible between the look and the write: the trail says that it was not done. */
export const overtakenInTrail = (acting: Acting, act: AuditedAct, details: Details = {}): Promise<void> =>
  audited(acting, act, { ...details, after: 'changé entre-temps par une autre personne' }, 'refused');

export type Refused = { kind: 'refused' };

/** The person may not do that, and it is written down that they tried. */
export const refuse = async (acting: Acting, act: AuditedAct, details: Details = {}): Promise<Refused> => {
  await audited(acting, act, details, 'refused');
  return { kind: 'refused' };
};
