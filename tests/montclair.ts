import { readInstitutionFile } from '../infra/institution-file.ts';

/** An institute that is none: three stages, two forms, other sites and words. What it is made of is all in these files. */
export const montclairFile = 'tests/samples/montclair/institution.json';
export const montclairPlacements = 'tests/samples/montclair/placements-pratique.csv';
export const montclair = await readInstitutionFile(montclairFile);
