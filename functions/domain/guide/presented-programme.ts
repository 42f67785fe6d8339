import type { Presentation } from '../../../schemas/notices.ts';
import type { Programme } from '../../../schemas/programme.ts';

/** The programme as it is shown: with the texts and the logo that the console put in the place of its own. */
export const presentedProgramme = (
  programme: Programme,
  own: Pick<Presentation, 'notices' | 'logo'> | undefined,
): Programme => {
  if (!own) return programme;
  const { logo: original, ...rest } = programme;
  const logo = own.logo === undefined ? original : own.logo;
  return { ...rest, ...(logo && { logo }), notices: { ...programme.notices, ...own.notices } };
};
