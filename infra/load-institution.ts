import { parseArgs } from 'node:util';
import { openStore } from '../functions/store/store.ts';
import { readInstitutionFile } from './institution-file.ts';

/**
 * Puts an institution's content into a deployed table, with the caller's own AWS credentials:
 * `node infra/load-institution.ts --table TABLE infra/institutions/poitiers.json`. Running it again replaces the content;
 * campaigns and placements are not touched.
 */
const { values, positionals } = parseArgs({ options: { table: { type: 'string' } }, allowPositionals: true });
const [file] = positionals;
if (!values.table || !file || positionals.length > 1) {
  console.error('Usage: node infra/load-institution.ts --table TABLE FILE');
  process.exit(2);
}
const content = await readInstitutionFile(file);
await openStore(values.table).institutions.put(content);
console.log(
  `${content.name}: ${content.sites.length} sites, ${content.programme.stages.length} stages, ${content.quietPeriods.length} quiet periods.`,
);
