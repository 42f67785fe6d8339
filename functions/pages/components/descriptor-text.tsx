import type { Descriptor } from '../../../schemas/report-form.ts';

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
