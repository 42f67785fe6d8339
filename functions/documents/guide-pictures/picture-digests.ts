import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
  'a-traiter': '6ea92b17',
  affectation: '1e2faa88',
  campagne: '981e7297',
  correction: '4ce9870d',
  'delegue-a-traiter': '6aec0962',
  import: '9fb0e158',
  lancement: 'c7c800ff',
  lien: 'eacb7cc9',
  reunion: '0ea87398',
};
