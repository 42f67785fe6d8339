import { zipSync } from 'fflate';
import type { PlacementFacts } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { listOrder } from '../domain/placement/placement-search.ts';
import { inGroups } from '../in-groups.ts';

/** Some seconds of the 29 that a function has, for reports of the usual 46 KB (infra/decisions/0053-archives-in-parts.md). */
const mostInArchive = 40;
/** Of the 6 MB that a function may answer, in base64. */
const mostBytes = 4_400_000;

type Student = Pick<PlacementFacts, 'student' | 'studentNumber'>;

/** A stretch of a list by name: behind one place and up to another, as `listOrder` has them; absent, from its start and to its end. */
export type Stretch = { after?: string; upTo?: string };

export const isBehind = (place: string, { upTo }: Stretch): boolean => upTo !== undefined && place > upTo;

/** @property beforeHandingOut what is to be written down of it, where it is in an archive that somebody gets */
export type ArchivedFile = {
  filename: string;
  studentNumber: string;
  bytes: Uint8Array;
  beforeHandingOut?: () => Promise<void>;
};

/** What an archive is to hold of one student. `files`: each printed when it is asked for; undefined, where there is nothing to print. */
export type ArchivedStudent = Student & { files: (() => Promise<ArchivedFile | undefined>)[] };

/** One of several archives: whose files are in it, how many, and where it lies in the list. */
export type ArchivePart = Stretch & { first: Student; last: Student; count: number };

export type Archive =
  | { kind: 'archive'; bytes: Uint8Array; count: number }
  /** More than one archive holds: each is asked for by its stretch. */
  | { kind: 'parts'; parts: ArchivePart[] }
  | { kind: 'none' };

/**
 * The files of some students, in the order of their list, as one archive, or the stretches that fit one. A stretch that no longer does,
 * since files have come or are longer than most, is divided in its turn: nothing is left out without a word.
 */
export const fileArchive = async (
  students: readonly ArchivedStudent[],
  stretch: Stretch,
  now: IsoInstant,
): Promise<Archive> => {
  const withFiles = students.filter(({ files }) => files.length > 0);
  const parts = partsOf(withFiles, stretch, mostInArchive);
  if (parts.length > 1) return { kind: 'parts', parts };
  const printed: ArchivedFile[] = [];
  let length = 0;
  for (const print of withFiles.flatMap(({ files }) => files)) {
    const file = await print();
    if (!file) continue;
    length += file.bytes.length;
    if (length > mostBytes) return { kind: 'parts', parts: partsOf(withFiles, stretch, mostInArchive / 2) };
    printed.push(file);
  }
  if (printed.length === 0) return { kind: 'none' };
  const bytes = zipOf(printed, now);
  await inGroups(printed, async ({ beforeHandingOut }) => beforeHandingOut?.());
  return { kind: 'archive', bytes, count: printed.length };
};

/** @param most files in each, unless one student has more */
const partsOf = (students: readonly ArchivedStudent[], stretch: Stretch, most: number): ArchivePart[] => {
  const parts: ArchivePart[] = [];
  for (const one of students) {
    const { student, studentNumber, files } = one;
    const last = { student, studentNumber };
    const open = parts.at(-1);
    if (open && open.count + files.length <= most)
      Object.assign(open, { last, count: open.count + files.length });
    else parts.push({ first: last, last, count: files.length });
  }
  return parts.map((part, at) => {
    const before = parts.at(at - 1);
    const after = at === 0 || !before ? stretch.after : listOrder(before.last);
    const upTo = at === parts.length - 1 ? stretch.upTo : listOrder(part.last);
    return { ...part, ...(after !== undefined && { after }), ...(upTo !== undefined && { upTo }) };
  });
};

/**
 * Each file under a name that says whose it is; two of one name are told apart by the student's number. They are stored as they are: a
 * PDF is compressed already.
 */
const zipOf = (files: readonly ArchivedFile[], now: IsoInstant): Uint8Array => {
  const isShared = (filename: string) => files.filter((one) => one.filename === filename).length > 1;
  const named = files.map(({ filename, studentNumber, bytes }) => [
    isShared(filename) ? filename.replace(/\.pdf$/, `-${studentNumber}.pdf`) : filename,
    bytes,
  ]);
  return zipSync(Object.fromEntries(named), { level: 0, mtime: now });
};
