import { createHash } from 'node:crypto';
import type { Institution } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { addressesOf } from '../../domain/placement/answering-people.ts';
import { delegatesOf, inChargeOf, siteOf } from '../../domain/placement/site-of.ts';
import { mailAt } from '../../domain/placement/stage-story.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { keysToThoseInCharge } from '../../mail/mail-keys.ts';
import type { Visit } from './visit.ts';

/**
 * Every mail of the campaign about this student, to whoever may have received one. Those in charge of a site get a mail for each of its
 * students: of theirs, only what its key says may be about this one.
 */
export const mailsAbout = async (
  { store, settings }: Pick<Visit, 'store' | 'settings'>,
  placement: Placement,
): Promise<Mail[]> => {
  const { campaignId, tutor, student, formerRecipients = [], studentNumber, siteId } = placement;
  const readers = new Set([tutor.email, student.email, ...formerRecipients]);
  const inCharge = addressesOf(siteOf(settings, siteId)).filter((address) => !readers.has(address));
  const ranges = keysToThoseInCharge(studentNumber);
  const mails = await Promise.all([
    ...[...readers].map((recipient) => store.mails.toRecipient(campaignId, recipient)),
    ...inCharge.flatMap((recipient) =>
      ranges.map(([from, until]) => store.mails.between(campaignId, recipient, from, until)),
    ),
  ]);
  return mails
    .flat()
    .filter(({ studentNumbers }) => studentNumbers.includes(studentNumber))
    .sort((a, b) => mailAt(a).localeCompare(mailAt(b)));
};

/** Names a mail in addresses of pages, where no address of a person belongs. */
export const mailIdOf = ({ recipient, mailKey }: Pick<Mail, 'recipient' | 'mailKey'>): string =>
  createHash('sha256').update(`${recipient}#${mailKey}`).digest('hex').slice(0, 24);

/** To whom a mail went: by the name that they had then, where it was kept; else as far as the placement and its site know. */
export const whoIs = (
  { recipient, recipientName }: Pick<Mail, 'recipient' | 'recipientName'>,
  placement: Placement,
  settings: Institution,
): string => {
  if (recipient === placement.tutor.email) return recipientName ?? tutorName(placement);
  if (recipient === placement.student.email) return recipientName ?? studentName(placement);
  const site = siteOf(settings, placement.siteId);
  const delegate = delegatesOf(site).find(({ email }) => email === recipient);
  if (delegate) return `${delegate.name}, délégué·e`;
  const registrar = site.registrars.find(({ email }) => email === recipient);
  if (registrar) return `${registrar.name}, scolarité`;
  const stoodIn = inChargeOf(site).find(({ absence }) => absence?.standIn.email === recipient);
  return stoodIn?.absence
    ? `${stoodIn.absence.standIn.name}, pour ${stoodIn.name}`
    : (recipientName ?? 'ancien destinataire');
};
