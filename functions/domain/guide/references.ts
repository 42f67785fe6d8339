import type { Guide } from '../../../schemas/framing.ts';

/** "Textes de référence", in the guide's own words. */
export const references: Guide['references'] = {
  title: 'Textes de référence',
  items: [
    'Loi n° 2013-595 du 8 juillet 2013 d’orientation et de programmation pour la refondation de l’école de la République',
    'Référentiel des compétences professionnelles des métiers du professorat et de l’éducation (arrêté du 1er juillet 2013) ; BO n°30 du 25 juillet 2013',
    'Modalités de formation initiale de certains personnels enseignants et d’éducation de l’enseignement public stagiaires (arrêté du 18 juin 2014)',
  ],
};
