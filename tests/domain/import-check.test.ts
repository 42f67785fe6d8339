import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../functions/documents/import-template.ts';
import { rejectedRowsCsv } from '../../functions/documents/rejected-rows.ts';
import { readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { checkEmail } from '../../functions/domain/import/email-check.ts';
import { checkImport, type ImportCheck } from '../../functions/domain/import/import-check.ts';
import { correctionEffect } from '../../functions/domain/import/import-merge.ts';
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

describe('the telephone of a school', () => {
  const phoneOf = (ecole_telephone: string) => factsOf({ ...clean, ecole_telephone }).school.phone;

  it.each([
    ['05 49 00 12 34', '05 49 00 12 34'],
    ['0549001234', '05 49 00 12 34'],
    ['05.49.00.12.34', '05 49 00 12 34'],
    ['05-49/00 12-34', '05 49 00 12 34'],
    ['549001234', '05 49 00 12 34'],
    ['+33 5 49 00 12 34', '05 49 00 12 34'],
    ['0033549001234', '05 49 00 12 34'],
    ['+33 (0)5 49 00 12 34', '05 49 00 12 34'],
    ['+377 93.15.00.00', '+377 93 15 00 00'],
  ])('%s is taken as %s', (typed, read) => {
    expect(phoneOf(typed)).toBe(read);
  });

  it('is optional, and what is none is left aside with a word, not the placement', () => {
    expect(factsOf(clean).school).not.toHaveProperty('phone');
    for (const wrong of [
      'le matin',
      '05 49 00 12',
      '05 49 00 12 34 56',
      '005 49 00 12 34',
      '+12',
      `+${'1'.repeat(16)}`,
    ]) {
      const { added, warnings } = check([{ ...clean, ecole_telephone: wrong }]);
      expect(added[0]?.facts.school, wrong).not.toHaveProperty('phone');
      expect(warnings[0]).toMatchObject({
        column: 'ecole_telephone',
        message: expect.stringContaining('laissé de côté'),
      });
    }
    expect(problemOf({ ecole_telephone: '=A1' })).toMatchObject({ column: 'ecole_telephone' });
    expect(problemOf({ ecole_telephone: '+=A1' })).toMatchObject({ column: 'ecole_telephone' });
  });

  it('changes what is known of a placement, and tells nobody', () => {
    const before = factsOf(clean);
    const checked = check([{ ...clean, ecole_telephone: '05 49 00 12 34' }], {
      existing: [prepared(before)],
    });
    const [changed] = checked.changed;
    expect(changed?.changes).toEqual([{ field: 'ecole_telephone', before: '', after: '05 49 00 12 34' }]);
    expect(changed && correctionEffect(before, changed.facts)).toBe('quiet');
  });
});

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
    expect(problemOf({ debut_2: '09/10/2026', fin_2: '14/10/2026' })).toMatchObject({
      column: 'debut_2',
      message: 'La seconde période commence avant la fin de la première.',
    });
    expect(factsOf({ ...clean, debut_2: '10/10/2026', fin_2: '14/10/2026' }).periods).toHaveLength(2);
  });

  it('may last a day', () => {
    expect(factsOf({ ...clean, debut: '9/1/2027', fin: '9/1/2027' }).periods).toEqual([
      { from: '2027-01-09', to: '2027-01-09' },
    ]);
  });

  it.each([
    ['etudiant_numero', '2260 0107', undefined],
    ['etudiant_numero', '', undefined],
    ['site', 'Nulle part', undefined],
    ['site', 'Angouleme Nord', undefined],
    ['site', 'Nior', 'Niort'],
    ['classe_effectif', '61', undefined],
    ['debut', '105/10/2026', undefined],
    ['debut', '05/10/20261', undefined],
    ['fin', '04/10/2026', undefined],
    ['ecole_uai', '10169001T', undefined],
    ['ecole_uai', '0169001TX', undefined],
    ['ecole_uai', '169001TX', undefined],
    ['ecole_uai', '169001T', '0169001T'],
  ])('with a %s of « %s » has one problem, in that column, and %s to offer', (column, cell, suggestion) => {
    const problem = problemOf({ [column]: cell });
    expect([problem?.column, problem?.suggestion]).toEqual([column, suggestion]);
  });

  it('is told of a second period by the half that it lacks', () => {
    expect(problemOf({ debut_2: '10/05/2027' })?.column).toBe('fin_2');
    expect(problemOf({ fin_2: '10/05/2027' })?.column).toBe('debut_2');
  });

  it('with one period that cannot be read has one problem, whichever it is', () => {
    const second = { debut_2: '10/05/2027', fin_2: '14/05/2027' };
    expect(problemOf({ ...second, debut: 'lundi' })?.column).toBe('debut');
    expect(problemOf({ ...second, fin_2: 'vendredi' })?.column).toBe('fin_2');
    const { warnings } = check([{ ...clean, fin: 'vendredi' }]);
    expect(warnings).toEqual([]);
  });

  it.each(['12026-02-31', '2026-02-311'])('with « %s » for a day is told how a day is written', (debut) => {
    expect(problemOf({ debut })?.message).toContain('écrivez-la comme 05/10/2026');
  });

  it('takes what only looks like a formula, and texts of two hundred characters', () => {
    expect(factsOf({ ...clean, ecole_nom: 'École #REF!' }).school.name).toBe('École #REF!');
    expect(factsOf({ ...clean, ecole_nom: '#NOMADE' }).school.name).toBe('#NOMADE');
    expect(problemOf({ ecole_nom: '= SUM(A1)' })?.message).toContain('formule');
    expect(factsOf({ ...clean, ecole_nom: 'é'.repeat(200) }).school.name).toHaveLength(200);
  });

  it('takes classes of one to sixty, and a school code with spaces', () => {
    const counts = ['1', '60'].map((classe_effectif) => factsOf({ ...clean, classe_effectif }).pupilCount);
    expect(counts).toEqual([1, 60]);
    expect(factsOf({ ...clean, ecole_uai: '016 9001 t' }).school.uai).toBe('0169001T');
  });

  it('has names of one line and single spaces, whatever was pasted', () => {
    const { student, school } = factsOf({
      ...clean,
      etudiant_nom: 'Morin \u200b',
      ecole_nom: 'École\n \t Jean   Zay',
    });
    expect([student.lastName, school.name]).toEqual(['Morin', 'École Jean Zay']);
  });

  it('with an address that is probably another is told which', () => {
    expect(check([{ ...clean, tuteur_courriel: 'lea@gmial.com' }]).warnings).toEqual([
      {
        ...{ row: 2, column: 'tuteur_courriel', suggestion: 'lea@gmail.com' },
        message: 'L’adresse «\u00a0lea@gmial.com\u00a0» contient peut-être une faute de frappe.',
      },
    ]);
  });

  it('of a campaign of few sites is offered those', () => {
    const { problems } = check([{ ...clean, site: 'Poitier' }], { siteIds: ['niort'] });
    expect(problems).toEqual([
      {
        ...{ row: 2, column: 'site' },
        message: '«\u00a0Poitier\u00a0» n’est pas un site de cette campagne (Niort).',
      },
    ]);
    expect(check([{ ...clean, site: 'Poitiers' }], { siteIds: ['niort'] }).problems).toMatchObject([
      { column: 'site' },
    ]);
  });

  it('half of which lies outside the academic year is taken with a warning, in the column of the first day', () => {
    const checked = check([{ ...clean, debut_2: '10/11/2027', fin_2: '14/11/2027' }]);
    expect(checked.warnings).toMatchObject([{ row: 2, column: 'debut' }]);
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
    expect(checked.warnings).toMatchObject([{ row: 2, column: 'tuteur_civilite' }]);
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
    const { etudiant_nom: name, ...lacking } = clean;
    expect(check([lacking]).problems).toMatchObject([
      { column: 'etudiant_nom', message: 'Il manque la colonne «\u00a0etudiant_nom\u00a0».' },
    ]);
  });

  it('with a title twice, or over several columns, passes over the others in silence', () => {
    const { warnings } = check([
      { ...clean, 'Nom (2)': '', 'Nom (12)': '', 'Groupe (A)': '', 'Groupe (2) bis': '' },
    ]);
    expect(warnings.map(({ column }) => column)).toEqual(['Groupe (A)', 'Groupe (2) bis']);
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
    expect(check([clean, { ...clean, etudiant_nom: ' Morin ' }]).warnings).toHaveLength(1);
    // A row that ends early has nothing in the columns that it lacks.
    const { tuteur_civilite, ...shorter } = clean;
    expect(
      check([
        { ...clean, tuteur_civilite: '' },
        { ...shorter, etudiant_numero: '22600108' },
      ]).warnings,
    ).toEqual([]);
    const different = check([clean, { ...clean, etudiant_nom: 'Moreau' }]);
    expect(different.added).toHaveLength(1);
    expect(different.problems).toMatchObject([{ row: 3, column: 'etudiant_numero' }]);
  });

  it('with rows that lack their numbers says so of each', () => {
    const { problems } = check([
      { ...clean, etudiant_numero: '' },
      { ...clean, etudiant_numero: '' },
    ]);
    expect(problems.map(({ row, message }) => [row, message])).toEqual(
      [2, 3].map((row) => [row, 'Cette cellule est vide, alors qu’elle est nécessaire.']),
    );
  });

  it('says of rows with a problem which site they name, where they name one', () => {
    const { sitesOfProblems } = check([
      { ...clean, fin: '' },
      { ...clean, etudiant_numero: '2', fin: '', site: 'Nulle part' },
      { ...clean, etudiant_numero: '3', site: 'Niort', debut: '' },
      { ...clean, etudiant_numero: '4' },
    ]);
    expect([...sitesOfProblems]).toEqual([
      [2, 'angouleme'],
      [4, 'niort'],
    ]);
  });

  it('compares a tutor’s names with the first row that has the address', () => {
    const named = (etudiant_numero: string, tuteur_nom: string) => ({
      ...clean,
      etudiant_numero,
      tuteur_nom,
    });
    const { warnings } = check([clean, named('2', 'Legrand'), named('3', 'Legrand'), named('4', 'Le Goff')]);
    expect(warnings.map(({ row, message }) => [row, message])).toEqual(
      [3, 4].map((row) => [
        row,
        'L’adresse lea.le-goff@ac.example est celle de Léa Le Goff à la ligne 2, et de Léa Legrand ici.',
      ]),
    );
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

  it('that moves a stage says so by the names of the sites, and its second period', () => {
    const second = { debut_2: '10/05/2027', fin_2: '14/05/2027' };
    const known = prepared(factsOf({ ...clean, ...second }));
    const changesOf = (cells: Record<string, string>, placement: Placement = known) =>
      check([{ ...clean, ...second, ...cells }], { existing: [placement] }).changed[0]?.changes;
    expect(changesOf({ site: 'Niort', fin_2: '15/05/2027' })).toEqual([
      { field: 'site', before: 'Angoulême', after: 'Niort' },
      { field: 'fin_2', before: '14/05/2027', after: '15/05/2027' },
    ]);
    // One that the institute no longer has.
    expect(changesOf({}, { ...known, siteId: 'rochefort' })).toEqual([
      { field: 'site', before: 'rochefort', after: 'Angoulême' },
    ]);
    expect(changesOf({ debut_2: '', fin_2: '' })).toEqual([
      { field: 'debut_2', before: '10/05/2027', after: '' },
      { field: 'fin_2', before: '14/05/2027', after: '' },
    ]);
  });

  it('that takes away what is optional says what there was, and what it adds', () => {
    const bare = { ...clean, tuteur_civilite: '', ecole_uai: '', classe_niveau: '' };
    const changesOf = (from: Record<string, string>, to: Record<string, string>) =>
      check([to], { existing: [prepared(factsOf(from))] }).changed[0]?.changes;
    const changes = [
      ['tuteur_civilite', 'Mme'],
      ['ecole_uai', '0169001T'],
      ['classe_niveau', 'PS'],
    ] as const;
    expect(changesOf(clean, bare)).toEqual(changes.map(([field, before]) => ({ field, before, after: '' })));
    expect(changesOf(bare, clean)).toEqual(changes.map(([field, after]) => ({ field, before: '', after })));
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
    ['chloe@@etu.example;.', 'chloe@etu.example'],
    ['MAILTO:chloe@etu.example', 'chloe@etu.example'],
  ])('%s is not valid, and probably %s', (typed, suggestion) => {
    expect(checkEmail(typed, poitiersProgramme.addressDomains)).toEqual({ kind: 'invalid', suggestion });
  });

  it('beyond repair has no suggestion', () => {
    for (const typed of ['voir avec l’école', 'amailto:chloe@etu.example'])
      expect(checkEmail(typed, poitiersProgramme.addressDomains)).toEqual({ kind: 'invalid' });
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
    expect(csv.toString()).toContain(";'=1+1;");
    const again = await read(csv.toString());
    expect(again.rows[0]?.cells).toMatchObject({
      'N° étudiant': 's8',
      Nom: '=1+1',
      'Ligne d’origine': '5',
      'À corriger': 'Mail étudiant : faux.',
    });
    // Still a formula, and still refused.
    const { problems } = checkImport({ ...again, institution, campaign, existing: [] });
    expect(problems.map(({ column }) => column)).toEqual(['Nom', 'Mail étudiant']);
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
    const { changed, reassigned } = check([{ ...clean, ...other }], { existing });
    expect(reassigned).toHaveLength(1);
    expect(reassigned).toEqual(changed);
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

  it('is none where any of its periods touches any of the campaign’s', () => {
    const others = (cells: Record<string, string>, periods = campaign.periods) =>
      checkImport({
        ...{ rows: [{ row: 2, cells: { ...clean, ...cells } }], institution, existing: [] },
        campaign: { ...campaign, periods },
      }).otherDates;
    const may = { from: '2027-05-10', to: '2027-05-14' };
    expect(others({}, [may, ...campaign.periods])).toEqual([]);
    expect(others({}, [may])).toHaveLength(1);
    expect(others({ debut_2: '10/05/2027', fin_2: '14/05/2027' })).toEqual([]);
    expect(others({ debut: '09/10/2026', fin: '13/10/2026' })).toEqual([]);
    expect(others({ debut: '01/10/2026', fin: '05/10/2026' })).toEqual([]);
    expect(others({ debut: '01/10/2026', fin: '02/10/2026' })).toHaveLength(1);
  });
});
