import type { StaffPerson } from '../../schemas/institution.ts';
import type { MailWishes } from '../../schemas/mail-choice.ts';
import type { Institute } from '../../schemas/programme.ts';
import { type Staff, seesSite } from '../../schemas/staff.ts';
import { delegatesOf } from '../domain/placement/site-of.ts';
import { answerOf, mailAnswers, wishesOf } from '../domain/settings/mail-wishes.ts';
import { type Acting, audited, inBrief, type Refused, refuse } from './acting.ts';

/**
 * Whose mails a person chooses: those of their role at their sites, since not every sign-in tells an address; an administrator everybody's.
 * The one of their own address comes first, or of their own name.
 */
export const mailedPeople = ({ sites }: Pick<Institute, 'sites'>, staff: Staff): StaffPerson[] => {
  const people = sites
    .filter(({ siteId }) => seesSite(staff, siteId))
    .flatMap((site) => [
      ...(staff.role === 'delegate' ? [] : site.registrars),
      ...(staff.role === 'registrar' ? [] : delegatesOf(site)),
    ]);
  // Whoever stands in for somebody is written to in their place.
  const all = people.flatMap((one) => (one.absence ? [one, one.absence.standIn] : [one]));
  const byEmail = [...new Map(all.map((one) => [one.email, one])).values()];
  const isSelf = ({ name, email }: StaffPerson) =>
    staff.email === undefined ? name === staff.name : email === staff.email;
  return [...byEmail.filter(isSelf), ...byEmail.filter((one) => !isSelf(one))];
};

export type ChoiceOutcome = { kind: 'chosen' } | Refused;

/** What comes by mail from the next report and the next morning on. */
export const chooseMails = async (
  acting: Acting,
  institution: Pick<Institute, 'sites' | 'reportsBy' | 'usualMails'>,
  email: string,
  { reportsBy, isEachMailed, isMorningToo }: MailWishes,
): Promise<ChoiceOutcome> => {
  const { staff, store, now } = acting;
  if (!mailedPeople(institution, staff).some((one) => one.email === email))
    return refuse(acting, 'mailsChosen');
  const wishes = { reportsBy, isEachMailed, ...(isMorningToo && { isMorningToo }) };
  const inWords = (one: MailWishes) => mailAnswers[answerOf(institution, one)].inTrail;
  const before = wishesOf(institution, await store.mailChoices.find(email));
  await audited(acting, 'mailsChosen', {
    before: inBrief(`comptes-rendus à ${email} : ${inWords(before)}`),
    after: inWords(wishes),
  });
  await store.mailChoices.choose(email, { ...wishes, chosenAt: now });
  return { kind: 'chosen' };
};
