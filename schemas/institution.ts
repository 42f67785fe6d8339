import * as z from 'zod';

export const siteId = z.string().regex(/^[a-z][a-z-]{1,30}$/);
export type SiteId = z.infer<typeof siteId>;

/**
 * Normalised here, once: addresses are compared, are keys, and come back in SES's events in whatever case the other side
 * likes. (RFC 5321 lets a host tell "A" from "a" before the @; none of those we write to does.)
 */
export const emailAddress = z.email().toLowerCase();

const person = z.object({ name: z.string().min(1), email: emailAddress });

export const site = z.object({
  siteId,
  /** As registrars write it in a spreadsheet. */
  name: z.string().min(1),
  /** As the guide writes it, in full. */
  campus: z.string().min(1),
  university: z.string().min(1),
  registrars: z.array(person).min(1),
  delegate: person,
});
export type Site = z.infer<typeof site>;

/** Who an institute is: its people, sites and holidays. What its internships are made of is its programme (programme.ts). */
export const institution = z.object({
  name: z.string().min(1),
  academy: z.string().min(1),
  timeZone: z.literal('Europe/Paris'),
  sites: z.array(site).min(1),
  /** School holidays of the institution's zone and any other day without mail. Public holidays are computed, not listed. */
  quietPeriods: z.array(z.object({ label: z.string().min(1), from: z.iso.date(), to: z.iso.date() })),
  /** Display name of what we send; the address is the deployment's. */
  senderName: z.string().min(1),
  /** Where a person who needs help writes to. */
  contactEmail: emailAddress,
  /** Mails per second that the institution's SES account may send; waves are spread to stay below it. */
  sendRatePerSecond: z.number().positive(),
  /** The programme beside it; absent on records that were written before there were any. */
  programmeVersion: z.string().min(1).optional(),
});
export type Institution = z.infer<typeof institution>;
