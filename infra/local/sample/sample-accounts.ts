import type { Institution } from '../../../schemas/institution.ts';
import type { Role } from '../../../schemas/staff.ts';

/** Somebody who can sign in on this machine, with one click and no password. */
export interface SampleAccount {
  id: string;
  name: string;
  email: string;
  role: Role;
  siteIds: string[];
  /** How the sign-in page and the terminal present it. */
  label: string;
}

/** An administrator, and a registrar and a delegate for each site. */
export function sampleAccounts({ sites, contactEmail }: Institution): SampleAccount[] {
  const registrars = sites.flatMap(({ siteId, name, registrars: [registrar] }) =>
    registrar
      ? [
          account(
            `scolarite-${siteId}`,
            registrar,
            'registrar',
            [siteId],
            `gestionnaire de scolarité, ${name}`,
          ),
        ]
      : [],
  );
  const delegates = sites.map(({ siteId, name, delegate }) =>
    account(`delegue-${siteId}`, delegate, 'delegate', [siteId], `délégué·e de stage, ${name}`),
  );
  const administrator = { name: 'Camille Fournier', email: contactEmail };
  return [
    account('administration', administrator, 'administrator', [], 'administration, tous les sites'),
    ...registrars,
    ...delegates,
  ];
}

const account = (
  id: string,
  person: { name: string; email: string },
  role: Role,
  siteIds: string[],
  label: string,
): SampleAccount => ({ id, ...person, role, siteIds, label });
