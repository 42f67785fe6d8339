import type { Institute, Stage } from '../../../schemas/programme.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { guidePdf } from '../../documents/guide-pdf.ts';
import { readWithoutReport } from '../../domain/guide/on-screen.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { Page } from '../page.tsx';
import type { PageRequest } from '../request.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { Guide } from './guide-sections.tsx';

/**
 * The guide of a stage for anybody who has its address, as the mission mail has it: the institute's words alone, nobody's name. A
 * tutor may pass it on to the school's head, which their own link must not be.
 */
export const openGuidePage =
  (env: TutorEnvironment) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const found = await guideAsked(env, request);
    if (!found) return notFoundPage();
    const { institution, stage } = found;
    const { programme } = institution;
    const form = await gridOf(keptStore(env.TABLE_NAME), institution, stage);
    const campaign = { stage: stage.stageId };
    return html(
      <Page title={`Guide du tuteur – ${stage.label}`} institution={institution} kind="tutor">
        <Guide
          programme={programme}
          campaign={campaign}
          form={form}
          onScreen={readWithoutReport(programme.guide.onScreen)}
        >
          <p>
            <a href={`/guide/${stage.stageId}/guide.pdf`}>
              Lettre de mission, rôle et cadrage en PDF, à imprimer ou à montrer
            </a>
          </p>
        </Guide>
      </Page>,
    );
  };

/** Of the campaign that was launched last, whose tutors have the address; before there is one, what the first will take. */
const gridOf = async (
  { campaigns, forms }: Store,
  institution: Institute,
  stage: Stage,
): Promise<ReportForm> => {
  const launched = (await campaigns.all()).find(
    (one) => one.stage === stage.stageId && one.status === 'launched',
  );
  return launched ? forms.ofVersion(institution, launched.formVersion) : forms.newest(institution, stage);
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
      bytes: await guidePdf({ institution, campaign, now: request.now }),
      contentType: 'application/pdf',
      filename: `guide-${stageLabel(institution, campaign).replace(/[^A-Za-z0-9]+/g, '-')}.pdf`,
      inline: true,
    });
  };

const guideAsked = async (env: TutorEnvironment, { params }: PageRequest) => {
  const institution = await keptStore(env.TABLE_NAME).institutions.get();
  const stage = institution.programme.stages.find(({ stageId }) => stageId === params.stage);
  return stage && { institution, stage };
};
