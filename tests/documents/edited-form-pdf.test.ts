import { expect, test } from 'vitest';
import { reportPdf } from '../../functions/documents/report-pdf.ts';
import {
  criterionField,
  descriptorField,
  mostCriteria,
} from '../../functions/domain/report/form-criteria.ts';
import { editedForm, typedForm } from '../../functions/domain/report/form-editing.ts';
import { formSections } from '../../functions/domain/report/form-texts.ts';
import { levelId, type ReportForm } from '../../schemas/report-form.ts';
import { form2026 } from '../poitiers.ts';
import { readPdf } from './read-pdf.ts';
import { answering, fullReport } from './sample-reports.ts';

/** So many characters, words of nine among them, the first of which is its own. */
const words = (own: string, length: number): string =>
  `${own} ${'apprendre '.repeat(300)}`.slice(0, length - 1).trim();

/** Every text as long as it may be. */
const longest = (): ReportForm => {
  const texts = formSections(form2026).flatMap((section) => section.texts);
  const typed = Object.fromEntries(
    texts.map(({ name, kind, longest: length, most }) => [
      name,
      kind === 'list'
        ? Array.from({ length: most }, (_, at) => words(`${name}${at}`, length)).join('\n')
        : words(name, length),
    ]),
  );
  for (let at = 0; at < mostCriteria; at += 1) {
    typed[criterionField(at, 'id')] = `ABCD${at}`;
    typed[criterionField(at, 'heading')] = words(`intitule${at}`, 300);
    for (const level of levelId.options)
      typed[descriptorField(at, level, 1)] = Array.from({ length: 8 }, (_, line) =>
        words(`${level}${at}${line}`, 149),
      ).join('\n');
  }
  const { form, problems } = editedForm(form2026, { ...typedForm(form2026), ...typed });
  expect(problems).toBeUndefined();
  return form ?? form2026;
};

test('a form whose texts are all as long as they may be is printed whole', async () => {
  const form = longest();
  const report = answering(fullReport, {
    activities: form.progression.steps.flatMap(({ activities }) =>
      activities.map(({ activityId }) => activityId),
    ),
    ethics: Object.fromEntries(
      form.ethics.criteria.map(({ criterionId }) => [
        criterionId,
        { level: 'notAcquired', details: words('precisions', 1_000) },
      ]),
    ),
  });
  const { text } = await readPdf(await reportPdf({ ...report, form }));
  const said = [
    ...form.progression.steps.flatMap(({ activities }) => activities.map(({ label }) => label)),
    ...form.comments.flatMap(({ objectives }) => objectives.items),
    ...form.ethics.criteria.map(({ heading }) => heading),
  ].map((label) => label.split(' ')[0] ?? '');
  expect(said.filter((word) => !text.replaceAll(/\s/g, '').includes(word))).toEqual([]);
  for (let at = 0; at < mostCriteria; at += 1) expect(text).toContain(`notAcquired${at}7`);
});

test('accents that no single character has do not change the bytes of what is printed after them', async () => {
  const before = await reportPdf(fullReport);
  const form = { ...form2026, title: 'Ọ̀rọ̀ ìwé' };
  const [first, second] = [
    await reportPdf({ ...fullReport, form }),
    await reportPdf({ ...fullReport, form }),
  ];
  expect(Buffer.compare(first, second)).toBe(0);
  expect(Buffer.compare(await reportPdf(fullReport), before)).toBe(0);
});
