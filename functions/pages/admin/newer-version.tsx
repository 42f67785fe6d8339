import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import type { Visit } from './visit.ts';
import { campaignPath } from './wording.ts';

type Props = {
  visit: Visit;
  campaign: Campaign;
  title: string;
  /** Where the campaign's version is chosen, behind its own address. */
  at: 'compte-rendu' | 'guide';
  /** The newest, as it is posted. */
  version: string;
  button: string;
  /** With which version it is prepared, and that it keeps it unless somebody takes the newest. */
  children: ComponentChildren;
};

/** A newer version of a document was published since the campaign was prepared, which may take it. */
export const NewerVersionNotice = ({ visit, campaign, title, at, version, button, children }: Props) => (
  <Notice tone="info" title={title}>
    <p>
      {children}
      {campaign.status === 'prepared' &&
        campaign.scheduled &&
        ' Le lancement programmé sera alors à programmer de nouveau.'}
    </p>
    <form method="post" action={`${campaignPath(campaign)}/${at}`} class="actions">
      <CsrfInput token={visit.csrf} />
      <input type="hidden" name="vue" value={String(campaign.version)} />
      <input type="hidden" name="version" value={version} />
      <button class="secondary" type="submit">
        {button}
      </button>
    </form>
  </Notice>
);
