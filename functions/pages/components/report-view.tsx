import type { ComponentChildren } from 'preact';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { ReportAnswers } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { StageId } from '../../../schemas/stage.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { Badge } from './badge.tsx';
import { DescriptorText, descriptorsOf } from './descriptor-text.tsx';
import { fieldId } from './error-summary.tsx';
import { Facts } from './facts.tsx';

type ReportViewProps = {
  form: ReportForm;
  stage: StageId;
  placement: Pick<PlacementFacts, 'student' | 'periods'>;
  answers: ReportAnswers;
  /** Where the form is, while it can still be changed. */
  formPath?: string;
};

const toneOf = { notAcquired: 'error', inProgress: 'warning', acquired: 'success' } as const;

type PartProps = {
  id: string;
  title: string;
  formPath: string | undefined;
  /** The element of the form that this part is filled in at. */
  at: string;
  children: ComponentChildren;
};

const Part = ({ id, title, formPath, at, children }: PartProps) => (
  <section class="card" aria-labelledby={id}>
    <div class="card-head">
      <h2 id={id}>{title}</h2>
      {formPath && (
        <a href={`${formPath}#${at}`}>
          Modifier<span class="visually-hidden">&nbsp;: {title}</span>
        </a>
      )}
    </div>
    {children}
  </section>
);

const Progression = ({ form, answers, formPath }: ReportViewProps) => {
  const taken = form.progression.steps
    .map(({ label, activities }) => ({
      label,
      chosen: activities.filter(({ activityId }) => answers.activities.includes(activityId)),
    }))
    .filter(({ chosen }) => chosen.length > 0);
  return (
    <Part id="lu-progression" title={form.progression.title} formPath={formPath} at="progression">
      {taken.map(({ label, chosen }) => (
        <div key={label}>
          <h3>{label}</h3>
          <ul>
            {chosen.map((activity) => (
              <li key={activity.activityId}>{activity.label}</li>
            ))}
          </ul>
        </div>
      ))}
    </Part>
  );
};

const Comments = ({ form: { comments }, answers, formPath }: ReportViewProps) => (
  <>
    {(answers.commentsSteps12 || answers.sessionsLed12 !== undefined) && (
      <Part
        id="lu-etapes-1-2"
        title={comments.steps12.title}
        formPath={formPath}
        at={fieldId('commentsSteps12')}
      >
        {answers.commentsSteps12 && <p class="typed">{answers.commentsSteps12}</p>}
        <Facts facts={[[comments.steps12.sessionsLed, answers.sessionsLed12]]} />
      </Part>
    )}
    {(answers.commentsSteps34 ||
      answers.sessionsLed34 !== undefined ||
      answers.sessionsDesigned34 !== undefined) && (
      <Part
        id="lu-etapes-3-4"
        title={comments.steps34.title}
        formPath={formPath}
        at={fieldId('commentsSteps34')}
      >
        {answers.commentsSteps34 && <p class="typed">{answers.commentsSteps34}</p>}
        <Facts
          facts={[
            [comments.steps34.sessionsDesigned, answers.sessionsDesigned34],
            [comments.steps34.sessionsLed, answers.sessionsLed34],
          ]}
        />
      </Part>
    )}
  </>
);

const Ethics = ({ form: { ethics }, stage, answers, formPath }: ReportViewProps) => (
  <Part id="lu-ethique" title={ethics.title} formPath={formPath} at="ethique">
    <dl class="answers">
      {ethics.criteria.map((criterion) => {
        const { level, details } = answers.ethics[criterion.criterionId];
        return (
          <div key={criterion.criterionId}>
            <dt>
              {criterion.criterionId} – {criterion.heading}
            </dt>
            <dd>
              <Badge tone={toneOf[level]}>{ethics.levels[level]}</Badge>
              <DescriptorText descriptor={descriptorsOf(criterion, stage)[level]} />
              {details && (
                <p class="typed">
                  <strong>{ethics.detailsLabel}&nbsp;:</strong> {details}
                </p>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  </Part>
);

/** A whole report, to be read: before it is sent and ever after. What a person typed is shown as text. */
export const ReportView = (props: ReportViewProps) => {
  const { form, placement, answers, formPath } = props;
  return (
    <>
      <Part id="lu-stage" title="Le stage" formPath={formPath} at="entete">
        <Facts
          facts={[
            [form.header.student, `${placement.student.firstName} ${placement.student.lastName}`],
            [form.header.tutor, answers.tutorName],
            [form.header.school, answers.schoolName],
            [form.header.classLevel, answers.classLevel],
            [form.header.pupilCount, answers.pupilCount],
            [form.header.period, periodsLabel(placement.periods)],
            [form.header.absentHalfDays, answers.absentHalfDays],
          ]}
        />
      </Part>
      <Progression {...props} />
      <Comments {...props} />
      <Ethics {...props} />
      <Part id="lu-conseils" title={form.advice.title} formPath={formPath} at="conseils">
        <ol>
          {[answers.advice1, answers.advice2].filter(Boolean).map((advice) => (
            <li class="typed" key={advice}>
              {advice}
            </li>
          ))}
        </ol>
        <p>
          {form.completedWithStudent}&nbsp;: <strong>{answers.completedWithStudent ? 'oui' : 'non'}</strong>
        </p>
      </Part>
    </>
  );
};
