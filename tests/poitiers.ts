import { formOfVersion } from '../functions/domain/guide/programme.ts';
import { sampleInstitution } from '../infra/local/sample/sample-data.ts';
import { programme } from '../schemas/programme.ts';

/** The sample institute, and what of its content tests stand on. */
export const poitiers = await sampleInstitution();
export const poitiersProgramme = programme.parse(poitiers.programme);
export const form2026 = formOfVersion(poitiersProgramme, '2026');
