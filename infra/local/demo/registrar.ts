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

/**
 * Does in the console what a registrar does: prepares the campaign, imports the placements, launches. Each step looks first
 * whether it was done before, so a demo that was killed goes on from there.
 */
export const runCampaign = async (home: string, account: string, campaign: CampaignToRun): Promise<void> => {
  const console = new PageVisitor();
  await console.visit(`${home}/console`);
  await console.press(account);

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

  for (const file of campaign.placements) {
    await console.visit(`${page}/import`);
    await console.press('Vérifier le fichier', {
      fichier: new File([file], campaign.filename, { type: 'text/csv' }),
    });
    if (console.offers('Importer l')) await console.press('Importer l');
    // Many rows are taken once the page has answered: it says so until they are.
    await console.visit(page);
    while (isImporting(console)) {
      await pause(200);
      await console.visit(page);
    }
  }

  await console.visit(`${page}/lancement`);
  for (const action of ['Lancer', 'Démarrer', 'Reprendre'])
    if (console.offers(action)) {
      await console.press(action);
      return;
    }
  if (console.page.root.textContent.includes('Rien à lancer'))
    throw new BadOption(
      'Aucune affectation n’a pu être importée : leurs dates sont-elles celles de --from et de --to ?',
    );
};
