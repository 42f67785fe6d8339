import type { AuditEntry, AuditedAct } from '../../../schemas/audit.ts';
import { refuse } from '../../actions/acting.ts';
import type { PageResponse } from '../responses.ts';
import type { Visit } from './visit.ts';

/**
 * The page that says no, before what the person typed is read. That they tried, with a form, is in the trail as it is where an action refuses;
 * who only looks at a page that is not theirs is in the log.
 */
export const refusedAct = async (
  { request, acting }: Visit,
  act: AuditedAct,
  details: Pick<AuditEntry, 'campaignId' | 'studentNumber'>,
  page: PageResponse,
): Promise<PageResponse> => {
  if (request.method === 'POST') await refuse(acting, act, details);
  return page;
};
