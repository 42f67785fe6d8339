import type { Site } from '../../../schemas/institution.ts';
import type { SentReport } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { ExportedList } from '../import/exported-list.ts';
import { type ListCell, numberCell, textCell } from '../import/followed-columns.ts';
import { siteOf } from '../placement/site-of.ts';
import { countedIn, detailsField, fieldLabel, writtenIn } from '../report/report-fields.ts';
import {
  formIn,
  type JuryRow,
  type JuryStage,
  resultLabel,
  type StageResult,
  stepsReached,
} from './semester-results.ts';

type Filled = { form: ReportForm; sent: SentReport };
/** `name` tells a column from others, whatever a version of the form calls it. */
type StageColumn = {
  name: string;
  title: string;
  cell: (result: StageResult, filled: Filled | undefined) => ListCell;
};

const none: ListCell = { kind: 'nothing' };

/** What a report says under that title; nothing where there is no report. */
const ofReport = (name: string, title: string, cell: (filled: Filled) => ListCell): StageColumn => ({
  ...{ name, title },
  cell: (_, filled) => (filled ? cell(filled) : none),
});

const commentColumns = (form: ReportForm): StageColumn[] =>
  form.comments.flatMap(({ field, counts }) => [
    ...counts.map((count) =>
      ofReport(count.field, fieldLabel(form, count.field), ({ sent }) =>
        numberCell(countedIn(sent.answers, count.field)),
      ),
    ),
    ofReport(field, fieldLabel(form, field), ({ sent }) => textCell(writtenIn(sent.answers, field))),
  ]);

const criterionColumns = (form: ReportForm): StageColumn[] =>
  form.ethics.criteria.flatMap(({ criterionId }) => [
    ofReport(criterionId, criterionId, (filled) => {
      const answer = filled.sent.answers.ethics[criterionId];
      return textCell(answer && filled.form.ethics.levels[answer.level]);
    }),
    ofReport(detailsField(criterionId), fieldLabel(form, detailsField(criterionId)), ({ sent }) =>
      textCell(sent.answers.ethics[criterionId]?.details),
    ),
  ]);

/**
 * In the order of the report, with every field that one of the stage's forms has, once, in the words of the newest: what a version has not
 * is an empty cell of its reports.
 */
const columnsOf = ({ forms }: JuryStage): StageColumn[] => {
  const [newest] = forms;
  if (!newest) return [];
  const { header } = newest;
  const columns = [
    { name: 'state', title: 'État', cell: (result: StageResult) => textCell(resultLabel(result)) },
    {
      ...{ name: 'school', title: header.school },
      cell: (result: StageResult) =>
        textCell(
          result.kind === 'none'
            ? undefined
            : `${result.placement.school.name}, ${result.placement.school.town}`,
        ),
    },
    ofReport('absentHalfDays', header.absentHalfDays, ({ sent }) => numberCell(sent.answers.absentHalfDays)),
    ofReport('steps', 'Étapes', (filled) =>
      // Two numbers with a comma are no decimal.
      textCell(stepsReached(filled.form, filled.sent.answers).join(' + ')),
    ),
    ...forms.flatMap(commentColumns),
    ...forms.flatMap(criterionColumns),
    ofReport('advice1', fieldLabel(newest, 'advice1'), ({ sent }) => textCell(sent.answers.advice1)),
    ofReport('advice2', fieldLabel(newest, 'advice2'), ({ sent }) => textCell(sent.answers.advice2)),
  ];
  return columns.filter(({ name }, at) => columns.findIndex((column) => column.name === name) === at);
};

/**
 * The results of a semester as a table: a row a student, the same columns whatever the rows hold, numbers as numbers. It is for a
 * jury to read, and no import takes it.
 */
export const juryTable = (
  { sites }: { sites: readonly Site[] },
  stages: readonly JuryStage[],
  rows: readonly JuryRow[],
): ExportedList => {
  const perStage = stages.map((stage) => ({ stage, columns: columnsOf(stage) }));
  return {
    titles: [
      ...['Numéro', 'Nom', 'Prénom', 'Site'],
      ...perStage.flatMap(({ stage: { stage }, columns }) =>
        columns.map(({ title }) => `${stage.label} – ${title}`),
      ),
    ],
    rows: rows.map(({ student, results }) => [
      textCell(student.studentNumber),
      textCell(student.student.lastName),
      textCell(student.student.firstName),
      textCell(siteOf({ sites: [...sites] }, student.siteId).name),
      ...perStage.flatMap(({ stage, columns }, at) => {
        const result = results[at] ?? { kind: 'none' };
        const filled =
          result.kind === 'report' ? { sent: result.sent, form: formIn(stage, result.sent) } : undefined;
        return columns.map(({ cell }) => cell(result, filled));
      }),
    ]),
  };
};
