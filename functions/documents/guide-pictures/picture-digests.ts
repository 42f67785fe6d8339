import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';

/** Written with the pictures (tests/pages/guide-picture.ts). */
export const pictureDigests: Record<GuidePictureName, string> = {
  'a-traiter': '90ff9344',
  affectation: '1e2faa88',
  campagne: '981e7297',
  correction: '4ce9870d',
  'delegue-a-traiter': '578a8f74',
  import: '9fb0e158',
  lancement: 'c7c800ff',
  lien: '04e1b8d7',
};
