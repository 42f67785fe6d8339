import { describe, expect, test } from 'vitest';
import { reportFilename } from '../../functions/documents/report-filename.ts';
import { of } from '../../functions/domain/wording/elision.ts';
import { listed } from '../../functions/domain/wording/people.ts';
import { signerOf } from '../../functions/domain/wording/signer.ts';
import { typeset, typesetHtml } from '../../functions/domain/wording/typeset.ts';
import { entries, facts } from '../../functions/mail/letter.ts';
import { letterAsText, unwrapped } from '../../functions/mail/letter-text.ts';
import { dueness, greetStaff, greetTutor } from '../../functions/mail/templates/wording.ts';
import { poitiers } from '../poitiers.ts';

test.each([
  ['Inès', 'd’Inès'],
  ['Élodie', 'd’Élodie'],
  ['Œdipe', 'd’Œdipe'],
  ['Yves', 'd’Yves'],
  ['Yann', 'de Yann'],
  ['Clémence', 'de Clémence'],
  ['Angoulême', 'd’Angoulême'],
  ['La Rochelle', 'de La Rochelle'],
])('"de" before %s is %s', (name, expected) => {
  expect(of(name)).toBe(expected);
});

test('people are greeted by title and name where it is known, and never as a form letter would', () => {
  expect(greetTutor({ title: 'M.', lastName: 'Petit' })).toBe('Bonjour Monsieur Petit,');
  expect(greetTutor({ lastName: 'Petit' })).toBe('Bonjour,');
  expect(greetStaff({ addressed: { title: 'Mme', lastName: 'Le Goff' } })).toBe('Bonjour Madame Le Goff,');
  expect(greetStaff({})).toBe('Bonjour,');
});

describe('a letter is signed by somebody', () => {
  const { signatory, address, phone, ...bare } = poitiers;
  const [site] = poitiers.sites;

  test('of a site, by its first registrar, with function, address and telephone', () => {
    expect(signerOf(poitiers, 'poitiers')).toEqual({
      ...{ agent: 'Nadège Brossard', role: 'gestionnaire de scolarité', campus: 'Site de Poitiers' },
      ...{ address: '5 rue de l’Exemple, 86000 Poitiers', phone: '05 36 49 00 01' },
    });
  });

  test('of none, by the institute’s signatory, at its address', () => {
    expect(signerOf(poitiers)).toEqual({
      ...{ agent: 'Armelle Castagnet', role: 'responsable du service des stages' },
      ...{ address, phone },
    });
  });

  test('where content names no more than it had to, by a registrar all the same', () => {
    if (!site) throw new Error('Poitiers has a site');
    const former = { name: 'Paul Texier', email: 'paul.texier@inspe.example' };
    const sites = [{ ...site, registrars: [former], address: undefined, phone: undefined }];
    const agent = { agent: 'Paul Texier', role: 'gestionnaire de scolarité', campus: 'Site de Poitiers' };
    expect(signerOf({ ...bare, sites })).toEqual({ ...agent, address: undefined, phone: undefined });
    expect(signerOf({ ...bare, sites, address }, 'poitiers')).toMatchObject({ ...agent, address });
    expect(() => signerOf({ ...bare, sites: [] })).toThrow('nobody signs');
  });
});

test('names are enumerated as French does', () => {
  expect(listed(['A'])).toBe('A');
  expect(listed(['A', 'B'])).toBe('A et B');
  expect(listed(['A', 'B', 'C'])).toBe('A, B et C');
});

test('the due date is judged by the day in Paris, not in UTC', () => {
  expect(dueness('2026-10-16', '2026-10-15T21:59:59.000Z')).toBe('ahead');
  expect(dueness('2026-10-16', '2026-10-15T22:00:00.000Z')).toBe('today');
  expect(dueness('2026-10-16', '2026-10-16T22:00:00.000Z')).toBe('past');
});

test('French punctuation never begins a line', () => {
  expect(typeset('Prêt ? Oui : « bien », le 16 octobre, Mme Petit !')).toBe(
    'Prêt\u00a0? Oui\u00a0: «\u00a0bien\u00a0», le 16\u00a0octobre, Mme\u00a0Petit\u00a0!',
  );
  expect(typeset('https://sopa.example/r/a?b:c')).toBe('https://sopa.example/r/a?b:c');
});

test('what a field holds stays as it was, whatever it looks like', () => {
  const field = '<input value="&lt;b>Attention&lt;/b> : lisez" title=\'a > b : c\'/>';
  expect(typesetHtml(`<p>Ici : ${field} là !</p>`)).toBe(`<p>Ici\u00a0: ${field} là\u00a0!</p>`);
});

test('a page’s own text keeps its punctuation with its words, and what was typed stays as it was', () => {
  expect(
    typesetHtml(
      '<p title="Ici : là"><b>Prêt</b> ? « Oui »</p><textarea>Ici : là</textarea><style>a : b</style><p>Fin !</p>',
    ),
  ).toBe(
    '<p title="Ici : là"><b>Prêt</b>\u00a0? «\u00a0Oui\u00a0»</p><textarea>Ici : là</textarea><style>a : b</style><p>Fin\u00a0!</p>',
  );
});

test('a report’s file name is plain ASCII, whatever the student is called', () => {
  const nameFor = (lastName: string, firstName: string) =>
    reportFilename({ stage: 'sopa1' }, { lastName, firstName, email: 'x@etu.example' });
  expect(nameFor('Morin', 'Inès')).toBe('compte-rendu-SOPA1-Morin-Ines.pdf');
  expect(nameFor('Lœuillet d’Aÿ', 'Jean-François')).toBe(
    'compte-rendu-SOPA1-Loeuillet-d-Ay-Jean-Francois.pdf',
  );
  expect(nameFor('../../etc', 'passwd\r\nX: y')).toBe('compte-rendu-SOPA1-etc-passwd-X-y.pdf');
  expect(nameFor('Ковалёв', 'Олег')).toBe('compte-rendu-SOPA1.pdf');
});

test('a page gets a letter’s paragraphs, items and headings each on one line', () => {
  const long = 'Un paragraphe qui ne tient pas sur une ligne de soixante-douze signes, et de loin. '
    .repeat(3)
    .trim();
  const text = letterAsText({
    subject: 'S',
    title: 'Titre',
    salutation: 'Bonjour,',
    institution: poitiers,
    blocks: [
      entries([
        {
          title: 'Mme Léa Le Goff, pour Inès Morin',
          lines: ['École primaire Louise-Michel-et-de-tous-les-autres, Soyaux', long],
          email: 'lea.le-goff@ac.example',
          phone: '05 36 49 00 07',
        },
      ]),
      { kind: 'paragraph', text: long },
      { kind: 'list', items: [long, 'Court.'] },
      { kind: 'quote', text: long },
      facts([
        { label: 'Stagiaire', value: 'Inès Morin – École primaire Louise-Michel, Soyaux' },
        { label: 'Stagiaire', value: 'Clémence Gauthier – École primaire Louise-Michel, Soyaux' },
      ]),
      { kind: 'heading', text: 'Un titre' },
    ],
  });
  expect(text).not.toContain(long);
  const lines = unwrapped(text).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '    École primaire Louise-Michel-et-de-tous-les-autres, Soyaux',
      `    ${long}`,
      '    05 36 49 00 07',
      '    lea.le-goff@ac.example',
      long,
      `- ${long}`,
      '- Court.',
      `> ${long}`,
      'Un titre',
      '========',
      typeset('Stagiaire : Clémence Gauthier – École primaire Louise-Michel, Soyaux'),
    ]),
  );
});
