import type { Institution, SiteId } from '../../../schemas/institution.ts';
import { siteOf } from '../placement/site-of.ts';

export type Signer = {
  /** First name and name. */
  agent: string;
  /** As it follows the name. */
  role: string;
  campus?: string;
  address?: string | undefined;
  phone?: string | undefined;
};

/** What a registrar is called who has no other function. */
const registrarsFunction = 'gestionnaire de scolarité';

/**
 * The agent who answers for a letter (CRPA, L111-2): of a site, its first registrar; of none, the institute's signatory, where it
 * has one.
 *
 * @throws when there is neither a registrar nor a signatory: only we can mend that.
 */
export const signerOf = (institution: Institution, siteId?: SiteId): Signer => {
  const { sites, signatory, address, phone } = institution;
  if (siteId === undefined && signatory)
    return { agent: signatory.name, role: signatory.function ?? registrarsFunction, address, phone };
  const site = siteId === undefined ? sites[0] : siteOf(institution, siteId);
  const [registrar] = site?.registrars ?? [];
  if (!site || !registrar) throw new Error('nobody signs what the institution writes');
  return {
    agent: registrar.name,
    role: registrar.function ?? registrarsFunction,
    campus: site.campus,
    address: site.address ?? address,
    phone: site.phone ?? phone,
  };
};
