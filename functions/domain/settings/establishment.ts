import * as z from 'zod';
import { type Institution, institution, mailableAddress } from '../../../schemas/institution.ts';

/** What an institute says of itself as a whole, as its form has it. */
export const establishmentFields = {
  name: { field: 'nom', label: 'Nom de l’établissement' },
  academy: { field: 'academie', label: 'Académie' },
  phone: { field: 'telephone', label: 'Téléphone' },
  address: { field: 'adresse', label: 'Adresse postale' },
  signatory: { field: 'signataire', label: 'Signataire' },
  signatoryFunction: { field: 'signataire-fonction', label: 'Fonction du ou de la signataire' },
  officer: { field: 'dpo', label: 'Délégué·e à la protection des données' },
  officerEmail: { field: 'dpo-courriel', label: 'Courriel pour la protection des données' },
} as const;
export type EstablishmentPart = keyof typeof establishmentFields;
export const establishmentParts = Object.keys(establishmentFields).filter((part): part is EstablishmentPart =>
  Object.hasOwn(establishmentFields, part),
);
export type TypedEstablishment = Record<EstablishmentPart, string>;

/** Every part in words; what it does not say is empty. */
export const establishmentOf = (settings: Institution): TypedEstablishment => {
  const { name, academy, phone = '', address = '', signatory, dataProtection } = settings;
  return {
    ...{ name, academy, phone, address },
    ...{ signatory: signatory?.name ?? '', signatoryFunction: signatory?.function ?? '' },
    ...{ officer: dataProtection?.name ?? '', officerEmail: dataProtection?.email ?? '' },
  };
};

const { signatory: signing, dataProtection: protecting } = institution.shape;
const parts = institution.pick({ name: true, academy: true, phone: true, address: true }).extend({
  signatory: signing
    .unwrap()
    .extend({ name: z.string().min(1).max(120) })
    .optional(),
  dataProtection: protecting.unwrap().extend({ email: mailableAddress }).optional(),
});

/** What is wrong, by where it is. */
const problems: Record<string, { part: EstablishmentPart; message: string }> = {
  name: { part: 'name', message: 'Indiquez le nom de l’établissement, en 120 caractères au plus.' },
  academy: { part: 'academy', message: 'Indiquez l’académie, en 80 caractères au plus.' },
  phone: { part: 'phone', message: 'Le téléphone tient en 30 caractères.' },
  address: { part: 'address', message: 'L’adresse postale tient en 200 caractères.' },
  'signatory name': {
    part: 'signatory',
    message: 'Indiquez le nom du ou de la signataire, en 120 caractères au plus, ou retirez la fonction.',
  },
  'signatory function': { part: 'signatoryFunction', message: 'La fonction tient en 100 caractères.' },
  'dataProtection name': {
    part: 'officer',
    message: 'Indiquez à qui s’adresser, en 120 caractères au plus, ou retirez l’adresse électronique.',
  },
  'dataProtection email': {
    part: 'officerEmail',
    message: 'Indiquez une adresse électronique valable pour les questions sur les données personnelles.',
  },
};

/** @returns what the institute says of itself from then on; or what is wrong, by field */
export const readEstablishment = (
  typed: TypedEstablishment,
):
  | { establish: (current: Institution) => Institution }
  | { problems: { field: string; message: string }[] } => {
  const { officer, officerEmail, signatoryFunction } = typed;
  const read = parts.safeParse({
    ...{ name: typed.name, academy: typed.academy },
    ...(typed.phone !== '' && { phone: typed.phone }),
    ...(typed.address !== '' && { address: typed.address }),
    ...((typed.signatory !== '' || signatoryFunction !== '') && {
      signatory: { name: typed.signatory, ...(signatoryFunction !== '' && { function: signatoryFunction }) },
    }),
    ...((officer !== '' || officerEmail !== '') && {
      dataProtection: { name: officer, email: officerEmail },
    }),
  });
  if (read.success)
    return {
      establish: ({ phone: _, address: __, signatory: ___, dataProtection: ____, ...rest }) => ({
        ...rest,
        ...read.data,
      }),
    };
  const found = new Set(read.error.issues.map(({ path }) => path.join(' ')));
  return {
    problems: [...found].flatMap((where) => {
      const problem = problems[where];
      return problem ? [{ field: establishmentFields[problem.part].field, message: problem.message }] : [];
    }),
  };
};
