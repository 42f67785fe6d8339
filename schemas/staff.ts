import * as z from 'zod';
import { emailAddress, siteId } from './institution.ts';

export const role = z.enum(['administrator', 'registrar', 'delegate']);
export type Role = z.infer<typeof role>;

/** Who is signed in to the console, from the provider's claims. An administrator sees every site, whatever `sites` says. */
export const staff = z.object({
  subject: z.string().min(1),
  name: z.string().min(1),
  role,
  sites: z.array(siteId),
  /** Their own, as the provider names it: where trials of mails go. */
  email: emailAddress.optional(),
});
export type Staff = z.infer<typeof staff>;

export const seesSite = (person: Staff, site: string): boolean =>
  person.role === 'administrator' || person.sites.includes(site);
