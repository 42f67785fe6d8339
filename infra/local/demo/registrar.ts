import { setTimeout as pause } from 'node:timers/promises';
import type { CampaignId } from '../../../schemas/campaign.ts';
import type { StageId } from '../../../schemas/stage.ts';
import { BadOption } from '../start-options.ts';
import { PageVisitor } from './page-visitor.ts';

export type CampaignToRun = {
  campaignId: CampaignId;
  /** First year of the academic year. */
  year: number;
  stageId: StageId;
  /** `YYYY-MM-DD`, the usual dates. */
  from: string;
  to: string;
  /** The spreadsheets, as a registrar would upload them: none has more rows than are taken at once. */
  placements: Uint8Array<ArrayBuffer>[];
  filename: string;
};

/** A launch may wait for hours between two slices: the clock moves on. */
const isImporting = ({ page }: PageVisitor): boolean =>
  page.root.textContent.includes('L’import est en cours');

/** Somebody of the staff, at the console. @param account the name under which they sign in */
export const atConsole = async (home: string, account: string): Promise<PageVisitor> => {
  const console = new PageVisitor();
  await console.visit(`${home}/console`);
  await console.press(account);
  return console;
};

/** Takes what a preview of placements shows, and waits for it: many rows are taken once the page has answered. @param page the campaign’s */
export const takePreviewed = async (console: PageVisitor, page: string): Promise<void> => {
  if (console.offers('Importer l')) await console.press('Importer l');
  await console.visit(page);
  while (isImporting(console)) {
    await pause(200);
    await console.visit(page);
  }
};

/** Looks a spreadsheet of placements through and takes it. @param page the campaign’s */
export const importFile = async (
  console: PageVisitor,
  page: string,
  file: Uint8Array<ArrayBuffer>,
  filename: string,
): Promise<void> => {
  await console.visit(`${page}/import`);
  await console.press('Vérifier le fichier', { fichier: new File([file], filename, { type: 'text/csv' }) });
  await takePreviewed(console, page);
};

/** @returns whether there was anything to launch */
export const launch = async (console: PageVisitor, page: string): Promise<boolean> => {
  await console.visit(`${page}/lancement`);
  for (const action of ['Lancer', 'Démarrer', 'Reprendre'])
    if (console.offers(action)) {
      await console.press(action);
      return true;
    }
  return false;
};

/**
 * Does in the console what a registrar does: prepares the campaign, imports the placements, launches. Each step looks first
 * whether it was done before, so a demo that was killed goes on from there.
 */
export const runCampaign = async (home: string, account: string, campaign: CampaignToRun): Promise<void> => {
  const console = await atConsole(home, account);
  const page = `${home}/console/campagnes/${campaign.campaignId}`;
  if ((await console.visit(page)).status === 404) {
    await console.visit(`${home}/console/campagnes/nouvelle`);
    const sites = console.page.root
      .querySelectorAll('input[name="sites"]')
      .map((box) => box.getAttribute('value') ?? '');
    await console.press('Voir le calendrier', {
      stage: campaign.stageId,
      year: String(campaign.year),
      sites,
      from1: campaign.from,
      to1: campaign.to,
    });
    await console.press('Enregistrer la campagne');
  }

  for (const file of campaign.placements) await importFile(console, page, file, campaign.filename);

  if (await launch(console, page)) return;
  if (console.page.root.textContent.includes('Rien à lancer'))
    throw new BadOption(
      'Aucune affectation n’a pu être importée : leurs dates sont-elles celles de --from et de --to ?',
    );
};
