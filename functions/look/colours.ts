import type { ProgressStep } from '../domain/placement/campaign-progress.ts';

/**
 * Every colour that SOPA shows, on pages, in mails, in the PDF and at the workbench: warm paper, ink, one blue. Text has 4.5:1 and
 * more on each ground it stands on, controls and steps 3:1 (tests/domain/look.test.ts).
 */
const pairs = {
  paper: ['#faf8f3', '#13151b'],
  surface: ['#ffffff', '#1b1e26'],
  sunken: ['#f3f0e8', '#23262f'],
  ink: ['#1d2230', '#ece8e0'],
  soft: ['#565b69', '#aeb1bb'],
  line: ['#e4dfd4', '#343844'],
  /** Edge of a field. */
  control: ['#7f7d77', '#7d8392'],

  /** Links, the primary button, focus, and the step « demandé ». */
  blue: ['#1f4379', '#a9c1f5'],
  'blue-strong': ['#142f58', '#cbdafb'],
  'blue-tint': ['#edf1f9', '#232d47'],
  'on-blue': ['#ffffff', '#10182b'],

  /** Two motifs of a copybook, its margin line and a text marker: never a meaning on their own. */
  margin: ['#d8665a', '#b8574e'],
  marker: ['#ffe97a', '#5c4d08'],
  'on-marker': ['#1d2230', '#fff3b0'],

  red: ['#ac231b', '#ff9d92'],
  'red-tint': ['#fcefec', '#3a1f1f'],
  amber: ['#7a4c00', '#f0c169'],
  'amber-tint': ['#fcf3de', '#352a14'],
  green: ['#1b6846', '#86d6ad'],
  'green-tint': ['#e8f4ed', '#17301f'],
} as const satisfies Record<string, Pair>;

/** On a light ground, and on a dark one. */
type Pair = readonly [light: string, dark: string];
export type Colour = keyof typeof pairs;

/** What each step of a stage is drawn in: badge, bar, head of a column, dot of the timeline. */
const stepPairs = {
  prepared: ['#85878f', '#8d909c'],
  started: ['#7b86a3', '#8792b0'],
  assigned: ['#6c86c4', '#6f87c4'],
  briefed: ['#4f6db5', '#8ba5e6'],
  requested: ['#1f4379', '#c3d3fb'],
  reminded: ['#b87608', '#e0a93b'],
  escalated: ['#a34a12', '#f08c50'],
  received: ['#459670', '#4f9f7b'],
  distributed: ['#1b6846', '#7fd3a8'],
  receivedOtherwise: ['#1f7a84', '#5fb9c4'],
  unreturned: ['#86355f', '#d283ae'],
  troubled: ['#c02a20', '#ff7d71'],
  cancelled: ['#85878f', '#8d909c'],
} as const satisfies Record<ProgressStep, Pair>;

export const light = (colour: Colour): string => pairs[colour][0];
export const dark = (colour: Colour): string => pairs[colour][1];
/** All of them by name, for those who check them. */
export const colourPairs: Readonly<Record<Colour, Pair>> = pairs;
export const stepColourPairs: Readonly<Record<ProgressStep, Pair>> = stepPairs;

const declared = (colours: Record<string, Pair>, ground: 0 | 1, prefix: string): string =>
  Object.entries(colours)
    .map(([name, pair]) => `--${prefix}${name}:${pair[ground]};`)
    .join('');

/** Custom properties for both grounds. Paper is light: what is printed is, too. */
const tokens = (colours: Record<string, Pair>, prefix = ''): string =>
  `:root{${declared(colours, 0, prefix)}}@media screen and (prefers-color-scheme:dark){:root{${declared(colours, 1, prefix)}}}`;

/** `var(--ink)` and so on, for every stylesheet of ours. */
export const colourTokens = `:root{color-scheme:light dark}${tokens(pairs)}`;
/** `var(--step-requested)` and so on, for the pages of staff; within `.step-requested` it is `var(--c)`. */
export const stepTokens =
  tokens(stepPairs, 'step-') +
  Object.keys(stepPairs)
    .map((step) => `.step-${step}{--c:var(--step-${step})}`)
    .join('');
