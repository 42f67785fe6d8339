import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';

const campaignId = '2026-sopa1';
const page = `/console/campagnes/${campaignId}`;
let home: ConsoleHome;
let administrator: PageVisitor;
let csv: string;
beforeAll(async () => {
  home = await startConsoleHome();
  csv = await (await sampleFile(cleanSample)).text();
  administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await administrator.press('Enregistrer la campagne');
});
afterAll(() => home.close());

const preview = (text: string) =>
  previewImport(administrator, `${home.url}${page}`, new File([text], 'a.csv'));
const placements = () => home.store.placements.ofCampaign(campaignId);

describe('an import', () => {
  test('of another campaign’s dates is not taken before somebody says that it is meant', async () => {
    await preview(csv.replaceAll('05/10/2026', '16/11/2026').replaceAll('09/10/2026', '27/11/2026'));
    expect(textOf(administrator)).toContain('24 stages ne sont pas aux dates de cette campagne');
    await administrator.press('Importer les 24 lignes correctes');
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Rien n’a été importé');
    expect(await placements()).toEqual([]);
    await administrator.press('Importer les 24 lignes correctes', { dates: 'oui' });
    expect(await placements()).toHaveLength(24);
    await preview(csv);
    await administrator.press('Importer les 24 lignes correctes');
  });

  test('that puts other people under known numbers leaves them out, unless it is confirmed', async () => {
    const before = await placements();
    const [first] = before;
    if (!first) throw new Error('nobody');
    const { firstName, lastName, email } = first.student;
    const slipped = csv.replace(`${lastName};${firstName};${email}`, 'Zola;Émile;emile.zola@etu.example');
    await preview(slipped);
    expect(textOf(administrator)).toContain('1 numéro changerait de personne');
    await administrator.press('Importer la ligne correcte');
    expect((await placements()).find((one) => one.studentNumber === first.studentNumber)?.student.email).toBe(
      email,
    );
    await preview(slipped);
    await administrator.press('Importer la ligne correcte', { personnes: 'oui' });
    expect((await placements()).find((one) => one.studentNumber === first.studentNumber)?.student.email).toBe(
      'emile.zola@etu.example',
    );
    await preview(csv);
    await administrator.press('Importer la ligne correcte', { personnes: 'oui' });
  });

  test('that would undo what a colleague corrected since it was looked at is shown again first', async () => {
    const [first] = await placements();
    if (!first) throw new Error('nobody');
    const mine = async () => (await placements()).find((one) => one.studentNumber === first.studentNumber);
    await preview(csv.replace(first.tutor.email, 'corrigee.au.tableur@ac.example'));
    const colleague = await home.signIn('Camille Fournier');
    await colleague.visit(`${home.url}${page}/affectations/${first.studentNumber}`);
    await colleague.follow('Modifier le stage');
    await colleague.press('Voir ce qui changera', { classe_niveau: 'CM2' });
    await colleague.press('Enregistrer');
    await administrator.press('Importer la ligne correcte');
    expect(administrator.page.status).toBe(409);
    expect(textOf(administrator)).toContain('La campagne a changé depuis votre vérification');
    expect(await mine()).toMatchObject({ classLevel: 'CM2', tutor: { email: first.tutor.email } });
    // Read again, it is taken.
    await administrator.press('Importer');
    expect(await mine()).toMatchObject({ tutor: { email: 'corrigee.au.tableur@ac.example' } });
    await preview(csv);
    await administrator.press('Importer');
  });

  test('gives back the rows that cannot be taken, and an empty workbook to begin with', async () => {
    await preview(csv.replace('@ac.example', '@ac,example'));
    await administrator.follow('Télécharger les lignes à corriger');
    expect(administrator.page.status).toBe(200);
    expect(administrator.page.root.textContent).toContain('À corriger');
    const template = await administrator.visit(`${home.url}/console/modele-affectations.xlsx`);
    expect(template.headers.get('content-type')).toContain('spreadsheetml');
  });

  test('that will mail people says how many, in its button and in its result', async () => {
    await administrator.visit(`${home.url}${page}/lancement`);
    await administrator.press('Lancer');
    await home.moveTo('2026-09-14T07:20:00Z');
    const [first] = await placements();
    if (!first) throw new Error('nobody');
    await preview(csv.replace(first.student.email, 'nouvelle.adresse@etu.example'));
    expect(textOf(administrator)).toContain('2 personnes recevront');
    expect(textOf(administrator)).toContain('un brouillon de compte-rendu est gardé');
    await administrator.press('Importer la ligne correcte et écrire à 2 personnes');
    expect(textOf(administrator)).toContain('2 personnes reçoivent un courriel');
  });

  test('that died before it started what it wrote is made good by the next one', async () => {
    const [first, , other] = await placements();
    if (!first || !other) throw new Error('nobody');
    // What such an import leaves behind: the write, and no execution.
    const cut = await home.store.placements.change(first, (current) => ({
      ...current,
      revision: current.revision + 1,
      startDue: '2026-09-14T07:20:00.000Z',
    }));
    await preview(
      csv
        .replace('ines.morin@etu.example', first.student.email)
        .replace(other.student.email, 'autre.adresse@etu.example'),
    );
    await administrator.press('Importer la ligne correcte');
    await home.moveTo('2026-09-14T07:21:00Z');
    const healed = (await placements()).find(({ studentNumber }) => studentNumber === first.studentNumber);
    expect(healed).toMatchObject({ revision: cut.revision });
    expect(healed).not.toHaveProperty('startDue');
  });
});
