import type { VNode } from 'preact';
import type { AuditedAct } from '../../../schemas/audit.ts';
import type { WrittenVersion } from '../../../schemas/written-version.ts';
import type { DraftOutcome } from '../../actions/change-draft.ts';
import type { DraftDecision } from '../../domain/draft-decisions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import type { TextProblem, TypedTexts } from '../../domain/wording/edited-texts.ts';
import type { PageResponse } from '../responses.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import type { Visit } from './visit.ts';

/** What pages call a version of a document, and where it is. */
export type VersionName = {
  /** `Compte-rendu 2026, version 2`. */
  title: string;
  /** `2026, version 2`. */
  label: string;
  path: string;
  /** To the list of versions, and on to this one. */
  trail: { label: string; href: string }[];
};

/** A version of a document: one that was written here, or the programme's own, which has no `record`. */
export type FoundVersion<Words, Version> = { name: VersionName; words: Words; record: Version | undefined };

type Asked<Words, Version> = { visit: Visit; found: FoundVersion<Words, Version> };

/** A document that is written in the console version by version: the form of the report, or the guide. What its pages ask of it. */
export type WrittenDocument<Words, Version extends WrittenVersion> = {
  /** What one looks at before it is published. */
  shownAs: 'formulaire' | 'guide';
  /** Where its versions are listed, and what is posted there to begin one. */
  listPath: string;
  acts: Record<'edited' | DraftDecision, AuditedAct>;
  refused: () => PageResponse;
  /** The version of the address. */
  find: (visit: Visit) => Promise<FoundVersion<Words, Version> | undefined>;
  wordsOf: (version: Version) => Words;
  /** What a copy of it posts. */
  copied: (found: FoundVersion<Words, Version>) => string;
  /** The version that another began with, in a sentence; the same with its words. */
  sourceOf: (version: Version) => string;
  sourceWords: (visit: Visit, version: Version) => Promise<Words | undefined>;
  /** Its texts, by field, as they stand. */
  typed: (visit: Visit, words: Words) => TypedTexts;
  edited: (
    visit: Visit,
    words: Words,
    typed: TypedTexts,
  ) => { words: Words; problems?: never } | { problems: TextProblem[]; words?: never };
  edit: (
    visit: Visit,
    version: Version,
    seen: number,
    words: Words,
  ) => Promise<DraftOutcome<'edited', Version>>;
  decide: (
    visit: Visit,
    version: Version,
    seen: number,
    decision: DraftDecision,
  ) => Promise<DraftOutcome<'decided', Version>>;
  /** The parts in which two differ, in words; '' where they say the same. */
  changed: (visit: Visit, before: Words, after: Words) => string;
  /** The beginning of the sentence that says what a draft is. */
  draftOf: (asked: Asked<Words, Version>) => string;
  /** What publishing it means. */
  publication: (asked: Asked<Words, Version>) => string;
  facts: (asked: Asked<Words, Version>) => [string, string | undefined][];
  fields: (
    asked: Asked<Words, Version>,
    editing: { typed: TypedTexts; problems: readonly TextProblem[] },
  ) => VNode;
};

type Found<Words, Version> =
  | { found: FoundVersion<Words, Version>; answer?: never }
  | { answer: PageResponse; found?: never };

/**
 * The version of the address, for who may see it; or the page that says why not.
 *
 * @param act what is asked to be done with it: who may not is in the trail
 */
export const visitedVersion = async <Words, Version extends WrittenVersion>(
  visit: Visit,
  { find, refused }: Pick<WrittenDocument<Words, Version>, 'find' | 'refused'>,
  act?: AuditedAct,
): Promise<Found<Words, Version>> => {
  if (!mayAdminister(visit.staff))
    return { answer: act ? await refusedAct(visit, act, {}, refused()) : refused() };
  const found = await find(visit);
  return found ? { found } : { answer: nothingHerePage('Cette version') };
};
