import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { type ProgressStep, progressLabels, progressStep } from '../../domain/placement/campaign-progress.ts';
import { Badge } from '../components/badge.tsx';

const stepTone = {
  prepared: 'neutral',
  started: 'neutral',
  assigned: 'info',
  briefed: 'info',
  requested: 'info',
  reminded: 'warning',
  escalated: 'warning',
  received: 'success',
  distributed: 'success',
  unreturned: 'error',
  receivedOtherwise: 'success',
  cancelled: 'neutral',
  troubled: 'error',
} as const satisfies Record<ProgressStep, string>;

export const StepBadge = ({ placement, now }: { placement: PlacementLine; now: IsoInstant }) => {
  const step = progressStep(placement, now);
  return <Badge tone={stepTone[step]}>{progressLabels[step]}</Badge>;
};
