import { describe, expect, test } from 'vitest';
import {
  addressesOf,
  answeringAt,
  rememberingAddresses,
} from '../../functions/domain/placement/answering-people.ts';
import type { Site, StaffPerson } from '../../schemas/institution.ts';
import { poitiers } from '../poitiers.ts';

const [whole] = poitiers.sites;
if (!whole) throw new Error('the institute has a site');
const standIn = { name: 'Armelle Gadioux', email: 'armelle@inspe.example' };
const away = (person: StaffPerson): StaffPerson => ({ ...person, absence: { until: '2026-11-12', standIn } });
const site: Site = { ...whole, delegate: away(whole.delegate), registrars: whole.registrars.map(away) };
const at = (now: string) => answeringAt({ sites: [site] }, now).sites[0];

describe('whoever is away', () => {
  test('is stood in for until the end of the day, in Paris, and not after', () => {
    expect(at('2026-11-12T22:59:00.000Z')?.delegate).toEqual(standIn);
    expect(at('2026-11-12T23:00:00.000Z')?.delegate.email).toBe(whole.delegate.email);
  });

  test('lends the function that letters are signed with', () => {
    const [registrar] = at('2026-11-12T08:00:00.000Z')?.registrars ?? [];
    expect(registrar).toEqual({ ...standIn, function: whole.registrars[0]?.function });
  });
});

describe('the addresses of a site', () => {
  test('are also those of stand-ins, and of who was there before', () => {
    const other = { name: 'Basile Thoreau', email: 'basile@inspe.example' };
    const after = rememberingAddresses(site, { ...whole, delegate: other });
    expect(after.formerAddresses).toEqual([whole.delegate.email, standIn.email]);
    const again = rememberingAddresses(after, { ...whole });
    expect(again.formerAddresses).toEqual([other.email, standIn.email]);
    expect(addressesOf(again)).toEqual(
      expect.arrayContaining([other.email, standIn.email, whole.delegate.email]),
    );
  });

  test('that were there long before are let go of', () => {
    const many = Array.from({ length: 30 }, (_, number) => `a${number}@inspe.example`);
    const after = rememberingAddresses({ ...whole, formerAddresses: many }, { ...whole, delegate: standIn });
    expect(after.formerAddresses).toHaveLength(12);
    expect(after.formerAddresses?.[0]).toBe(whole.delegate.email);
  });
});
