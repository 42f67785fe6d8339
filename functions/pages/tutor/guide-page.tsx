import { Fragment } from 'preact';
import type { Guide, Prose } from '../../../schemas/framing.ts';
import { levelId, type ReportForm } from '../../../schemas/report-form.ts';
import { type StageId, stageLabel } from '../../../schemas/stage.ts';
import { guide } from '../../domain/guide/guide.ts';
import { formOfVersion } from '../../domain/guide/report-forms.ts';
import { DescriptorText, descriptorsOf } from '../components/descriptor-text.tsx';
import { GuideText } from '../components/guide-text.tsx';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { TutorPage } from './tutor-page.tsx';

const Blocks = ({ blocks }: { blocks: Prose[] }) => (
  <>
    {blocks.map(({ heading, paragraphs, items }, index) => (
      <Fragment key={heading ?? index}>
        {heading && <h3>{heading}</h3>}
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>
            <GuideText text={paragraph} />
          </p>
        ))}
        {items.length > 0 && (
          <ul>
            {items.map((item) => (
              <li key={item}>
                <GuideText text={item} />
              </li>
            ))}
          </ul>
        )}
      </Fragment>
    ))}
  </>
);

const Framing = ({ framing, stage }: { framing: Guide['framing']; stage: StageId }) => {
  const { title, length, questions, activities } = framing.stages[stage];
  return (
    <section class="card" id="cadrage">
      <h2>{framing.title}</h2>
      <p class="muted">
        {stageLabel(stage)} – {title}, {length}
      </p>
      <h3>{framing.questionsLabel}</h3>
      <p>{framing.questionsLead}</p>
      <ul>
        {questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <h3>{framing.activitiesLabel}</h3>
      <Blocks blocks={activities} />
      <h3>{framing.objectivesLabel}</h3>
      <Blocks blocks={framing.objectives} />
    </section>
  );
};

const EthicsGrid = ({ ethics, stage }: { ethics: ReportForm['ethics']; stage: StageId }) => (
  <section class="card" id="grille">
    <h2>Éthique professionnelle&nbsp;: grille d’évaluation</h2>
    {ethics.criteria.map((criterion) => {
      const descriptors = descriptorsOf(criterion, stage);
      return (
        <div class="criterion" key={criterion.criterionId}>
          <h3>
            {criterion.criterionId} – {criterion.heading}
          </h3>
          <dl class="levels">
            {levelId.options.map((level) => (
              <div class={`level ${level}`} key={level}>
                <dt>{ethics.levels[level]}</dt>
                <dd>
                  <DescriptorText descriptor={descriptors[level]} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      );
    })}
  </section>
);

/** The guide in its own words, for the stage at hand. */
export const guidePage = (door: Door): PageResponse => {
  const { campaign } = door;
  const { missionLetter, references, tutorRole } = guide;
  return html(
    <TutorPage door={door} title="Guide du tuteur" at="guide">
      <p class="eyebrow">{stageLabel(campaign.stage)}</p>
      <h1>Guide du tuteur de stage</h1>
      <nav aria-label="Dans cette page">
        <ul>
          <li>
            <a href="#lettre">{missionLetter.title}</a>
          </li>
          <li>
            <a href="#role">{tutorRole.title}</a>
          </li>
          <li>
            <a href="#cadrage">{guide.framing.title}</a>
          </li>
          <li>
            <a href="#grille">Éthique professionnelle&nbsp;: grille d’évaluation</a>
          </li>
        </ul>
      </nav>
      <section class="card" id="lettre">
        <h2>{missionLetter.title}</h2>
        <Blocks blocks={missionLetter.blocks} />
        {missionLetter.signatures.map(({ name, role }) => (
          <p key={name}>
            {name}
            <br />
            <span class="muted">{role}</span>
          </p>
        ))}
      </section>
      <section class="card" id="role">
        <h2>{tutorRole.title}</h2>
        <p class="muted">{tutorRole.subtitle}</p>
        <Blocks blocks={tutorRole.blocks} />
      </section>
      <Framing framing={guide.framing} stage={campaign.stage} />
      <EthicsGrid ethics={formOfVersion(campaign.formVersion).ethics} stage={campaign.stage} />
      <section class="card">
        <h2>{references.title}</h2>
        <ul>
          {references.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
    </TutorPage>,
  );
};
