import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailIdOf } from '../../functions/pages/admin/placement-mails.ts';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { mailKind } from '../../schemas/mail-kind.ts';
import { campaignOf, clemence, ines } from '../mail/sample-facts.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

let home: ConsoleHome;
let administrator: PageVisitor;
type Mail = { subject: string; text: string };
const wordings = () => `${home.url}/console/reglages/courriels`;
const stored = async () => {
  const found = await home.store.wordings.find('request');
  if (!found || found === 'unreadable') throw new Error('it is worded');
  return found;
};
const typedIn = (visitor: PageVisitor, passage: string) => {
  const field = visitor.page.root.querySelector(`[name="texte-${passage}"]`);
  return field?.getAttribute('value') ?? field?.textContent;
};

beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create(campaignOf('sopa1'));
  for (const placement of [ines, clemence]) await home.store.placements.create(placement);
  administrator = await home.signIn('Camille Fournier');
});
afterAll(() => home.close());

describe('the words of a mail', () => {
  test('are found from the settings, for every mail there is', async () => {
    await administrator.visit(`${home.url}/console/reglages`);
    await administrator.follow('Modifier les textes des courriels');
    for (const kind of mailKind.options)
      expect(
        administrator.page.root.querySelector(`a[href="/console/reglages/courriels/${kind}"]`),
        kind,
      ).not.toBeNull();
  });

  test('are read as they would be before they are kept, with invented people or a placement', async () => {
    await administrator.visit(`${wordings()}/request`);
    const worded = { 'texte-effort': 'Cinq minutes <b>suffisent</b>, {étudiants}.' };
    await administrator.press('Aperçu', worded);
    expect(textOf(administrator)).toContain('Cinq minutes <b>suffisent</b>, Inès Morin.');
    expect(textOf(administrator)).toContain('Ce lien vous est personnel');
    expect(typedIn(administrator, 'effort')).toBe(worded['texte-effort']);
    await administrator.press('Aperçu', { donnees: 'exemple-deux' });
    expect(textOf(administrator)).toContain('Inès Morin et Maxime Gauthier');
    await administrator.press('Aperçu', { donnees: '2026-sopa1', affectation: '22600107' });
    expect(textOf(administrator)).toContain('Clémence Gauthier');
    await administrator.press('Aperçu', { affectation: '99' });
    expect(textOf(administrator)).toContain('Il n’y a personne à qui l’écrire');
    expect(await home.store.wordings.find('request')).toBeUndefined();
  });

  test('are refused with one sentence that says where, and nothing typed is lost', async () => {
    await administrator.visit(`${wordings()}/request`);
    await administrator.press('Enregistrer', {
      'texte-subject': 'Rapport de {prénom}',
      'texte-opening': 'Merci <script>alert(1)</script> {des étudiants}',
      'texte-effort': 'Merci <b>beaucoup',
    });
    expect(administrator.page.status).toBe(422);
    const text = textOf(administrator);
    expect(text).toContain(
      'Objet : « {prénom} » n’est pas un repère d’ici : vous pouvez employer {étudiants}',
    );
    expect(text).toContain('Début : un script n’a pas sa place dans un courriel');
    expect(text).toContain('Sous le bouton : la balise « <b> » n’est pas fermée, après « Merci ».');
    expect(typedIn(administrator, 'subject')).toBe('Rapport de {prénom}');
    expect(typedIn(administrator, 'effort')).toBe('Merci <b>beaucoup');
    expect(await home.store.wordings.find('request')).toBeUndefined();
  });

  test('are kept, with who changed what, and markup among them is text on pages and in mails', async () => {
    await administrator.visit(`${wordings()}/request`);
    await administrator.press('Enregistrer', { 'texte-effort': 'Cinq minutes <b>suffisent</b>.' });
    expect(textOf(administrator)).toContain('Le texte est enregistré');
    expect(await stored()).toMatchObject({
      edition: 1,
      texts: { effort: 'Cinq minutes <b>suffisent</b>.' },
      changedBy: 'Camille Fournier',
    });
    const { entries } = await home.audit.page({
      from: '2026-09-14',
      to: '2026-09-14',
      act: 'wordingChanged',
    });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.before).toMatch(/^Demande du compte-rendu, Sous le bouton : « De 5 à 10 minutes/);
    expect(entries[0]?.after).toBe('« Cinq minutes <b>suffisent</b>. »');
    expect(textOf(administrator)).toContain('Cinq minutes <b>suffisent</b>.');
    await administrator.visit(`${home.url}/console/campagnes/2026-sopa1/courriels`);
    expect(textOf(administrator)).toContain('Cinq minutes <b>suffisent</b>.');
    const layout = await administrator.visit(
      `${home.url}/console/campagnes/2026-sopa1/courriels/request/mise-en-page`,
    );
    expect(layout.root.innerHTML).toContain('Cinq minutes &lt;b>suffisent&lt;/b>.');
  });

  test('are nobody’s to overwrite unseen: who was slower keeps what they typed', async () => {
    const second = await home.signIn('Camille Fournier');
    await second.visit(`${wordings()}/request`);
    await administrator.visit(`${wordings()}/request`);
    await administrator.press('Enregistrer', { 'texte-title': 'Votre compte-rendu' });
    await second.press('Enregistrer', { 'texte-title': 'Un autre titre' });
    expect(second.page.status).toBe(409);
    expect(textOf(second)).toContain('Ce texte a changé entre-temps');
    expect(typedIn(second, 'title')).toBe('Un autre titre');
    expect((await stored()).texts.title).toBe('Votre compte-rendu');
    await second.press('Enregistrer');
    expect((await stored()).texts.title).toBe('Un autre titre');
  });

  test('go back to the original, and the history has what was before', async () => {
    await administrator.visit(`${wordings()}/request`);
    await administrator.press('Revenir au texte d’origine');
    expect((await stored()).texts).toEqual({});
    expect(typedIn(administrator, 'title')).toBe('[Compte-rendu|Comptes-rendus] de stage');
    expect(textOf(administrator)).toContain('Un autre titre');
    expect(textOf(administrator)).not.toContain('Revenir au texte d’origine');
  });

  test('are tried before they are kept, by who words them alone', async () => {
    const helped =
      'Le nom du stage est ajouté devant l’objet et le titre. Les balises ne mettent rien en forme';
    await administrator.visit(`${wordings()}/request`);
    expect(textOf(administrator)).toContain(`paragraphes. ${helped}`);
    await administrator.visit(`${wordings()}/digest`);
    expect(textOf(administrator)).toContain('paragraphes. Les balises ne mettent rien en forme');
    await administrator.press('M’envoyer un essai', { 'texte-title': 'Bonjour à tous' });
    expect(textOf(administrator)).toContain('L’essai part à stages@inspe.example');
    await home.moveTo('2026-09-14T07:02:00.000Z');
    const mails: Mail[] = await (await fetch(`${home.url}/_local/mail`)).json();
    const trials = mails.filter(({ subject }) => subject.startsWith('[Essai]'));
    expect(trials).toHaveLength(1);
    expect(trials[0]?.text).toContain('BONJOUR À TOUS');
    expect(await home.store.wordings.find('digest')).toBeUndefined();
  });

  test('are those of a meeting’s mails and of a student’s link as well', async () => {
    await administrator.visit(`${wordings()}/meetingInvitation`);
    expect(textOf(administrator)).not.toContain('Le nom du stage est ajouté');
    await administrator.press('Enregistrer', { 'texte-opening': 'Venez nombreux {invité}' });
    expect(administrator.page.status).toBe(200);
    await administrator.press('Aperçu', { donnees: '2026-sopa1', affectation: '22600107' });
    expect(textOf(administrator)).toContain('Venez nombreux Léa Le Goff');
    await administrator.press('Enregistrer', { 'texte-subject': 'Pour {invité}' });
    expect(administrator.page.status).toBe(422);
    await administrator.visit(`${wordings()}/newStudentLink`);
    await administrator.press('Enregistrer', { 'texte-opening': 'Le lien de vos stages.' });
    await administrator.visit(`${home.url}/console/campagnes/2026-sopa1/affectations/22600107/lien-etudiant`);
    expect(textOf(administrator)).toContain('Le lien de vos stages.');
    await administrator.visit(`${wordings()}/newLink`);
    await administrator.press('Enregistrer', { 'texte-opening': 'Le lien de vos comptes-rendus.' });
    await administrator.visit(`${home.url}/console/campagnes/2026-sopa1/affectations/22600107/lien`);
    expect(textOf(administrator)).toContain('Le lien de vos comptes-rendus.');
  });

  test('are tried with the data that the preview has: two students, where two were chosen', async () => {
    await administrator.visit(`${wordings()}/request`);
    await administrator.press('M’envoyer un essai', { donnees: 'exemple-deux' });
    await home.moveTo('2026-09-14T07:04:00.000Z');
    const mails: Mail[] = await (await fetch(`${home.url}/_local/mail`)).json();
    const trial = mails.findLast(({ subject }) => subject.startsWith('[Essai]'));
    expect(trial?.subject).toContain('Comptes-rendus');
    expect(trial?.text).toContain('Maxime Gauthier');
  });

  test('hold for the next mail; one that was sent before shows its old words', async () => {
    await home.linkOf(ines.tutor.email);
    await administrator.visit(`${wordings()}/newLinkAsked`);
    await administrator.press('Enregistrer', { 'texte-title': 'Voici votre <b>lien</b>' });
    await home.moveTo('2026-09-14T07:20:00.000Z');
    await home.linkOf(ines.tutor.email);
    const mails = await home.store.mails.toRecipient(ines.campaignId, ines.tutor.email);
    const [first, second] = mails.toSorted((one, other) => one.claimedAt.localeCompare(other.claimedAt));
    if (!first || !second) throw new Error('two mails left');
    const shown = async (mail: typeof first) => {
      const path = `/console/campagnes/${ines.campaignId}/affectations/${ines.studentNumber}/courriels`;
      await administrator.visit(`${home.url}${path}/${mailIdOf(mail)}`);
      return textOf(administrator);
    };
    expect(await shown(first)).toContain('SOPA 1 – VOTRE NOUVEAU LIEN');
    expect(await shown(second)).toContain('SOPA 1 – VOICI VOTRE <B>LIEN</B>');
    const layout = await administrator.follow('Le voir avec sa mise en page');
    expect(layout.root.innerHTML).toContain('Voici votre &lt;b>lien&lt;/b>');
  });

  test('fit a phone and a desk, for everybody', async () => {
    const browser = await openBrowser();
    try {
      const page = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
      await page.goto(wordings());
      await page.getByRole('button', { name: /Camille Fournier/ }).click();
      for (const path of ['', '/request', '/alert', '/meetingInvitation']) {
        await page.goto(`${wordings()}${path}`);
        for (const size of [desk, phone]) {
          await page.setViewportSize(size);
          if (path !== '') await page.getByText('Ce que vous pouvez écrire').click();
          expect(await accessibilityProblems(page)).toEqual([]);
          expect(await isWiderThanWindow(page)).toBe(false);
          await takePicture(page, `wordings${path.replaceAll('/', '-')}-${size.width}`);
        }
      }
    } finally {
      await browser.close();
    }
  });
});
