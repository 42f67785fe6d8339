import { readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { honestName, hostileFiles } from './hostile-files.ts';

/** Reads one hostile file in a process of its own, and says what it cost. */
const [, , name = ''] = process.argv;
const bytes = hostileFiles[name]?.();
if (!bytes) throw new Error(`no file ${name}`);
const before = process.resourceUsage();
const read = await readSpreadsheet(bytes, honestName(bytes));
const { maxRSS, userCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({
    kind: read.kind,
    bytes: bytes.length,
    cpu: Math.round((userCPUTime - before.userCPUTime) / 1000),
    megabytes: Math.round(maxRSS / 1024),
  }),
);
