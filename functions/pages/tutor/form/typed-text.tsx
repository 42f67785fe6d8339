import type { DraftValues } from '../../../../schemas/report.ts';
import type { ReportForm } from '../../../../schemas/report-form.ts';
import { fieldLabel, reportFields } from '../../../domain/report/report-fields.ts';
import { readable } from './readable-field.ts';

/** Everything that was typed, to be read or copied. */
export const TypedText = ({
  form,
  values,
  title,
}: {
  form: ReportForm;
  values: DraftValues;
  title: string;
}) => {
  const lines = reportFields(form)
    .map((field) => ({ field, label: fieldLabel(form, field), text: readable(form, field, values) }))
    .filter(({ text }) => text !== '');
  if (lines.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <dl class="answers">
        {lines.map(({ field, label, text }) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd class="typed">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
