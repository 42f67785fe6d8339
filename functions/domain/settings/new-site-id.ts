import type { Site, SiteId } from '../../../schemas/institution.ts';

/** « a » to « z », then « aa »: 0 is the first. */
const letters = (at: number): string =>
  at < 0 ? '' : `${letters(Math.floor(at / 26) - 1)}${String.fromCharCode(97 + (at % 26))}`;

/** Of the 31 characters that a site may be called by (schemas/institution.ts), four are for what tells it from others. */
const longest = 27;

/** What a site with that name is called by from then on, wherever it is kept and in the provider's accounts: no other is. */
export const newSiteId = (name: string, sites: readonly Pick<Site, 'siteId'>[]): SiteId => {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
  const base = words.length < 2 ? `site-${words || 'a'}` : words;
  for (let at = 0; ; at += 1) {
    const siteId = at === 0 ? base : `${base}-${letters(at)}`;
    if (!sites.some((one) => one.siteId === siteId)) return siteId;
  }
};
