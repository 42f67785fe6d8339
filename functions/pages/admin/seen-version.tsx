import { fieldValue } from '../request.ts';
import type { Visit } from './visit.ts';

/** Under which name a form says how often what it shows had been written when its page was made. */
export const seenField = 'vu';

export const SeenInput = ({ seen }: { seen: number }) => (
  <input type="hidden" name={seenField} value={String(seen)} />
);

/** @returns -1, which nothing ever is, for what no form of ours says */
export const seenVersion = ({ request: { form } }: Pick<Visit, 'request'>): number =>
  Number(/^\d{1,9}$/.exec(fieldValue(form, seenField))?.[0] ?? -1);
