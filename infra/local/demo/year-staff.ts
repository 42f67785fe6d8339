import { dayAfter } from '../../../functions/domain/timetable/calendar-days.ts';
import type { CampaignId } from '../../../schemas/campaign.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { PageVisitor } from './page-visitor.ts';
import { importFile, launch, takePreviewed } from './registrar.ts';
import type { DatedStage } from './year-calendar.ts';
import type { PlayedStage } from './year-cast.ts';

const pageOf = ({ campaignId }: { campaignId: CampaignId }): string => `/console/campagnes/${campaignId}`;

/** What the page says of the last thing that was pressed. */
const said = ({ page }: PageVisitor): string => page.root.textContent.replaceAll(/\s+/g, ' ');

const expectSaid = (console: PageVisitor, words: RegExp, what: string): void => {
  if (!words.test(said(console)))
    throw new Error(`${what}: ${console.page.status}, ${console.page.root.querySelector('h1')?.textContent}`);
};

/** The numbers of a preview: to add, to change. */
const tallyOf = ({ page }: PageVisitor): number[] =>
  page.root.querySelectorAll('.tally strong').map(({ textContent }) => Number(textContent));

/** Prepares all stages of a year on its page. @param console of an administrator */
export const prepareYear = async (
  console: PageVisitor,
  year: number,
  stages: readonly DatedStage[],
): Promise<void> => {
  await console.visit(`/console/annees/${year}/calendrier`);
  await console.press(
    'Voir le calendrier',
    Object.fromEntries(
      stages.flatMap(({ stage: { stageId }, from, to }) => [
        [`${stageId}-from1`, from],
        [`${stageId}-to1`, to],
      ]),
    ),
  );
  await console.press(`Préparer ces ${stages.length} campagnes`);
  expectSaid(console, /campagnes sont prêtes/, 'the year was not prepared');
};

/** Takes a stage’s placements and launches it. @param before the stage that it is carried over from, if any */
export const launchStage = async (
  console: PageVisitor,
  stage: PlayedStage,
  file: Uint8Array<ArrayBuffer>,
  before: PlayedStage | undefined,
): Promise<void> => {
  const page = pageOf(stage);
  if (before) {
    await console.visit(`${page}/import`);
    await console.press('Préparer la reprise', { campagne: before.campaignId });
    const [carried] = tallyOf(console);
    if (carried !== stage.carried)
      throw new Error(`${carried} placements are carried over to ${stage.campaignId}, not ${stage.carried}`);
    await takePreviewed(console, page);
  }
  await importFile(console, page, file, `affectations-${stage.stage.stageId}.csv`);
  if (!(await launch(console, page))) throw new Error(`${stage.campaignId} has nothing to launch`);
};

/** Another tutor takes over. @param console of a registrar of the stage’s site; `placement` with who hosts the student from now on */
export const replaceTutor = async (
  console: PageVisitor,
  stage: PlayedStage,
  { studentNumber, tutor }: PlacementFacts,
): Promise<void> => {
  await console.visit(`${pageOf(stage)}/affectations/${studentNumber}/correction?partie=remplacement`);
  await console.press('Voir ce qui changera', {
    ...{ tuteur_civilite: tutor.title ?? '', tuteur_nom: tutor.lastName, tuteur_prenom: tutor.firstName },
    tuteur_courriel: tutor.email,
  });
  await console.press('Enregistrer');
  if (!console.page.url.includes('corrigees=1'))
    throw new Error(`${studentNumber} was not given to another tutor`);
};

export const cancelStage = async (
  console: PageVisitor,
  stage: PlayedStage,
  { studentNumber, returns }: { studentNumber: string; returns: boolean },
): Promise<void> => {
  await console.visit(`${pageOf(stage)}/affectations/${studentNumber}/decision/annulation`);
  await console.press('Annuler le stage', { motif: returns ? 'noTutor' : 'gaveUp' });
  expectSaid(console, /Le stage est annulé/, `the stage of ${studentNumber} was not called off`);
};

/** Sees to what only a person’s word settles: « Non acquis » is read, and talked about. */
export const settleAttention = async (console: PageVisitor): Promise<void> => {
  await console.visit('/console');
  while (console.offers('Marquer comme vu')) await console.press('Marquer comme vu');
};

export type MeetingToHold = {
  kind: 'information' | 'jury';
  campaignId: CampaignId;
  siteId: string;
  /** `YYYY-MM-DD` */
  day: string;
};

/** Prepares a meeting and sends its invitations. @returns its path in the console */
export const announceMeeting = async (
  console: PageVisitor,
  { kind, campaignId, siteId, day }: MeetingToHold,
): Promise<string> => {
  await console.visit(`/console/reunions/nouvelle`);
  await console.press('Enregistrer et voir qui est invité', {
    ...{ pour: `${campaignId} ${siteId}`, kind, day, from: '17:00', to: '18:30' },
    place: 'Amphithéâtre A, 2e étage',
  });
  const path = new URL(console.page.url).pathname.replace(/\/envoi$/, '');
  await console.press('Envoyer');
  expectSaid(console, /Les invitations partent/, `the invitations of ${path} do not leave`);
  return path;
};

/** @returns the day to which it was moved */
export const moveMeetingByADay = async (
  console: PageVisitor,
  path: string,
  { day }: Pick<MeetingToHold, 'day'>,
): Promise<string> => {
  const moved = dayAfter(day, 1);
  await console.visit(`${path}/modification`);
  await console.press('Enregistrer et prévenir', { day: moved });
  expectSaid(console, /La réunion est modifiée/, `${path} was not moved`);
  return moved;
};

/** A file that a page links to, as a browser downloads it. @param page its path in the console; `link` how its address ends */
export const download = async (
  console: PageVisitor,
  page: string,
  link: RegExp,
): Promise<Uint8Array<ArrayBuffer>> => {
  await console.visit(page);
  const href = console.page.root
    .querySelectorAll('a[href]')
    .map((one) => one.getAttribute('href') ?? '')
    .find((one) => link.test(one));
  if (!href) throw new Error(`${page} offers no ${link.source}`);
  const response = await fetch(new URL(href, console.page.url), {
    headers: { cookie: console.cookieHeader() },
  });
  if (!response.ok) throw new Error(`${response.status} for ${link.source} of ${page}`);
  return new Uint8Array(await response.arrayBuffer());
};
