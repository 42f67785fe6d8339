import type { Institution, Site } from '../../../schemas/institution.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';

/**
 * Whom a tutor writes to about an error in a report that is sent: the site's first registrar, since only a registrar can
 * reopen it (ADR 21). One address, wherever it is named.
 * @throws RangeError when the institution has no such site, or nobody there: only we can mend that.
 */
export const correctionContact = (
  { sites }: Pick<Institution, 'sites'>,
  { siteId }: Pick<PlacementFacts, 'siteId'>,
): Site['registrars'][number] => {
  const [contact] = sites.find((site) => site.siteId === siteId)?.registrars ?? [];
  if (contact === undefined) throw new RangeError(`No registrar at the site ${siteId}`);
  return contact;
};
