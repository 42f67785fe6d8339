import { afterAll, beforeAll, expect, test } from 'vitest';
import { received } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { isIn } from '../../functions/domain/report/report-meanings.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { Placement } from '../../schemas/placement.ts';
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
/** Of one tutor, Léa Le Goff, at Angoulême; and two of another, at Poitiers. */
const [ines, clemence, noemie] = ['22600107', '22600111', '22600116'] as const;

type Mail = { at: string; to: string[]; cc: string[]; subject: string; text: string };

let home: ConsoleHome;
beforeAll(async () => {
  home = await startConsoleHome();
  const administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', {
    ...{ stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' },
  });
  await administrator.press('Enregistrer la campagne');
  await previewImport(administrator, campaign, await sampleFile(cleanSample));
  await administrator.press('Importer les');
  await administrator.visit(`${campaign}/lancement`);
  await administrator.press('Lancer');
  await home.moveTo('2026-09-21T16:00:00Z');
});
afterAll(() => home.close());

const mailsTo = async (address: string): Promise<Mail[]> => {
  const all: Mail[] = await (await fetch(`${home.url}/_local/mail`)).json();
  return all.filter(({ to }) => to.includes(address));
};
const placement = (studentNumber: string) => home.store.placements.get({ campaignId, studentNumber });
const linkIn = ({ text }: Pick<Mail, 'text'>): string => /\S+\/e\/[\w-]+/.exec(text)?.[0] ?? '';
/** The link of the latest mail that has one. */
const linkOf = async (studentNumber: string): Promise<string> => {
  const { student } = await placement(studentNumber);
  return (await mailsTo(student.email)).map(linkIn).findLast((link) => link !== '') ?? '';
};
const studentAt = async (studentNumber: string): Promise<PageVisitor> => {
  const visitor = new PageVisitor();
  await visitor.visit(await linkOf(studentNumber));
  return visitor;
};

test('the assignment carries a link of the student’s own, to nobody else, and not in its subject', async () => {
  const { student, tutor } = await placement(ines);
  const [assignment] = await mailsTo(student.email);
  expect(linkIn(assignment ?? { text: '' })).toMatch(/\/e\/[\w-]{43}$/);
  expect(assignment?.to).toEqual([student.email]);
  expect(assignment?.cc).toEqual([]);
  expect(assignment?.subject).not.toContain('/e/');
  for (const { text } of await mailsTo(tutor.email)) expect(text).not.toContain('/e/');
  expect(await linkOf(ines)).not.toBe(await linkOf(clemence));
});

test('it opens their stage with its tutor, the framing and the dates, and nobody else’s', async () => {
  const student = await studentAt(ines);
  const text = textOf(student);
  expect(text).toContain('Votre stage');
  expect(text).toContain('Mme Léa Le Goff lea.le-goff@ac.example');
  expect(text).not.toContain('Gauthier');
  expect(text).toContain('Le stage commence le lundi 5 octobre 2026.');
  const calendar = await student.follow('Ajouter les dates');
  expect(calendar.headers.get('content-type')).toContain('text/calendar');
  expect(calendar.headers.get('cache-control')).toBe('no-store');
  expect(calendar.root.toString()).toContain('DTSTART;VALUE=DATE:20261005');
  expect((await fetch(`${await linkOf(ines)}/2026-sopa2/stage.ics`)).status).toBe(404);
  expect((await fetch(`${await linkOf(ines)}/${campaignId}/compte-rendu.pdf`)).status).toBe(404);
  // A tutor's key opens no student's door.
  expect((await fetch((await linkOf(ines)).replace('/e/', '/r/'))).status).toBe(404);
  expect((await fetch(`${home.url}/e/${'x'.repeat(43)}`)).status).toBe(404);
});

/** The tutor's form of one student, by the link of the mail that asks for it. */
const formOf = async (studentNumber: string): Promise<PageVisitor> => {
  const { tutor } = await placement(studentNumber);
  const visitor = new PageVisitor();
  await visitor.visit(`${home.url}${await home.linkOf(tutor.email)}/${studentNumber}`);
  return visitor;
};
const typedIn = ({ page }: PageVisitor, name: string): string | undefined =>
  page.root.querySelector(`[name="${name}"]`)?.getAttribute('value');

test('facts are prepared from the first day on, in numbers that can be, and nothing typed is lost', async () => {
  const early = new PageVisitor();
  await early.visit(`${await linkOf(ines)}/${campaignId}/bilan`);
  expect(textOf(early)).toContain('à partir du lundi 5 octobre 2026');

  await home.moveTo('2026-10-07T10:00:00Z');
  const student = await studentAt(ines);
  await student.follow('Préparer le bilan');
  await student.press('Enregistrer ma proposition', { absentHalfDays: '10', sessionsLed12: 'deux' });
  expect(student.page.status).toBe(422);
  expect(textOf(student)).toContain('Indiquez un nombre entier entre 0 et 9.');
  expect(typedIn(student, 'sessionsLed12')).toBe('deux');
  await student.press('Enregistrer ma proposition', { absentHalfDays: '', sessionsLed12: '' });
  expect(textOf(student)).toContain('Indiquez au moins un nombre.');
  await student.press('Enregistrer ma proposition', { absentHalfDays: '2', csrf: 'faux' });
  expect(student.page.status).toBe(403);
  expect(typedIn(student, 'absentHalfDays')).toBe('2');
  expect(await home.store.proposals.find({ campaignId, studentNumber: ines })).toBeUndefined();

  await student.visit(`${await linkOf(ines)}/${campaignId}/bilan`);
  await student.press('Enregistrer ma proposition', { absentHalfDays: '2', sessionsLed12: '3' });
  expect(textOf(student)).toContain('Votre proposition est enregistrée');
  expect(typedIn(student, 'sessionsLed12')).toBe('3');
});

test('of two windows, the later one is told of the other, and keeps what was typed', async () => {
  const [first, second] = [await studentAt(clemence), await studentAt(clemence)];
  for (const one of [first, second]) await one.follow('Préparer le bilan');
  await first.press('Enregistrer ma proposition', { absentHalfDays: '1' });
  await second.press('Enregistrer ma proposition', { absentHalfDays: '4' });
  expect(second.page.status).toBe(409);
  expect(typedIn(second, 'absentHalfDays')).toBe('4');
  await second.press('Enregistrer ma proposition');
  const found = await home.store.proposals.find({ campaignId, studentNumber: clemence });
  expect(found).toMatchObject({ version: 2, values: { absentHalfDays: 4 } });
});

test('the tutor sees what is proposed, and it is in the report once they take it over', async () => {
  await home.moveTo('2026-10-09T20:00:00Z');
  const key = { campaignId, studentNumber: ines };
  const tutor = await formOf(ines);
  expect(textOf(tutor)).toContain('Proposé par Inès Morin');
  expect(typedIn(tutor, 'absentHalfDays')).toBe('');
  await tutor.press('Enregistrer le brouillon', { pupilCount: '21' });
  expect((await home.store.reports.find(key)).values).toMatchObject({ pupilCount: '21', absentHalfDays: '' });

  await tutor.press('Reprendre', { advice1: 'Oser.' });
  expect((await home.store.reports.find(key)).values).toMatchObject({
    ...{ absentHalfDays: '2', advice1: 'Oser.', sessionsLed12: '' },
  });
  expect(typedIn(tutor, 'absentHalfDays')).toBe('2');
  expect(textOf(tutor)).toMatch(/absence : 2Repris/);
  // What they correct is theirs; what was proposed stays in sight.
  await tutor.press('Enregistrer le brouillon', { absentHalfDays: '1' });
  expect(textOf(tutor)).toMatch(/absence : 2Reprendre/);
  // A button of the page's own making takes nothing over.
  await tutor.submit(`${tutor.page.url.split('?')[0]}`, {
    ...{ csrf: typedIn(tutor, 'csrf') ?? '', version: typedIn(tutor, 'version') ?? '' },
    ...{ intent: 'reprendre-advice1', advice1: 'Oser.' },
  });
  expect((await home.store.reports.find(key)).values).toMatchObject({ advice1: 'Oser.' });
});

const registrarAt = async (studentNumber: string): Promise<PageVisitor> => {
  const registrar = await home.signIn('Maëlle Desport');
  await registrar.visit(`${home.url}${campaign}/affectations/${studentNumber}`);
  return registrar;
};

test('a tutor who says that the mail never came: its masked address, and a word to the registrar, once', async () => {
  const student = await studentAt(clemence);
  await student.follow('Mon tuteur dit ne pas avoir reçu');
  expect(textOf(student)).toMatch(/est parti le vendredi 9 octobre 2026\.Adresse, en partie masquéel…@ac…/);
  expect(textOf(student)).not.toContain('lea.le-goff@ac.example');
  await student.press('Prévenir la scolarité', { texte: 'x'.repeat(301) });
  expect(student.page.status).toBe(422);
  await student.press('Prévenir la scolarité', { texte: 'Essayez leagoff@ac.example', csrf: 'faux' });
  expect(student.page.status).toBe(403);
  expect(student.page.root.querySelector('textarea')?.textContent).toBe('Essayez leagoff@ac.example');
  await student.visit(student.page.url);
  const [other] = [await studentAt(clemence)];
  await other?.follow('Mon tuteur dit ne pas avoir reçu');
  await student.press('Prévenir la scolarité', { texte: 'Essayez leagoff@ac.example' });
  expect(textOf(student)).toContain('La scolarité est prévenue');
  expect(student.offers('Prévenir')).toBe(false);
  // Said again by another window, it is said once.
  await other?.press('Prévenir la scolarité', { texte: 'Encore' });
  expect((await placement(clemence)).studentsWord).toMatchObject({ text: 'Essayez leagoff@ac.example' });

  const waiting = async (account: string) => {
    const person = await home.signIn(account);
    await person.visit(`${home.url}/console`);
    return textOf(person);
  };
  expect(await waiting('Maëlle Desport')).toContain('Mme Léa Le Goff dit ne pas avoir reçu le courriel');
  expect(await waiting('Nadège Brossard')).not.toContain('dit ne pas avoir reçu');
  const registrar = await registrarAt(clemence);
  expect(textOf(registrar)).toContain('Essayez leagoff@ac.example');
  await registrar.press('Vu, ne rien changer');
  expect((await placement(clemence)).history.slice(-2).map(({ what, by }) => `${what} ${by}`)).toEqual([
    'studentSaid Clémence Gauthier',
    'studentsWordSettled Maëlle Desport',
  ]);
  expect(await waiting('Maëlle Desport')).not.toContain('dit ne pas avoir reçu');
  for (const text of ['deux', 'trois', 'quatre']) {
    await student.visit(`${await linkOf(clemence)}/${campaignId}/courriel`);
    if (!student.offers('Prévenir')) break;
    await student.press('Prévenir la scolarité', { texte: text });
    await (await registrarAt(clemence)).press('Vu, ne rien changer');
  }
  expect((await placement(clemence)).studentsWord?.text).toBe('trois');
  await student.visit(student.page.url);
  expect(textOf(student)).toContain('Adressez-vous directement à la scolarité');
});

test('who asks is mailed a link of the year, who is unknown is answered the same', async () => {
  const { student } = await placement(noemie);
  const ask = async (email: string) => {
    const answer = await fetch(`${home.url}/lien`, { method: 'POST', body: new URLSearchParams({ email }) });
    await home.moveTo('2026-10-09T20:00:00Z');
    return answer.text();
  };
  const before = (await mailsTo(student.email)).length;
  expect(await ask(student.email.toUpperCase())).toBe(await ask('inconnue@etu.example'));
  const mails = (await mailsTo(student.email)).slice(before);
  expect(mails.map(({ subject }) => subject)).toEqual(['SOPA 1 – Votre nouveau lien vers vos stages']);
  expect(linkIn(mails[0] ?? { text: '' })).toBe(linkIn((await mailsTo(student.email))[0] ?? { text: '' }));
  expect(await mailsTo('inconnue@etu.example')).toEqual([]);
});

test('cut links are dead, and another comes by mail alone', async () => {
  const old = await linkOf(noemie);
  const student = await studentAt(noemie);
  await student.visit(`${old}/anciens-liens`);
  await student.press('Couper les anciens liens', { csrf: 'faux' });
  expect(student.page.status).toBe(403);
  expect((await fetch(old)).status).toBe(200);
  await student.visit(`${old}/anciens-liens`);
  await student.press('Couper les anciens liens');
  expect(student.page.root.toString()).not.toContain('/e/');
  await home.moveTo('2026-10-09T20:00:01Z');
  const dead = await fetch(old);
  expect([dead.status, await dead.text()]).toEqual([
    410,
    expect.stringContaining('Ce lien n’est plus valable'),
  ]);
  expect(await linkOf(noemie)).not.toBe(old);
  expect((await fetch(await linkOf(noemie))).status).toBe(200);
});

test('a replaced tutor is named no more, and the report comes once it was distributed', async () => {
  const { tutor } = await placement(clemence);
  const registrar = await registrarAt(clemence);
  await registrar.follow('Remplacer le tuteur');
  await registrar.press('Voir ce qui changera', {
    ...{ tuteur_civilite: 'M.', tuteur_nom: 'Perrin', tuteur_prenom: 'Anselme' },
    tuteur_courriel: 'anselme.perrin@ac.example',
  });
  await registrar.press('Enregistrer et prévenir');
  const student = await studentAt(clemence);
  expect(textOf(student)).toContain('M. Anselme Perrin anselme.perrin@ac.example');
  expect(textOf(student)).not.toContain(tutor.email);
  expect(textOf(student)).not.toContain('Le Goff');

  const own = await studentAt(ines);
  expect(textOf(own)).not.toContain('Ouvrir mon compte-rendu');
  const form = await formOf(ines);
  await form.press('Vérifier et envoyer', complete);
  await form.press('Envoyer le compte-rendu');
  await home.moveTo('2026-10-09T20:20:00Z');
  const pdf = await (await studentAt(ines)).follow('Ouvrir mon compte-rendu');
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const { student: reader } = await placement(ines);
  expect(linkIn((await mailsTo(reader.email)).at(-1) ?? { text: '' })).toBe(await linkOf(ines));
  // What was proposed is no part of it any more, and nothing more is taken.
  await own.visit(`${await linkOf(ines)}/${campaignId}/bilan`);
  expect(textOf(own)).toContain('il n’y a plus rien à proposer');
  await own.visit(`${await linkOf(ines)}/${campaignId}/courriel`);
  expect(textOf(own)).toContain('Rien n’est plus attendu de votre tuteur');
});

test('whose address was corrected has a new link, and the old one opens nothing', async () => {
  const old = await linkOf(clemence);
  const registrar = await registrarAt(clemence);
  await registrar.follow('Corriger l’étudiant');
  await registrar.press('Voir ce qui changera', { etudiant_courriel: 'c.gauthier@etu.example' });
  await registrar.press('Enregistrer et prévenir');
  expect((await fetch(old)).status).toBe(410);
  await home.moveTo('2026-10-12T08:00:00Z');
  // The stage is over, so that no letter goes to them: they may ask.
  await fetch(`${home.url}/lien`, {
    ...{ method: 'POST', body: new URLSearchParams({ email: 'c.gauthier@etu.example' }) },
  });
  await home.moveTo('2026-10-12T08:00:01Z');
  expect(await linkOf(clemence)).not.toBe(old);
  expect((await fetch(await linkOf(clemence))).status).toBe(200);
});

test('a stage that is cancelled is said in one sentence, without its tutor', async () => {
  const registrar = await registrarAt(clemence);
  await registrar.follow('Annuler le stage');
  await registrar.press('Annuler le stage', { motif: 'gaveUp' });
  await home.moveTo('2026-10-12T09:00:00Z');
  const link = await linkOf(clemence);
  const student = await studentAt(clemence);
  expect(textOf(student)).toContain('Ce stage n’a pas lieu, ou s’est arrêté.');
  expect(textOf(student)).not.toContain('Perrin');
  for (const path of ['bilan', 'courriel', 'stage.ics', 'compte-rendu.pdf'])
    expect((await fetch(`${link}/${campaignId}/${path}`)).status).toBe(404);
});

test('staff send it again, once a day, to the student alone', async () => {
  const registrar = await registrarAt(ines);
  const { student } = await placement(ines);
  const before = (await mailsTo(student.email)).length;
  await registrar.follow('Renvoyer son lien à l’étudiant·e');
  expect(textOf(registrar)).toContain(
    `Le courriel part tout de suite à ${student.email}, et à personne d’autre`,
  );
  expect(registrar.page.root.toString()).not.toMatch(/\/e\/[\w-]{20,}/);
  await registrar.press('Renvoyer le lien');
  expect(textOf(registrar)).toContain('Le lien part à l’étudiant·e');
  const { now } = await (await fetch(`${home.url}/_local/clock`)).json();
  await home.moveTo(now);
  const after = await mailsTo(student.email);
  expect(after).toHaveLength(before + 1);
  expect(after.at(-1)).toMatchObject({ to: [student.email], cc: [] });
  expect((await fetch(linkIn(after.at(-1) ?? { text: '' }))).status).toBe(200);
  await registrar.follow('Renvoyer son lien à l’étudiant·e');
  expect(textOf(registrar)).toContain('Il est déjà parti aujourd’hui');
});

test('staff read every mail without the link', async () => {
  const registrar = await registrarAt(ines);
  const letters = registrar.page.root
    .querySelectorAll('a[href*="/courriels/"]')
    .map((link) => link.getAttribute('href') ?? '');
  expect(letters.length).toBeGreaterThan(2);
  for (const href of letters) {
    await registrar.visit(href);
    expect(registrar.page.root.toString()).not.toMatch(/\/e\/(?!lien-personnel-retire)[\w-]{20,}/);
  }
});

test('while another version is on its way to them, they have the one that they received', async () => {
  const key = { campaignId, studentNumber: ines };
  const link = await linkOf(ines);
  const report = await home.store.reports.find(key);
  if (!isIn(report)) throw new Error('no report is in');
  await home.store.reports.giveBack({ ...key, revision: 2 }, report.sent.reference);
  const { version, values } = await home.store.reports.find(key);
  const second = { ...report.sent, number: 2, reference: `${report.sent.reference}-2` };
  await home.store.reports.send(key, values, second, version, drafterOf(await placement(ines)));
  await home.store.placements.change(key, (current) =>
    received(
      {
        ...current,
        status: 'givenBack',
        asked: { text: 'x', until: '2026-10-20', revision: 1 },
      } as Placement,
      second,
    ),
  );
  expect((await placement(ines)).status).toBe('received');
  const student = await studentAt(ines);
  expect(textOf(student)).toContain('Nouvelle version en route');
  expect(textOf(student)).toMatch(/celle que vous avez reçue le vendredi 9 octobre 2026/);
  const pdf = await fetch(`${link}/${campaignId}/compte-rendu.pdf`);
  expect(pdf.status).toBe(200);
  const { text } = await readPdf(new Uint8Array(await pdf.arrayBuffer()));
  expect(text).toContain(report.sent.reference);
  expect(text).not.toContain(second.reference);
});
