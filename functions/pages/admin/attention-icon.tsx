import type { ComponentChildren } from 'preact';
import type { AttentionKind } from '../../../schemas/attention.ts';

const outline = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 };

/** A shape for each kind, beside its word: the colour alone says nothing. */
const drawings: Record<AttentionKind, ComponentChildren> = {
  troubled: (
    <>
      <path fill="currentColor" d="M10 .8 19.2 10 10 19.2.8 10z" />
      <path class="on" d="M10 5.2v5.6M10 13v1.8" />
    </>
  ),
  refused: (
    <g {...outline}>
      <path d="M11 15.5H2.5v-11h15V11" />
      <path d="m2.5 5 7.5 5.5L17.5 5M13.5 13l4.5 4.5M18 13l-4.5 4.5" />
    </g>
  ),
  word: (
    <g {...outline}>
      <path d="M2.5 3h15v10.5H9L5.5 17v-3.5h-3z" />
      <path d="M6 6.8h8M6 9.8h5" />
    </g>
  ),
  studentsWord: (
    <g {...outline}>
      <path d="M2.5 4.5h15v11h-15z" />
      <path d="m2.5 5 7.5 5.5L17.5 5" />
    </g>
  ),
  notAcquired: (
    <g {...outline}>
      <path d="M4.5 18.5v-16H16l-2.5 4 2.5 4H4.5" />
    </g>
  ),
  late: (
    <>
      <path fill="currentColor" d="M10 1.5 19.3 18H.7z" />
      <path class="on" d="M10 7v5M10 14v1.8" />
    </>
  ),
  stoppedWork: (
    <g {...outline}>
      <path d="M3 3h14v14H3z" />
      <path d="M8 7v6M12 7v6" />
    </g>
  ),
  stoppedMeeting: (
    <g {...outline}>
      <circle cx="7" cy="6.5" r="3" />
      <path d="M1.5 17c0-3.5 2.4-5.5 5.5-5.5s5.5 2 5.5 5.5M15 5.5v6M18 5.5v6" />
    </g>
  ),
  heldLaunch: (
    <g {...outline}>
      <circle cx="10" cy="10" r="7.5" />
      <path d="M8 6.8v6.4M12 6.8v6.4" />
    </g>
  ),
  refusedLaunch: (
    <g {...outline}>
      <path d="M3 4.5h14v13H3zM3 8.5h14M6.5 2.5v4M13.5 2.5v4" />
      <path d="m8 11 4 4M12 11l-4 4" />
    </g>
  ),
  unconfirmedImport: (
    <g {...outline}>
      <path d="M5 2.5h7l4 4v11H5z" />
      <path d="M10.5 14.5V9M8 11l2.5-2.5L13 11" />
    </g>
  ),
};

export const AttentionIcon = ({ kind }: { kind: AttentionKind }) => (
  <svg class={`icon ${kind}`} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
    {drawings[kind]}
  </svg>
);
