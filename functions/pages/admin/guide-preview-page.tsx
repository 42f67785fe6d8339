import { guidePdf } from '../../documents/guide-pdf.ts';
import { ownGuide } from '../../domain/guide/guide-versions.ts';
import { readWithoutReport } from '../../domain/guide/on-screen.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { Guide } from '../tutor/guide-sections.tsx';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { StageFilter } from './stage-filter.tsx';
import type { Visit } from './visit.ts';
import { visitedGuide } from './visited-guide.ts';

/** The stage that is asked for: the first, unless the address says. */
const stageAsked = ({ settings: { programme }, request }: Visit) =>
  programme.stages.find(({ stageId }) => stageId === request.query.get('stage')) ?? programme.stages[0];

/** The guide as anybody reads it, for one of the stages. */
export const showGuidePreview = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedGuide(visit);
  if (answer) return answer;
  const { name, words: guide } = found;
  const { programme } = visit.settings;
  const stage = stageAsked(visit);
  if (!stage) return nothingHerePage('Cet aperçu');
  const form = await visit.store.forms.newest(visit.institution, stage);
  const path = `${name.path}/apercu`;
  return html(
    <ConsolePage visit={visit} title="Aperçu" trail={name.trail} wide={false}>
      <Guide
        {...{ programme, guide, form }}
        campaign={{ stage: stage.stageId }}
        onScreen={readWithoutReport(guide.onScreen)}
      >
        <StageFilter {...{ path, stage }} label="Aperçu pour" stages={programme.stages} />
        <p class="actions">
          <a class="button secondary" href={`${path}.pdf?${new URLSearchParams({ stage: stage.stageId })}`}>
            Voir le PDF
          </a>
          <a href={name.path}>Revenir à la version</a>
        </p>
      </Guide>
    </ConsolePage>,
  );
};

/** The same, printed. */
export const downloadGuidePreview = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedGuide(visit);
  if (answer) return answer;
  const { settings: institution, request } = visit;
  const stage = stageAsked(visit);
  if (!stage) return nothingHerePage('Cet aperçu');
  const { words: guide, record } = found;
  return file({
    bytes: await guidePdf({ institution, guide, campaign: { stage: stage.stageId }, now: request.now }),
    contentType: 'application/pdf',
    filename: `apercu-guide-v${record?.number ?? ownGuide}.pdf`,
    inline: true,
  });
};
