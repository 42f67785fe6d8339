import { createHash } from 'node:crypto';
import type { Institution } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { addressesOf } from '../../domain/placement/answering-people.ts';
import { delegatesOf, inChargeOf, siteOf } from '../../domain/placement/site-of.ts';
import { mailAt } from '../../domain/placement/stage-story.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import type { Visit } from './visit.ts';

/** Every mail of the campaign about this student, to whoever may have received one. */
export const mailsAbout = async (
  { store, settings }: Pick<Visit, 'store' | 'settings'>,
  placement: Placement,
): Promise<Mail[]> => {
  const recipients = new Set([
    placement.tutor.email,
    placement.student.email,
    ...(placement.formerRecipients ?? []),
    ...addressesOf(siteOf(settings, placement.siteId)),
  ]);
  const mails = await Promise.all(
    [...recipients].map((recipient) => store.mails.toRecipient(placement.campaignId, recipient)),
  );
  return mails
    .flat()
    .filter(({ studentNumbers }) => studentNumbers.includes(placement.studentNumber))
    .sort((a, b) => mailAt(a).localeCompare(mailAt(b)));
};

/** Names a mail in addresses of pages, where no address of a person belongs. */
export const mailIdOf = ({ recipient, mailKey }: Pick<Mail, 'recipient' | 'mailKey'>): string =>
  createHash('sha256').update(`${recipient}#${mailKey}`).digest('hex').slice(0, 24);

/** Whose address that is, as far as the placement and its site know. */
export const whoIs = (recipient: string, placement: Placement, settings: Institution): string => {
  if (recipient === placement.tutor.email) return tutorName(placement);
  if (recipient === placement.student.email.toLowerCase() || recipient === placement.student.email)
    return studentName(placement);
  const site = siteOf(settings, placement.siteId);
  const delegate = delegatesOf(site).find(({ email }) => email === recipient);
  if (delegate) return `${delegate.name}, délégué·e`;
  const registrar = site.registrars.find(({ email }) => email === recipient);
  if (registrar) return `${registrar.name}, scolarité`;
  const stoodIn = inChargeOf(site).find(({ absence }) => absence?.standIn.email === recipient);
  return stoodIn?.absence ? `${stoodIn.absence.standIn.name}, pour ${stoodIn.name}` : 'ancien destinataire';
};
