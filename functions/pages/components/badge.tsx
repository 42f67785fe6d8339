import { Shape, type ShapeName } from './shape.tsx';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error';

const shapeOf = {
  neutral: 'dashedRing',
  info: 'half',
  success: 'discTick',
  warning: 'clock',
  error: 'diamond',
} as const satisfies Record<Tone, ShapeName>;

/** A state in a word, with a shape before it; the colour only underlines what both say. */
export const Badge = ({ tone, children }: { tone: Tone; children: string }) => (
  <span class={`badge ${tone}`}>
    <Shape of={shapeOf[tone]} />
    {children}
  </span>
);
