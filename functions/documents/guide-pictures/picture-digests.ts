import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
  'a-traiter': 'cde8a23d',
  affectation: 'e9364cd8',
  campagne: 'a07a4d70',
  correction: 'c1930c98',
  'delegue-a-traiter': '721a20b9',
  import: 'c53dab17',
  lancement: '4df5a087',
  lien: '1862a9b4',
};
