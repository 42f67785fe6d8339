import type { GuidePictureName } from '../../domain/guide/staff-guides.ts';
import toDo from './a-traiter.png';
import placement from './affectation.png';
import campaign from './campagne.png';
import correction from './correction.png';
import delegateToDo from './delegue-a-traiter.png';
import importing from './import.png';
import launch from './lancement.png';
import link from './lien.png';
import meeting from './reunion.png';

/**
 * The console, as browser tests last took it: `RECORD_PICTURES=1 npx vitest run tests/pages/{console,meeting}-browser.test.ts`. Only loaded when
 * somebody asks for a picture or a printed guide (infra/decisions/0031-cold-starts.md).
 */
export const pictures: Record<GuidePictureName, Uint8Array> = {
  'a-traiter': toDo,
  import: importing,
  lancement: launch,
  campagne: campaign,
  affectation: placement,
  correction,
  'delegue-a-traiter': delegateToDo,
  lien: link,
  reunion: meeting,
};
