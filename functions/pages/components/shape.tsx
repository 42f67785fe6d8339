import type { JSX } from 'preact';

const ring = <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" />;
const disc = <circle cx="8" cy="8" r="7" fill="currentColor" />;
const hole = {
  fill: 'none',
  stroke: 'var(--surface)',
  'stroke-width': '1.8',
  'stroke-linecap': 'round',
} as const;
const part = (d: string) => <path d={d} fill="currentColor" />;
const stroke = (d: string) => (
  <path d={d} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />
);

/** What a state looks like beside its words: whoever does not tell colours apart tells these apart. */
const shapes = {
  dashedRing: (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-dasharray="2.6 2.1"
    />
  ),
  ring,
  quarter: [ring, part('M8 8V4a4 4 0 0 1 4 4z')],
  half: [ring, part('M8 4a4 4 0 0 1 0 8z')],
  threeQuarters: [ring, part('M8 8V4a4 4 0 1 1-4 4z')],
  clock: [ring, stroke('M8 4.6V8l2.4 1.6')],
  triangle: [part('M8 .8 15.7 14.9H.3z'), <path d="M8 6v4M8 12v.6" {...hole} />],
  diamond: [part('m8 .3 7.7 7.7L8 15.7.3 8z'), <path d="M8 4.6v4M8 11v.4" {...hole} />],
  ringTick: [ring, stroke('m5.2 8.2 2 2 3.7-4')],
  discTick: [disc, <path d="m4.9 8.2 2.2 2.2 4-4.4" {...hole} />],
  sheetTick: [
    <rect x="2" y="1" width="12" height="14" rx="2" fill="currentColor" />,
    <path d="m5.2 8.2 2 2 3.7-4" {...hole} />,
  ],
  discCross: [disc, <path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" {...hole} />],
  struckRing: [ring, stroke('m4 12 8-8')],
} satisfies Record<string, JSX.Element | JSX.Element[]>;
export type ShapeName = keyof typeof shapes;

/** Says nothing by itself: its label is beside it. @param className of what surrounds it gives the colour, `--c` */
export const Shape = ({ of, className }: { of: ShapeName; className?: string }) => (
  <svg class={className ? `shape ${className}` : 'shape'} viewBox="0 0 16 16" aria-hidden="true">
    {shapes[of]}
  </svg>
);
