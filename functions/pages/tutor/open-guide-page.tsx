import type { Campaign } from '../../../schemas/campaign.ts';
import type { Stage } from '../../../schemas/programme.ts';
import { guidePdf } from '../../documents/guide-pdf.ts';
import { readWithoutReport } from '../../domain/guide/on-screen.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { isBeingDeleted } from '../../domain/placement/campaign-life.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { Page } from '../page.tsx';
import type { PageRequest } from '../request.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { Guide } from './guide-sections.tsx';

/**
 * The guide of a campaign, or of a stage, for anybody who has its address, as the mission mail has it: the institute's words alone,
 * nobody's name. A tutor may pass it on to the school's head, which their own link must not be.
 */
export const openGuidePage =
  (env: TutorEnvironment) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const found = await guideAsked(env, request);
    if (!found) return notFoundPage();
    const { asked, institution, stage, campaign, store } = found;
    const { programme } = institution;
    const [form, guide] = await Promise.all([
      campaign
        ? store.forms.ofVersion(institution, campaign.formVersion)
        : store.forms.newest(institution, stage),
      found.guide(),
    ]);
    return html(
      <Page title={`Guide du tuteur – ${stage.label}`} institution={institution} kind="tutor">
        <Guide
          {...{ programme, guide, form }}
          campaign={{ stage: stage.stageId }}
          onScreen={readWithoutReport(guide.onScreen)}
        >
          <p>
            <a href={`/guide/${asked}/guide.pdf`}>
              Lettre de mission, rôle et cadrage en PDF, à imprimer ou à montrer
            </a>
          </p>
        </Guide>
      </Page>,
    );
  };

/** Its letter, role and framing as a document. */
export const openGuidePdf =
  (env: TutorEnvironment) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const found = await guideAsked(env, request);
    if (!found) return notFoundPage();
    const { institution, stage } = found;
    const campaign = { stage: stage.stageId };
    return file({
      bytes: await guidePdf({ institution, guide: await found.guide(), campaign, now: request.now }),
      contentType: 'application/pdf',
      filename: `guide-${stageLabel(institution, campaign).replace(/[^A-Za-z0-9]+/g, '-')}.pdf`,
      inline: true,
    });
  };

/** A campaign by its name (`2026-a1`), or a stage by its own (`a1`), which earlier mails lead to. Of a campaign that is gone, its stage. */
const guideAsked = async (env: TutorEnvironment, { params: { stage: asked = '' } }: PageRequest) => {
  const store = keptStore(env.TABLE_NAME);
  const [, stageId] = /^(?:\d{4}-)?([a-z][a-z0-9]*)(?:-\d{1,2})?$/.exec(asked) ?? [];
  const institution = await store.institutions.get();
  const stage = institution.programme.stages.find((one) => one.stageId === stageId);
  if (!stage) return undefined;
  const named = asked === stageId ? undefined : await store.campaigns.find(asked);
  const campaign = named && !isBeingDeleted(named) ? named : await launchedLast(store, stage);
  const guide = async () =>
    campaign
      ? store.guides.ofCampaign(institution, campaign)
      : (await store.guides.newest(institution)).guide;
  return { asked, store, institution, stage, campaign, guide };
};

/** The campaign whose tutors have the stage's address; before there is one, its guide and grid are those that the first will take. */
const launchedLast = async ({ campaigns }: Store, stage: Stage): Promise<Campaign | undefined> =>
  (await campaigns.all()).find((one) => one.stage === stage.stageId && one.status === 'launched');
