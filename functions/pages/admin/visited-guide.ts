import type { Guide } from '../../../schemas/framing.ts';
import type { GuideVersion } from '../../../schemas/guide-version.ts';
import { ownGuide, withLaterColumns, writtenNumber } from '../../domain/guide/guide-versions.ts';
import type { PageResponse } from '../responses.ts';
import { notAllowedPage } from './refusal-pages.tsx';
import { settingsPath, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';
import { type FoundVersion, visitedVersion } from './written-document.ts';

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

/** In a sentence. */
export const guideInWords = (number: number): string =>
  `la ${guideLabel(number)}${number === ownGuide ? ', celle du programme de l’institut' : ''}`;

/** One that was written here, or the programme's own, which has no `record`. */
type Numbered = { number: number; guide: Guide; record: GuideVersion | undefined };

/** The version of that number, if there is one. @param number as an address or a field has it */
export const guideNumbered = async (
  { store, settings: { programme } }: Pick<Visit, 'store' | 'settings'>,
  number: string,
): Promise<Numbered | undefined> => {
  if (number === String(ownGuide)) return { number: ownGuide, guide: programme.guide, record: undefined };
  const written = writtenNumber(number);
  const record = written === undefined ? undefined : await store.guides.find(written);
  return record && { number: record.number, guide: withLaterColumns(record.guide, programme), record };
};

export const findGuide = async (visit: Visit): Promise<FoundVersion<Guide, GuideVersion> | undefined> => {
  const found = await guideNumbered(visit, visit.request.params.number ?? '');
  if (!found) return undefined;
  const { number, guide, record } = found;
  const label = guideLabel(number);
  const name = {
    label,
    title: `Guide du tuteur, ${label}`,
    path: guidePath(number),
    trail: guideTrail(number),
  };
  return { name, words: guide, record };
};

/** The version of the address, for who may see it; or the page that says why not. */
export const visitedGuide = (visit: Visit) =>
  visitedVersion(visit, { find: findGuide, refused: guidesRefused });
