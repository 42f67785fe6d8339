import type { Descriptor, ReportForm } from '../../../schemas/report-form.ts';
import { isFirstSemester, type StageId } from '../../../schemas/stage.ts';

export type Criterion = ReportForm['ethics']['criteria'][number];

/** The guide's descriptors of the three levels, as the stage at hand reads them. */
export const descriptorsOf = (criterion: Criterion, stage: StageId) => ({
  notAcquired: criterion.notAcquired,
  inProgress: criterion.inProgress,
  acquired: isFirstSemester(stage) ? criterion.acquired.sopa12 : criterion.acquired.sopa34,
});

/** One line as it is, several as a list; in spans, since it may stand inside a label. */
export const DescriptorText = ({ descriptor }: { descriptor: Descriptor }) => (
  <span class="descriptor">
    {descriptor.lead && <span>{descriptor.lead}</span>}
    {descriptor.lines.map((line) => (
      <span key={line} class={descriptor.lines.length > 1 ? 'dash' : undefined}>
        {line}
      </span>
    ))}
  </span>
);
