import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { reportArchive } from '../../functions/documents/report-archive.ts';

const one = (filename: string, studentNumber: string) => ({
  ...{ filename, studentNumber },
  bytes: new TextEncoder().encode(studentNumber),
});

test('an archive names each report by its student, and tells two of one name apart', () => {
  const archive = reportArchive(
    [
      one('compte-rendu-SOPA1-Morin-Ines.pdf', '1'),
      one('compte-rendu-SOPA1-Roux-Zoe.pdf', '2'),
      one('compte-rendu-SOPA1-Morin-Ines.pdf', '3'),
    ],
    '2026-10-20T08:00:00.000Z',
  );
  const files = Object.entries(unzipSync(archive)).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString(),
  ]);
  expect(files).toEqual([
    ['compte-rendu-SOPA1-Morin-Ines-1.pdf', '1'],
    ['compte-rendu-SOPA1-Roux-Zoe.pdf', '2'],
    ['compte-rendu-SOPA1-Morin-Ines-3.pdf', '3'],
  ]);
});
