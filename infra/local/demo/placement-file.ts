import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readSpreadsheet } from '../../../functions/documents/spreadsheet.ts';
import { checkImport } from '../../../functions/domain/import/import-check.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Institute, Stage } from '../../../schemas/programme.ts';
import { defaultTimetable } from '../../../schemas/timetable.ts';
import { BadOption } from '../start-options.ts';
import type { DemoOptions } from './demo-options.ts';
import { generateFiles } from './placement-generator.ts';
import type { CampaignToRun } from './registrar.ts';

/** Placements to play, as the file to upload and as what is expected to come of it. */
export type Cast = { campaign: CampaignToRun; facts: PlacementFacts[] };

/** @throws BadOption when there is no such stage, or the file holds no usable row: there would be nothing to play. */
export const readCast = async (options: DemoOptions, institution: Institute): Promise<Cast> => {
  const { from, to, seed, generate } = options;
  const { stages } = institution.programme;
  const stage = stages[options.stage - 1];
  if (!stage) throw new BadOption(`--stage attend un nombre entier de 1 à ${stages.length}.`);
  const placements = options.placements
    ? [await fileAt(options.placements)]
    : generateFiles({
        ...{ count: generate, from, to, seed },
        sites: institution.sites.map(({ name }) => name),
      }).map((file) => new TextEncoder().encode(file));
  const filename = options.placements ? basename(options.placements) : 'affectations-inventees.csv';
  const campaign = campaignOf(stage, from, to, institution);
  const added: ReturnType<typeof checkImport>['added'] = [];
  for (const file of placements) {
    const read = await readSpreadsheet(file, filename);
    if (read.kind === 'unreadable') throw new BadOption(`--placements : ${read.message}`);
    added.push(...checkImport({ rows: read.rows, institution, campaign, existing: [] }).added);
  }
  if (added.length === 0) throw new BadOption('--placements : ce fichier n’a aucune ligne utilisable.');
  return {
    campaign: {
      ...{ campaignId: campaign.campaignId, year: campaign.year, stageId: stage.stageId },
      ...{ from, to, placements, filename },
    },
    facts: added.map(({ facts }) => facts),
  };
};

const fileAt = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new BadOption(`--placements : le fichier « ${path} » ne peut pas être lu.`, { cause });
  }
};

const campaignOf = (
  { stageId, reportForm }: Stage,
  from: string,
  to: string,
  institution: Institute,
): Campaign => {
  // An academic year begins in September.
  const year = Number(from.slice(0, 4)) - (Number(from.slice(5, 7)) < 8 ? 1 : 0);
  return {
    status: 'prepared',
    campaignId: `${year}-${stageId}`,
    year,
    stage: stageId,
    siteIds: institution.sites.map(({ siteId }) => siteId),
    periods: [{ from, to }],
    timetable: defaultTimetable,
    formVersion: reportForm,
    createdAt: `${from}T00:00:00.000Z`,
    createdBy: 'demo',
    version: 1,
  };
};
