import * as z from 'zod';
import { mailWishes, reportsBy } from './mail-choice.ts';
import { retention } from './retention.ts';
import { timetable } from './timetable.ts';

export const siteId = z.string().regex(/^[a-z][a-z-]{1,30}$/);
export type SiteId = z.infer<typeof siteId>;

/**
 * Normalised here, once: addresses are compared, are keys, and come back in SES's events in whatever case the other side
 * likes. (RFC 5321 lets a host tell "A" from "a" before the @; none of those we write to does.)
 */
export const emailAddress = z.email().toLowerCase();

/**
 * One that a mail server can take, as what is typed is read: 64 characters before the @, 63 between two dots, 254 in all (RFC 5321,
 * 4.5.3.1; RFC 1035, 2.3.4). What is stored may be older than this rule.
 */
export const mailableAddress = emailAddress.refine((address) => {
  const [local = '', domain = ''] = address.split('@');
  return (
    address.length <= 254 && local.length <= 64 && domain.split('.').every((label) => label.length <= 63)
  );
});

/** How somebody is addressed: « Bonjour Madame Le Goff, ». */
const addressed = z.object({ title: z.enum(['Mme', 'M.']), lastName: z.string().min(1).max(80) });

const namedPerson = z.object({
  name: z.string().min(1),
  email: emailAddress,
  /** Absent, mails to them begin with « Bonjour, ». */
  addressed: addressed.optional(),
});

const person = namedPerson.extend({
  /** Away until the end of that day: what would be mailed to them goes to somebody else. */
  absence: z.object({ until: z.iso.date(), standIn: namedPerson }).optional(),
  /** What they are, as they sign: « Responsable de la scolarité ». Absent, registrars sign as such. */
  function: z.string().min(1).max(100).optional(),
});
export type StaffPerson = z.infer<typeof person>;

/** Where letters go, in one line; and a telephone that is answered. */
const postal = {
  address: z.string().min(1).max(200).optional(),
  phone: z.string().min(1).max(30).optional(),
};

/** More than any site has, beside the first. */
export const mostOthers = 10;
/** More than any institute has. */
export const mostSites = 40;
/** Holidays of six zones and years, and as many other days again. */
export const mostQuietPeriods = 200;

export const site = z.object({
  siteId,
  /** As registrars write it in a spreadsheet. */
  name: z.string().min(1).max(80),
  /** As the guide writes it, in full. */
  campus: z.string().min(1).max(120),
  university: z.string().min(1).max(120),
  /** The first signs what is mailed about the site's stages, and is whom to write to about a report. */
  registrars: z.array(person).min(1),
  /** Whom letters name, and who is told of what is late or « Non acquis ». */
  delegate: person,
  /** Who is told of all that with them. */
  otherDelegates: z.array(person).max(mostOthers).optional(),
  /** Who was written to before those: their mails stay in the history of the site's stages. */
  formerAddresses: z.array(emailAddress).max(40).optional(),
  ...postal,
});
export type Site = z.infer<typeof site>;

/** Who an institute is: its people, sites and holidays. What its internships are made of is its programme (programme.ts). */
export const institution = z.object({
  name: z.string().min(1).max(120),
  academy: z.string().min(1).max(80),
  timeZone: z.literal('Europe/Paris'),
  sites: z.array(site).min(1).max(mostSites),
  /** School holidays of the institution's zone and any other day without mail. Public holidays are computed, not listed. */
  quietPeriods: z
    .array(z.object({ label: z.string().min(1), from: z.iso.date(), to: z.iso.date() }))
    .max(mostQuietPeriods),
  /** Display name of what we send; the address is the deployment's. */
  senderName: z.string().min(1),
  /** Where a person who needs help writes to. */
  contactEmail: emailAddress,
  /** Who signs what is mailed to staff, and what is about no site; absent, the first site's registrar does. */
  signatory: person.pick({ name: true, function: true }).optional(),
  /** Whom to ask what becomes of personal data: its delegate for their protection, by name or as a service. */
  dataProtection: z.object({ name: z.string().min(1).max(120), email: emailAddress }).optional(),
  /** Of the institute itself: also of its sites that name none. */
  ...postal,
  /** Mails per second that the institution's SES account may send; waves are spread to stay below it. */
  sendRatePerSecond: z.number().positive(),
  /** How a report reaches its student, its tutor and staff: with their mail, or behind its link; absent, with it. */
  reportsBy: reportsBy.optional(),
  /** What those in charge of a site are mailed who have not chosen; absent, `usualMailWishes`. */
  usualMails: mailWishes.optional(),
  /** What a new campaign begins with; absent, `defaultTimetable`. */
  timetable: timetable.optional(),
  /** How long it keeps what; absent, `usualRetention`. */
  retention: retention.optional(),
  /** How often it was changed from the console since it was loaded; two who change it at once are told apart by it. */
  edition: z.int().min(1).optional(),
  /** The texts and the logo that stand in the place of the programme's, by their item's name; absent, those of the programme. */
  presentation: z.string().min(1).max(80).optional(),
  /** The programme beside it; absent on records that were written before there were any. */
  programmeVersion: z.string().min(1).optional(),
});
export type Institution = z.infer<typeof institution>;
