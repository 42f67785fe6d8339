import type { Institution, Site, StaffPerson } from '../../../schemas/institution.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { parisDay } from '../wording/french-dates.ts';
import { inChargeOf } from './site-of.ts';

const answering = (person: StaffPerson, today: string): StaffPerson => {
  const { absence } = person;
  if (!absence || today > absence.until) return person;
  const { standIn } = absence;
  return person.function === undefined ? standIn : { ...standIn, function: person.function };
};

/** The institution as it answers at a moment: whoever stands in for somebody who is away has their place. */
export const answeringAt = <Content extends Pick<Institution, 'sites'>>(
  institution: Content,
  now: IsoInstant,
): Content => {
  const today = parisDay(now);
  return {
    ...institution,
    sites: institution.sites.map((site) => ({
      ...site,
      delegate: answering(site.delegate, today),
      ...(site.otherDelegates && {
        otherDelegates: site.otherDelegates.map((one) => answering(one, today)),
      }),
      registrars: site.registrars.map((one) => answering(one, today)),
    })),
  };
};

/** So many of those who were written to before them; older ones have no more mails that anybody asks for. */
const mostFormer = 12;

/** Every address at which somebody of the site may have been written to. */
export const addressesOf = (site: Site): string[] => [
  ...new Set([
    ...inChargeOf(site).flatMap(({ email, absence }) => (absence ? [email, absence.standIn.email] : [email])),
    ...(site.formerAddresses ?? []),
  ]),
];

/** The site as it becomes, which remembers the addresses that it had: mails to them stay in the history. */
export const rememberingAddresses = (before: Site, after: Site): Site => {
  const present = addressesOf({ ...after, formerAddresses: [] });
  const former = addressesOf(before).filter((email) => !present.includes(email));
  return former.length === 0 ? after : { ...after, formerAddresses: former.slice(0, mostFormer) };
};
