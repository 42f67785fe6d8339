import { longestNote } from '../../schemas/note.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import { type Acting, audited } from './acting.ts';

/** `empty`, `tooLong`: nothing is written. */
export type NoteOutcome = { kind: 'written' } | { kind: 'empty' } | { kind: 'tooLong' };

/** A word on a stage, for all who follow it: everybody who sees its site may leave one, and nobody changes another's. */
export const writeNote = async (
  acting: Acting,
  { campaignId, studentNumber }: PlacementKey,
  text: string,
): Promise<NoteOutcome> => {
  const { staff, store, now } = acting;
  const written = text.replaceAll('\r\n', '\n').trim();
  if (written === '') return { kind: 'empty' };
  if (written.length > longestNote) return { kind: 'tooLong' };
  await audited(acting, 'noteWritten', { campaignId, studentNumber });
  await store.notes.add({ campaignId, studentNumber, at: now, by: staff.name, text: written }, staff.subject);
  return { kind: 'written' };
};
