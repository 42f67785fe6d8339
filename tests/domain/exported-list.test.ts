import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listFile } from '../../functions/documents/placement-list.ts';
import { readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { exportedList } from '../../functions/domain/import/exported-list.ts';
import { checkImport } from '../../functions/domain/import/import-check.ts';
import { standingOf } from '../../functions/domain/placement/standing.ts';
import { importColumns } from '../../functions/pages/admin/import-columns.ts';
import type { PlacementLine } from '../../schemas/placement.ts';
import { ines } from './placements.ts';
import { institution, sopa1 } from './stages.ts';

const now = '2026-10-20T08:00:00.000Z';
const campaign = { year: 2026, siteIds: ['poitiers', 'niort'], periods: [sopa1] };
const columns = importColumns(institution).map(({ name }) => name);

const asked: PlacementLine = {
  ...ines,
  studentNumber: '00107',
  tutor: { ...ines.tutor, lastName: '-Le Goff; "dit" Léo' },
  school: { uai: '0860123T', name: '8 mai 1945', town: 'Œuilly-l’Hermitage', phone: '+377 93 15 00 00' },
  classLevel: '3-4',
  pupilCount: 24,
  periods: [sopa1, { from: '2027-01-04', to: '2027-01-08' }],
  status: 'awaiting',
  round: 'reminder1',
  undelivered: [{ recipient: ines.tutor.email, at: '2026-10-09T14:00:00.000Z', reason: 'returned' }],
  standing: {
    due: '2026-10-16',
    last: { at: '2026-10-13T06:00:00.000Z', what: 'reminded1' },
    left: { requested: '2026-10-09', reminded1: '2026-10-13' },
  },
};
const prepared: PlacementLine = {
  ...ines,
  status: 'prepared',
  studentNumber: '22600108',
  tutor: { ...ines.tutor, email: 'paul.trichet@ac.example' },
  standing: { left: {} },
};

const exported = async (format: 'csv' | 'xlsx', lines: readonly PlacementLine[]) =>
  listFile(format, exportedList(lines, columns, institution.sites, now));

const imported = async (bytes: Uint8Array, filename: string, existing: readonly PlacementLine[]) => {
  const read = await readSpreadsheet(bytes, filename);
  if (read.kind === 'unreadable') throw new Error(read.message);
  return { read, check: checkImport({ ...read, institution, campaign, existing }) };
};

describe.each(['csv', 'xlsx'] as const)('a list exported as %s', (format) => {
  const lines = [asked, prepared];

  test('changes nothing when it is imported again, and nothing of it is remarked upon', async () => {
    const { check } = await imported(await exported(format, lines), `liste.${format}`, lines);
    expect(check).toMatchObject({ added: [], changed: [], problems: [], warnings: [] });
    expect(check.unchanged.map(({ facts }) => facts.studentNumber)).toEqual(['00107', '22600108']);
  });

  test('corrected in one cell, changes that one', async () => {
    const corrected = { ...asked, school: { ...asked.school, town: 'Niort' } };
    const { check } = await imported(await exported(format, [corrected, prepared]), `a.${format}`, lines);
    expect(check.changed.map(({ changes }) => changes)).toEqual([
      [{ field: 'ecole_commune', before: 'Œuilly-l’Hermitage', after: 'Niort' }],
    ]);
    expect(check.unchanged).toHaveLength(1);
  });

  test('says how each stage stands', async () => {
    const { read } = await imported(await exported(format, lines), `a.${format}`, lines);
    const day = (french: string, iso: string) => (format === 'csv' ? french : iso);
    expect(read.rows[0]?.cells).toMatchObject({
      suivi_etape: 'En relance',
      suivi_demande_le: day('09/10/2026', '2026-10-09'),
      suivi_relance_1_le: day('13/10/2026', '2026-10-13'),
      suivi_relance_2_le: '',
      suivi_echeance: day('16/10/2026', '2026-10-16'),
      suivi_jours_de_retard: '4',
      suivi_courriel_non_remis: 'lea.le-goff@ac.example, vendredi 9 octobre 2026 à 16:00',
    });
    expect(read.rows[1]?.cells).toMatchObject({ suivi_etape: 'À lancer', suivi_jours_de_retard: '' });
  });

  test('comes back unchanged whatever people are called', async () => {
    const name = fc
      .tuple(
        fc.constantFrom('', '=', '+', '-', '@', "'", '"', ';', "'=", '1e5 ', '00', '12/10 '),
        fc.stringMatching(/^[a-z éÉœ'’",;=+-]{0,12}[a-zé]$/),
      )
      .map(([first, rest]) => (first + rest).replace(/\s+/g, ' ').trim())
      // Our own mark before such a sign is the one thing that cannot be told from it.
      .filter((text) => !/^'+[=+\-@]/.test(text));
    await fc.assert(
      fc.asyncProperty(name, name, async (lastName, school) => {
        const one = {
          ...prepared,
          student: { ...prepared.student, lastName },
          school: { name: school, town: school },
        };
        const { check } = await imported(await exported(format, [one]), `a.${format}`, [one]);
        expect(check).toMatchObject({ changed: [], problems: [], unchanged: [{ row: 2 }] });
      }),
      { numRuns: format === 'csv' ? 300 : 40 },
    );
  });
});

test('a French Excel opens the CSV right: its mark, semicolons, its line ends, and no cell that would be computed', async () => {
  const text = Buffer.from(await exported('csv', [asked])).toString();
  const [titles = '', row = ''] = text.split('\r\n');
  expect(titles).toMatch(/^\uFEFFetudiant_numero;etudiant_nom;/);
  expect(row).toContain(`;"'-Le Goff; ""dit"" Léo";`);
  // Text that would be taken for a number or a day stays text.
  expect(row).toMatch(/^\t00107;/);
  expect(row).toContain(";0860123T;'+377 93 15 00 00;\t8 mai 1945;");
  expect(row).toContain(';\t3-4;24;05/10/2026;09/10/2026;');
});

describe('how a stage stands', () => {
  const plan = {
    assignment: {
      at: '2026-09-14T08:00:00.000Z',
      nominal: '2026-09-14',
      skip: false,
      onlyCorrections: false,
    },
    briefing: { at: '2026-09-28T06:00:00.000Z', nominal: '2026-09-28', skip: false },
    rounds: [
      { occasion: 'request' as const, at: '2026-10-09T14:00:00.000Z', nominal: '2026-10-09' },
      { occasion: 'reminder1' as const, at: '2026-10-13T06:00:00.000Z', nominal: '2026-10-13' },
      { occasion: 'closing' as const, at: '2026-11-16T07:00:00.000Z', nominal: '2026-11-16' },
    ],
    dueDate: '2026-10-16',
    lateBy: 0,
  };
  const planned = { ...ines, plan };

  test('says what comes next by itself, and nothing where nobody watches over it', () => {
    const next = (of: Parameters<typeof standingOf>[0]) => standingOf(of).next?.occasion;
    expect(next(planned)).toBe('assignment');
    expect(next({ ...planned, status: 'assigned' })).toBe('briefing');
    expect(next({ ...planned, status: 'briefed' })).toBe('request');
    expect(next({ ...planned, status: 'awaiting', round: 'request' })).toBe('reminder1');
    expect(next({ ...planned, status: 'awaiting', round: 'closing' })).toBeUndefined();
    expect(next({ ...planned, trouble: { at: now, state: 'OpenRound', error: 'x' } })).toBeUndefined();
    expect(next({ ...planned, status: 'unreturned', closedAt: now })).toBeUndefined();
    expect(next({ ...planned, plan: { ...plan, assignment: { ...plan.assignment, skip: true } } })).toBe(
      'briefing',
    );
  });

  test('says by when its report is due, the longest that anybody gave', () => {
    expect(standingOf(ines).due).toBeUndefined();
    expect(standingOf(planned).due).toBe('2026-10-16');
    expect(standingOf({ ...planned, extendedTo: '2026-10-30' }).due).toBe('2026-10-30');
  });

  test('tells what last happened, when each mail left, and a draft while it is waited for', () => {
    const history = [
      { at: '2026-09-14T08:00:00.000Z', what: 'assigned' as const },
      { at: '2026-10-09T22:30:00.000Z', what: 'requested' as const },
      { at: '2026-10-10T07:00:00.000Z', what: 'corrected' as const },
    ];
    const drafted = { ...planned, history, draftBegunAt: now };
    expect(standingOf(drafted)).toMatchObject({
      left: { assigned: '2026-09-14', requested: '2026-10-10' },
      last: { what: 'corrected' },
      draftedAt: now,
    });
    const received = { ...drafted, status: 'received' as const, reference: 'R', reportedAt: now };
    expect(standingOf(received)).toMatchObject({ reportedOn: '2026-10-20', draftedAt: undefined });
  });
});
