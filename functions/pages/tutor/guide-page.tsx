import { formOfVersion } from '../../domain/guide/programme.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { Guide } from './guide-sections.tsx';
import { TutorPage } from './tutor-page.tsx';

/** The guide in its own words, for the stage at hand. */
export const guidePage = (door: Door): PageResponse => {
  const { programme } = door.institution;
  const { campaign } = door;
  return html(
    <TutorPage door={door} title="Guide du tuteur" at="guide">
      <Guide
        programme={programme}
        campaign={campaign}
        form={formOfVersion(programme, campaign.formVersion)}
        onScreen={programme.guide.onScreen}
      />
    </TutorPage>,
  );
};
