import type { Site } from '../../../schemas/institution.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { SentReport } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { formOfVersion } from '../guide/programme.ts';
import type { ExportedList } from '../import/exported-list.ts';
import { type ListCell, numberCell, textCell } from '../import/followed-columns.ts';
import { siteOf } from '../placement/site-of.ts';
import { countedIn, detailsField, fieldLabel, writtenIn } from '../report/report-fields.ts';
import {
  type JuryRow,
  type JuryStage,
  resultLabel,
  type StageResult,
  stepsReached,
} from './semester-results.ts';

type Filled = { form: ReportForm; sent: SentReport };
type StageColumn = { title: string; cell: (result: StageResult, filled: Filled | undefined) => ListCell };

const none: ListCell = { kind: 'nothing' };

/** What a report says under that title; nothing where there is no report. */
const ofReport = (title: string, cell: (filled: Filled) => ListCell): StageColumn => ({
  title,
  cell: (_, filled) => (filled ? cell(filled) : none),
});

/** In the order of the report, with every field that one of the stage's forms has; none is lost to a newer form. */
const columnsOf = ({ forms }: JuryStage): StageColumn[] => {
  const columns = forms.flatMap((form) => [
    {
      title: 'État',
      cell: (result: StageResult) => textCell(resultLabel(result)),
    },
    {
      title: form.header.school,
      cell: (result: StageResult) =>
        textCell(
          result.kind === 'none'
            ? undefined
            : `${result.placement.school.name}, ${result.placement.school.town}`,
        ),
    },
    ofReport(form.header.absentHalfDays, ({ sent }) => numberCell(sent.answers.absentHalfDays)),
    ofReport('Étapes', (filled) =>
      // Two numbers with a comma are no decimal.
      textCell(stepsReached(filled.form, filled.sent.answers).join(' + ')),
    ),
    ...form.comments.flatMap(({ field, counts }) => [
      ...counts.map((count) =>
        ofReport(fieldLabel(form, count.field), ({ sent }) =>
          numberCell(countedIn(sent.answers, count.field)),
        ),
      ),
      ofReport(fieldLabel(form, field), ({ sent }) => textCell(writtenIn(sent.answers, field))),
    ]),
    ...form.ethics.criteria.flatMap(({ criterionId }) => [
      ofReport(criterionId, (filled) => {
        const answer = filled.sent.answers.ethics[criterionId];
        return textCell(answer && filled.form.ethics.levels[answer.level]);
      }),
      ofReport(fieldLabel(form, detailsField(criterionId)), ({ sent }) =>
        textCell(sent.answers.ethics[criterionId]?.details),
      ),
    ]),
    ofReport(fieldLabel(form, 'advice1'), ({ sent }) => textCell(sent.answers.advice1)),
    ofReport(fieldLabel(form, 'advice2'), ({ sent }) => textCell(sent.answers.advice2)),
  ]);
  return [...new Map(columns.map((column) => [column.title, column])).values()];
};

/**
 * The results of a semester as a table: a row a student, the same columns whatever the rows hold, numbers as numbers. It is for a
 * jury to read, and no import takes it.
 */
export const juryTable = (
  { sites, programme }: { sites: readonly Site[] } & Pick<Institute, 'programme'>,
  stages: readonly JuryStage[],
  rows: readonly JuryRow[],
): ExportedList => {
  const perStage = stages.map((one) => ({ label: one.stage.label, columns: columnsOf(one) }));
  return {
    titles: [
      ...['Numéro', 'Nom', 'Prénom', 'Site'],
      ...perStage.flatMap(({ label, columns }) => columns.map(({ title }) => `${label} – ${title}`)),
    ],
    rows: rows.map(({ student, results }) => [
      textCell(student.studentNumber),
      textCell(student.student.lastName),
      textCell(student.student.firstName),
      textCell(siteOf({ sites: [...sites] }, student.siteId).name),
      ...perStage.flatMap(({ columns }, at) => {
        const result = results[at] ?? { kind: 'none' };
        const filled =
          result.kind === 'report'
            ? { sent: result.sent, form: formOfVersion(programme, result.sent.formVersion) }
            : undefined;
        return columns.map(({ cell }) => cell(result, filled));
      }),
    ]),
  };
};
