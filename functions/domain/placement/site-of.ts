import type { Site, StaffPerson } from '../../../schemas/institution.ts';

/** @throws when the institution no longer has that site, which only a hand-made change of content can bring about. */
export const siteOf = (content: { sites: readonly Site[] }, siteId: string): Site => {
  const found = content.sites.find((site) => site.siteId === siteId);
  if (!found) throw new Error(`the institution has no site ${siteId}`);
  return found;
};

/** Everybody who follows the site's stages; the first is whom letters name. */
export const delegatesOf = ({
  delegate,
  otherDelegates = [],
}: Pick<Site, 'delegate' | 'otherDelegates'>): StaffPerson[] => [delegate, ...otherDelegates];

/** Who follows its stages, and who registers them. */
export const inChargeOf = (site: Pick<Site, 'delegate' | 'otherDelegates' | 'registrars'>): StaffPerson[] => [
  ...delegatesOf(site),
  ...site.registrars,
];
