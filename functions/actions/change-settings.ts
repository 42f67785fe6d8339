import { type Institution, institution } from '../../schemas/institution.ts';
import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type SettingsOutcome = { kind: 'changed' } | { kind: 'overtaken' } | Refused;

/**
 * Changes what the institute says of itself. It holds for whatever leaves from then on; what has left stays as it was.
 *
 * @param seen how often it had been changed when the person looked; somebody else's change since is not undone
 * @param what for the audit trail: what was changed, and no name or address
 */
export const changeSettings = async (
  acting: Acting,
  seen: number,
  what: string,
  decide: (current: Institution) => Institution,
): Promise<SettingsOutcome> => {
  const { staff, store } = acting;
  if (!mayAdminister(staff)) return refuse(acting, 'settingsChanged', { after: what });
  const current = await store.institutions.get();
  if ((current.edition ?? 0) !== seen) return { kind: 'overtaken' };
  const after = institution.parse({ ...decide(current), edition: seen + 1 });
  await audited(acting, 'settingsChanged', { after: what });
  return (await store.institutions.change(current, after)) ? { kind: 'changed' } : { kind: 'overtaken' };
};
