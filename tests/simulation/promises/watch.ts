import type { Placement } from '../../../schemas/placement.ts';
import type { Report } from '../../../schemas/report.ts';
import type { Item, MailLeft, Observation, World } from '../observations.ts';
import type { Ledger } from './ledger.ts';
import type { OpenDays } from './open-days.ts';
import type { Stage, Version } from './stage.ts';

/** A mail that left, and of whom it speaks. */
export type KnownMail = MailLeft & {
  step: number;
  ms: number;
  begunMs: number;
  /** The observation itself, which may yet learn that its answer was lost. */
  source: MailLeft;
  /** Whom it calls by name, and by which. */
  named: { person: Stage; spelling: string }[];
  /** The stages that it is about, as they stood: those that it names, or that its key or its recipient tells. */
  about: { stage: Stage; version: Version }[];
  /** Which version of a report it carries or is about. */
  reportNumber: number | undefined;
};

export type End = { ms: number; step: number; items: readonly Item[] };

/** What watches one promise. Each is told what it may break, and says so by `broken`. */
export type Watch = {
  placementWritten?(stage: Stage, before: Placement | undefined, step: number, ms: number): void;
  /** @param report undefined: the item is gone */
  reportWritten?(stage: Stage, report: Report | undefined, step: number): void;
  /** What is no placement and no report. @param after undefined: the item is gone */
  itemWritten?(item: { pk: string; sk: string; after?: Item | undefined }, ms: number): void;
  mailLeft?(mail: KnownMail): void;
  /** Everything else. */
  seen?(observation: Observation): void;
  /** Every few days. */
  midway?(end: End): void;
  ended?(end: End): void;
};

export type Watched = {
  world: World;
  ledger: Ledger;
  days: OpenDays;
  /** No faults: what is to leave leaves in time. */
  isCalm: boolean;
  /** Nothing is away for hours: the sweep takes up what died. */
  isSteady: boolean;
  broken(promise: string, what: string): void;
};
