import type { KeptLetter, Mail } from '../../schemas/mail.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import { seesSite } from '../../schemas/staff.ts';
import { inGroups } from '../in-groups.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type ReadMail =
  | { kind: 'read'; letter: KeptLetter }
  /** It left before letters were kept, or is only about to. */
  | { kind: 'notKept' }
  | Refused;

/**
 * What a mail said that left about a placement the person sees; written down who reads it. A tutor's mail may name a student of another
 * site: it is for those who see all whom it names.
 */
export const readMail = async (
  acting: Acting,
  { campaignId, studentNumber }: PlacementKey,
  mail: Mail,
): Promise<ReadMail> => {
  const { store, staff } = acting;
  const details = { campaignId, studentNumber, after: mail.mailKey };
  const others = mail.studentNumbers.filter((number) => number !== studentNumber);
  const named = await inGroups(others, (number) =>
    store.placements.find({ campaignId, studentNumber: number }),
  );
  if (named.some((placement) => placement && !seesSite(staff, placement.siteId)))
    return refuse(acting, 'mailRead', details);
  const letter = await store.letters.of(mail);
  if (!letter) return { kind: 'notKept' };
  await audited(acting, 'mailRead', details);
  return { kind: 'read', letter };
};
