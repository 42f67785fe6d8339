import type { Institution, Site, StaffPerson } from '../../../schemas/institution.ts';
import { retentionClasses, usualRetention } from '../../../schemas/retention.ts';
import type { Timetable } from '../../../schemas/timetable.ts';
import { timetableRows, usualTimetable } from '../timetable/campaign-drafting.ts';
import { timetableWords } from '../timetable/timetable-words.ts';
import { counted } from '../wording/counted.ts';
import { of } from '../wording/elision.ts';
import { longDate } from '../wording/french-dates.ts';
import { establishmentFields, establishmentOf, establishmentParts } from './establishment.ts';
import { mailAnswers, usualAnswer } from './mail-wishes.ts';
import { retentionFields, retentionInWords } from './retention-words.ts';

/** A part of what an institute says of itself, as a person reads what it was and what it becomes. */
export type SettingsChange = { part: string; before: string; after: string };

/** What stands where there is nothing. */
const nothing = '–';

/** How a report reaches its readers, behind « Les comptes-rendus reçus ». */
export const reportsByWords: Record<NonNullable<Institution['reportsBy']>, string> = {
  attachment: 'sont joints aux courriels',
  link: 'se lisent derrière un lien',
};

/** What those in charge are mailed who have not chosen. */
export const usualMailsLabel = 'Scolarité et délégué·es reçoivent, sauf autre choix';

/** What the parts say, by their names. */
type Said = Record<string, string | undefined>;

const differing = (before: Said, after: Said, prefix = ''): SettingsChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((part) => ({
      part: `${prefix}${part}`,
      before: before[part] ?? nothing,
      after: after[part] ?? nothing,
    }))
    .filter((change) => change.before !== change.after);

/** Every part that the console changes and that says something else now; of a site, each person by themselves. */
export const settingsChanges = (before: Institution, after: Institution): SettingsChange[] => [
  ...differing(generalOf(before), generalOf(after)),
  ...differing(establishedOf(before), establishedOf(after)),
  ...differing(quietDaysOf(before), quietDaysOf(after), 'Jours sans courriel, '),
  ...differing(delaysOf(usualTimetable(before)), delaysOf(usualTimetable(after)), 'Délais habituels, '),
  ...differing(keptOf(before), keptOf(after), 'Durées de conservation, '),
  ...after.sites.flatMap((site) =>
    siteChanges(
      before.sites.find(({ siteId }) => siteId === site.siteId),
      site,
    ),
  ),
];

const generalOf = (settings: Institution): Said => {
  const { senderName, contactEmail, reportsBy = 'attachment' } = settings;
  return {
    'Nom de l’expéditeur': senderName,
    'Adresse pour les réponses': contactEmail,
    'Les comptes-rendus reçus': reportsByWords[reportsBy],
    [usualMailsLabel]: mailAnswers[usualAnswer(settings)].inTrail,
  };
};

/** A part that says nothing is none. */
const establishedOf = (settings: Institution): Said => {
  const words = establishmentOf(settings);
  return Object.fromEntries(
    establishmentParts.map((part) => [establishmentFields[part].label, words[part] || undefined]),
  );
};

/** A period that moved is one that went and one that came: nothing else tells them apart. */
const quietDaysOf = ({ quietPeriods }: Institution): Said =>
  Object.fromEntries(
    quietPeriods.map(({ label, from, to }) => {
      const days = `du ${longDate(from)} au ${longDate(to)}`;
      return [`${label} ${days}`, 'sans courriel'];
    }),
  );

const keptOf = ({ retention = usualRetention }: Institution): Said =>
  Object.fromEntries(
    retentionClasses.map((name) => [retentionFields[name].label, retentionInWords(retention, name)]),
  );

const delaysOf = (timetable: Timetable): Said => ({
  Échéance: `${counted(timetable.dueDays, 'jour')} après le dernier jour du stage`,
  ...Object.fromEntries(
    timetableRows.map(({ occasion }) => {
      const { days, time } = timetable[occasion];
      const { name, from } = timetableWords[occasion];
      return [name, `${counted(Math.abs(days), 'jour')} ${from}, ${time}`];
    }),
  ),
});

/** @param before absent, a site that was added */
const siteChanges = (before: Site | undefined, after: Site): SettingsChange[] => {
  const part = `Site ${of(after.name)}, `;
  return [
    ...differing(placeOf(before), placeOf(after), part),
    ...differing(personOf(before?.delegate), personOf(after.delegate), `${part}délégué·e, `),
    ...peopleChanges(before?.otherDelegates, after.otherDelegates).flatMap(([was, is]) =>
      differing(personOf(was), personOf(is), `${part}autre délégué·e ${(was ?? is)?.name}, `),
    ),
    ...peopleChanges(before?.registrars, after.registrars).flatMap(([was, is]) =>
      differing(personOf(was), personOf(is), `${part}gestionnaire ${(was ?? is)?.name}, `),
    ),
    ...differing(signerOf(before), signerOf(after), part),
  ];
};

const placeOf = (site: Site | undefined): Said => ({
  ...{ nom: site?.name, 'nom complet': site?.campus, université: site?.university },
  ...{ téléphone: site?.phone, 'adresse postale': site?.address },
});

const signerOf = (site: Site | undefined): Said => ({ signature: site?.registrars[0]?.name });

/** Who was who: by their address, and, of those whose address is new, in their order. */
const peopleChanges = (
  before: readonly StaffPerson[] = [],
  after: readonly StaffPerson[] = [],
): (readonly [StaffPerson | undefined, StaffPerson | undefined])[] => {
  const isAmong = (people: readonly StaffPerson[]) => (one: StaffPerson) =>
    people.some(({ email }) => email === one.email);
  const stayed = after.filter(isAmong(before));
  const gone = before.filter((one) => !isAmong(after)(one));
  const come = after.filter((one) => !isAmong(before)(one));
  return [
    ...stayed.map((one) => [before.find(({ email }) => email === one.email), one] as const),
    ...Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => [gone[at], come[at]] as const),
  ];
};

const personOf = (person: StaffPerson | undefined): Said => {
  if (!person) return {};
  const { name, email, addressed, function: role, absence } = person;
  return {
    nom: name,
    courriel: email,
    civilité: addressed && `${addressed.title} ${addressed.lastName}`,
    fonction: role,
    absence:
      absence &&
      `jusqu’au ${longDate(absence.until)}, remplacement par ${absence.standIn.name} (${absence.standIn.email})`,
  };
};
