import { z } from 'zod';

/** The four internship periods of a school year (domain: "SOPA 1" to "SOPA 4"). */
export const stageId = z.enum(['sopa1', 'sopa2', 'sopa3', 'sopa4']);
export type StageId = z.infer<typeof stageId>;

/** What a person reads: "SOPA 1". */
export const stageLabel = (stage: StageId): string => `SOPA ${stage.slice(-1)}`;

/** SOPA 1 and 2 count for the first semester and use the descriptors "Stage 1 et stage 2", the others for the second. */
export const isFirstSemester = (stage: StageId): boolean => stage === 'sopa1' || stage === 'sopa2';
