import type { Campaign } from '../../schemas/campaign.ts';
import type { PlacementFacts } from '../../schemas/placement.ts';

/** "compte-rendu-A1-Morin-Ines.pdf": ASCII only, so that no mail program, disk or download header garbles it. */
export const reportFilename = (
  campaign: Pick<Campaign, 'stage'>,
  student: PlacementFacts['student'],
): string => studentFilename(['compte-rendu', campaign.stage.toUpperCase()], student);

/** The same for another document. @param what it is, in ASCII @param ending of its kind of file */
export const studentFilename = (
  what: readonly string[],
  student: PlacementFacts['student'],
  ending = 'pdf',
): string =>
  [...what, plain(student.lastName), plain(student.firstName)]
    .filter((part) => part !== '')
    .join('-')
    .concat(`.${ending}`);

const plain = (name: string): string =>
  name
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'Oe')
    .replace(/æ/g, 'ae')
    .replace(/Æ/g, 'Ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
