import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
  'a-traiter': '3b91d05e',
  affectation: '752c6e3e',
  campagne: '9fae33f9',
  correction: '5166d689',
  'delegue-a-traiter': 'bd660e0b',
  import: '09c49249',
  lancement: 'ecd5071f',
  lien: '388e2da7',
};
