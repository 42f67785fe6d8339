import { Resolver } from 'node:dns/promises';
import { inGroups } from '../in-groups.ts';

/** What is asked of the DNS about one domain. Both throw with the resolver's code: `ENOTFOUND`, `ENODATA`, `ETIMEOUT`… */
export type DomainLookUp = {
  mx: (domain: string) => Promise<readonly { exchange: string }[]>;
  address: (domain: string) => Promise<readonly string[]>;
};

/** In milliseconds, for one answer; nobody waits longer than a few seconds for all. */
const patience = 1_500;
/** So many domains are asked about at a time. */
export const mostDomains = 25;

/** The machine's own resolver. */
export const dnsLookUp = (): DomainLookUp => {
  const resolver = new Resolver({ timeout: patience, tries: 1 });
  return {
    mx: (domain) => resolver.resolveMx(domain),
    address: (domain) => resolver.resolve4(domain),
  };
};

/** `unknown`: nobody could say; the mail will. */
export type DomainState = 'takesMail' | 'takesNone' | 'unknown';

/** Names that are nobody's, for examples and tests (RFC 2606): no question about them leaves this machine. */
const reserved = /(^|\.)(example|test|invalid|localhost)$/;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
const isNo = (error: unknown): boolean => ['ENOTFOUND', 'ENODATA'].includes(codeOf(error));

const stateOf = async (domain: string, { mx, address }: DomainLookUp): Promise<DomainState> => {
  if (reserved.test(domain)) return 'unknown';
  try {
    // One that names the root takes none, and says so (RFC 7505).
    const exchanges = await mx(domain);
    if (exchanges.length > 0)
      return exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.')
        ? 'takesMail'
        : 'takesNone';
  } catch (error) {
    if (codeOf(error) === 'ENOTFOUND') return 'takesNone';
    if (!isNo(error)) return 'unknown';
  }
  try {
    // Without an exchange, mail goes to the host of that name (RFC 5321, 5.1).
    return (await address(domain)).length > 0 ? 'takesMail' : 'takesNone';
  } catch (error) {
    return isNo(error) ? 'takesNone' : 'unknown';
  }
};

/**
 * Which of these domains take mail, as the DNS has it; the first so many.
 *
 * @param probe a domain that does: where the DNS does not know that one, it is not to be believed about others (a machine without a network)
 */
export const domainStates = async (
  domains: readonly string[],
  probe: string,
  lookUp: DomainLookUp,
): Promise<ReadonlyMap<string, DomainState>> => {
  const asked = [...new Set(domains)].slice(0, mostDomains);
  const [isReachable, states] = await Promise.all([
    stateOf(probe, lookUp),
    inGroups(asked, async (domain) => [domain, await stateOf(domain, lookUp)] as const),
  ]);
  return new Map(
    states.map(([domain, state]) => [domain, isReachable === 'takesMail' ? state : 'unknown'] as const),
  );
};
