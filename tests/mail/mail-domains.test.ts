import { expect, test } from 'vitest';
import { type DomainLookUp, domainStates, mostDomains } from '../../functions/mail/mail-domains.ts';

const saying = (code: string) => Object.assign(new Error(code), { code });
const zone: Record<string, { mx?: string[] | string; a?: string[] | string }> = {
  'inspe.fr': { mx: ['mx.inspe.fr'] },
  'ac-poitiers.fr': { mx: ['mx1.ac-poitiers.fr', 'mx2.ac-poitiers.fr'] },
  'ac-poitier.fr': { mx: 'ENOTFOUND' },
  'sans-courriel.fr': { mx: [''] },
  'seulement-un-site.fr': { mx: 'ENODATA', a: ['192.0.2.1'] },
  'rien-du-tout.fr': { mx: 'ENODATA', a: 'ENODATA' },
  'lent.fr': { mx: 'ETIMEOUT' },
  'refuse.fr': { mx: 'ENODATA', a: 'ESERVFAIL' },
};
const asked: string[] = [];
const answer = async (what: string[] | string = 'ECONNREFUSED') => {
  if (typeof what === 'string') throw saying(what);
  return what;
};
const lookUp: DomainLookUp = {
  mx: async (domain) => {
    asked.push(domain);
    return (await answer(zone[domain]?.mx)).map((exchange) => ({ exchange }));
  },
  address: async (domain) => answer(zone[domain]?.a),
};

test('a domain takes mail, takes none, or nobody can say', async () => {
  const domains = [...Object.keys(zone), 'ac.example'];
  expect(Object.fromEntries(await domainStates(domains, 'inspe.fr', lookUp))).toEqual({
    'inspe.fr': 'takesMail',
    'ac-poitiers.fr': 'takesMail',
    'ac-poitier.fr': 'takesNone',
    'sans-courriel.fr': 'takesNone',
    'seulement-un-site.fr': 'takesMail',
    'rien-du-tout.fr': 'takesNone',
    'lent.fr': 'unknown',
    'refuse.fr': 'unknown',
    'ac.example': 'unknown',
  });
  expect(asked).not.toContain('ac.example');
});

test('a machine whose DNS does not know the institute’s own domain is believed about none', async () => {
  for (const probe of ['inspe.example', 'ac-poitier.fr', 'nulle-part.fr'])
    expect([...(await domainStates(['ac-poitier.fr', 'ac-poitiers.fr'], probe, lookUp)).values()]).toEqual([
      ...['unknown', 'unknown'],
    ]);
});

test('each is asked about once, and so many of them', async () => {
  asked.length = 0;
  const domains = Array.from({ length: 40 }, (_, at) => `d${at}.fr`);
  await domainStates(['d0.fr', ...domains], 'inspe.fr', lookUp);
  expect(asked).toHaveLength(mostDomains + 1);
});
