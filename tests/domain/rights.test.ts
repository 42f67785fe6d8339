import { describe, expect, test } from 'vitest';
import {
  mayAdminister,
  mayLaunch,
  mayManage,
  mayResume,
  seesCampaign,
} from '../../functions/domain/rights.ts';
import type { Role, Staff } from '../../schemas/staff.ts';
import { preparedCampaign } from './placements.ts';

/** The campaign is of Poitiers and Niort. */
const campaign = preparedCampaign;
const staff = (role: Role, ...sites: string[]): Staff => ({ subject: 's1', name: 'Camille', role, sites });

describe('what a role may do', () => {
  test('is to follow for a delegate, to act for a registrar, to look at everybody for an administrator', () => {
    const roles = ['delegate', 'registrar', 'administrator'] as const;
    expect(roles.map((role) => mayManage(staff(role)))).toEqual([false, true, true]);
    expect(roles.map((role) => mayAdminister(staff(role)))).toEqual([false, false, true]);
  });
});

describe('a campaign', () => {
  test('is seen by whoever is of one of its sites', () => {
    expect(seesCampaign(staff('delegate', 'niort', 'angouleme'), campaign)).toBe(true);
    expect(seesCampaign(staff('registrar', 'angouleme'), campaign)).toBe(false);
    expect(seesCampaign(staff('registrar'), campaign)).toBe(false);
    expect(seesCampaign(staff('administrator'), campaign)).toBe(true);
  });

  test('is launched by who acts and is of all its sites', () => {
    expect(mayLaunch(staff('registrar', 'niort', 'poitiers'), campaign)).toBe(true);
    expect(mayLaunch(staff('registrar', 'niort'), campaign)).toBe(false);
    expect(mayLaunch(staff('delegate', 'niort', 'poitiers'), campaign)).toBe(false);
  });

  test('has its launch gone on with by who may launch it, other work by who acts', () => {
    expect(mayResume(staff('registrar', 'niort'), campaign, { kind: 'launch' })).toBe(false);
    expect(mayResume(staff('registrar', 'niort'), campaign, { kind: 'import' })).toBe(true);
    expect(mayResume(staff('delegate', 'niort', 'poitiers'), campaign, { kind: 'import' })).toBe(false);
    expect(mayResume(staff('administrator'), campaign, { kind: 'launch' })).toBe(true);
  });
});
