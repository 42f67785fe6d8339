import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;
const pathOf = (studentNumber: string) => `${campaign}/affectations/${studentNumber}`;

type Mail = { to: string[] | string; subject: string; text: string };

let home: ConsoleHome;
/** A tutor of two students, and another. */
let shared: { tutor: string; numbers: string[] };
let other: string;
beforeAll(async () => {
  home = await startConsoleHome();
  const registrar = await home.signIn('Camille Fournier');
  await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  await registrar.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await registrar.press('Enregistrer la campagne');
  await previewImport(registrar, campaign, await sampleFile(cleanSample));
  await registrar.press('Importer les');
  await registrar.visit(`${campaign}/lancement`);
  await registrar.press('Lancer');
  await home.moveTo('2026-09-14T08:00:00Z');
  const placements = await home.store.placements.ofCampaign(campaignId);
  const byTutor = Map.groupBy(placements, ({ tutor }) => tutor.email);
  const [tutor, students = []] = [...byTutor].find(([, all]) => all.length === 2) ?? [];
  if (!tutor) throw new Error('no tutor has two students');
  shared = { tutor, numbers: students.map(({ studentNumber }) => studentNumber) };
  other = [...byTutor].find(([, all]) => all.length === 1)?.[1][0]?.studentNumber ?? '';
});
afterAll(() => home.close());

const mailsTo = async (address: string): Promise<Mail[]> => {
  const mails: Mail[] = await (await fetch(`${home.url}/_local/mail`)).json();
  return mails.filter(({ to }) => [to].flat().includes(address));
};
const placement = (studentNumber: string) => home.store.placements.find({ campaignId, studentNumber });

test('a tutor’s wrong address is corrected for all of their students, who are told, and nobody else', async () => {
  const [first = '', second = ''] = shared.numbers;
  const registrar = await home.signIn('Camille Fournier');
  const before = (await (await fetch(`${home.url}/_local/mail`)).json()).length;
  await registrar.visit(`${home.url}${pathOf(first)}`);
  await registrar.follow('Corriger le tuteur');
  await registrar.press('Voir ce qui changera', {
    tuteur_courriel: 'juste@ac.example',
    raison: 'x'.repeat(1000),
  });
  expect(registrar.page.status).toBe(422);
  await registrar.press('Voir ce qui changera', { raison: 'Elle nous a écrit' });
  const preview = textOf(registrar);
  expect(preview).toContain(`Courriel : ${shared.tutor} → devient juste@ac.example`);
  expect(preview).toContain('Aussi pour ses autres stagiaires');
  expect(preview).toContain('(juste@ac.example), tout de suite');
  // Looking writes nothing and sends nothing.
  expect((await placement(first))?.tutor.email).toBe(shared.tutor);

  await registrar.press('Enregistrer et prévenir 3 personnes');
  expect(textOf(registrar)).toMatch(/La correction est enregistrée ?Pour 2 stages de ce tuteur/);
  expect(textOf(registrar)).toContain(
    'Affectation corrigée par Camille Fournier (adresse du tuteur) : « Elle nous a écrit »',
  );
  await home.moveTo('2026-09-14T08:30:00Z');
  for (const number of [first, second])
    expect(await placement(number)).toMatchObject({
      tutor: { email: 'juste@ac.example' },
      status: 'assigned',
    });
  const after = (await (await fetch(`${home.url}/_local/mail`)).json()).length;
  const told = await mailsTo('juste@ac.example');
  const students = await Promise.all(
    [first, second].map(async (number) => (await placement(number))?.student),
  );
  const toStudents = await Promise.all(students.map((one) => mailsTo(one?.email ?? '')));
  expect(toStudents.map((mails) => mails.at(-1)?.subject)).toEqual(
    Array(2).fill('SOPA 1 – Informations corrigées pour votre stage'),
  );
  expect(told.length).toBeGreaterThan(0);
  expect(after - before).toBe(told.length + 2);
  expect((await mailsTo(shared.tutor)).length).toBe(1);
  // What the registrar read is what left.
  expect(preview).toContain(told[0]?.subject);
});

test('another tutor takes over one stage alone: it begins anew', async () => {
  const [first = '', second = ''] = shared.numbers;
  const registrar = await home.signIn('Camille Fournier');
  await registrar.visit(`${home.url}${pathOf(second)}`);
  await registrar.follow('Remplacer le tuteur');
  await registrar.press('Voir ce qui changera', {
    ...{ tuteur_civilite: 'Mme', tuteur_nom: 'Moreau', tuteur_prenom: 'Julie' },
    tuteur_courriel: 'julie.moreau@ac.example',
  });
  expect(textOf(registrar)).toContain('il recommencera avec ces données');
  expect(textOf(registrar)).not.toContain('Aussi pour ses autres stagiaires');
  // The tutor who leaves, the one who comes, and the student.
  await registrar.press('Enregistrer et prévenir 3 personnes');
  await home.moveTo('2026-09-14T09:00:00Z');
  expect(await placement(second)).toMatchObject({ tutor: { lastName: 'Moreau' }, status: 'assigned' });
  expect(await placement(first)).toMatchObject({ tutor: { email: 'juste@ac.example' } });
  expect((await mailsTo('julie.moreau@ac.example')).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('SOPA 1'),
  ]);
});

test('the first page leads to the one stage that a search finds, else to the list of those that it finds', async () => {
  const registrar = await home.signIn('Camille Fournier');
  const found = await placement(other);
  await registrar.visit(`${home.url}/console`);
  await registrar.press('Trouver', { recherche: `${found?.student.firstName} ${found?.student.email}` });
  expect(registrar.page.root.querySelector('h1')?.textContent).toContain(found?.student.lastName);
  await registrar.visit(`${home.url}/console`);
  await registrar.press('Trouver', { recherche: 'juste@ac.example poitiers nulle-part' });
  expect(textOf(registrar)).toContain('Aucune affectation');
  await registrar.visit(`${home.url}/console/recherche?campagne=2099-sopa1&recherche=x`);
  expect(registrar.page.status).toBe(404);
});

test('what is wrong is said at its field, and what was typed stays', async () => {
  const registrar = await home.signIn('Camille Fournier');
  const { student } = (await placement(other)) ?? {};
  await registrar.visit(`${home.url}${pathOf(other)}/correction?partie=tuteur`);
  await registrar.press('Voir ce qui changera', { tuteur_courriel: 'pas une adresse', tuteur_nom: 'Dupré' });
  expect(registrar.page.status).toBe(422);
  expect(textOf(registrar)).toContain('Un point est à corriger');
  expect(registrar.page.root.querySelector('[name=tuteur_nom]')?.getAttribute('value')).toBe('Dupré');
  await registrar.press('Voir ce qui changera', { tuteur_courriel: student?.email ?? '' });
  expect(textOf(registrar)).toContain('est aussi l’adresse de l’étudiant');
  for (const part of ['constructor', 'inconnue']) {
    await registrar.visit(`${home.url}${pathOf(other)}/correction?partie=${part}`);
    expect(registrar.page.status).toBe(404);
  }
  await registrar.visit(`${home.url}${pathOf(other)}/correction?partie=stage`);
  await registrar.press('Voir ce qui changera');
  expect(textOf(registrar)).toContain('Rien n’a changé');
});

test('of two who correct the same, the later is told what changed, and loses nothing that was typed', async () => {
  const [one, two] = [await home.signIn('Camille Fournier'), await home.signIn('Camille Fournier')];
  for (const person of [one, two])
    await person.visit(`${home.url}${pathOf(other)}/correction?partie=etudiant`);
  await one.press('Voir ce qui changera', { etudiant_courriel: 'premier@etu.example' });
  await two.press('Voir ce qui changera', { etudiant_courriel: 'second@etu.example' });
  await one.press('Enregistrer');
  await two.press('Enregistrer');
  expect(two.page.status).toBe(409);
  expect(textOf(two)).toMatch(/Elle dit maintenant : ?Courriel : premier@etu.example/);
  expect(two.page.root.querySelector('[name=etudiant_courriel]')?.getAttribute('value')).toBe(
    'second@etu.example',
  );
  expect((await placement(other))?.student.email).toBe('premier@etu.example');
});

test('a delegate is offered no correction, and makes none', async () => {
  const delegate = await home.signIn('Hervé Quintard');
  await delegate.visit(`${home.url}${campaign}`);
  const mine = (await home.store.placements.ofCampaign(campaignId)).find(
    ({ siteId }) => siteId === 'poitiers',
  );
  await delegate.visit(`${home.url}${pathOf(mine?.studentNumber ?? '')}`);
  expect(textOf(delegate)).not.toContain('Corriger le tuteur');
  await delegate.visit(`${home.url}${pathOf(mine?.studentNumber ?? '')}/correction?partie=tuteur`);
  expect(delegate.page.status).toBe(403);
});

test('a delegate’s note is read by the registrar, newest first, and by no tutor', async () => {
  const all = await home.store.placements.ofCampaign(campaignId);
  const mine = all.find(({ siteId }) => siteId === 'poitiers');
  const path = pathOf(mine?.studentNumber ?? '');
  const delegate = await home.signIn('Hervé Quintard');
  await delegate.visit(`${home.url}${path}`);
  await delegate.press('Ajouter', { note: '   ' });
  expect(delegate.page.status).toBe(422);
  expect(textOf(delegate)).toContain('Écrivez votre note');
  const long = 'x'.repeat(1001);
  await delegate.press('Ajouter', { note: long });
  expect(textOf(delegate)).toContain('dépasse 1000 caractères');
  expect(delegate.page.root.querySelector('textarea')?.textContent).toBe(long);
  await delegate.press('Ajouter', { note: 'Appelée le 12,\nrappelle <b>lundi</b>.' });
  await home.moveTo('2026-09-14T09:30:00Z');
  const registrar = await home.signIn('Camille Fournier');
  await registrar.visit(`${home.url}${path}`);
  await registrar.press('Ajouter', { note: 'Elle a rappelé.' });
  const notes = registrar.page.root.querySelectorAll('.notes blockquote p');
  expect(notes.map(({ textContent }) => textContent)).toEqual([
    'Elle a rappelé.',
    'Appelée le 12,\nrappelle <b>lundi</b>.',
  ]);
  expect(textOf(registrar)).toContain('Hervé Quintard, lundi 14 septembre à 11 h');
  const link = await home.linkOf(mine?.tutor.email ?? '');
  expect(await (await fetch(`${home.url}${link}`)).text()).not.toContain('rappelle');
});

test('a delegate sends a tutor their link again, once a day, and never sees it', async () => {
  const all = await home.store.placements.ofCampaign(campaignId);
  const mine = all.find(({ siteId }) => siteId === 'poitiers');
  const [path, to] = [pathOf(mine?.studentNumber ?? ''), mine?.tutor.email ?? ''];
  const before = (await mailsTo(to)).length;
  const delegate = await home.signIn('Hervé Quintard');
  await delegate.visit(`${home.url}${path}`);
  await delegate.follow('Renvoyer son lien au tuteur');
  expect(textOf(delegate)).toContain(`tout de suite à ${to}, et à personne d’autre`);
  expect(textOf(delegate)).toContain('/r/…');
  await delegate.press('Renvoyer le lien');
  expect(textOf(delegate)).toContain('Le lien part au tuteur');
  await home.moveTo('2026-09-14T10:00:00Z');
  const [mail, ...more] = (await mailsTo(to)).slice(before);
  expect(more).toEqual([]);
  expect(mail?.text).toContain('La scolarité vous renvoie votre lien.');
  const [link = ''] = /\/r\/[\w-]+/.exec(mail?.text ?? '') ?? [];
  expect((await fetch(`${home.url}${link}`)).status).toBe(200);

  await delegate.visit(`${home.url}${path}`);
  expect(textOf(delegate)).toContain(mail?.subject);
  expect(delegate.page.root.toString()).not.toContain(link);
  await delegate.follow('Renvoyer son lien au tuteur');
  expect(textOf(delegate)).toContain('Il est déjà parti aujourd’hui');
  await home.moveTo('2026-09-15T07:00:00Z');
  const tomorrow = await home.signIn('Hervé Quintard');
  await tomorrow.visit(`${home.url}${path}/lien`);
  expect(tomorrow.offers('Renvoyer le lien')).toBe(true);
  // The tutor has a student of a site that this delegate does not see.
  const elsewhere = all.find(({ siteId }) => siteId === 'niort');
  if (!mine || !elsewhere) throw new Error('the sample has both sites');
  await home.store.placements.change(elsewhere, (current) => ({ ...current, tutor: mine.tutor }));
  await tomorrow.visit(`${home.url}${path}/lien`);
  expect(textOf(tomorrow)).toContain(mine.student.lastName);
  expect(tomorrow.page.root.toString()).not.toContain(elsewhere.student.email.split('@')[0]);
  expect(textOf(tomorrow)).not.toContain(`${elsewhere.student.firstName} ${elsewhere.student.lastName}`);
});

test('one placement is added by hand: checked as a row of an import, read before it leaves, started at once', async () => {
  const registrar = await home.signIn('Camille Fournier');
  await registrar.visit(`${home.url}${campaign}`);
  await registrar.follow('Ajouter une affectation');
  const typed = {
    ...{ etudiant_numero: '22699001', etudiant_nom: 'Vasseur', etudiant_prenom: 'Lina' },
    ...{ etudiant_courriel: 'lina.vasseur@etu.example', site: 'Poitiers' },
    ...{ tuteur_nom: 'Aubry', tuteur_prenom: 'Hélène', tuteur_courriel: 'helene.aubry@ac.example' },
    ...{ ecole_nom: 'École Paul-Bert', ecole_commune: 'Poitiers' },
  };
  const before = (await (await fetch(`${home.url}/_local/mail`)).json()).length;
  // The rules and the sentences of an import; what was typed stays.
  await registrar.press('Vérifier', { ...typed, tuteur_courriel: typed.etudiant_courriel });
  expect(registrar.page.status).toBe(422);
  expect(textOf(registrar)).toContain('est aussi l’adresse de l’étudiant');
  // A number that the campaign has, however it is written, leads to whose it is.
  const [{ studentNumber: known, student } = { studentNumber: '', student: undefined }] =
    await home.store.placements.ofCampaign(campaignId);
  await registrar.press('Vérifier', { ...typed, etudiant_numero: known });
  expect(registrar.page.status).toBe(409);
  expect(textOf(registrar)).toContain(`est déjà celui de ${student?.firstName} ${student?.lastName}`);
  expect(registrar.page.root.toString()).toContain(`href="${pathOf(known)}"`);

  await registrar.press('Vérifier', { ...typed, debut: '2026-11-16', fin: '2026-11-20' });
  expect(textOf(registrar)).toContain('Ces dates ne sont pas celles de la campagne');
  await registrar.press('Ajouter et prévenir');
  expect(textOf(registrar)).toContain('Rien n’a été ajouté');
  expect(await placement('22699001')).toBeUndefined();
  await registrar.press('Modifier');
  await registrar.press('Vérifier', { debut: '2026-10-05', fin: '2026-10-09' });
  const preview = textOf(registrar);
  expect(preview).toContain('Hélène Aubry (helene.aubry@ac.example), tout de suite');
  expect(preview).toMatch(/Ensuite ?Rappel avant le stage/);
  const twice = await home.signIn('Camille Fournier');
  await twice.visit(`${home.url}${campaign}/ajout`);
  await twice.press('Vérifier', typed);

  await registrar.press('Ajouter et prévenir 2 personnes');
  expect(textOf(registrar)).toContain('L’affectation est ajoutée');
  expect(textOf(registrar)).toContain('Affectation ajoutée à la main par Camille Fournier');
  await twice.press('Ajouter et prévenir 2 personnes');
  expect(twice.page.status).toBe(409);
  await home.moveTo('2026-09-15T07:30:00Z');
  expect(await placement('22699001')).toMatchObject({ status: 'assigned', revision: 1 });
  for (const address of ['helene.aubry@ac.example', 'lina.vasseur@etu.example']) {
    const [mail, ...more] = await mailsTo(address);
    expect(more).toEqual([]);
    // What the registrar read is what left.
    expect(preview).toContain(mail?.subject);
  }
  const left: Mail[] = await (await fetch(`${home.url}/_local/mail`)).json();
  expect(left.slice(before).filter(({ subject }) => !/à traiter/i.test(subject))).toHaveLength(2);
  const delegate = await home.signIn('Hervé Quintard');
  await delegate.visit(`${home.url}${campaign}`);
  expect(textOf(delegate)).not.toContain('Ajouter une affectation');
  // Nobody adds to a site that is not theirs, whatever the form is made to say.
  const elsewhere = await home.signIn('Nadège Brossard');
  await elsewhere.visit(`${home.url}${campaign}/ajout`);
  const form = new URLSearchParams({
    ...{ ...typed, etudiant_numero: '22699002', site: 'Niort', debut: '2026-10-05', fin: '2026-10-09' },
    csrf: elsewhere.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '',
    ...{ step: 'ajouter', launches: '1' },
  });
  const headers = { cookie: elsewhere.cookieHeader() };
  const answer = await fetch(`${home.url}${campaign}/ajout`, { method: 'POST', body: form, headers });
  expect(answer.status).toBe(422);
  expect(await placement('22699002')).toBeUndefined();
});
