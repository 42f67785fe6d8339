import * as z from 'zod';
import { emailAddress, siteId } from '../../../schemas/institution.ts';
import { role, type Staff } from '../../../schemas/staff.ts';

/** Sites come as a list, or as one string where a provider's attributes are flat: `nord,sud`. */
const sitesClaim = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(/[,;\s]+/))])
  .transform((sites) =>
    sites.map((site) => site.trim().toLowerCase()).filter((site) => siteId.safeParse(site).success),
  );

/** The first of the names that a provider gives. Without one, the console still needs something to write in a history. */
const nameClaims = ['name', 'preferred_username', 'email'] as const;

export type ClaimNames = { OIDC_ROLE_CLAIM: string; OIDC_SITES_CLAIM: string };

/**
 * Who a person is for the console, from what the identity provider says of them.
 * @returns `noRole` for somebody whom the provider knows and SOPA does not; `noSite` for a registrar or delegate of no site,
 * who would see nothing at all.
 */
export const staffFromClaims = (
  claims: Record<string, unknown>,
  { OIDC_ROLE_CLAIM, OIDC_SITES_CLAIM }: ClaimNames,
): { kind: 'staff'; staff: Staff } | { kind: 'noRole' } | { kind: 'noSite' } => {
  const claimed = role.safeParse(claims[OIDC_ROLE_CLAIM]);
  const subject = z.string().min(1).safeParse(claims.sub);
  if (!claimed.success || !subject.success) return { kind: 'noRole' };
  const sites = sitesClaim.safeParse(claims[OIDC_SITES_CLAIM]).data ?? [];
  if (claimed.data !== 'administrator' && sites.length === 0) return { kind: 'noSite' };
  const name = nameClaims
    .map((claim) => claims[claim])
    .find((value) => typeof value === 'string' && value !== '');
  // An address that its owner has not confirmed may be somebody else's.
  const email = claims.email_verified === false ? undefined : emailAddress.safeParse(claims.email).data;
  return {
    kind: 'staff',
    staff: {
      ...{ subject: subject.data, name: String(name ?? subject.data), role: claimed.data, sites },
      ...(email !== undefined && { email }),
    },
  };
};
