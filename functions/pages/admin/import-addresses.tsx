import type { CheckedImport } from '../../actions/check-import.ts';
import { privateTutors } from '../../domain/import/address-doubts.ts';
import { domainOf, isCommonDomain } from '../../domain/import/email-check.ts';
import type { ImportCheck } from '../../domain/import/import-check.ts';
import { type DomainState, dnsLookUp, domainStates } from '../../mail/mail-domains.ts';
import { Notice } from '../components/notice.tsx';
import type { Visit } from './visit.ts';
import { counted } from './wording.ts';

/** So many are named; the rest is counted. */
const shownAddresses = 20;

/** Tutors whose address is their own, not the profession's. */
export const PrivateAddresses = ({ visit, checked }: { visit: Visit; checked: CheckedImport }) => {
  const doubts = privateTutors(checked.check, checked.existing, visit.institution.programme.addressDomains);
  if (doubts.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={
        doubts.length === 1
          ? 'Un tuteur a une adresse privée'
          : `${counted(doubts.length, 'tuteur')} ont une adresse privée`
      }
    >
      <p>
        Les courriels parlent d’étudiant·es : préférez l’adresse professionnelle de l’enseignant, si vous
        l’avez. Cela n’empêche pas l’import.
      </p>
      <ul>
        {doubts.slice(0, shownAddresses).map(({ row, email }) => (
          <li key={email}>
            Ligne {row} : <span class="address">{email}</span>
          </li>
        ))}
      </ul>
      {doubts.length > shownAddresses && (
        <p class="muted">
          … et {counted(doubts.length - shownAddresses, 'autre adresse', 'autres adresses')}.
        </p>
      )}
    </Notice>
  );
};

/** Domains of the addresses that a file brings; those that everybody knows are not asked about. */
const domainsOf = ({ added, changed }: ImportCheck, ownDomains: readonly string[]): string[] => {
  const domains = [...added, ...changed].flatMap(({ facts }) => [facts.tutor.email, facts.student.email]);
  return [...new Set(domains.map(domainOf))].filter(
    (domain) => !ownDomains.includes(domain) && !isCommonDomain(domain),
  );
};

/** Asked for by whoever wants to know: names of domains leave this machine then, and nothing else. */
export const lookedUp = async (
  { institution, request }: Visit,
  { check }: CheckedImport,
): Promise<ReadonlyMap<string, DomainState> | undefined> =>
  request.query.get('domaines') === 'oui'
    ? domainStates(
        domainsOf(check, institution.programme.addressDomains),
        domainOf(institution.contactEmail),
        dnsLookUp(),
      )
    : undefined;

/** Whether the domains take mail, as far as is known; or the way to ask. */
export const DomainNotice = ({
  visit,
  check,
  states,
}: {
  visit: Visit;
  check: ImportCheck;
  states: ReadonlyMap<string, DomainState> | undefined;
}) => {
  const domains = domainsOf(check, visit.institution.programme.addressDomains);
  if (domains.length === 0) return null;
  if (states === undefined)
    return (
      <p>
        <a href={`${visit.request.path}?domaines=oui`}>Vérifier que les domaines des adresses existent</a>{' '}
        <span class="muted">
          ({counted(domains.length, 'domaine')}, quelques secondes : ne vérifie pas les adresses elles-mêmes)
        </span>
      </p>
    );
  const none = domains.filter((domain) => states.get(domain) === 'takesNone');
  const unknown = domains.filter((domain) => (states.get(domain) ?? 'unknown') === 'unknown');
  return (
    <Notice
      tone={none.length > 0 ? 'warning' : 'info'}
      title={
        none.length > 0
          ? counted(none.length, 'domaine ne reçoit pas de courriel', 'domaines ne reçoivent pas de courriel')
          : 'Aucun domaine inexistant n’a été trouvé'
      }
    >
      {none.length > 0 && (
        <p>
          <span class="address">{none.slice(0, shownAddresses).join(', ')}</span> : les courriels à ces
          adresses reviendraient. Est-ce une faute de frappe ? Cela n’empêche pas l’import.
        </p>
      )}
      {unknown.length > 0 && (
        <p>
          Non vérifié : <span class="address">{unknown.slice(0, shownAddresses).join(', ')}</span>
          {unknown.length > shownAddresses && ` et ${counted(unknown.length - shownAddresses, 'autre')}`}.
        </p>
      )}
    </Notice>
  );
};
