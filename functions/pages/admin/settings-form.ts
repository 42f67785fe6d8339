import { mostOthers, type Site, type StaffPerson, site } from '../../../schemas/institution.ts';
import { type IsoDate, isoDate } from '../../../schemas/time.ts';
import { comparable } from '../../domain/import/likeness.ts';
import { rememberingAddresses } from '../../domain/placement/answering-people.ts';
import { delegatesOf, inChargeOf } from '../../domain/placement/site-of.ts';
import { newSiteId } from '../../domain/settings/new-site-id.ts';
import type { FieldProblem } from '../components/error-summary.tsx';
import { type FormFields, fieldValue } from '../request.ts';

/** A person of a site, as its form has them. */
export type TypedPerson = {
  /** What the names of its fields begin with. */
  key: string;
  name: string;
  email: string;
  title: string;
  lastName: string;
  function: string;
  /** Away until that day, and who stands in. */
  until: string;
  standIn: string;
  standInEmail: string;
};

const personFields = [
  ...(['name', 'email', 'title', 'lastName', 'function'] as const),
  ...(['until', 'standIn', 'standInEmail'] as const),
];
/** The part of a field's name that is in French, as addresses and error links have it. */
const words = {
  ...{ name: 'nom', email: 'courriel', title: 'civilite', lastName: 'famille', function: 'fonction' },
  ...{ until: 'absence', standIn: 'remplacant', standInEmail: 'remplacant-courriel' },
};
export const personField = (key: string, field: (typeof personFields)[number]): string =>
  `${key}-${words[field]}`;

export const typedPerson = (key: string, person?: StaffPerson): TypedPerson => ({
  key,
  name: person?.name ?? '',
  email: person?.email ?? '',
  title: person?.addressed?.title ?? '',
  lastName: person?.addressed?.lastName ?? '',
  function: person?.function ?? '',
  until: person?.absence?.until ?? '',
  standIn: person?.absence?.standIn.name ?? '',
  standInEmail: person?.absence?.standIn.email ?? '',
});

/** The two roles of a site, as its form has their people: the first of each is the one whom letters name. */
const roles = {
  registrars: {
    key: (at: number): string => `gestionnaire${at + 1}`,
    of: ({ registrars }: Site) => registrars,
    // A form is not read without end.
    most: 30,
  },
  delegates: {
    key: (at: number): string => (at === 0 ? 'delegue' : `delegue${at + 1}`),
    of: delegatesOf,
    most: mostOthers + 1,
  },
} as const;
type Role = keyof typeof roles;

type SitePart = 'name' | 'campus' | 'university' | 'phone' | 'address';
/** What a site's form asks of the site itself. */
export const siteFields: readonly {
  part: SitePart;
  field: string;
  label: string;
  hint?: string;
  optional?: boolean;
  problem: string;
}[] = [
  {
    ...{ part: 'name', field: 'nom', label: 'Nom' },
    hint: 'Tel que vos fichiers d’affectations l’écrivent.',
    problem: 'Indiquez le nom du site, en 80 caractères au plus.',
  },
  {
    ...{ part: 'campus', field: 'nom-complet', label: 'Nom complet' },
    hint: 'Tel que les courriels et les documents l’écrivent.',
    problem: 'Indiquez le nom complet, en 120 caractères au plus.',
  },
  {
    ...{ part: 'university', field: 'universite', label: 'Université' },
    problem: 'Indiquez l’université, en 120 caractères au plus.',
  },
  {
    ...{ part: 'phone', field: 'telephone', label: 'Téléphone', optional: true },
    problem: 'Le téléphone tient en 30 caractères.',
  },
  {
    ...{ part: 'address', field: 'adresse', label: 'Adresse postale', optional: true },
    problem: 'L’adresse tient en 200 caractères.',
  },
];

export type TypedSite = Record<Role, TypedPerson[]> & Record<SitePart, string>;

/** As many as a site has, with room for one more while there may be. */
const placesFor = (role: Role, site: Site | undefined): string[] => {
  const { of, most, key } = roles[role];
  const length = Math.min((site ? of(site).length : 0) + 1, most);
  return Array.from({ length }, (_, at) => key(at));
};

/** @param site absent, one that is to be added */
export const typedSite = (site?: Site): TypedSite => {
  const people = (role: Role) =>
    placesFor(role, site).map((key, at) => typedPerson(key, site && roles[role].of(site)[at]));
  return {
    ...{ registrars: people('registrars'), delegates: people('delegates') },
    ...{ name: site?.name ?? '', campus: site?.campus ?? '', university: site?.university ?? '' },
    ...{ phone: site?.phone ?? '', address: site?.address ?? '' },
  };
};

const typed = (form: FormFields, name: string): string => fieldValue(form, name).trim().slice(0, 300);

const postedPerson = (form: FormFields, key: string): TypedPerson => {
  const of = (field: (typeof personFields)[number]) => typed(form, personField(key, field));
  return {
    ...{ key, name: of('name'), email: of('email'), title: of('title'), lastName: of('lastName') },
    ...{ function: of('function'), until: of('until'), standIn: of('standIn') },
    standInEmail: of('standInEmail'),
  };
};

/** Those of the form, too: somebody may have taken one away since it was made, and nothing typed is lost. */
const postedPlaces = (form: FormFields, role: Role, site: Site | undefined): string[] => {
  const { key, most } = roles[role];
  const keys = placesFor(role, site);
  while (keys.length < most && personField(key(keys.length), 'name') in form) keys.push(key(keys.length));
  return keys;
};

const postedPeople = (form: FormFields, role: Role, site: Site | undefined): TypedPerson[] =>
  postedPlaces(form, role, site).map((key) => postedPerson(form, key));

export const postedSite = (form: FormFields, site?: Site): TypedSite => {
  const parts = Object.fromEntries(siteFields.map(({ part, field }) => [part, typed(form, field)]));
  return {
    registrars: postedPeople(form, 'registrars', site),
    delegates: postedPeople(form, 'delegates', site),
    ...(parts as Record<SitePart, string>),
  };
};

const isFilled = ({ name, email }: TypedPerson): boolean => name !== '' || email !== '';
/** A role has somebody: where nobody is typed, the first place is asked for. */
const filledIn = (people: readonly TypedPerson[]): TypedPerson[] => {
  const filled = people.filter(isFilled);
  return filled.length > 0 ? filled : people.slice(0, 1);
};

const messages: Record<string, string> = {
  name: 'Indiquez le prénom et le nom.',
  email: 'Cette adresse électronique n’est pas valable.',
  lastName:
    'Indiquez le nom de famille qui suit la civilité, en 80 caractères au plus, ou retirez la civilité.',
  function: 'La fonction tient en 100 caractères.',
  until: 'Indiquez le dernier jour de l’absence.',
  standIn: 'Indiquez qui remplace.',
  standInEmail: 'L’adresse de qui remplace n’est pas valable.',
};

/** How the stand-ins of before are addressed, which the form does not ask. */
type Addressed = ReadonlyMap<string, StaffPerson['addressed']>;

const asPerson = (
  { name, email, title, lastName, function: role, ...away }: TypedPerson,
  standIns: Addressed,
) => ({
  name,
  email,
  ...(title !== '' && { addressed: { title, lastName } }),
  ...(role !== '' && { function: role }),
  // A stand-in without a day, or the other way round, is half an answer: asked for.
  ...((away.until !== '' || away.standIn !== '' || away.standInEmail !== '') && {
    absence: {
      until: away.until,
      standIn: { name: away.standIn, email: away.standInEmail, addressed: standIns.get(away.standInEmail) },
    },
  }),
});

/** Which field of the form is wrong, where that part of a person is. */
const fieldAt = (path: readonly PropertyKey[]): (typeof personFields)[number] => {
  const last = path.at(-1);
  if (path.includes('standIn')) return last === 'email' ? 'standInEmail' : 'standIn';
  return personFields.find((one) => one === last) ?? 'name';
};

/** Who would be back already: a mistake, but where it was kept so, which whoever changes something else need not mend. */
const alreadyBack = (
  before: Site | undefined,
  people: readonly TypedPerson[],
  today: IsoDate,
): FieldProblem[] => {
  const kept = (before ? inChargeOf(before) : []).map(({ absence }) => absence?.until);
  return people
    .filter(({ until }) => isoDate.safeParse(until).success && until < today && !kept.includes(until))
    .map(({ key }) => ({
      field: personField(key, 'until'),
      message: 'Ce jour est déjà passé : indiquez le dernier jour de l’absence, ou retirez-la.',
    }));
};

const isTaken: FieldProblem = { field: 'nom', message: 'Un autre site porte déjà ce nom.' };

/**
 * A site as it was typed.
 *
 * @param before absent, one that is to be added
 * @param sites all that there are
 * @param today in Paris
 * @returns what is wrong, by field, where something is
 */
export const readSite = (
  before: Site | undefined,
  typed: TypedSite,
  sites: readonly Site[],
  today: IsoDate,
): { site: Site } | { problems: FieldProblem[] } => {
  const { name, campus, university, phone, address } = typed;
  const [registrars, delegates] = [filledIn(typed.registrars), filledIn(typed.delegates)];
  const [delegate, ...otherDelegates] = delegates;
  const standIns: Addressed = new Map(
    (before ? inChargeOf(before) : []).flatMap(({ absence }) =>
      absence ? [[absence.standIn.email, absence.standIn.addressed] as const] : [],
    ),
  );
  const read = site.safeParse({
    siteId: before?.siteId ?? newSiteId(name, sites),
    ...{ name, campus, university },
    registrars: registrars.map((one) => asPerson(one, standIns)),
    delegate: delegate && asPerson(delegate, standIns),
    ...(otherDelegates.length > 0 && {
      otherDelegates: otherDelegates.map((one) => asPerson(one, standIns)),
    }),
    ...(phone !== '' && { phone }),
    ...(address !== '' && { address }),
  });
  // A row of an import names its site.
  const others = sites.filter(({ siteId }) => siteId !== before?.siteId);
  const wrong = [
    ...(others.some((one) => comparable(one.name) === comparable(name)) ? [isTaken] : []),
    ...alreadyBack(before, [...registrars, ...delegates], today),
  ];
  if (read.success && wrong.length === 0)
    return { site: before ? rememberingAddresses(before, read.data) : read.data };
  const problems = (read.error?.issues ?? []).map(({ path }): FieldProblem => {
    const [part, at] = path;
    const own = siteFields.find((one) => one.part === part);
    if (own) return { field: own.field, message: own.problem };
    const field = fieldAt(path);
    const others = part === 'otherDelegates' ? delegates.slice(1) : registrars;
    const person = part === 'delegate' ? delegate : others[Number(at ?? 0)];
    return {
      field: personField(person?.key ?? roles.registrars.key(0), field),
      message: messages[field] ?? 'Vérifiez ce choix.',
    };
  });
  return { problems: [...new Map([...problems, ...wrong].map((one) => [one.field, one])).values()] };
};

const longestLabel = 80;
/** In days: a summer is two months. */
const longestQuiet = 120;

/** A period without mail, as typed. */
export const readPeriod = (
  form: FormFields,
  today: string,
): { period: { label: string; from: string; to: string } } | { problems: FieldProblem[] } => {
  const label = typed(form, 'nom').slice(0, longestLabel);
  const [from, to] = ['du', 'au'].map((name) => isoDate.safeParse(typed(form, name)));
  const problems: FieldProblem[] = [];
  if (label === '') problems.push({ field: 'nom', message: 'Donnez un nom à cette période.' });
  if (!from?.success) problems.push({ field: 'du', message: 'Indiquez le premier jour.' });
  if (!to?.success) problems.push({ field: 'au', message: 'Indiquez le dernier jour.' });
  if (!from?.success || !to?.success || problems.length > 0) return { problems };
  const days = (Date.parse(to.data) - Date.parse(from.data)) / 86_400_000;
  if (days < 0) return { problems: [{ field: 'au', message: 'Le dernier jour vient avant le premier.' }] };
  if (to.data < today) return { problems: [{ field: 'au', message: 'Cette période est déjà passée.' }] };
  if (days > longestQuiet)
    return {
      problems: [{ field: 'au', message: `Une période sans courriel dure au plus ${longestQuiet} jours.` }],
    };
  return { period: { label, from: from.data, to: to.data } };
};
