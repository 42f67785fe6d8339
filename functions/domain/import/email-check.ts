import { mailableAddress } from '../../../schemas/institution.ts';
import { likelyMeant } from './likeness.ts';

/** Where people have their mail beside the institute's own domains: one letter away from these is worth a question. */
const commonDomains = [
  'gmail.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'sfr.fr',
  'neuf.fr',
  'bbox.fr',
  'laposte.net',
  'hotmail.fr',
  'hotmail.com',
  'outlook.fr',
  'outlook.com',
  'live.fr',
  'live.com',
  'msn.com',
  'yahoo.fr',
  'yahoo.com',
  'icloud.com',
  'protonmail.com',
];
/** Real domains that would else be taken for errors of the ones above. */
const otherDomains = [
  'mail.com',
  'ymail.com',
  'email.com',
  'gmx.fr',
  'gmx.com',
  'me.com',
  'mac.com',
  'proton.me',
];

export type CheckedEmail =
  | { kind: 'valid'; email: string; suggestion?: string }
  | { kind: 'invalid'; suggestion?: string };

/** The address with its domain as it was probably meant. */
const withLikelyDomain = (email: string, ownDomains: readonly string[]): string | undefined => {
  const at = email.lastIndexOf('@');
  const domain = domainOf(email);
  const known = [...ownDomains, ...commonDomains];
  if (ownDomains.includes(domain) || isCommonDomain(domain)) return undefined;
  const meant = likelyMeant(domain, known);
  return meant && `${email.slice(0, at)}@${meant}`;
};

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

/** One where everybody has mail. */
export const isCommonDomain = (domain: string): boolean =>
  commonDomains.includes(domain) || otherDomains.includes(domain);

/** Not a mailbox of the profession: reports are about students, and such an address is nobody's but its owner's. */
export const isPrivateAddress = (email: string, ownDomains: readonly string[]): boolean => {
  const domain = domainOf(email);
  return !ownDomains.includes(domain) && isCommonDomain(domain);
};

/** Undoes what fingers and copied cells do to addresses: a comma for a dot, spaces, accents, "Léa <lea@…>". */
const mended = (text: string): string =>
  (/<([^<>]+)>/.exec(text)?.[1] ?? text)
    .replace(/^mailto:/i, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/,/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/@{2,}/g, '@')
    .replace(/[.;]+$/, '');

/** Lower-cased, since an address tells people apart. A valid one may still look like a typing error: hence the suggestion. */
export const checkEmail = (text: string, ownDomains: readonly string[]): CheckedEmail => {
  const email = text.toLowerCase();
  if (mailableAddress.safeParse(email).success) {
    const suggestion = withLikelyDomain(email, ownDomains);
    return { kind: 'valid', email, ...(suggestion && { suggestion }) };
  }
  const repaired = mended(text);
  if (!mailableAddress.safeParse(repaired).success) return { kind: 'invalid' };
  return { kind: 'invalid', suggestion: withLikelyDomain(repaired, ownDomains) ?? repaired };
};
