import { afterAll, beforeAll, expect, test } from 'vitest';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { readPdf } from '../documents/read-pdf.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';
import { complete } from './tutor-visit.ts';

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;
const pathOf = (studentNumber: string) => `${campaign}/affectations/${studentNumber}`;

type Mail = {
  at: string;
  to: string[];
  subject: string;
  text: string;
  attachments: { filename: string; contentType: string; href: string }[];
};

/** Each student with a tutor of their own: what is done to one is seen in nobody else's mailbox. */
const ownTutors = async (): Promise<File> => {
  const [head = '', ...rows] = (await (await sampleFile(cleanSample)).text()).trim().split('\n');
  const columns = head.trim().split(';');
  const changed = rows.slice(0, 9).map((row, at) => {
    const cells = row.split(';');
    cells[columns.indexOf('site')] = 'Poitiers';
    cells[columns.indexOf('tuteur_nom')] = `Tuteur${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.at(at % 26)}`;
    cells[columns.indexOf('tuteur_courriel')] = `tuteur${at}@ac.example`;
    return cells.join(';');
  });
  return new File([[head, ...changed].join('\n')], 'affectations.csv');
};

let home: ConsoleHome;
let alone: string[];
beforeAll(async () => {
  home = await startConsoleHome();
  const registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  await registrar.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await registrar.press('Enregistrer la campagne');
  await previewImport(registrar, campaign, await ownTutors());
  await registrar.press('Importer les');
  await registrar.visit(`${campaign}/lancement`);
  await registrar.press('Lancer');
  await home.moveTo('2026-09-14T08:00:00Z');
  alone = (await home.store.placements.ofCampaign(campaignId)).map(({ studentNumber }) => studentNumber);
});
afterAll(() => home.close());

/** But for what those in charge are told each morning. */
const allMails = async (): Promise<Mail[]> => (await fetch(`${home.url}/_local/mail`)).json();
const mails = async (): Promise<Mail[]> =>
  (await allMails()).filter(({ subject }) => !/à traiter|rendus? reçus?/i.test(subject));
const mailsTo = async (address: string, isOfMorning = false) =>
  (isOfMorning ? await allMails() : await mails()).filter(({ to }) => to.includes(address));
const placement = async (studentNumber: string) => {
  const found = await home.store.placements.find({ campaignId, studentNumber });
  if (!found) throw new Error(`no placement ${studentNumber}`);
  return found;
};
const nextStage = () => {
  const number = alone.shift();
  if (!number) throw new Error('the sample has too few tutors of one student');
  return number;
};
const decide = async (person: PageVisitor, number: string, link: string) => {
  await person.visit(`${home.url}${pathOf(number)}`);
  await person.follow(link);
};

test('a cancelled stage: both are told once, with what takes it out of their calendar, and nobody is asked', async () => {
  const number = nextStage();
  const { tutor, student } = await placement(number);
  const registrar = await home.signIn('Nadège Brossard');
  // Its tutor has its form open, and types on.
  const typing = new PageVisitor();
  await typing.visit(`${home.url}${await home.linkOf(tutor.email)}/${number}`);
  const before = (await mails()).length;
  await decide(registrar, number, 'Annuler le stage');
  expect(textOf(registrar)).toContain(`(${tutor.email}), tout de suite`);
  expect(textOf(registrar)).toContain('n’a pas lieu');
  await registrar.press('Annuler le stage');
  expect(registrar.page.status).toBe(422);
  expect(textOf(registrar)).toContain('Choisissez pourquoi le stage est annulé');
  await registrar.press('Annuler le stage', { motif: 'gaveUp', raison: 'Lettre du 12 septembre' });
  expect(textOf(registrar)).toContain('Ce stage est annulé');
  expect(textOf(registrar)).toContain('Stage annulé par Nadège Brossard : « Lettre du 12 septembre »');
  await home.moveTo('2026-09-14T08:10:00Z');
  const left = (await mails()).slice(before);
  expect(left.map(({ to }) => to[0]).sort()).toEqual([student.email, tutor.email].sort());
  for (const { text, attachments } of left) {
    expect(text).not.toContain('/r/');
    const [calendar] = attachments;
    const ics = await (await fetch(`${home.url}${calendar?.href}`)).text();
    expect(ics).toContain('METHOD:CANCEL');
    expect(ics).toContain('STATUS:CANCELLED');
    expect(ics).toContain(`UID:${campaignId}-${number}-1@sopa`);
  }
  expect(await placement(number)).toMatchObject({ status: 'cancelled', cancelledFor: 'gaveUp' });
  expect((await home.store.reports.find({ campaignId, studentNumber: number })).status).toBe('closed');
  await typing.press('Enregistrer le brouillon', { advice1: 'Tapé depuis, et à garder.' });
  expect(typing.page.status).toBe(409);
  expect(textOf(typing)).toMatch(/Ce stage est annulé.*Ce que vous aviez saisi.*Tapé depuis, et à garder\./);
  // Imported again as it was, it stays cancelled.
  await previewImport(registrar, campaign, await ownTutors());
  expect(textOf(registrar)).toContain('1 stage de ce fichier est annulé, et le reste');
  expect((await placement(number)).status).toBe('cancelled');
});

test('restored, it goes on: who was told otherwise is told, once', async () => {
  const number = nextStage();
  const { tutor, student } = await placement(number);
  const registrar = await home.signIn('Nadège Brossard');
  await decide(registrar, number, 'Annuler le stage');
  await registrar.press('Annuler le stage', { motif: 'strike' });
  await home.moveTo('2026-09-14T08:20:00Z');
  const before = (await mails()).length;
  await decide(registrar, number, 'Rétablir le stage');
  expect(textOf(registrar)).toContain(`(${student.email}), tout de suite`);
  await registrar.press('Rétablir le stage');
  expect(textOf(registrar)).toContain('Le stage est rétabli');
  await home.moveTo('2026-09-14T08:30:00Z');
  const left = (await mails()).slice(before);
  expect(left.map(({ to, subject }) => [to[0], subject]).sort()).toEqual(
    [
      [student.email, 'SOPA 1 – Votre stage a bien lieu'],
      [tutor.email, expect.stringMatching(/^SOPA 1 – Le stage d.* a bien lieu$/)],
    ].sort(([a], [b]) => String(a).localeCompare(String(b))),
  );
  expect((await placement(number)).status).toBe('assigned');
  expect((await home.store.reports.find({ campaignId, studentNumber: number })).status).toBe('draft');
});

test('cancelled and restored at night, nobody hears of either', async () => {
  const number = nextStage();
  await home.moveTo('2026-09-14T20:00:00Z');
  const registrar = await home.signIn('Nadège Brossard');
  const before = (await mails()).length;
  await decide(registrar, number, 'Annuler le stage');
  expect(textOf(registrar)).toContain('le mardi 15 septembre à 8 h');
  await registrar.press('Annuler le stage', { motif: 'other', raison: 'Erreur de ligne' });
  await decide(registrar, number, 'Rétablir le stage');
  expect(textOf(registrar)).toContain('Personne : aucun courriel ne part.');
  await registrar.press('Rétablir le stage');
  await home.moveTo('2026-09-15T10:00:00Z');
  expect((await mails()).length).toBe(before);
  expect((await placement(number)).status).toBe('assigned');
});

test('a replaced tutor is told, and has nothing more to do', async () => {
  const number = nextStage();
  const { tutor } = await placement(number);
  const registrar = await home.signIn('Nadège Brossard');
  await decide(registrar, number, 'Remplacer le tuteur');
  await registrar.press('Voir ce qui changera', {
    ...{ tuteur_civilite: 'Mme', tuteur_nom: 'Perrin', tuteur_prenom: 'Anne' },
    tuteur_courriel: 'anne.perrin@ac.example',
  });
  expect(textOf(registrar)).toContain(`(${tutor.email}), tout de suite`);
  await registrar.press('Enregistrer et prévenir 3 personnes');
  await home.moveTo('2026-09-15T10:10:00Z');
  const told = await mailsTo(tutor.email);
  expect(told.at(-1)?.subject).toContain('Vous n’accompagnez plus le stage');
  expect(told.at(-1)?.text).not.toContain('Perrin');
  expect(told.filter(({ subject }) => subject.includes('plus le stage'))).toHaveLength(1);
});

test('closed with a reason, by one of two: the later is told, and nothing is written twice', async () => {
  const number = nextStage();
  const [one, two] = [await home.signIn('Nadège Brossard'), await home.signIn('Nadège Brossard')];
  for (const person of [one, two]) await decide(person, number, 'Noter un compte-rendu reçu autrement');
  await decide(one, number, 'Accorder un délai');
  await one.press('Accorder ce délai', { date: '2027-01-15' });
  await two.press('Noter comme reçu');
  expect(two.page.status).toBe(409);
  expect(textOf(two)).toContain('Ce stage a changé entre-temps');
  await decide(two, number, 'Clore sans compte-rendu');
  await two.press('Clore ce stage');
  expect(textOf(two)).toContain('Écrivez pourquoi, en une phrase');
  await two.press('Clore ce stage', { raison: 'x'.repeat(301) });
  expect(textOf(two)).toContain('raccourcissez-la');
  await two.press('Clore ce stage', { raison: 'École injoignable' });
  expect(textOf(two)).toContain('Le stage est clos sans compte-rendu');
  const { history } = await placement(number);
  expect(history.slice(-2).map(({ what, by, why }) => [what, by, why])).toEqual([
    ['extended', 'Nadège Brossard', undefined],
    ['closed', 'Nadège Brossard', 'École injoignable'],
  ]);
});

test('given longer, the tutor is reminded after the new day only', async () => {
  const number = nextStage();
  const { tutor } = await placement(number);
  const registrar = await home.signIn('Nadège Brossard');
  await decide(registrar, number, 'Accorder un délai');
  expect(textOf(registrar)).toContain('attendu pour le vendredi 16 octobre');
  await registrar.press('Accorder ce délai', { date: '2026-09-01' });
  expect(textOf(registrar)).toContain('Cette date est passée');
  await registrar.press('Accorder ce délai', { date: '2026-10-16' });
  expect(textOf(registrar)).toContain('n’est pas après celle qui est déjà prévue');
  await registrar.press('Accorder ce délai', { date: '2028-10-16' });
  expect(textOf(registrar)).toContain('trop loin');
  await registrar.press('Accorder ce délai', { date: '2026-11-06' });
  expect(textOf(registrar)).toContain('Le délai est accordé');
  await home.moveTo('2026-11-20T20:00:00Z');
  const reminders = (await mailsTo(tutor.email)).filter(({ subject }) => /Rappel|en attente/.test(subject));
  const days = reminders.map(({ at }) => at.slice(0, 10));
  // As long before and after the new day as before and after the old one.
  expect(days.slice(0, 2)).toEqual(['2026-11-03', '2026-11-09']);
  expect(reminders[0]?.text).toMatch(/vendredi 6\snovembre 2026/);
});

/** Its report is waited for in December. */
let reopened: string;

test('received on paper: nobody is asked any more, the form is closed, and it can be taken back', async () => {
  const number = nextStage();
  reopened = number;
  const { tutor } = await placement(number);
  const registrar = await home.signIn('Nadège Brossard');
  const link = await home.linkOf(tutor.email);
  await decide(registrar, number, 'Noter un compte-rendu reçu autrement');
  await registrar.press('Noter comme reçu', { date: '2027-01-01' });
  expect(textOf(registrar)).toContain('Cette date est à venir');
  await registrar.press('Noter comme reçu', { voie: 'paper', date: '2026-11-09' });
  expect(textOf(registrar)).toContain('Le compte-rendu est noté comme reçu');
  await home.moveTo('2026-11-20T20:30:00Z');
  const page = await (await fetch(`${home.url}${link}/${number}`)).text();
  expect(page).toContain('Votre compte-rendu est bien arrivé');
  const before = (await mailsTo(tutor.email)).length;
  await home.moveTo('2026-11-30T20:00:00Z');
  expect(await mailsTo(tutor.email)).toHaveLength(before);
  expect((await placement(number)).status).toBe('receivedOtherwise');

  const again = await home.signIn('Nadège Brossard');
  await decide(again, number, 'Rouvrir');
  await again.press('Rouvrir', { date: '2026-12-08' });
  expect(textOf(again)).toContain('Le compte-rendu est de nouveau attendu');
  await home.moveTo('2026-12-01T08:00:00Z');
  expect((await home.store.reports.find({ campaignId, studentNumber: number })).status).toBe('draft');
  // What was only just reopened is escalated by nobody.
  const { plan } = await placement(number);
  expect(plan?.rounds.map(({ occasion }) => occasion)).toEqual([
    ...['request', 'reminder1', 'reminder2', 'reminder3', 'escalation', 'closing'],
  ]);
  expect(plan?.rounds[1]?.at.slice(0, 10)).toBe('2026-12-07');
  // The request had left: the wait is open again, and nobody is asked twice.
  expect(await mailsTo(tutor.email)).toHaveLength(before);
});

test('a sent report is given back: the tutor is told once, version 1 stands where none follows, version 2 replaces it', async () => {
  const key = { campaignId, studentNumber: reopened };
  const { tutor, student } = await placement(reopened);
  /** Whoever is written to of other stages meanwhile. */
  const about = async () =>
    (await mails()).filter(
      ({ to, text }) =>
        to.includes(student.email) || text.includes(`${student.firstName} ${student.lastName}`),
    );
  const person = new PageVisitor();
  const sendsReport = async (link: string, typed: Record<string, string | string[]>) => {
    await person.visit(`${home.url}${link}/${reopened}`);
    await person.press('Vérifier et envoyer', typed);
    await person.press('Envoyer le compte-rendu');
  };
  await sendsReport(await home.linkOf(tutor.email), { ...complete, advice1: 'Oser davantage.' });
  await home.moveTo('2026-12-01T08:30:00Z');
  expect((await placement(reopened)).status).toBe('distributed');
  const first = await home.store.reports.find(key);

  const asksFor = async (raison: string, date: string) => {
    const registrar = await home.signIn('Nadège Brossard');
    await decide(registrar, reopened, 'Demander une correction');
    await registrar.press('Demander cette correction', { date });
    expect(textOf(registrar)).toContain('Écrivez ce qui est à corriger');
    await registrar.press('Demander cette correction', { raison, date: '2026-11-30' });
    expect(textOf(registrar)).toContain('Cette date est passée');
    expect(textOf(registrar)).toContain(raison);
    expect(textOf(registrar)).toContain(`(${tutor.email}), tout de suite`);
    await registrar.press('Demander cette correction', { raison, date });
    expect(textOf(registrar)).toContain('La correction est demandée');
    return registrar;
  };
  let before = (await about()).length;
  const registrar = await asksFor('Trois demi-journées d’absence', '2026-12-07');
  expect(textOf(registrar)).toContain('Le compte-rendu est à corriger d’ici au lundi 7 décembre');
  await home.moveTo('2026-12-01T08:40:00Z');
  const [asked, ...more] = (await about()).slice(before);
  expect([asked?.to, more]).toEqual([[tutor.email], []]);
  expect(asked?.subject).toContain('un point à corriger d’ici au lundi 7 décembre');
  expect(asked?.text).toContain('Trois demi-journées d’absence');
  const link = asked?.text.match(/\/r\/[\w-]+/)?.[0] ?? '';
  await person.visit(`${home.url}${link}`);
  expect(textOf(person)).toContain('À corrigerLa scolarité vous demande une correction');
  await person.follow('Corriger le compte-rendu');
  expect(textOf(person)).toContain('« Trois demi-journées d’absence »');
  expect(person.page.root.querySelector('textarea[name="advice1"]')?.textContent).toBe('Oser davantage.');
  await person.press('Enregistrer le brouillon', { advice1: 'À moitié corrigé.' });
  // Meanwhile version 1 counts.
  await registrar.visit(`${home.url}${pathOf(reopened)}/compte-rendu.pdf`);
  expect(registrar.page.status).toBe(200);
  before = (await about()).length;
  await home.moveTo('2026-12-14T06:00:00Z');
  expect((await placement(reopened)).status).toBe('givenBack');
  await home.moveTo('2026-12-14T08:00:00Z');
  expect((await about()).slice(before)).toEqual([]);
  expect(await placement(reopened)).toMatchObject({ status: 'distributed' });
  expect((await placement(reopened)).history.slice(-2).map(({ what, by }) => [what, by])).toEqual([
    ['givenBack', 'Nadège Brossard'],
    ['versionStands', undefined],
  ]);
  expect(await home.store.reports.find(key)).toMatchObject({
    ...{ status: 'sent', sent: 'sent' in first && first.sent },
    values: { advice1: 'À moitié corrigé.' },
  });
  await person.visit(`${home.url}${link}/${reopened}`);
  expect(textOf(person)).toContain('c’est cette version qui reste valable');

  // Asked again, and given longer, which mails nobody; then taken back, which the tutor is told.
  await asksFor('Le nombre de séances', '2026-12-17');
  await home.moveTo('2026-12-14T08:02:00Z');
  before = (await about()).length;
  const thinking = await home.signIn('Nadège Brossard');
  const late = await home.signIn('Nadège Brossard');
  await decide(thinking, reopened, 'Repousser la date de correction');
  await decide(late, reopened, 'Retirer la demande de correction');
  await thinking.press('Repousser la date', { date: '2026-12-17' });
  expect(textOf(thinking)).toContain('n’est pas après celle qui est déjà prévue');
  expect(textOf(thinking)).toContain('Personne : aucun courriel ne part.');
  await thinking.press('Repousser la date', { date: '2027-01-08' });
  expect(textOf(thinking)).toContain('Le compte-rendu est à corriger d’ici au vendredi 8 janvier 2027');
  await home.moveTo('2026-12-14T08:04:00Z');
  expect((await about()).slice(before)).toEqual([]);
  await person.visit(`${home.url}${link}/${reopened}`);
  expect(textOf(person)).toContain('vendredi 8 janvier 2027');
  await late.press('Retirer la demande');
  expect(late.page.status).toBe(409);
  await decide(late, reopened, 'Retirer la demande de correction');
  expect(textOf(late)).toContain(`(${tutor.email}), tout de suite`);
  await late.press('Retirer la demande');
  expect(textOf(late)).toContain('La demande de correction est retirée');
  // What it was given back for is over: nothing more can be decided before its tutor knows.
  expect(textOf(late)).not.toContain('Décider de la suite');
  await home.moveTo('2026-12-14T08:06:00Z');
  const [told, ...others] = (await about()).slice(before);
  expect([told?.to, others]).toEqual([[tutor.email], []]);
  expect(told?.subject).toContain('rien à corriger finalement');
  expect(told?.text).not.toContain('/r/');
  expect((await placement(reopened)).history.slice(-3).map(({ what, by }) => [what, by])).toEqual([
    ...['givenBack', 'correctionMoved', 'correctionWithdrawn'].map((what) => [what, 'Nadège Brossard']),
  ]);
  expect(await placement(reopened)).toMatchObject({ status: 'distributed' });
  expect(await home.store.reports.find(key)).toMatchObject({ sent: 'sent' in first && first.sent });
  await person.visit(`${home.url}${link}/${reopened}`);
  expect(textOf(person)).toContain('c’est cette version qui reste valable');
  // Taken back before its tutor was asked, nobody hears of either.
  await home.moveTo('2026-12-14T20:30:00Z');
  before = (await about()).length;
  const atNight = await home.signIn('Nadège Brossard');
  await decide(atNight, reopened, 'Demander une correction');
  await atNight.press('Demander cette correction', { raison: 'Une erreur', date: '2026-12-18' });
  await home.moveTo('2026-12-14T20:40:00Z');
  await decide(atNight, reopened, 'Retirer la demande de correction');
  expect(textOf(atNight)).toContain('Personne : aucun courriel ne part.');
  await atNight.press('Retirer la demande');
  await home.moveTo('2026-12-15T08:00:00Z');
  expect((await about()).slice(before)).toEqual([]);
  expect(await placement(reopened)).toMatchObject({ status: 'distributed' });

  await asksFor('Toujours les absences', '2026-12-18');
  await home.moveTo('2026-12-15T08:10:00Z');
  expect((await mailsTo(tutor.email)).at(-1)?.text).toContain('Toujours les absences');
  before = (await about()).length;
  await sendsReport(link, { advice1: 'Corrigé.' });
  expect(textOf(person)).toContain(
    'C’est la version 2 : elle remplace la version 1 du mardi 1er décembre 2026',
  );
  await home.moveTo('2026-12-15T08:20:00Z');
  const left = (await about()).slice(before);
  expect(left.map(({ to }) => to[0]).sort()).toEqual([tutor.email, student.email].sort());
  for (const { text } of left)
    expect(text.replace(/\s+/g, ' ')).toContain('remplace la version 1 du mardi 1er décembre 2026');
  expect(await mailsTo(student.email)).toContainEqual(
    expect.objectContaining({ subject: expect.stringContaining('(version 2)') }),
  );
  expect((await placement(reopened)).history.slice(-3).map(({ what }) => what)).toEqual([
    ...['givenBack', 'received', 'distributed'],
  ]);
  expect(await home.store.reports.version(key, 1)).toEqual('sent' in first && first.sent);
  const again = await home.signIn('Nadège Brossard');
  await again.visit(`${home.url}${pathOf(reopened)}`);
  await again.follow('Télécharger la version 1, remplacée (PDF)');
  expect(again.page.status).toBe(200);
  await again.visit(`${home.url}${pathOf(reopened)}/compte-rendu.pdf?version=3`);
  expect(again.page.status).toBe(404);
});

test('those in charge choose how reports come to them, and read the day’s behind one link', async () => {
  const { registrars: [registrar] = [], delegate } =
    (await home.store.institutions.get()).sites.find(({ siteId }) => siteId === 'poitiers') ?? {};
  await home.moveTo('2026-12-16T07:30:00Z');
  const morning = (await mailsTo(registrar?.email ?? '', true)).at(-1);
  expect(morning?.subject).toContain('1 compte-rendu reçu');
  const [link = ''] = /\/console\/comptes-rendus\?\S+/.exec(morning?.text ?? '') ?? [];
  const person = await home.signIn('Nadège Brossard');
  const { student } = await placement(reopened);
  await person.visit(`${home.url}${link}`);
  expect(textOf(person)).toContain(`${student.firstName} ${student.lastName}, version 2`);
  await person.follow('Télécharger (PDF)');
  expect(person.page.status).toBe(200);
  // Of another site, nothing is shown, whatever the address says.
  const elsewhere = await home.signIn('Maëlle Desport');
  await elsewhere.visit(`${home.url}${link}`);
  expect(textOf(elsewhere)).toContain('Aucun compte-rendu');

  await person.visit(`${home.url}/console`);
  await person.follow('Mes courriels');
  expect(textOf(person)).toContain(registrar?.email);
  expect(textOf(person)).not.toContain(delegate?.email);
  await person.press('Enregistrer', { 'comptes-rendus': 'chacun' });
  expect(textOf(person)).toContain('C’est enregistré');
  expect(await home.store.mailChoices.find(registrar?.email ?? '')).toMatchObject({ isEachMailed: true });
  await person.visit(`${home.url}/console/mes-courriels?adresse=${delegate?.email}`);
  expect(person.page.status).toBe(403);
});

test('is for those who manage, and for what can be decided', async () => {
  const number = nextStage();
  const registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}${pathOf(number)}/decision/retablissement`);
  expect(registrar.page.status).toBe(409);
  for (const word of ['constructor', 'inconnue']) {
    await registrar.visit(`${home.url}${pathOf(number)}/decision/${word}`);
    expect(registrar.page.status).toBe(404);
  }
});

test('typed in from paper, a report comes to everybody, and its scan to staff alone', async () => {
  const number = nextStage();
  const key = { campaignId, studentNumber: number };
  const { tutor, student } = await placement(number);
  const link = await home.linkOf(tutor.email);
  const scan = new TextEncoder().encode('%PDF-1.7 de la main de son tuteur');
  const document = () => new File([scan], 'scan.html', { type: 'text/html' });
  const registrar = await home.signIn('Nadège Brossard');
  await decide(registrar, number, 'Noter un compte-rendu reçu autrement');
  await registrar.follow('Saisir le compte-rendu');
  const looked = await home.signIn('Nadège Brossard');
  await decide(looked, number, 'Noter un compte-rendu reçu autrement');
  await looked.press('Noter comme reçu', { voie: 'mail', date: '2026-12-15' });
  // Noted meanwhile, and typed in all the same: what is typed is kept, whatever is missing.
  const typed = { ...complete, advice1: 'Lu sur le papier.', C2: 'notAcquired', C2Details: 'Trois retards.' };
  await registrar.press('Envoyer le compte-rendu', { ...typed, recuPar: 'paper', recuLe: '2026-12-15' });
  expect(registrar.page.status).toBe(409);
  expect(textOf(registrar)).toContain('Ce stage a changé entre-temps');
  await decide(looked, number, 'Saisir un compte-rendu reçu');
  expect(looked.page.root.querySelector('[name=recuPar][checked]')?.getAttribute('value')).toBe('mail');
  await registrar.press('Envoyer le compte-rendu', { recuLe: '2027-01-04', advice2: '' });
  expect(registrar.page.status).toBe(422);
  for (const words of ['Cette date est à venir', 'Joignez le document reçu', 'Il est à choisir de nouveau'])
    expect(textOf(registrar)).toContain(words);
  expect(registrar.page.root.querySelector('[name=advice1]')?.textContent).toBe('Lu sur le papier.');
  const page = new File(['<html>'], 'scan.pdf', { type: 'application/pdf' });
  await registrar.press('Envoyer le compte-rendu', { recuLe: '2026-12-15', document: page });
  expect(textOf(registrar)).toContain('ni un PDF, ni une image PNG ou JPEG');
  await registrar.press('Vérifier la saisie');
  expect(registrar.page.status).toBe(200);
  expect(textOf(registrar)).toContain('Le guide vous demande deux conseils');
  const before = (await mails()).length;
  await registrar.press('Envoyer le compte-rendu', { document: document() });
  expect(textOf(registrar)).toContain('Le compte-rendu est enregistré, et part');
  await home.moveTo('2026-12-16T07:50:00Z');
  const from = 'par Nadège Brossard le mercredi 16 décembre 2026';
  const day = 'd’après le document reçu sur papier le mardi 15 décembre 2026';
  const left = (await mails()).slice(before);
  const of = (address: string) => left.find(({ to }) => to.includes(address));
  for (const person of [tutor, student]) {
    expect(of(person.email)?.attachments).toHaveLength(1);
    expect(of(person.email)?.text.replace(/\s+/g, ' ')).toContain(day);
  }
  const alerts = left.filter(({ subject }) => subject.includes('Non acquis'));
  expect(alerts[0]?.text.replace(/\s+/g, ' ')).toContain('Trois retards.');
  const [pdf] = of(student.email)?.attachments ?? [];
  const file = await fetch(`${home.url}${pdf?.href}`);
  const { text } = await readPdf(new Uint8Array(await file.arrayBuffer()));
  for (const words of [`Saisi ${from}`, day]) expect(text.replace(/\s+/g, ' ')).toContain(words);
  expect(await placement(number)).toMatchObject({ status: 'distributed', notAcquired: ['C2'] });

  await registrar.visit(`${home.url}${pathOf(number)}`);
  expect(textOf(registrar)).toContain('Compte-rendu saisi par Nadège Brossard');
  const download = (visitor: PageVisitor, path: string) =>
    fetch(`${home.url}${path}`, { headers: { cookie: visitor.cookieHeader() } });
  const path = `${pathOf(number)}/document-recu`;
  const answer = await download(registrar, path);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    'content-disposition': expect.stringMatching(/^attachment; filename="document-recu-SOPA1-/),
  });
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(scan);
  expect((await download(await home.signIn('Maëlle Desport'), path)).status).toBe(404);
  expect((await download(await home.signIn('Hervé Quintard'), path)).status).toBe(200);
  const { entries } = await home.audit.page({ from: '2026-12-16', to: '2026-12-16' });
  const acts = entries.filter(({ studentNumber }) => studentNumber === number).map(({ act }) => act);
  // Some are of one instant, in no order.
  expect(acts.toSorted()).toEqual(['reportEntered', 'reportReceivedOtherwise', 'scanRead', 'scanRead']);

  // Its tutor sees what was typed for them, and not the paper.
  const door = new PageVisitor();
  await door.visit(`${home.url}${link}/${number}`);
  expect(textOf(door)).toContain(`Saisi ${from}`);
  expect(textOf(door)).not.toContain('document-recu');

  // Given back, what the tutor sends on paper once more begins with what was typed.
  await decide(registrar, number, 'Demander une correction');
  await registrar.press('Demander cette correction', { raison: 'Il manque une page', date: '2026-12-18' });
  await home.moveTo('2026-12-16T08:10:00Z');
  await decide(registrar, number, 'Saisir un compte-rendu reçu');
  expect(registrar.page.root.querySelector('[name=advice1]')?.textContent).toBe('Lu sur le papier.');
  await registrar.press('Envoyer le compte-rendu', {
    ...{ advice1: 'La page qui manquait.', advice2: 'Oser.', document: document() },
    ...{ recuPar: 'paper', recuLe: '2026-12-16' },
  });
  await home.moveTo('2026-12-16T08:20:00Z');
  expect(await placement(number)).toMatchObject({ status: 'distributed' });
  expect(await home.store.reports.find(key)).toMatchObject({ status: 'sent', sent: { number: 2 } });
  expect((await mailsTo(student.email)).at(-1)?.subject).toContain('(version 2)');
});
