import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { type ProgressStep, progressLabels, progressStep } from '../../domain/placement/campaign-progress.ts';
import { Shape, type ShapeName } from '../components/shape.tsx';

/** What each step looks like wherever it is shown; its colour is `--step-…` (functions/look). Red is for what is broken alone. */
const stepShapes = {
  prepared: 'dashedRing',
  started: 'ring',
  assigned: 'quarter',
  briefed: 'half',
  requested: 'threeQuarters',
  reminded: 'clock',
  escalated: 'triangle',
  received: 'ringTick',
  distributed: 'discTick',
  unreturned: 'discCross',
  receivedOtherwise: 'sheetTick',
  cancelled: 'struckRing',
  troubled: 'diamond',
} as const satisfies Record<ProgressStep, ShapeName>;

/** Of what is drawn in a step's colour: `var(--c)`. */
export const stepClass = (step: ProgressStep): string => `step-${step}`;

export const StepShape = ({ step, className = '' }: { step: ProgressStep; className?: string }) => (
  <Shape of={stepShapes[step]} className={`${stepClass(step)} ${className}`.trim()} />
);

/** Where a placement stands. */
export const StepBadge = ({ placement, now }: { placement: PlacementLine; now: IsoInstant }) => {
  const step = progressStep(placement, now);
  return (
    <span class="badge">
      <StepShape step={step} />
      {progressLabels[step]}
    </span>
  );
};
