import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
  'a-traiter': '4af2ff1c',
  affectation: 'e1bb9c7a',
  campagne: 'a07a4d70',
  correction: '9d56a69e',
  'delegue-a-traiter': '721a20b9',
  import: 'c53dab17',
  lancement: '4df5a087',
  lien: 'ff0406ad',
};
