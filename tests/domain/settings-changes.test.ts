import { describe, expect, test } from 'vitest';
import { newSiteId } from '../../functions/domain/settings/new-site-id.ts';
import { settingsChanges } from '../../functions/domain/settings/settings-changes.ts';
import { type Institution, siteId } from '../../schemas/institution.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { poitiers } from '../poitiers.ts';

const [site, ...others] = poitiers.sites;
if (!site) throw new Error('an institute without a site');
const said = (after: Partial<Institution>, before: Partial<Institution> = {}): string[] =>
  settingsChanges({ ...poitiers, ...before }, { ...poitiers, ...after }).map(
    ({ part, before: was, after: is }) => `${part} : ${was} → ${is}`,
  );
const withSite = (more: Partial<typeof site>): Partial<Institution> => ({
  sites: [{ ...site, ...more }, ...others],
});
const person = (name: string) => ({ name, email: `${name.toLowerCase()}@inspe.example` });

test('a site that is added has a name that no other has, in letters alone', () => {
  const ids = (...names: string[]) => {
    const known: { siteId: string }[] = [];
    for (const name of names) known.push({ siteId: siteId.parse(newSiteId(name, known)) });
    return known.map((one) => one.siteId);
  };
  expect(ids('Saint-Jean-d’Angély', 'Châtellerault', '3', 'Œ', 'É')).toEqual([
    ...['saint-jean-d-angely', 'chatellerault', 'site-a', 'oe', 'site-e'],
  ]);
  const many = ids(...Array.from({ length: 60 }, (_, at) => `Paris ${at}`));
  expect(new Set(many).size).toBe(60);
  expect(many.slice(0, 3)).toEqual(['paris', 'paris-b', 'paris-c']);
  expect(ids(...Array.from({ length: 3 }, () => 'Campus de la très longue vallée du Clain'))[2]).toBe(
    'campus-de-la-tres-longue-va-c',
  );
});

describe('what changed of the settings', () => {
  test('is nothing where nothing reads otherwise', () => {
    expect(said({})).toEqual([]);
    expect(said({ timetable: defaultTimetable, reportsBy: 'attachment', edition: 4 })).toEqual([]);
  });

  test('is each part of its own, with what it was', () => {
    expect(said({ senderName: 'Stages', reportsBy: 'link', phone: '05 49 00 00 00' })).toEqual([
      `Nom de l’expéditeur : ${poitiers.senderName} → Stages`,
      'Les comptes-rendus reçus : sont joints aux courriels → se lisent derrière un lien',
      expect.stringMatching(/^Téléphone : .* → 05 49 00 00 00$/),
    ]);
    const dataProtection = { name: 'Bureau des données', email: 'dpo@univ.example' };
    expect(
      said({ name: 'Institut', signatory: { name: 'Ada Roux' }, dataProtection }, { signatory: undefined }),
    ).toEqual([
      `Nom de l’établissement : ${poitiers.name} → Institut`,
      'Signataire : – → Ada Roux',
      'Délégué·e à la protection des données : – → Bureau des données',
      'Courriel pour la protection des données : – → dpo@univ.example',
    ]);
    const timetable = { ...defaultTimetable, dueDays: 10, reminder1: { days: -1, time: '09:00' } };
    expect(said({ timetable })).toEqual([
      'Délais habituels, Échéance : 7 jours après le dernier jour du stage → 10 jours après le dernier jour du stage',
      'Délais habituels, Première relance : 3 jours avant l’échéance, 08:00 → 1 jour avant l’échéance, 09:00',
    ]);
  });

  test('follows a registrar by their address, and says who signs now', () => {
    const [ada, bea, cleo] = [person('Ada'), person('Bea'), person('Cleo')];
    const of = (...registrars: (typeof ada)[]) => withSite({ registrars });
    expect(said(of(bea, ada), of(ada, bea))).toEqual([`Site de ${site.name}, signature : Ada → Bea`]);
    expect(said(of(bea), of(ada, bea))).toEqual([
      `Site de ${site.name}, gestionnaire Ada, nom : Ada → –`,
      `Site de ${site.name}, gestionnaire Ada, courriel : ada@inspe.example → –`,
      `Site de ${site.name}, signature : Ada → Bea`,
    ]);
    expect(said(of(ada, cleo), of(ada, bea))).toEqual([
      `Site de ${site.name}, gestionnaire Bea, nom : Bea → Cleo`,
      `Site de ${site.name}, gestionnaire Bea, courriel : bea@inspe.example → cleo@inspe.example`,
    ]);
  });

  test('is all of a site that was added, and what a site is called', () => {
    const { phone: _, address: __, ...added } = { ...site, siteId: 'albi', name: 'Albi' };
    const people = { registrars: [person('Ada')], delegate: person('Bea') };
    expect(said({ sites: [...poitiers.sites, { ...added, ...people }] })).toEqual([
      'Site d’Albi, nom : – → Albi',
      `Site d’Albi, nom complet : – → ${site.campus}`,
      `Site d’Albi, université : – → ${site.university}`,
      'Site d’Albi, délégué·e, nom : – → Bea',
      'Site d’Albi, délégué·e, courriel : – → bea@inspe.example',
      'Site d’Albi, gestionnaire Ada, nom : – → Ada',
      'Site d’Albi, gestionnaire Ada, courriel : – → ada@inspe.example',
      'Site d’Albi, signature : – → Ada',
    ]);
    expect(said(withSite({ campus: 'Campus des Feuillants' }))).toEqual([
      `Site de ${site.name}, nom complet : ${site.campus} → Campus des Feuillants`,
    ]);
  });

  test('says until when somebody is away, and who stands in', () => {
    const absence = { until: '2026-09-20', standIn: person('Bea') };
    expect(said(withSite({ delegate: { ...site.delegate, absence } }))).toEqual([
      `Site de ${site.name}, délégué·e, absence : – → jusqu’au dimanche 20 septembre 2026, remplacement par Bea (bea@inspe.example)`,
    ]);
  });
});
