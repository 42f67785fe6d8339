import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import {
  type Archive,
  type ArchivedFile,
  type ArchivedStudent,
  fileArchive,
  isBehind,
  type Stretch,
} from '../../functions/documents/file-archive.ts';
import { listOrder } from '../../functions/domain/placement/placement-search.ts';

const now = '2026-10-20T08:00:00.000Z';
const someone = (number: number, files: ArchivedStudent['files'], name = `N${1000 + number}`) => ({
  student: { lastName: name, firstName: 'Inès', email: 'i@etu.example' },
  studentNumber: String(number),
  files,
});
const file = (filename: string, studentNumber: string, length = 1): ArchivedFile => ({
  ...{ filename, studentNumber },
  bytes: new Uint8Array(length).fill(Number(studentNumber)),
});
const namesIn = (archive: Archive): string[] =>
  archive.kind === 'archive' ? Object.keys(unzipSync(archive.bytes)) : [archive.kind];

/** Every archive that somebody gets who follows each part that is offered, and the parts of parts. */
const followed = async (all: readonly ArchivedStudent[], stretch: Stretch = {}): Promise<Archive[]> => {
  const { after = '' } = stretch;
  const within = all.filter((one) => listOrder(one) > after && !isBehind(listOrder(one), stretch));
  const archive = await fileArchive(within, stretch, now);
  if (archive.kind !== 'parts') return [archive];
  const parts: Archive[] = [];
  for (const part of archive.parts) parts.push(...(await followed(all, part)));
  return parts;
};

describe('an archive', () => {
  test('names each file by its student, tells two of one name apart, and leaves out what there is not', async () => {
    const [first, second] = ['compte-rendu-SOPA1-Morin-Ines.pdf', 'compte-rendu-SOPA1-Roux-Zoe.pdf'];
    const archive = await fileArchive(
      [
        someone(1, [async () => file(first, '1')]),
        someone(2, [async () => file(second, '2'), async () => undefined]),
        someone(3, [async () => file(first, '3')]),
      ],
      {},
      now,
    );
    expect(namesIn(archive)).toEqual([
      'compte-rendu-SOPA1-Morin-Ines-1.pdf',
      'compte-rendu-SOPA1-Roux-Zoe.pdf',
      'compte-rendu-SOPA1-Morin-Ines-3.pdf',
    ]);
    expect(await fileArchive([someone(1, [async () => undefined])], {}, now)).toEqual({ kind: 'none' });
  });

  const many = (count: number, length: number, each = 2) =>
    Array.from({ length: count }, (_, number) =>
      someone(
        number,
        Array.from(
          { length: each },
          (_, at) => async () => file(`${number}-${at}.pdf`, String(number), length),
        ),
      ),
    );

  test('of more than forty comes in parts, the two reports of a student in one, none left out and none twice', async () => {
    const students = many(45, 1);
    const whole = await fileArchive(students, {}, now);
    expect(whole.kind === 'parts' && whole.parts.map(({ count }) => count)).toEqual([40, 40, 10]);
    const names = (await followed(students)).map(namesIn);
    expect(names.flat().sort()).toEqual(
      students.flatMap(({ studentNumber }) => [`${studentNumber}-0.pdf`, `${studentNumber}-1.pdf`]).sort(),
    );
  });

  test('of files that are longer together than a function may answer comes in parts that are not', async () => {
    const students = many(20, 134_000);
    const archives = await followed(students);
    expect(archives.map((one) => namesIn(one).length)).toEqual([20, 20]);
    for (const one of archives)
      if (one.kind === 'archive') expect((one.bytes.length * 4) / 3).toBeLessThan(6_000_000);
  });

  test('says of each file that it is handed out, and of none where the bytes run out', async () => {
    const handed: string[] = [];
    const noted = (students: readonly ArchivedStudent[]): ArchivedStudent[] =>
      students.map((one) => ({
        ...one,
        files: one.files.map((print) => async () => {
          const printed = await print();
          return (
            printed && {
              ...printed,
              beforeHandingOut: async () => {
                handed.push(printed.filename);
              },
            }
          );
        }),
      }));
    expect((await fileArchive(noted(many(20, 134_000)), {}, now)).kind).toBe('parts');
    expect(handed).toEqual([]);
    const archive = await fileArchive(noted(many(10, 134_000)), {}, now);
    expect(handed).toEqual(namesIn(archive));
    expect(archive).toMatchObject({ count: 20 });
  });

  test('that was planned before a report came in is divided once more, and holds it', async () => {
    const students = many(45, 1);
    const whole = await fileArchive(students, {}, now);
    const [part] = whole.kind === 'parts' ? whole.parts : [];
    const [first, ...others] = students;
    const latecomer = { ...someone(99, [async () => file('99-0.pdf', '99')]), student: first?.student };
    const all = [first, latecomer, ...others].filter((one) => one !== undefined) as ArchivedStudent[];
    const names = (await followed(all, part)).map(namesIn);
    expect(names.flat()).toContain('99-0.pdf');
    expect(names.flat()).toHaveLength(41);
  });
});
