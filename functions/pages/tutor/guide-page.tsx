import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { Guide } from './guide-sections.tsx';
import { TutorPage } from './tutor-page.tsx';

/** The guide in its own words, for the stage at hand. */
export const guidePage = async (door: Door): Promise<PageResponse> => {
  const { campaign, institution, store } = door;
  const { programme } = institution;
  const [form, guide] = await Promise.all([
    store.forms.ofVersion(institution, campaign.formVersion),
    store.guides.ofCampaign(institution, campaign),
  ]);
  return html(
    <TutorPage door={door} title="Guide du tuteur" at="guide">
      <Guide {...{ programme, guide, campaign, form }} onScreen={guide.onScreen} />
    </TutorPage>,
  );
};
