import { settledKind } from '../../../schemas/attention.ts';
import { settleAttention } from '../../actions/settle-attention.ts';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visitedPlacement } from './visited-placement.ts';

/** A line of the list of all that waits is seen to; the list is shown again without it. */
export const submitSettled = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  const { form } = visit.request;
  const kind = settledKind.safeParse(fieldValue(form, 'point'));
  if (!found || !kind.success) return nothingHerePage('Ce point');
  await settleAttention(visit.acting, found.placement, kind.data, fieldValue(form, 'depuis'));
  return redirect('/console?fait=vu');
};
