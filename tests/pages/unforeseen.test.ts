import { afterAll, beforeAll, expect, test } from 'vitest';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
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

type Mail = { at: string; to: string[]; subject: string; text: string };

/** The first two students have one tutor, each other a tutor of their own: who is written to is told by the mailbox alone. */
const ownTutors = async (): Promise<File> => {
  const [head = '', ...rows] = (await (await sampleFile(cleanSample)).text()).trim().split('\n');
  const columns = head.trim().split(';');
  const changed = rows.slice(0, 9).map((row, at) => {
    const tutor = at === 0 ? 1 : at;
    const cells = row.split(';');
    cells[columns.indexOf('site')] = 'Poitiers';
    cells[columns.indexOf('tuteur_nom')] = `Tuteur${'ABCDEFGHIJ'.at(tutor)}`;
    cells[columns.indexOf('tuteur_prenom')] = 'Dominique';
    cells[columns.indexOf('tuteur_civilite')] = '';
    cells[columns.indexOf('tuteur_courriel')] = `tuteur${tutor}@ac.example`;
    return cells.join(';');
  });
  return new File([[head, ...changed].join('\n')], 'affectations.csv');
};

let home: ConsoleHome;
let numbers: string[];
beforeAll(async () => {
  home = await startConsoleHome();
  const registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  await registrar.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await registrar.press('Enregistrer la campagne');
  const file = await ownTutors();
  await previewImport(registrar, campaign, file);
  await registrar.press('Importer les');
  await registrar.visit(`${campaign}/lancement`);
  await registrar.press('Lancer');
  numbers = (await file.text())
    .split('\n')
    .slice(1)
    .map((row) => row.slice(0, 8));
  await home.moveTo('2026-10-09T20:00:00Z');
});
afterAll(() => home.close());

const mails = async (): Promise<Mail[]> => (await fetch(`${home.url}/_local/mail`)).json();
const mailsTo = async (address: string) => (await mails()).filter(({ to }) => to.includes(address));
const remindersTo = async (address: string) =>
  (await mailsTo(address)).filter(({ subject }) => subject.includes('appel : '));
const placement = async (at: number) => {
  const found = await home.store.placements.find({ campaignId, studentNumber: numbers[at] ?? '' });
  if (!found) throw new Error(`no placement ${at}`);
  return found;
};
const historyOf = async (at: number, last: number) =>
  (await placement(at)).history.slice(-last).map(({ what, by }) => (by ? `${what} by ${by}` : what));

/** A tutor who follows the link of the mail that asked for the report. */
const tutorOf = async (at: number) => {
  const { tutor } = await placement(at);
  const asked = (await mailsTo(tutor.email)).find(({ text }) => text.includes('/imprevu'));
  const link = /(\S+\/r\/[\w-]+)\/imprevu/.exec(asked?.text ?? '')?.[1] ?? '';
  const visitor = new PageVisitor();
  await visitor.visit(`${link}/imprevu`);
  return { visitor, link, email: tutor.email };
};
const registrarAt = async (at: number, account = 'Nadège Brossard') => {
  const registrar = await home.signIn(account);
  await registrar.visit(`${home.url}${pathOf(numbers[at] ?? '')}`);
  return registrar;
};
const spoken = async () => {
  const registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}${campaign}?etape=mot-du-tuteur`);
  return registrar.page.root.querySelectorAll('tbody th a').map((link) => link.textContent);
};
/** The lines of « À traiter » that are a tutor's word. */
const waiting = async (account = 'Nadège Brossard') => {
  const person = await home.signIn(account);
  await person.visit(`${home.url}/console`);
  return person.page.root
    .querySelectorAll('[aria-labelledby="point-word"] li')
    .map(({ textContent }) => textContent.replace(/\s+/g, ' '));
};
const nameOf = async (at: number) => {
  const { student } = await placement(at);
  return `${student.firstName} ${student.lastName}`;
};

test('on the last day the student is told once to which address the link went, and has none', async () => {
  const { student, tutor } = await placement(2);
  const told = (await mailsTo(student.email)).filter(({ at }) => at.startsWith('2026-10-09'));
  expect(told.map(({ subject }) => subject)).toEqual([
    'SOPA 1 – Le compte-rendu de votre stage est demandé à Dominique TuteurC',
  ]);
  expect(told[0]?.text).toContain(tutor.email);
  expect(told[0]?.text).not.toContain('/r/');
  // A tutor of two has one mail; each student their own.
  const { student: other, tutor: shared } = await placement(0);
  expect((await mailsTo(other.email)).at(-1)?.text).toContain(shared.email);
  expect((await mailsTo(shared.email)).filter(({ at }) => at.startsWith('2026-10-09'))).toHaveLength(1);
});

test('what is missing or too long is asked again, and nothing is kept', async () => {
  const { visitor, link } = await tutorOf(8);
  await visitor.follow('Autre chose');
  await visitor.press('Le dire');
  expect(visitor.page.status).toBe(422);
  expect(textOf(visitor)).toContain('Dites-nous en quelques mots ce qui se passe.');
  await visitor.press('Le dire', { texte: 'x'.repeat(301) });
  expect(textOf(visitor)).toContain('raccourcissez-le');
  await visitor.press('Le dire', { texte: 'Bonjour', csrf: 'faux' });
  expect(visitor.page.status).toBe(403);
  expect(visitor.page.root.querySelector('textarea')?.textContent).toBe('Bonjour');
  // Another tutor's student is nobody here.
  await visitor.press('Le dire', { texte: 'Bonjour', stagiaire: numbers[2] ?? '' });
  expect(textOf(visitor)).toContain('Dites de quel stagiaire il s’agit.');
  await visitor.visit(`${link}/imprevu?quoi=interrompu`);
  for (const [day, message] of [
    ['2026-10-30', 'Ce jour est à venir'],
    ['2026-10-02', 'Ce jour n’est pas dans le stage'],
    ['hier', 'AAAA-MM-JJ'],
  ] as const) {
    await visitor.press('Le dire', { dernierJour: day });
    expect(textOf(visitor)).toContain(message);
  }
  await visitor.visit(`${link}/imprevu?quoi=constructor&stagiaire="><b>`);
  expect(textOf(visitor)).toContain('Que s’est-il passé');
  expect((await placement(8)).tutorsWord).toBeUndefined();
});

test('words come at nine on Monday, and are thanked for, not judged', async () => {
  await home.moveTo('2026-10-12T07:00:00Z');
  const before = (await mails()).length;
  const say = async (at: number, way: string, typed: Record<string, string> = {}) => {
    const { visitor } = await tutorOf(at);
    await visitor.follow(way);
    await visitor.press('Le dire', typed);
    expect(textOf(visitor)).toContain('Merci de nous l’avoir dit');
    expect(textOf(visitor)).toContain('avant le mercredi 14 octobre 2026 à 09:00');
    return visitor;
  };
  await say(0, 'Autre chose', { texte: 'Je suis en sortie scolaire.', stagiaire: numbers[0] ?? '' });
  await say(2, 'Le stagiaire n’est pas venu', { texte: 'Personne lundi, ni mardi.' });
  await say(3, 'Le stage s’est arrêté', { dernierJour: '2026-10-07' });
  await say(4, 'Je ne suis pas');
  await say(6, 'Autre chose', { texte: 'Je vous appelle.' });
  const absent = await say(7, 'Le stagiaire n’est pas venu');
  await absent.follow('Revenir à mes comptes-rendus');
  expect(textOf(absent)).toContain('Votre mot du lundi 12 octobre 2026 à 09:00 est chez la scolarité.');

  const { visitor } = await tutorOf(5);
  const { student, tutor } = await placement(5);
  await visitor.follow('Je passe la main');
  const colleague = { nom: 'Perrin', prenom: 'Anne', courriel: ` ${student.email.toUpperCase()}` };
  await visitor.press('Le dire', colleague);
  expect(visitor.page.status).toBe(422);
  expect(textOf(visitor)).toContain(`Cette adresse est celle de ${await nameOf(5)}, votre stagiaire`);
  await visitor.press('Le dire', { ...colleague, courriel: tutor.email });
  expect(textOf(visitor)).toContain('Cette adresse est la vôtre');
  await visitor.press('Le dire', { ...colleague, nom: '', courriel: 'anne.perrin' });
  expect(textOf(visitor)).toContain('Écrivez le nom de votre collègue.');
  expect(textOf(visitor)).toContain('Écrivez son adresse électronique');
  expect((await placement(5)).tutorsWord).toBeUndefined();
  await visitor.press('Le dire', { ...colleague, courriel: 'anne.perrin@ac.example' });
  expect(textOf(visitor)).toContain('votre collègue est prévenu');
  // Said twice, it is said once.
  await visitor.visit(visitor.page.url.replace(/\?.*/, '?quoi=collegue'));
  await visitor.press('Le dire', { ...colleague, courriel: 'anne.perrin@ac.example' });
  expect((await placement(5)).history.filter(({ what }) => what === 'tutorSaid')).toHaveLength(1);

  expect(await historyOf(2, 1)).toEqual(['tutorSaid by Dominique TuteurC']);
  expect((await placement(2)).history.at(-1)?.word).toEqual({
    kind: 'absent',
    text: 'Personne lundi, ni mardi.',
  });
  expect((await spoken()).length).toBe(7);
  // Each waits for those who can see to it, in the tutor's words.
  expect(await waiting()).toHaveLength(7);
  expect((await waiting()).join('\n')).toMatch(
    /Dominique TuteurC, stage .* – le stagiaire n’est pas venu.*« Personne lundi, ni mardi. »/,
  );
  // Nobody is written to because a tutor said something.
  expect((await mails()).length).toBe(before);
});

test('on Tuesday, when reminders are due, only the others are reminded', async () => {
  const delegate = await registrarAt(2, 'Hervé Quintard');
  expect(textOf(delegate)).toContain('Mot du tuteur : le stagiaire n’est pas venu');
  expect(delegate.offers('Vu')).toBe(false);
  const registrar = await registrarAt(6);
  expect(textOf(registrar)).toMatch(/mercredi 14 octobre à 9\sh\s*Première relance/);
  await registrar.visit(`${home.url}/console`);
  await registrar.follow(`Dominique TuteurG`);
  await registrar.press('Vu');
  expect(textOf(registrar)).toContain('Le mot du tuteur est noté comme vu');
  expect(await historyOf(6, 2)).toEqual(['tutorSaid by Dominique TuteurG', 'wordSettled by Nadège Brossard']);
  expect(await waiting()).toHaveLength(6);
  expect((await waiting('Hervé Quintard')).join()).toContain('À la scolarité');

  await home.moveTo('2026-10-13T20:00:00Z');
  const [shared] = await remindersTo('tuteur1@ac.example');
  expect(shared?.text).toContain(await nameOf(1));
  expect(shared?.text).not.toContain(await nameOf(0));
  for (const at of [2, 3, 4, 5, 7]) expect(await remindersTo(`tuteur${at}@ac.example`)).toEqual([]);
  for (const at of [6, 8]) expect(await remindersTo(`tuteur${at}@ac.example`)).toHaveLength(1);
});

test('did not come: cancelled with the reason filled in, both are told, and nobody is asked again', async () => {
  const { tutor, student } = await placement(2);
  const before = (await mails()).length;
  const registrar = await registrarAt(2);
  await registrar.follow('Annuler le stage');
  await registrar.press('Annuler le stage');
  expect(textOf(registrar)).toContain('Ce stage est annulé');
  expect(await historyOf(2, 2)).toEqual(['tutorSaid by Dominique TuteurC', 'cancelled by Nadège Brossard']);
  expect((await placement(2)).history.at(-1)?.why).toBe(
    'Mot du tuteur : le stagiaire n’est pas venu – Personne lundi, ni mardi.',
  );
  await home.moveTo('2026-10-14T06:00:00Z');
  expect((await mails()).slice(before).map(({ to }) => to[0])).toEqual(
    expect.arrayContaining([tutor.email, student.email]),
  );
  expect((await placement(2)).tutorsWord).toMatchObject({ state: 'settled', settledBy: 'Nadège Brossard' });
  expect((await waiting()).join()).not.toContain('TuteurC');
});

test('stopped early: the dates are filled in, and the stage goes on with them', async () => {
  const registrar = await registrarAt(3);
  await registrar.follow('Raccourcir les dates');
  expect(registrar.page.root.querySelector('[name="fin"]')?.getAttribute('value')).toBe('2026-10-07');
  expect(textOf(registrar)).toContain('Rien n’est encore enregistré');
  await registrar.press('Enregistrer');
  expect((await placement(3)).periods).toEqual([{ from: '2026-10-05', to: '2026-10-07' }]);
  expect((await placement(3)).tutorsWord?.state).toBe('settled');
});

test('not the tutor, or a colleague: replaced, the former one told, the link dead', async () => {
  const unknown = await registrarAt(4);
  await unknown.follow('Remplacer le tuteur');
  expect(unknown.page.root.querySelector('[name="tuteur_courriel"]')?.getAttribute('value')).toBe('');

  const { link } = await tutorOf(5);
  const registrar = await registrarAt(5);
  expect(textOf(registrar)).toContain('Anne Perrin, anne.perrin@ac.example');
  // From the first page: one press leads to what it changes, and the next does it.
  await registrar.visit(`${home.url}/console`);
  await registrar.follow('Confier à ce collègue');
  expect(textOf(registrar)).toContain('Rien n’est encore enregistré');
  await registrar.press('Enregistrer et prévenir');
  await home.moveTo('2026-10-14T08:30:00Z');
  expect((await mailsTo('tuteur5@ac.example')).at(-1)?.subject).toContain('Vous n’accompagnez plus le stage');
  expect((await mailsTo('anne.perrin@ac.example')).length).toBeGreaterThan(0);
  expect((await fetch(link)).status).not.toBe(200);
  expect((await placement(5)).tutorsWord?.state).toBe('settled');
  // The new tutor reads nothing of what the former one said.
  const { link: hers } = { link: await home.linkOf('anne.perrin@ac.example') };
  expect(await (await fetch(`${home.url}${hers}`)).text()).not.toContain('Votre mot');
});

test('once the pause is over, what was put off leaves, once, and no other with it', async () => {
  const [first, second, ...more] = await remindersTo('tuteur1@ac.example');
  expect([first?.at, second?.at].map((at) => at?.slice(0, 16))).toEqual([
    '2026-10-13T06:00',
    '2026-10-14T07:00',
  ]);
  expect(second?.text).toContain(await nameOf(0));
  expect(second?.text).not.toContain(await nameOf(1));
  expect(more).toEqual([]);
  // Seen on Tuesday, reminded in its time; not to be reminded again for that.
  expect((await remindersTo('tuteur6@ac.example')).map(({ at }) => at.slice(0, 10))).toEqual(['2026-10-13']);
  // Nobody has answered, and two working days have passed.
  expect((await remindersTo('tuteur4@ac.example')).map(({ at }) => at.slice(0, 10))).toEqual(['2026-10-14']);
});

test('whoever sends the report after all has said it all; a level that is not acquired says whom it alerts', async () => {
  const { visitor, link } = await tutorOf(7);
  await visitor.visit(`${link}/${numbers[7]}`);
  expect(textOf(visitor)).toContain('alerte le délégué de stage dès l’envoi du compte-rendu');
  expect(textOf(visitor)).toContain('Un imprévu');
  await visitor.press('Vérifier et envoyer', { ...complete, C1: 'notAcquired' });
  expect(textOf(visitor)).toContain('Hervé Quintard recevra une alerte pour C1');
  await visitor.press('Envoyer le compte-rendu');
  await home.moveTo('2026-10-14T08:40:00Z');
  const { status, tutorsWord } = await placement(7);
  expect([status, tutorsWord?.state, tutorsWord?.settledBy]).toEqual(['distributed', 'settled', undefined]);
  await visitor.visit(`${link}/imprevu`);
  expect(textOf(visitor)).toContain('Rien ne vous est plus demandé');
});

test('a word that nobody has read yet is decided about by nobody, and five are enough', async () => {
  const registrar = await registrarAt(8);
  await registrar.follow('Clore sans compte-rendu');
  const { visitor, link } = await tutorOf(8);
  for (const text of ['un', 'deux', 'trois', 'quatre', 'cinq', 'six']) {
    await visitor.visit(`${link}/imprevu?quoi=autre`);
    await visitor.press('Le dire', { texte: text });
  }
  expect(visitor.page.status).toBe(409);
  expect(textOf(visitor)).toContain('Parlons-en de vive voix');
  expect((await placement(8)).tutorsWord?.text).toBe('cinq');
  await registrar.press('Clore ce stage', { raison: 'École injoignable' });
  expect(registrar.page.status).toBe(409);
  expect((await placement(8)).status).toBe('awaiting');
  // After the holidays, what nobody answered still waits for an answer, and holds nothing up.
  await home.moveTo('2026-11-02T12:00:00Z');
  expect((await spoken()).length).toBe(3);
  expect((await remindersTo('tuteur8@ac.example')).length).toBeGreaterThan(1);
});
