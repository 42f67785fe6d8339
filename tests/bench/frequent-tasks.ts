import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import type { Placement } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { desk } from '../pages/browser.ts';
import type { ConsoleHome } from '../pages/opened-console.ts';

/** What a registrar did for one task, from the console's first page to what says that it is done. */
export type Done = {
  task: string;
  /** Links, buttons and choices that were pressed. */
  clicks: number;
  /** Letters that were typed. */
  keys: number;
  /** That the pages took. */
  machineSeconds: number;
  /** Reckoned, of a person at a desk: by the keystroke-level model, and what the pages took. */
  seconds: number;
};

/**
 * Card, Moran and Newell, "The keystroke-level model" (1980), in seconds: to point and press, a key of an average typist, to think
 * before each step.
 */
const press = 1.1 + 0.2;
const key = 0.28;
const think = 1.35;

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;
const launchDay = '2026-09-14T08:00:00Z';

/** A campaign whose missions have left. @returns placements with a tutor each */
const launched = async (home: ConsoleHome): Promise<Placement[]> => {
  const staff = await home.signIn('Camille Fournier');
  await staff.visit(`${home.url}/console/campagnes/nouvelle`);
  await staff.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await staff.press('Enregistrer la campagne');
  const bytes = await readFile(new URL('../samples/placements-sopa1.csv', import.meta.url));
  await staff.visit(`${campaign}/import`);
  await staff.press('Vérifier le fichier', { fichier: new File([bytes], 'affectations.csv') });
  await staff.press('Importer les');
  await staff.visit(`${campaign}/lancement`);
  await staff.press('Lancer');
  await home.moveTo(launchDay);
  const placements = await home.store.placements.ofCampaign(campaignId);
  const byTutor = Map.groupBy(placements, ({ tutor }) => tutor.email);
  return [...byTutor.values()].flatMap(([first, ...others]) => (first && others.length === 0 ? [first] : []));
};

/** Its report is in, and everybody has it. */
const withReport = async ({ store }: ConsoleHome, placement: Placement): Promise<void> => {
  const now = launchDay.replace('Z', '.000Z');
  const { sent } = fullReport;
  await store.reports.send(placement, {}, sent, 0, drafterOf(placement));
  await store.reports.markDistributed(placement);
  await store.placements.change(placement, (current) => ({
    ...current,
    ...{ status: 'distributed', startedAt: now, reportedAt: now, distributedAt: now },
    reference: sent.reference,
  }));
};

/** A person at the console, whose clicks and keys are counted. */
class Registrar {
  clicks = 0;
  keys = 0;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }
  async follow(name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.#page.getByRole('link', { name }).first().click();
  }
  async press(name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.#page.getByRole('button', { name }).first().click();
  }
  async choose(name: string): Promise<void> {
    this.clicks += 1;
    await this.#page.getByLabel(name).check();
  }
  /** The field is reached by the keyboard: typing begins where the page, or the tabulator, puts one. */
  async type(label: string, text: string): Promise<void> {
    this.keys += text.length;
    await this.#page.getByLabel(label, { exact: false }).first().fill(text);
  }
  /** From the first page to the one stage, by its student's address. */
  async find({ student }: Placement): Promise<void> {
    await this.type('Trouver un stage', student.email);
    await this.press('Trouver');
  }
  async reads(text: string | RegExp): Promise<void> {
    await this.#page.getByText(text).first().waitFor();
  }
}

type Task = { task: string; do: (registrar: Registrar, placement: Placement) => Promise<void> };

/** The ten most frequent, as issue and registrars name them. */
const tasks: Task[] = [
  {
    task: 'corriger une adresse',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Corriger le tuteur');
      await registrar.type('Courriel', 'la.bonne@ac.example');
      await registrar.press('Voir ce qui changera');
      await registrar.press(/^Enregistrer/);
      await registrar.reads('La correction est enregistrée');
    },
  },
  {
    task: 'remplacer le tuteur',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Remplacer le tuteur');
      await registrar.type('Nom', 'Moreau');
      await registrar.type('Prénom', 'Julie');
      await registrar.type('Courriel', 'julie.moreau@ac.example');
      await registrar.press('Voir ce qui changera');
      await registrar.press(/^Enregistrer/);
      await registrar.reads('La correction est enregistrée');
    },
  },
  {
    task: 'déplacer les dates',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Modifier le stage');
      await registrar.type('Premier jour', '2026-11-16');
      await registrar.type('Dernier jour', '2026-11-20');
      await registrar.press('Voir ce qui changera');
      await registrar.press(/^Enregistrer/);
      await registrar.reads('La correction est enregistrée');
    },
  },
  {
    task: 'accorder un délai',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Accorder un délai');
      await registrar.press('Accorder ce délai');
      await registrar.reads('Le délai est accordé');
    },
  },
  {
    task: 'annuler un stage',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Annuler le stage');
      await registrar.choose('L’étudiant a abandonné');
      await registrar.press('Annuler le stage');
      await registrar.reads('Ce stage est annulé');
    },
  },
  {
    task: 'noter un compte-rendu reçu autrement',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Noter un compte-rendu reçu autrement');
      await registrar.press('Noter comme reçu');
      await registrar.reads('Le compte-rendu est noté comme reçu');
    },
  },
  {
    task: 'demander une correction',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Demander une correction');
      await registrar.type('Ce qui est à corriger', 'Le nombre de demi-journées d’absence.');
      await registrar.press('Demander cette correction');
      await registrar.reads('La correction est demandée');
    },
  },
  {
    task: 'clore sans compte-rendu',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Clore sans compte-rendu');
      await registrar.type('Raison', 'École injoignable.');
      await registrar.press('Clore ce stage');
      await registrar.reads('Le stage est clos sans compte-rendu');
    },
  },
  {
    task: 'renvoyer son lien au tuteur',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow('Renvoyer son lien au tuteur');
      await registrar.press('Renvoyer le lien');
      await registrar.reads('Le lien part au tuteur');
    },
  },
  {
    task: 'lire un courriel envoyé',
    do: async (registrar, placement) => {
      await registrar.find(placement);
      await registrar.follow(/^« SOPA 1/);
      await registrar.reads('Parti');
    },
  },
];

/** Which of them needs a report that is in. */
const ofReport = 'demander une correction';

/** Does each task once, in a browser, on a stage of its own, from the first page. @param home without a campaign */
export const doFrequentTasks = async (home: ConsoleHome, browser: Browser): Promise<Done[]> => {
  const placements = await launched(home);
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(`${home.url}/console`);
  await page.getByRole('button', { name: /Camille Fournier/ }).click();
  const done: Done[] = [];
  for (const { task, do: act } of tasks) {
    const placement = placements.shift();
    if (!placement) throw new Error('the sample has too few tutors of one student');
    if (task === ofReport) await withReport(home, placement);
    await page.goto(`${home.url}/console`);
    const registrar = new Registrar(page);
    const began = performance.now();
    await act(registrar, placement);
    const machineSeconds = (performance.now() - began) / 1000;
    const { clicks, keys } = registrar;
    const seconds = machineSeconds + clicks * (press + think) + keys * key;
    done.push({ task, clicks, keys, machineSeconds, seconds });
  }
  await context.close();
  return done;
};
