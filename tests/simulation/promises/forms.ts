import { isCampaign } from './items.ts';
import type { Watch, Watched } from './watch.ts';

/** (v) A form that is published stays as it is. A campaign keeps the one that it was launched with, and a report that of its campaign. */
export const forms = ({ broken }: Watched): Watch => {
  /** By key, as it was published. */
  const published = new Map<string, string>();
  const launchedWith = new Map<string, string>();
  return {
    itemWritten({ pk, sk, after }) {
      if (pk.startsWith('FORM#')) {
        const key = `${pk} ${sk}`;
        const known = published.get(key);
        const content = JSON.stringify(after?.form);
        if (known !== undefined && known !== content) broken('v', `${key} was published, and has changed`);
        if (after?.status === 'published') published.set(key, content);
      }
      if (!isCampaign(after) || after.status !== 'launched') return;
      const { campaignId, formVersion } = after;
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
