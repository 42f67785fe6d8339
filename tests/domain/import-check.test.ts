import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../functions/documents/import-template.ts';
import { rejectedRowsCsv } from '../../functions/documents/rejected-rows.ts';
import { readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { checkEmail } from '../../functions/domain/import/email-check.ts';
import { checkImport, type ImportCheck } from '../../functions/domain/import/import-check.ts';
import { type Placement, type PlacementFacts, placementFacts } from '../../schemas/placement.ts';
import { poitiersProgramme } from '../poitiers.ts';
import { institution } from './stages.ts';

const campaign = {
  year: 2026,
  siteIds: ['poitiers', 'niort', 'angouleme', 'la-rochelle'],
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
};
const prepared = (facts: PlacementFacts): Placement => ({
  ...facts,
  status: 'prepared',
  campaignId: '2026-sopa1',
  revision: 0,
  version: 1,
  history: [],
});

const sample = async (name: string) => {
  const read = await readSpreadsheet(readFileSync(new URL(`../samples/${name}`, import.meta.url)), name);
  if (read.kind === 'unreadable') throw new Error(read.message);
  return read.rows;
};

const clean = {
  etudiant_numero: '22600107',
  etudiant_nom: 'Morin',
  etudiant_prenom: 'Inès',
  etudiant_courriel: 'ines.morin@etu.example',
  site: 'Angoulême',
  tuteur_civilite: 'Mme',
  tuteur_nom: 'Le Goff',
  tuteur_prenom: 'Léa',
  tuteur_courriel: 'lea.le-goff@ac.example',
  ecole_uai: '0169001T',
  ecole_nom: 'École primaire Louise-Michel',
  ecole_commune: 'Soyaux',
  classe_niveau: 'PS',
  classe_effectif: '18',
  debut: '05/10/2026',
  fin: '09/10/2026',
};
const check = (
  rows: Record<string, string>[],
  { existing = [], siteIds = campaign.siteIds }: { existing?: Placement[]; siteIds?: string[] } = {},
): ImportCheck =>
  checkImport({
    rows: rows.map((cells, index) => ({ row: index + 2, cells })),
    institution,
    campaign: { ...campaign, siteIds },
    existing,
  });
const factsOf = (cells: Record<string, string>): PlacementFacts => {
  const [added] = check([cells]).added;
  if (!added) throw new Error(JSON.stringify(check([cells]).problems));
  return added.facts;
};
const problemOf = (cells: Record<string, string>) => {
  const { problems, added } = check([{ ...clean, ...cells }]);
  expect(added).toEqual([]);
  expect(problems).toHaveLength(1);
  return problems[0];
};

describe('the samples', () => {
  it('clean: 24 rows to add and nothing to say', async () => {
    const checked = check((await sample('placements-sopa1.csv')).map(({ cells }) => cells));
    expect(checked.added).toHaveLength(24);
    expect({ ...checked, added: [] }).toMatchObject({
      added: [],
      changed: [],
      unchanged: [],
      problems: [],
      warnings: [],
      reassigned: [],
      otherDates: [],
    });
  });

  it('from Excel: every fault by its row and column', async () => {
    const rows = await sample('placements-sopa1-excel.csv');
    const checked = checkImport({ rows, institution, campaign, existing: [] });
    const places = (remarks: ImportCheck['problems']) =>
      remarks.map(({ row, column, suggestion }) => [row, column, suggestion]);
    expect(places(checked.problems)).toEqual([
      [3, 'etudiant_courriel', 'manon.henry@etu.example'],
      [4, 'tuteur_courriel', undefined],
      [5, 'fin', undefined],
      [6, 'site', 'Poitiers'],
      [7, 'classe_effectif', undefined],
      [8, 'debut', undefined],
    ]);
    expect(places(checked.warnings)).toEqual([
      [10, 'etudiant_numero', undefined],
      [13, 'etudiant_courriel', 'chloe.ndiaye@gmail.com'],
    ]);
    expect(checked.added.map(({ row }) => row)).toEqual([2, 9, 11, 12, 13, 14, 15]);
    expect(checked.added.find(({ row }) => row === 11)?.facts.school.name).toBe('École "La Source"; annexe');
    expect(checked.added.find(({ row }) => row === 12)?.facts.student.lastName).toBe('FOURNIER');
    expect(checked.problems.map(({ message }) => message)).toEqual([
      '«\u00a0manon.henry@etu,example\u00a0» n’est pas une adresse valable.',
      'Cette cellule est vide, alors qu’elle est nécessaire.',
      'Le dernier jour précède le premier.',
      '«\u00a0Poitier\u00a0» n’est pas un site de cette campagne (Poitiers, Niort, Angoulême, La Rochelle).',
      '«\u00a0vingt\u00a0» n’est pas un effectif\u00a0: un nombre entier de 1 à 60.',
      'Le 31/02/2026 n’existe pas dans le calendrier.',
    ]);
  });

  it('imported again change nothing', async () => {
    const rows = await sample('placements-sopa1.csv');
    const first = checkImport({ rows, institution, campaign, existing: [] });
    const existing = first.added.map(({ facts }) => prepared(facts));
    const again = checkImport({ rows, institution, campaign, existing });
    expect(again.unchanged).toHaveLength(24);
    expect([...again.added, ...again.changed, ...again.problems, ...again.warnings]).toEqual([]);
  });
});

describe('a row', () => {
  it('becomes a placement', () => {
    expect(factsOf(clean)).toEqual({
      studentNumber: '22600107',
      student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
      siteId: 'angouleme',
      tutor: { title: 'Mme', lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' },
      school: { uai: '0169001T', name: 'École primaire Louise-Michel', town: 'Soyaux' },
      classLevel: 'PS',
      pupilCount: 18,
      periods: [{ from: '2026-10-05', to: '2026-10-09' }],
    });
  });

  it('is read whatever the order and spelling of its columns', () => {
    const spelled = Object.fromEntries(
      Object.entries(clean)
        .reverse()
        .map(([name, cell]) => [
          name.toUpperCase().replace('ETUDIANT_', 'Étudiant - ').replace('_', ' '),
          cell,
        ]),
    );
    expect(factsOf(spelled)).toEqual(factsOf(clean));
  });

  it('may leave out what is optional', () => {
    const { tuteur_civilite, ecole_uai, classe_niveau, classe_effectif, ...required } = clean;
    const facts = factsOf(required);
    expect(facts.tutor.title).toBeUndefined();
    expect(facts.school.uai).toBeUndefined();
    expect(facts.pupilCount).toBeUndefined();
    expect(placementFacts.parse(facts)).toEqual(facts);
  });

  it('takes a site without its accents, capitals and hyphens, and addresses without their capitals', () => {
    const facts = factsOf({ ...clean, site: 'LA-ROCHELLE', tuteur_courriel: 'Lea.Le-Goff@AC.example' });
    expect(facts.siteId).toBe('la-rochelle');
    expect(facts.tutor.email).toBe('lea.le-goff@ac.example');
  });

  it('takes French and ISO dates, and a second period', () => {
    const facts = factsOf({
      ...clean,
      debut: '2026-10-05',
      fin: '9/10/2026',
      debut_2: '10/05/2027',
      fin_2: '14/05/2027',
    });
    expect(facts.periods).toEqual([
      { from: '2026-10-05', to: '2026-10-09' },
      { from: '2027-05-10', to: '2027-05-14' },
    ]);
  });

  it.each([
    ['etudiant_numero', '2260 0107', 'numéro'],
    ['etudiant_numero', '1'.repeat(21), 'numéro'],
    ['etudiant_nom', '   ', 'nécessaire'],
    ['etudiant_nom', '=HYPERLINK("http://x")', 'formule'],
    ['etudiant_prenom', '+33 6', 'formule'],
    ['tuteur_nom', '@SUM(A1)', 'formule'],
    ['ecole_nom', '#REF!', 'formule'],
    ['ecole_nom', 'é'.repeat(201), '200'],
    ['etudiant_courriel', 'personne', 'adresse'],
    ['classe_effectif', '0', 'effectif'],
    ['classe_effectif', '61', 'effectif'],
    ['classe_effectif', '18,5', 'effectif'],
    ['debut', '5 octobre', 'écrivez-la comme 05/10/2026'],
    ['debut', '2026-02-31', 'n’existe pas'],
    ['fin', '04/10/2026', 'précède'],
    ['debut_2', '10/05/2027', 'dernier jour'],
    ['fin_2', '10/05/2027', 'premier jour'],
    ['ecole_uai', '86ABC', 'UAI'],
  ])('with a %s of « %s » is told so', (column, cell, message) => {
    const problem = problemOf({ [column]: cell });
    expect(problem?.row).toBe(2);
    expect(problem?.message).toContain(message);
    expect(problem?.message).toMatch(/\.$/);
  });

  it('may not start its second period within the first', () => {
    expect(problemOf({ debut_2: '09/10/2026', fin_2: '14/10/2026' })?.column).toBe('debut_2');
  });

  it('is offered the zero that a spreadsheet took from a school code', () => {
    expect(problemOf({ ecole_uai: '169001t' })).toMatchObject({
      column: 'ecole_uai',
      suggestion: '0169001T',
    });
  });

  it('of a site outside the campaign is told so', () => {
    const said = (site: string) =>
      check([{ ...clean, site }], { siteIds: ['poitiers'] }).problems[0]?.message;
    expect(said('Niort')).toBe('Le site de Niort ne fait pas partie de cette campagne.');
    expect(said('Angoulême')).toBe('Le site d’Angoulême ne fait pas partie de cette campagne.');
  });

  it('outside the academic year can be taken, with a warning', () => {
    const checked = check([{ ...clean, debut: '06/10/2025', fin: '10/10/2025' }]);
    expect(checked.added).toHaveLength(1);
    expect(checked.warnings[0]?.message).toContain('en dehors de l’année universitaire 2026-2027');
  });

  it('with an unknown title can be taken without it', () => {
    const checked = check([{ ...clean, tuteur_civilite: 'constructor' }]);
    expect(checked.added[0]?.facts.tutor.title).toBeUndefined();
    expect(checked.warnings).toHaveLength(1);
  });
});

describe('a file', () => {
  it('without required columns has one problem that names them, and no rows', () => {
    const { etudiant_nom, fin, ...rest } = clean;
    const checked = check([rest, rest]);
    expect(checked.problems).toEqual([
      {
        row: 1,
        column: 'etudiant_nom, fin',
        message: 'Il manque les colonnes «\u00a0etudiant_nom\u00a0», «\u00a0fin\u00a0».',
      },
    ]);
    expect(checked.added).toEqual([]);
  });

  it('with columns of its own has them left aside, with a mention', () => {
    const checked = check([{ ...clean, remarques: 'rien' }]);
    expect(checked.added).toHaveLength(1);
    expect(checked.warnings).toEqual([
      {
        row: 1,
        column: 'remarques',
        message: 'La colonne «\u00a0remarques\u00a0» n’est pas connue\u00a0: elle est laissée de côté.',
      },
    ]);
  });

  it('with one student twice takes the first, and says whether the second differs', () => {
    const same = check([clean, clean]);
    expect(same.added).toHaveLength(1);
    expect(same.warnings).toMatchObject([{ row: 3, column: 'etudiant_numero' }]);
    const different = check([clean, { ...clean, etudiant_nom: 'Moreau' }]);
    expect(different.added).toHaveLength(1);
    expect(different.problems).toMatchObject([{ row: 3, column: 'etudiant_numero' }]);
  });

  it('with one tutor’s address under two names warns', () => {
    const other = { ...clean, etudiant_numero: '22600111' };
    expect(check([clean, { ...other, tuteur_nom: 'LE GOFF' }]).warnings).toEqual([]);
    expect(check([clean, { ...other, tuteur_nom: 'Legrand' }]).warnings).toMatchObject([
      { row: 3, column: 'tuteur_courriel' },
    ]);
  });

  it('that corrects placements says what changes, column by column, started or not', () => {
    const known = prepared(factsOf(clean));
    const started: Placement = { ...known, status: 'started', startedAt: '2026-09-15T08:00:00.000Z' };
    for (const placement of [known, started]) {
      const checked = check([{ ...clean, tuteur_courriel: 'l.legoff@ac.example', classe_effectif: '' }], {
        existing: [placement],
      });
      expect(checked.changed).toMatchObject([
        {
          row: 2,
          changes: [
            { field: 'tuteur_courriel', before: 'lea.le-goff@ac.example', after: 'l.legoff@ac.example' },
            { field: 'classe_effectif', before: '18', after: '' },
          ],
        },
      ]);
    }
  });

  it('without an optional column leaves what is known of it', () => {
    const { classe_niveau, ...rest } = clean;
    const checked = check([rest], { existing: [prepared(factsOf(clean))] });
    expect(checked.unchanged).toHaveLength(1);
    expect(checked.unchanged[0]?.facts.classLevel).toBe('PS');
  });

  it('of any cells is checked without an error, each row ending in one place', () => {
    const anyCell = fc.oneof(fc.string(), fc.constantFrom(...Object.values(clean)));
    const anyRow = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(clean)), fc.string()), anyCell);
    fc.assert(
      fc.property(
        fc.array(
          anyRow.map((row) => ({ ...clean, ...row })),
          { maxLength: 5 },
        ),
        (rows) => {
          const { added, changed, unchanged, problems, warnings } = check(rows);
          const taken = [...added, ...changed, ...unchanged].map(({ row }) => row);
          expect(new Set(taken).size).toBe(taken.length);
          const bad = new Set(problems.map(({ row }) => row));
          expect(taken.filter((row) => bad.has(row))).toEqual([]);
          for (const { message } of [...problems, ...warnings]) expect(message).toMatch(/\.$/);
          for (const { facts } of added) expect(placementFacts.parse(facts)).toEqual(facts);
        },
      ),
    );
  });
});

describe('an address', () => {
  it.each([
    ['chloe@gmial.com', 'chloe@gmail.com'],
    ['chloe@gmail.con', 'chloe@gmail.com'],
    ['chloe@orage.fr', 'chloe@orange.fr'],
    ['chloe@ac-poitier.fr', 'chloe@ac-poitiers.fr'],
    ['chloe@wanado.fr', 'chloe@wanadoo.fr'],
  ])('%s is valid, and probably %s', (typed, suggestion) => {
    expect(checkEmail(typed, poitiersProgramme.addressDomains)).toEqual({
      kind: 'valid',
      email: typed,
      suggestion,
    });
  });

  it.each([
    'a@ac-poitiers.fr',
    'a@ac.example',
    'a@etu.example',
    'a@mail.com',
    'a@ymail.com',
    'a@free.fr',
    'a@ac-paris.fr',
  ])('%s is left alone', (email) =>
    expect(checkEmail(email, poitiersProgramme.addressDomains)).toEqual({ kind: 'valid', email }),
  );

  it.each([
    ['chloe@gmial,com', 'chloe@gmail.com'],
    ['chloé.n@etu.example', 'chloe.n@etu.example'],
    ['chloe @etu.example', 'chloe@etu.example'],
    ['Chloé N <chloe@etu.example>', 'chloe@etu.example'],
    ['mailto:chloe@etu.example', 'chloe@etu.example'],
    ['chloe@etu..example.', 'chloe@etu.example'],
  ])('%s is not valid, and probably %s', (typed, suggestion) => {
    expect(checkEmail(typed, poitiersProgramme.addressDomains)).toEqual({ kind: 'invalid', suggestion });
  });

  it('beyond repair has no suggestion', () => {
    expect(checkEmail('voir avec l’école', poitiersProgramme.addressDomains)).toEqual({ kind: 'invalid' });
  });
});

describe('a registrar’s own table', () => {
  const own = [
    'Affectations SOPA 1;;;;;;;;;;;;;',
    ';;;;;;;;;;;;;',
    'N° étudiant;Nom;Prénom;Mail étudiant;Site INSPÉ;Nom du tuteur;Prénom du tuteur;Mail tuteur;École;Commune;Date de début;Date de fin;;',
    's7;Morin;Inès;ines.morin@etu.example;Angoulême;Le Goff;Léa;lea.le-goff@ac.example;École Louise-Michel;Soyaux;05/10/2026;09/10/2026;;vu',
    's8;Roy;Lou;lou.roy@etu,example;Niort;Petit;Ali;ali.petit@ac.example;École Zay;Niort;05/10/2026;09/10/2026;;',
  ].join('\n');
  const read = async (csv: string) => {
    const table = await readSpreadsheet(Buffer.from(csv), 'table.csv');
    if (table.kind === 'unreadable') throw new Error(table.message);
    return table;
  };

  it('is read under its title rows and by its own names; columns without a title are passed over in silence', async () => {
    const table = await read(own);
    expect(table.headerRow).toBe(3);
    const checked = checkImport({ ...table, institution, campaign, existing: [] });
    expect(checked.added.map(({ row, facts }) => [row, facts.studentNumber])).toEqual([[4, 's7']]);
    expect(checked.warnings).toEqual([]);
  });

  it('is answered in its own titles', async () => {
    const checked = checkImport({ ...(await read(own)), institution, campaign, existing: [] });
    expect(checked.problems).toMatchObject([{ row: 5, column: 'Mail étudiant' }]);
  });

  it('gives its rejected rows back, in its own columns, with the reason and no formula', async () => {
    const table = await read(own);
    const [, rejected] = table.rows;
    if (!rejected) throw new Error('no row');
    const cells = { ...rejected.cells, Nom: '=1+1' };
    const csv = rejectedRowsCsv(table.headers, [{ ...rejected, cells, reasons: ['Mail étudiant : faux.'] }]);
    const again = await read(csv.toString());
    expect(again.rows[0]?.cells).toMatchObject({
      'N° étudiant': 's8',
      Nom: "'=1+1",
      'Ligne d’origine': '5',
      'À corriger': 'Mail étudiant : faux.',
    });
    expect(checkImport({ ...again, institution, campaign, existing: [] }).problems).toHaveLength(1);
  });

  it('can be begun from a workbook that holds every title', async () => {
    const template = await importTemplate(['etudiant_numero', 'etudiant_nom', 'site', 'debut']);
    expect(await readSpreadsheet(template, 'modele.xlsx')).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('que la ligne des titres'),
    });
  });
});

describe('a student', () => {
  it('is the same in capitals, under the number that the campaign has', () => {
    const existing = [prepared({ ...factsOf(clean), studentNumber: 'S7' })];
    const checked = check([{ ...clean, etudiant_numero: 's7' }], { existing });
    expect(checked.unchanged.map(({ facts }) => facts.studentNumber)).toEqual(['S7']);
  });

  it('who becomes another person is told apart from one who is corrected', () => {
    const existing = [prepared(factsOf(clean))];
    const other = { etudiant_nom: 'Roy', etudiant_prenom: 'Lou', etudiant_courriel: 'lou.roy@etu.example' };
    expect(check([{ ...clean, ...other }], { existing }).reassigned).toHaveLength(1);
    expect(check([{ ...clean, etudiant_nom: 'Morin-Roy' }], { existing }).reassigned).toEqual([]);
  });

  it('has a name without what nobody sees', () => {
    const { student, tutor } = factsOf({
      ...clean,
      etudiant_nom: '\u202eniroM\u202c',
      etudiant_prenom: 'In\u200bès\ufeff',
      tuteur_nom: 'Le\u2066 Goff\u2069',
    });
    expect([student.lastName, student.firstName, tutor.lastName]).toEqual(['niroM', 'Inès', 'Le Goff']);
  });
});

describe('a stage at other dates than the campaign’s', () => {
  it('is told apart, file by file', () => {
    const november = { debut: '16/11/2026', fin: '27/11/2026' };
    const rows = [clean, { ...clean, etudiant_numero: '22600108', ...november }];
    expect(check(rows).otherDates.map(({ row }) => row)).toEqual([3]);
  });
});
