import type { Site } from '../../../schemas/institution.ts';

/** The first sites by name, and a sign that there are more where there are. */
export const siteExamples = (sites: readonly Pick<Site, 'name'>[], shown: number): string =>
  sites
    .slice(0, shown)
    .map(({ name }) => name)
    .join(', ') + (sites.length > shown ? '…' : '');
