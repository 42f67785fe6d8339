import { isCampaign } from './items.ts';
import type { Watch, Watched } from './watch.ts';

/** (v) A form, or guide, that is published stays as it is. A campaign keeps those that it was launched with, and a report the form of its campaign. */
export const forms = ({ broken }: Watched): Watch => {
  /** By key, as it was published. */
  const published = new Map<string, string>();
  const launchedWith = new Map<string, string>();
  const guideOf = new Map<string, number | undefined>();
  return {
    itemWritten({ pk, sk, after }) {
      if (pk.startsWith('FORM#') || pk === 'GUIDE') {
        const key = `${pk} ${sk}`;
        const known = published.get(key);
        const content = JSON.stringify(after?.form ?? after?.guide);
        if (known !== undefined && known !== content) broken('v', `${key} was published, and has changed`);
        if (after?.status === 'published') published.set(key, content);
      }
      if (!isCampaign(after) || after.status !== 'launched') return;
      const { campaignId, formVersion, guideVersion } = after;
      const guide = guideOf.has(campaignId) ? guideOf.get(campaignId) : guideVersion;
      guideOf.set(campaignId, guide);
      if (guideVersion !== guide)
        broken('v', `${campaignId} was launched with the guide ${guide}, and has ${guideVersion}`);
      const known = launchedWith.get(campaignId) ?? formVersion;
      launchedWith.set(campaignId, known);
      if (formVersion !== known)
        broken('v', `${campaignId} was launched with ${known}, and has ${formVersion}`);
    },
    reportWritten({ campaignId, key }, report) {
      if (report?.status !== 'sent') return;
      const { formVersion } = report.sent;
      if (formVersion !== launchedWith.get(campaignId))
        broken('v', `the report of ${key} is of ${formVersion}, which is not its campaign's`);
    },
  };
};
