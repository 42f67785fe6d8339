import { reportPdf } from '../../documents/report-pdf.ts';
import { exampleStage } from '../../domain/report/example-stage.ts';
import { basisOf, stagesTaking } from '../../domain/report/form-versions.ts';
import { prefilledDraft } from '../../domain/report/report-fields.ts';
import { exampleReport } from '../../mail/trial-mails.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { AdviceFields } from '../tutor/form/advice-fields.tsx';
import { CommentsFields } from '../tutor/form/comments-fields.tsx';
import { EthicsFields } from '../tutor/form/ethics-fields.tsx';
import { HeaderFields } from '../tutor/form/header-fields.tsx';
import { ProgressionFields } from '../tutor/form/progression-fields.tsx';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { StageFilter } from './stage-filter.tsx';
import type { Visit } from './visit.ts';
import { formLabel, formPath, formTrail, type VisitedForm, visitedForm } from './visited-form.tsx';

/** The stages as which the form may be looked at, and the one that is asked for: the first, unless the address says. */
const stageAsked = ({ institution: { programme }, request }: Visit, { words }: VisitedForm) => {
  const own = stagesTaking(programme, basisOf(words.version));
  const stages = own.length > 0 ? own : programme.stages;
  const stage = stages.find(({ stageId }) => stageId === request.query.get('stage')) ?? stages[0];
  return stage && { stages, stage };
};

/** The form as a tutor has it, about nobody. What is typed into it goes nowhere. */
export const showFormPreview = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { words: form } = found;
  const asked = stageAsked(visit, found);
  const [site] = visit.institution.sites;
  if (!asked || !site) return nothingHerePage('Cet aperçu');
  const { stages, stage } = asked;
  const { placement } = exampleStage(site, stage, visit.request.now);
  const state = {
    form,
    semester: stage.semester,
    placement,
    values: prefilledDraft(placement),
    problems: [],
  };
  const path = `${formPath(form.version)}/apercu`;
  return html(
    <ConsolePage
      visit={visit}
      title={`Aperçu – ${formLabel(form.version)}`}
      here="Aperçu"
      trail={formTrail(form.version)}
      wide={false}
    >
      <h1>{form.title}</h1>
      <p class="lead">Aperçu pour {stage.label} : ce qui s’écrit ici ne part nulle part.</p>
      <StageFilter {...{ path, stage }} label="Stage" stages={stages} />
      <p class="actions">
        <a class="button secondary" href={`${path}.pdf?${new URLSearchParams({ stage: stage.stageId })}`}>
          Voir le PDF d’un compte-rendu inventé
        </a>
        <a href={formPath(form.version)}>Revenir à la version</a>
      </p>
      <HeaderFields {...state} />
      <ProgressionFields {...state} />
      <CommentsFields {...state} />
      <EthicsFields {...state} />
      <AdviceFields {...state} />
    </ConsolePage>,
  );
};

/** An invented report of that version, printed. */
export const downloadFormPreview = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { words: form } = found;
  const { institution, request } = visit;
  const asked = stageAsked(visit, found);
  const [site] = institution.sites;
  if (!asked || !site) return nothingHerePage('Cet aperçu');
  const { campaign, placement } = exampleStage(site, asked.stage, request.now);
  const sent = exampleReport({ form, placement }, request.now);
  return file({
    bytes: await reportPdf({ institution, campaign, placement, form, sent }),
    contentType: 'application/pdf',
    filename: `apercu-${form.version.replace(/[^A-Za-z0-9]+/g, '-')}.pdf`,
    inline: true,
  });
};
