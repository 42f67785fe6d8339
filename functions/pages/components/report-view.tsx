import type { ComponentChildren } from 'preact';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Stage } from '../../../schemas/programme.ts';
import type { ReportAnswers } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { descriptorOf } from '../../domain/guide/programme.ts';
import { countedIn, writtenIn } from '../../domain/report/report-fields.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { DescriptorText } from './descriptor-text.tsx';
import { fieldId } from './error-summary.tsx';
import { Facts } from './facts.tsx';

type ReportViewProps = {
  form: ReportForm;
  semester: Stage['semester'];
  placement: Pick<PlacementFacts, 'student' | 'periods'>;
  answers: ReportAnswers;
  /** Where the form is, while it can still be changed. */
  formPath?: string;
};

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
    {comments.map(({ field, title, counts }) => {
      const comment = writtenIn(answers, field);
      const counted = counts.map(
        (count) => [count.label, countedIn(answers, count.field)] satisfies [string, unknown],
      );
      if (!comment && counted.every(([, count]) => count === undefined)) return null;
      return (
        <Part key={field} id={`lu-${field}`} title={title} formPath={formPath} at={fieldId(field)}>
          {comment && <p class="typed">{comment}</p>}
          <Facts facts={counted} />
        </Part>
      );
    })}
  </>
);

const Ethics = ({ form: { ethics }, semester, answers, formPath }: ReportViewProps) => (
  <Part id="lu-ethique" title={ethics.title} formPath={formPath} at="ethique">
    <dl class="answers">
      {ethics.criteria.map((criterion) => {
        const answer = answers.ethics[criterion.criterionId];
        if (!answer) return null;
        const { level, details } = answer;
        return (
          <div key={criterion.criterionId}>
            <dt>
              {criterion.criterionId} – {criterion.heading}
            </dt>
            <dd>
              <strong>{ethics.levels[level]}</strong>
              <DescriptorText descriptor={descriptorOf(criterion, level, semester)} />
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
