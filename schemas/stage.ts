import * as z from 'zod';

/** One of the institute's internships, by the name that its programme gives it. Part of campaign ids and execution names. */
export const stageId = z.string().regex(/^[a-z][a-z0-9]{0,11}$/);
export type StageId = z.infer<typeof stageId>;
