import type { Campaign } from '../../schemas/campaign.ts';
import { stageOf } from '../domain/guide/programme.ts';
import { mayLaunch } from '../domain/rights.ts';
import { type Acting, audited, overtakenInTrail, type Refused, refuse } from './acting.ts';
import { changeOpen, isOpen } from './edit-campaign.ts';

/** What is chosen by its newest version: a form by name, the guide by number. */
export type ChooseOutcome<Version = string> =
  | { kind: 'chosen'; campaign: Campaign }
  /** It was changed, launched or deleted since the person looked. */
  | { kind: 'overtaken'; campaign: Campaign }
  /** Another version is the newest by now. */
  | { kind: 'newer'; campaign: Campaign; newest: Version }
  | Refused;

/**
 * Has a campaign that was not launched take the newest version of the report form, which was published since it was prepared. A launch that is
 * scheduled does not start by itself then: who scheduled it saw another form.
 *
 * @param version the newest, as the person saw it
 */
export const chooseForm = async (
  acting: Acting,
  seen: Pick<Campaign, 'campaignId' | 'version'>,
  version: string,
): Promise<ChooseOutcome> => {
  const { staff, store } = acting;
  const { campaignId } = seen;
  const before = await store.campaigns.get(campaignId);
  if (!mayLaunch(staff, before)) return refuse(acting, 'formChosen', { campaignId });
  const institution = await store.institutions.get();
  const newest = await store.forms.newest(institution, stageOf(institution.programme, before));
  if (!isOpen(before, seen)) return { kind: 'overtaken', campaign: before };
  if (newest.version !== version) return { kind: 'newer', campaign: before, newest: newest.version };
  await audited(acting, 'formChosen', { campaignId, before: before.formVersion, after: version });
  const { isOurs, campaign } = await changeOpen(store, seen, (open) => ({ ...open, formVersion: version }));
  if (isOurs) return { kind: 'chosen', campaign };
  await overtakenInTrail(acting, 'formChosen', { campaignId });
  return { kind: 'overtaken', campaign };
};
