import { type Institution, institution } from '../../schemas/institution.ts';
import { mayAdminister } from '../domain/rights.ts';
import { settingsChanges } from '../domain/settings/settings-changes.ts';
import { type Acting, audited, inBrief, overtakenInTrail, type Refused, refuse } from './acting.ts';

export type SettingsOutcome = { kind: 'changed' } | { kind: 'overtaken' } | Refused;

/**
 * Changes what the institute says of itself. It holds for whatever leaves from then on; what has left stays as it was. Each part that
 * says something else is a line of the audit trail, with what it said.
 *
 * @param seen how often it had been changed when the person looked; somebody else's change since is not undone
 */
export const changeSettings = async (
  acting: Acting,
  seen: number,
  decide: (current: Institution) => Institution,
): Promise<SettingsOutcome> => {
  const { staff, store } = acting;
  if (!mayAdminister(staff)) return refuse(acting, 'settingsChanged');
  const current = await store.institutions.get();
  if ((current.edition ?? 0) !== seen) return { kind: 'overtaken' };
  const after = institution.parse({ ...decide(current), edition: seen + 1 });
  for (const { part, before, after: becomes } of settingsChanges(current, after))
    await audited(acting, 'settingsChanged', {
      before: inBrief(`${part} : ${before}`),
      after: inBrief(becomes),
    });
  if (await store.institutions.change(current, after)) return { kind: 'changed' };
  await overtakenInTrail(acting, 'settingsChanged');
  return { kind: 'overtaken' };
};
