import type { World } from '../observations.ts';

type Site = World['institution']['sites'][number];

/** Everybody who follows a site's stages. */
export const delegatesAt = ({ delegate, otherDelegates = [] }: Site): string[] =>
  [delegate, ...otherDelegates].map(({ email }) => email);

/** And who registers them. */
export const inChargeOf = (site: Site): string[] => [
  ...site.registrars.map(({ email }) => email),
  ...delegatesAt(site),
];
