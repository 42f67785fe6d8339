import type { Guide } from '../../../schemas/framing.ts';
import type { GuideVersion } from '../../../schemas/guide-version.ts';
import { ownGuide, withLaterColumns, writtenNumber } from '../../domain/guide/guide-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { fieldValue } from '../request.ts';
import type { PageResponse } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { settingsPath, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';

export const guidesPath = `${settingsPath}/guide`;
export const guidesTitle = 'Versions du guide du tuteur';
export const guidesTrail = [...settingsTrail, { label: guidesTitle, href: guidesPath }];

export const guidePath = (number: number): string => `${guidesPath}/${number}`;
export const guideTrail = (number: number) => [
  ...guidesTrail,
  { label: guideLabel(number), href: guidePath(number) },
];

/** `version 2`: the institute's own guide is its first. */
export const guideLabel = (number: number): string => `version\u00a0${number}`;

export const guidesRefused = (): PageResponse =>
  notAllowedPage('Seule l’administration écrit les versions du guide du tuteur.', '/console');

/** How often a draft had been written when the person read it, as its page posts it along. */
export const seenField = 'vu';
export const seenVersion = ({ request }: Pick<Visit, 'request'>): number =>
  Number(/^\d{1,9}$/.exec(fieldValue(request.form, seenField))?.[0] ?? 0);

/** A version of the guide: one that was written here, or the programme's own, which has no `record`. */
export type VisitedGuide = { number: number; guide: Guide; record: GuideVersion | undefined };
type Found = { found: VisitedGuide; answer?: never } | { answer: PageResponse; found?: never };

/** The version of that number, if there is one. @param number as an address or a field has it */
export const guideNumbered = async (
  { store, settings: { programme } }: Pick<Visit, 'store' | 'settings'>,
  number: string,
): Promise<VisitedGuide | undefined> => {
  if (number === String(ownGuide)) return { number: ownGuide, guide: programme.guide, record: undefined };
  const written = writtenNumber(number);
  const record = written === undefined ? undefined : await store.guides.find(written);
  return record && { number: record.number, guide: withLaterColumns(record.guide, programme), record };
};

/** The version of the address, for who may see it; or the page that says why not. */
export const visitedGuide = async (visit: Visit): Promise<Found> => {
  if (!mayAdminister(visit.staff)) return { answer: guidesRefused() };
  const found = await guideNumbered(visit, visit.request.params.number ?? '');
  return found ? { found } : { answer: nothingHerePage('Cette version') };
};
