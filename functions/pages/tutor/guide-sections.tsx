import { type ComponentChildren, Fragment } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Guide as GuideWords, OnScreen, Prose } from '../../../schemas/framing.ts';
import type { Programme, Stage } from '../../../schemas/programme.ts';
import { levelId, type ReportForm } from '../../../schemas/report-form.ts';
import { descriptorOf, framingOf, stageOf } from '../../domain/guide/programme.ts';
import { DescriptorText } from '../components/descriptor-text.tsx';
import { GuideText } from '../components/guide-text.tsx';

const Blocks = ({ blocks, onScreen }: { blocks: Prose[]; onScreen: OnScreen }) => (
  <>
    {blocks.map(({ heading, paragraphs, items }, index) => (
      <Fragment key={heading ?? index}>
        {heading && <h3>{heading}</h3>}
        {paragraphs.map((paragraph) => (
          <p class="typed" key={paragraph}>
            <GuideText text={paragraph} onScreen={onScreen} />
          </p>
        ))}
        {items.length > 0 && (
          <ul>
            {items.map((item) => (
              <li key={item}>
                <GuideText text={item} onScreen={onScreen} />
              </li>
            ))}
          </ul>
        )}
      </Fragment>
    ))}
  </>
);

type StageOf = Pick<Campaign, 'stage'>;

const Framing = ({
  programme,
  guide,
  campaign,
  onScreen,
}: Pick<GuideProps, 'programme' | 'guide' | 'campaign' | 'onScreen'>) => {
  const { framing } = guide;
  const { title, length, questions, activities } = framingOf(programme, guide, campaign);
  return (
    <section class="card" id="cadrage">
      <h2>{framing.title}</h2>
      <p class="muted">
        {stageOf(programme, campaign).label} – {title}, {length}
      </p>
      <h3>{framing.questionsLabel}</h3>
      <p>{framing.questionsLead}</p>
      <ul>
        {questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <h3>{framing.activitiesLabel}</h3>
      <Blocks blocks={activities} onScreen={onScreen} />
      <h3>{framing.objectivesLabel}</h3>
      <Blocks blocks={framing.objectives} onScreen={onScreen} />
    </section>
  );
};

/** The title is the guide's; on a screen its colon stays with the word before it. */
const gridTitle = ({ gridTitle: title }: ReportForm['ethics']): string => title.replaceAll(' :', '\u00a0:');

type GridProps = { ethics: ReportForm['ethics']; semester: Stage['semester'] };

const EthicsGrid = ({ ethics, semester }: GridProps) => (
  <section class="card" id="grille">
    <h2>{gridTitle(ethics)}</h2>
    {ethics.criteria.map((criterion) => (
      <div class="criterion" key={criterion.criterionId}>
        <h3>
          {criterion.criterionId} – {criterion.heading}
        </h3>
        <dl class="levels">
          {levelId.options.map((level) => (
            <div class={`level ${level}`} key={level}>
              <dt>{ethics.levels[level]}</dt>
              <dd>
                <DescriptorText descriptor={descriptorOf(criterion, level, semester)} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    ))}
  </section>
);

type GuideProps = {
  programme: Programme;
  /** The version that is read. */
  guide: GuideWords;
  campaign: StageOf;
  form: ReportForm;
  /** What the guide's words for paper mean where it is read. */
  onScreen: OnScreen;
  children?: ComponentChildren;
};

/** The guide in its own words, for one stage: letter, role, framing, grid. `children` come below its contents. */
export const Guide = ({ programme, guide, campaign, form: { ethics }, onScreen, children }: GuideProps) => {
  const { missionLetter, references, tutorRole, framing } = guide;
  const { label, semester } = stageOf(programme, campaign);
  return (
    <>
      <p class="eyebrow">{label}</p>
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
            <a href="#cadrage">{framing.title}</a>
          </li>
          <li>
            <a href="#grille">{gridTitle(ethics)}</a>
          </li>
        </ul>
      </nav>
      {children}
      <section class="card" id="lettre">
        <h2>{missionLetter.title}</h2>
        <Blocks blocks={missionLetter.blocks} onScreen={onScreen} />
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
        <Blocks blocks={tutorRole.blocks} onScreen={onScreen} />
      </section>
      <Framing programme={programme} guide={guide} campaign={campaign} onScreen={onScreen} />
      <EthicsGrid ethics={ethics} semester={semester} />
      <section class="card">
        <h2>{references.title}</h2>
        <ul>
          {references.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </section>
    </>
  );
};
