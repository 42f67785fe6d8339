import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import {
  asSpreadsheet,
  type Invented,
  inventPlacements,
  inventStudent,
  inventTutor,
} from './placement-generator.ts';
import { chance, pick } from './seeded-chance.ts';
import { TutorsDiary } from './tutors-diary.ts';
import type { DatedStage } from './year-calendar.ts';

/** Excel takes such a number's zeros away where a file does not say that it is text. */
const zeros = '0';
const firstNewcomer = 39_000_000;
/** Tutors who come in the course of the year, by thousands for each stage and reason. */
const firstLatecomer = 100_000;

/** Of a stage's placements, what becomes of how many. */
const shares = { replaced: 0.04, cancelled: 0.04, newcomers: 0.02, otherTutor: 0.1 };

/** A stage as the demo's people left it: what is known from what they did, and not from what the system says. */
export type PlayedStage = DatedStage & {
  placed: Map<string, PlacementFacts>;
  /** Those whose stage did not take place, and whether they come back for the next. */
  cancelled: Map<string, { returns: boolean }>;
  carried: number;
  added: number;
  replaced: number;
  diary: TutorsDiary;
};

/** A part of some numbers, at least one, by chance. */
const someOf = (numbers: Iterable<string>, share: number, ...words: (string | number)[]): string[] => {
  const all = [...numbers];
  const drawn = all.toSorted((a, b) => chance(...words, a) - chance(...words, b));
  return drawn.slice(0, Math.max(1, Math.round(all.length * share)));
};

/** Who does which stage of the year with whom: the same for the same seed. */
export const yearCast = (
  { seed, generate }: { seed: number; generate: number },
  { sites }: Pick<Institute, 'sites'>,
) => {
  const siteNames = sites.map(({ name }) => name);
  const placementOf = ({ site, ...facts }: Invented): PlacementFacts => ({
    ...facts,
    siteId: sites.find(({ name }) => name === site)?.siteId ?? '',
  });
  const byNumber = (placements: readonly PlacementFacts[]) =>
    new Map(placements.map((one) => [one.studentNumber, one]));
  const fileOf = (placements: readonly PlacementFacts[]): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(
      asSpreadsheet(
        placements.map((one) => ({
          ...one,
          site: sites.find(({ siteId }) => siteId === one.siteId)?.name ?? '',
        })),
      ),
    );
  const latecomer = (at: number, reason: 0 | 1 | 2 | 3, index: number) =>
    inventTutor(seed, firstLatecomer * (at + 1) + 10_000 * reason + index);
  const played = (dated: DatedStage, at: number, placements: readonly PlacementFacts[]): PlayedStage => ({
    ...dated,
    ...{
      placed: byNumber(placements),
      cancelled: new Map(),
      carried: 0,
      added: placements.length,
      replaced: 0,
    },
    // Who was prompt in one stage need not be in the next.
    diary: new TutorsDiary(placements, seed * 10 + at),
  });

  return {
    /** The first stage, all of it in a spreadsheet. */
    first(dated: DatedStage): { stage: PlayedStage; file: Uint8Array<ArrayBuffer> } {
      const { from, to } = dated;
      const placements = inventPlacements({ count: generate, from, to, seed, sites: siteNames }, zeros);
      const stage = played(dated, 0, placements.map(placementOf));
      return { stage, file: fileOf([...stage.placed.values()]) };
    },

    /** A later one: carried over from the one before, then a spreadsheet of who is missing there and of who goes to somebody else. */
    next(
      dated: DatedStage,
      at: number,
      before: PlayedStage,
    ): { stage: PlayedStage; file: Uint8Array<ArrayBuffer> } {
      const periods = [{ from: dated.from, to: dated.to }];
      const carried = [...before.placed.values()]
        .filter(({ studentNumber }) => !before.cancelled.has(studentNumber))
        .map((one) => ({ ...one, periods }));
      const carriedNumbers = carried.map(({ studentNumber }) => studentNumber);
      const moving = new Set(someOf(carriedNumbers, shares.otherTutor, seed, 'other tutor', at));
      const moved = carried
        .filter(({ studentNumber }) => moving.has(studentNumber))
        .map((one, index) => ({ ...one, ...latecomer(at, 0, index) }));
      const returning = [...before.cancelled]
        .filter(([, { returns }]) => returns)
        .flatMap(([number]) => before.placed.get(number) ?? [])
        .map((one, index) => ({ ...one, periods, ...latecomer(at, 1, index) }));
      const newcomers = Array.from(
        { length: Math.max(1, Math.round(generate * shares.newcomers)) },
        (_, index) =>
          placementOf({
            ...inventStudent(seed, `${zeros}${firstNewcomer + 1_000 * at + index}`),
            ...latecomer(at, 2, index),
            ...{ site: pick(siteNames, seed, 'newcomer', at, index), periods },
          }),
      );
      const added = [...returning, ...newcomers];
      const stage = played(dated, at, [
        ...carried.filter(({ studentNumber }) => !moving.has(studentNumber)),
        ...moved,
        ...added,
      ]);
      return {
        stage: { ...stage, carried: carried.length, added: added.length },
        file: fileOf([...moved, ...added]),
      };
    },

    /** Whose stage is called off as it begins; every other one of them comes back for the next. */
    cancelledIn({ placed }: PlayedStage, at: number): { studentNumber: string; returns: boolean }[] {
      return someOf(placed.keys(), shares.cancelled, seed, 'cancelled', at).map((studentNumber, index) => ({
        ...{ studentNumber, returns: index % 2 === 0 },
      }));
    },

    /** Whose tutor cannot go on, each with who takes over, at the same school. @param late of those whose tutor has not answered */
    replacedIn({ placed, cancelled, diary }: PlayedStage, at: number, late: boolean): PlacementFacts[] {
      const possible = [...placed.values()]
        .filter((one) => !late || diary.isHopeless(one))
        .map(({ studentNumber }) => studentNumber)
        .filter((number) => !cancelled.has(number) && !diary.done.has(number));
      return someOf(possible, late ? 0.5 : shares.replaced, seed, 'replaced', at, String(late)).flatMap(
        (number, index) => {
          const found = placed.get(number);
          const { tutor } = latecomer(at, 3, late ? 5_000 + index : index);
          return found ? [{ ...found, tutor }] : [];
        },
      );
    },
  };
};
