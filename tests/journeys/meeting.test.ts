import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { troubledMeeting } from '../../functions/domain/meeting/meeting-life.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { type ConsoleHome, startConsoleHome, textOf } from '../pages/console-home.ts';
import { morin, campaign as ofTutors } from '../pages/tutor-home.ts';

/** A meeting, lived through in order: invited to, answered, moved by a day, reminded of, held. */
const campaign: LaunchedCampaign = { ...ofTutors, siteIds: ['poitiers', 'niort'] };

const placed = (studentNumber: string, siteId: string, name: string, changes = {}): Placement => ({
  ...morin,
  studentNumber,
  siteId,
  student: { firstName: 'Inès', lastName: `Etu${name}`, email: `etu-${name.toLowerCase()}@etu.example` },
  tutor: { title: 'Mme', firstName: 'Léa', lastName: name, email: `${name.toLowerCase()}@ac.example` },
  // Their stage is over: no other mail of the system comes between.
  ...{ status: 'distributed', reference: 'R', reportedAt: '2026-10-01T08:00:00.000Z' },
  distributedAt: '2026-10-01T08:00:00.000Z',
  ...changes,
});

type Mail = {
  to: string[];
  subject: string;
  text: string;
  attachments: { filename: string; contentType: string; href: string }[];
};

let home: ConsoleHome;
let registrar: PageVisitor;
let meeting = '';
let seen = 0;

beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create(campaign);
  for (const one of [
    placed('22600101', 'poitiers', 'Alix'),
    // The same tutor with a second student: invited once.
    placed('22600102', 'poitiers', 'Alix'),
    placed('22600103', 'poitiers', 'Berthe'),
    placed('22600104', 'poitiers', 'Chloe'),
    placed('22600105', 'niort', 'Denise'),
  ])
    await home.store.placements.create(one);
  const cancelled = placed('22600106', 'poitiers', 'Edwige');
  const { campaignId, startedAt, ...rest } = { ...cancelled, startedAt: '2026-09-21T08:00:00.000Z' };
  await home.store.placements.create({
    ...rest,
    ...{ campaignId, startedAt, status: 'cancelled', cancelledAt: startedAt, cancelledFor: 'moved' },
  } as Placement);
});
afterAll(() => home.close());

const allMails = async (): Promise<Mail[]> => (await fetch(`${home.url}/_local/mail`)).json();
/** What left since this was asked last. */
const newMails = async (): Promise<Mail[]> => {
  const mails = await allMails();
  const found = mails.slice(seen);
  seen = mails.length;
  return found.filter(({ subject }) =>
    /^((Invitation|Changement|Rappel|Annulation) – |Vous n’avez plus à venir )/.test(subject),
  );
};
const recipients = (mails: readonly Mail[]) => mails.flatMap(({ to }) => to).sort();
const mailTo = (mails: readonly Mail[], address: string): Mail => {
  const found = mails.filter(({ to }) => to.includes(address));
  expect(found, `mails to ${address}`).toHaveLength(1);
  return found[0] as Mail;
};
const calendarOf = async ({ attachments }: Mail): Promise<Record<string, string>> => {
  const file = attachments.find(({ filename }) => filename.endsWith('.ics'));
  const text = await (await fetch(new URL(file?.href ?? '', home.url))).text();
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  return Object.fromEntries(
    lines.map((line) => [/^[A-Z-]+/.exec(line)?.[0] ?? '', line.replace(/^[^:]*:/, '')]),
  );
};
const linkIn = ({ text }: Mail): string => /\/invitation\/[\w-]+/.exec(text)?.[0] ?? 'no link';
/** A session is over after an hour. */
const moveTo = async (instant: string) => {
  await home.moveTo(instant);
  registrar = await home.signIn('Nadège Brossard');
};
const links: Record<string, string> = {};
const answersOf = () => home.store.meetings.answers(meeting.split('/').at(-1) ?? '');
/** Somebody opens their link and answers. */
const reply = async (who: string, typed: Record<string, string>): Promise<PageVisitor> => {
  const visitor = new PageVisitor();
  await visitor.visit(home.url + links[who]);
  await visitor.press(visitor.offers('Changer') ? 'Changer ma réponse' : 'Envoyer ma réponse', typed);
  return visitor;
};

describe('a meeting', () => {
  test('is prepared by the registrar of its site, who sees whom it invites before anything leaves', async () => {
    registrar = await home.signIn('Nadège Brossard');
    await registrar.visit(`${home.url}/console/reunions`);
    expect(textOf(registrar)).toContain('Aucune réunion pour l’instant');
    await registrar.follow('Préparer une réunion');
    await registrar.press('Enregistrer et voir qui est invité', {
      day: '2026-09-01',
      word: 'Salle au 2e étage',
    });
    expect(registrar.page.status).toBe(422);
    expect(textOf(registrar)).toContain('Ce moment est passé');
    expect(textOf(registrar)).toContain('Indiquez un lieu');
    // Nothing typed is lost.
    expect(registrar.page.root.querySelector('textarea[name=word]')?.textContent).toBe('Salle au 2e étage');
    const press = () =>
      registrar.press('Enregistrer et voir qui est invité', {
        ...{ day: '2026-09-24', from: '17:00', to: '18:30' },
        ...{ place: 'Amphithéâtre A, Poitiers', capacity: '3' },
      });
    // A double click, on a form that came back once.
    const pressed = await Promise.all([press(), press()]);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(pressed.map(({ url }) => url)).size).toBe(1);
    expect(await home.store.meetings.ofSite('poitiers')).toHaveLength(1);
    meeting = new URL(registrar.page.url).pathname.replace('/envoi', '');
    const text = textOf(registrar);
    for (const name of ['Léa Alix', 'Léa Berthe', 'Hervé Quintard']) expect(text).toContain(name);
    expect(text).toContain('4 personnes');
    for (const name of ['Denise', 'Edwige']) expect(text).not.toContain(name);
    expect(await newMails()).toEqual([]);
  });

  test('is for nobody of another site, at any of its addresses', async () => {
    const niort = await home.signIn('Maëlle Desport');
    for (const path of ['', '/envoi', '/modification', '/annulation', '/reponses.csv']) {
      await niort.visit(home.url + meeting + path);
      expect(niort.page.status, path).toBe(404);
    }
    await niort.visit(`${home.url}/console/reunions`);
    expect(textOf(niort)).toContain('Aucune réunion pour l’instant');
  });

  test('invites each address once, with an entry for its calendar and a link of its own', async () => {
    await registrar.visit(`${home.url}${meeting}/envoi`);
    await registrar.press('Envoyer');
    expect(textOf(registrar)).toContain('Les invitations partent');
    await moveTo('2026-09-14T07:05:00Z');
    const mails = await newMails();
    expect(recipients(mails)).toEqual(
      ['alix@ac.example', 'berthe@ac.example', 'chloe@ac.example', 'delegue.poitiers@inspe.example'].sort(),
    );
    for (const [who, address] of [
      ['alix', 'alix@ac.example'],
      ['berthe', 'berthe@ac.example'],
      ['chloe', 'chloe@ac.example'],
    ] as const)
      links[who] = linkIn(mailTo(mails, address));
    links.delegate = linkIn(mails.find(({ to }) => to.includes('delegue.poitiers@inspe.example')) as Mail);
    expect(new Set(Object.values(links)).size).toBe(4);
    const entry = await calendarOf(mailTo(mails, 'alix@ac.example'));
    expect(entry).toMatchObject({
      ...{ METHOD: 'REQUEST', SEQUENCE: '0', DTSTART: '20260924T150000Z', DTEND: '20260924T163000Z' },
      ATTENDEE: 'MAILTO:alix@ac.example',
    });
  });

  test('takes no answer from a scanner of mail: GET and HEAD change nothing', async () => {
    const before = await answersOf();
    for (const method of ['GET', 'HEAD', 'GET'])
      for (const link of [links.alix, `${links.alix}?reponse=yes&merci=oui`])
        expect((await fetch(home.url + link, { method })).status).toBe(200);
    const forged = await fetch(home.url + links.alix, {
      method: 'POST',
      body: new URLSearchParams({ reponse: 'no' }),
    });
    expect(forged.status).toBe(403);
    expect(await answersOf()).toEqual(before);
  });

  test('takes a yes, a no, and somebody who comes instead, who is invited in their turn', async () => {
    expect(textOf(await reply('alix', { reponse: 'yes' }))).toContain('Nous vous attendons');
    await reply('berthe', { reponse: 'no' });
    const forgotten = await reply('delegate', { reponse: 'other' });
    expect(textOf(forgotten)).toContain('Indiquez le prénom et le nom');
    const known = await reply('delegate', { reponse: 'other', nom: 'Léa Alix', courriel: 'alix@ac.example' });
    expect(textOf(known)).toContain('Cette personne a sa propre invitation');
    await reply('delegate', { reponse: 'other', nom: 'Guy Lamy', courriel: 'guy.lamy@ac.example' });
    await moveTo('2026-09-14T07:10:00Z');
    const mails = await newMails();
    expect(recipients(mails)).toEqual(['guy.lamy@ac.example']);
    // No door in a mail to somebody who was not invited themselves.
    expect(linkIn(mails[0] as Mail)).toBe('no link');
    const { answers, untold } = await answersOf();
    expect(untold).toBeUndefined();
    expect(Object.entries(answers).map(([email, { answer }]) => [email.split('@')[0], answer])).toEqual(
      expect.arrayContaining([
        ['alix', 'yes'],
        ['berthe', 'no'],
      ]),
    );
  });

  test('gives its last place once, and says so to the next', async () => {
    const id = meeting.split('/').at(-1) ?? '';
    await home.store.meetings.changeAnswers(id, (current) => ({ ...current, capacity: 2 }));
    const refused = await reply('chloe', { reponse: 'no' });
    expect(textOf(refused)).toContain('Votre réponse est enregistrée');
    await refused.visit(home.url + links.chloe);
    expect(textOf(refused)).toContain('Toutes les places sont prises');
    expect(refused.page.root.querySelector('input[value=yes]')).toBeNull();
    await home.store.meetings.changeAnswers(id, (current) => ({
      ...current,
      capacity: 3,
      answers: Object.fromEntries(
        Object.entries(current.answers).filter(([email]) => !email.startsWith('chloe')),
      ),
    }));
  });

  test('moved by a day, tells those concerned alone, and moves the entry of their calendar', async () => {
    await registrar.visit(`${home.url}${meeting}/modification`);
    await registrar.press('Enregistrer et prévenir', { day: '2026-09-25' });
    expect(textOf(registrar)).toContain('La réunion est modifiée');
    await moveTo('2026-09-14T07:20:00Z');
    const mails = await newMails();
    // Not Berthe, who said no, nor the delegate, in whose place Guy Lamy comes.
    expect(recipients(mails)).toEqual(['alix@ac.example', 'chloe@ac.example', 'guy.lamy@ac.example']);
    for (const mail of mails) expect(mail.subject).toMatch(/^Changement/);
    expect(mailTo(mails, 'alix@ac.example').text).toMatch(/Votre «.oui.» est conservé/);
    expect(await calendarOf(mailTo(mails, 'alix@ac.example'))).toMatchObject({
      ...{ METHOD: 'REQUEST', SEQUENCE: '1', DTSTART: '20260925T150000Z' },
      UID: `reunion-${meeting.split('/').at(-1)}@sopa`,
    });
    const executions = (await home.executions()).filter(({ name }) =>
      name.startsWith(meeting.split('/').at(-1) ?? '-'),
    );
    expect(executions.map(({ status }) => status).sort()).toEqual(['ABORTED', 'RUNNING']);
  });

  test('invites a latecomer with the present date, and nobody else again', async () => {
    await home.store.placements.create(placed('22600107', 'poitiers', 'Fanny'));
    await registrar.visit(`${home.url}${meeting}`);
    await registrar.follow('Inviter les personnes ajoutées depuis');
    expect(textOf(registrar)).toContain('1 personne');
    await registrar.press('Envoyer 1 invitation');
    await moveTo('2026-09-14T07:30:00Z');
    const mails = await newMails();
    expect(recipients(mails)).toEqual(['fanny@ac.example']);
    expect(await calendarOf(mails[0] as Mail)).toMatchObject({ SEQUENCE: '1', DTSTART: '20260925T150000Z' });
  });

  test('takes back whom somebody had named, when they come themselves', async () => {
    await reply('delegate', { reponse: 'yes' });
    await moveTo('2026-09-14T07:40:00Z');
    const mails = await newMails();
    // The delegate had not been told of the other date while somebody else was to come.
    expect(
      mails.map(({ to, subject }) => `${to[0]?.split('@')[0]}: ${subject.split(' ')[0]}`).sort(),
    ).toEqual(['delegue.poitiers: Changement', 'guy.lamy: Vous']);
    expect(await calendarOf(mailTo(mails, 'guy.lamy@ac.example'))).toMatchObject({ METHOD: 'CANCEL' });
  });

  test('reminds two working days before: who comes, and who has not answered', async () => {
    await moveTo('2026-09-23T05:59:00Z');
    expect(await newMails()).toEqual([]);
    await moveTo('2026-09-23T06:05:00Z');
    const mails = await newMails();
    expect(recipients(mails)).toEqual(
      ['alix@ac.example', 'chloe@ac.example', 'fanny@ac.example', 'delegue.poitiers@inspe.example'].sort(),
    );
    for (const mail of mails) expect(mail.subject).toMatch(/^Rappel/);
  });

  test('lists who comes, on screen and as a file, and is over when it has ended', async () => {
    await registrar.visit(`${home.url}${meeting}`);
    const text = textOf(registrar);
    expect(text).toContain('5 invitations · 2 oui · 0 par une autre personne · 1 non · 2 sans réponse');
    const response = await fetch(`${home.url}${meeting}/reponses.csv`, {
      headers: { cookie: registrar.cookieHeader() },
    });
    const csv = (await response.text()).split('\r\n');
    expect(csv).toHaveLength(7);
    expect(csv[1]).toMatch(/^Léa Alix;alix@ac.example;Tuteur;.*;Oui;/);
    await moveTo('2026-09-25T16:31:00Z');
    await registrar.visit(`${home.url}${meeting}`);
    expect(textOf(registrar)).toContain('Passée');
    const late = await fetch(home.url + links.chloe);
    expect(await late.text()).toContain('ne prend plus de réponse');
    expect(await newMails()).toEqual([]);
  });
});

const typedTutors = (): string[] =>
  (registrar.page.root.querySelector('textarea[name=emails]')?.textContent ?? '').trim().split('\n').sort();

test('a meeting that is called off is told to those concerned, with what takes it out of their calendar', async () => {
  await registrar.visit(`${home.url}/console/reunions/nouvelle`);
  await registrar.press('Enregistrer et voir qui est invité', {
    ...{ kind: 'jury', day: '2026-10-15', video: 'https://visio.example/jury' },
    ...{ tutors: 'chosen', emails: 'Mme Alix\nBERTHE@ac.example\nLéa\nMoreau', delegates: [] },
  });
  // Nobody has to know addresses: a name that is of one tutor is theirs, and the others are asked about.
  expect(registrar.page.status).toBe(422);
  const [asked, ...others] = registrar.page.root.querySelectorAll('fieldset:has(input[name=choisis])');
  expect(others).toEqual([]);
  expect(asked?.querySelector('legend')?.textContent).toMatch(/^Qui est «\sLéa\s»/);
  expect(asked?.textContent).toMatch(/Plusieurs tuteurs répondent au nom de «\sLéa\s»/);
  const described = asked?.getAttribute('aria-describedby');
  expect(registrar.page.root.querySelector(`#${described}`)?.textContent).toContain('Plusieurs tuteurs');
  expect(registrar.page.root.querySelector(`#problemes a[href="#${asked?.id}"]`)).not.toBe(null);
  expect(textOf(registrar)).toContain(
    'Aucun tuteur nommé « Moreau » n’a de stage suivi à ce site dans cette campagne.',
  );
  expect(typedTutors()).toEqual(['BERTHE@ac.example', 'Léa', 'Moreau', 'alix@ac.example']);
  await registrar.press('Enregistrer et voir qui est invité', { choisis: ['alix@ac.example'] });
  expect(textOf(registrar)).toContain('Aucun tuteur nommé « Moreau »');
  expect(textOf(registrar)).not.toContain('Plusieurs tuteurs');
  await registrar.press('Enregistrer et voir qui est invité', { emails: 'Alix, Berthe' });
  await registrar.press('Envoyer 2 invitations');
  const jury = new URL(registrar.page.url).pathname;
  await moveTo('2026-09-28T07:00:00Z');
  const invitations = await newMails();
  expect(recipients(invitations)).toEqual(['alix@ac.example', 'berthe@ac.example']);
  links.berthe = linkIn(mailTo(invitations, 'berthe@ac.example'));
  await reply('berthe', { reponse: 'no' });
  await registrar.visit(`${home.url}${jury}/annulation`);
  await registrar.press('Annuler la réunion', { motif: 'Grève des transports' });
  await moveTo('2026-09-28T21:00:00Z');
  const mails = await newMails();
  expect(recipients(mails)).toEqual(['alix@ac.example']);
  expect(mails[0]?.text).toContain('Grève des transports');
  expect(await calendarOf(mails[0] as Mail)).toMatchObject({
    ...{ METHOD: 'CANCEL', SEQUENCE: '1', STATUS: 'CANCELLED' },
  });
});

test('the list says whose invitation came back', async () => {
  await fetch(`${home.url}/_local/mail/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ next: 1, kind: 'bounce', occasion: 'meetingInvitation' }),
  });
  await moveTo('2026-09-29T07:00:00Z');
  await registrar.visit(`${home.url}/console/reunions/nouvelle`);
  await registrar.press('Enregistrer et voir qui est invité', {
    ...{ day: '2026-10-20', place: 'Salle 3', tutors: 'chosen', emails: 'berthe@ac.example', delegates: [] },
  });
  await registrar.press('Envoyer 1 invitation');
  const path = new URL(registrar.page.url).pathname;
  await moveTo('2026-09-29T07:10:00Z');
  await registrar.visit(home.url + path);
  expect(textOf(registrar)).toContain('Adresse en échec');
});

test('a meeting whose mails gave up waits for who is in charge of its site, until they go on with it', async () => {
  const waiting = async (account: string): Promise<string> => {
    const person = await home.signIn(account);
    await person.visit(`${home.url}/console`);
    return textOf(person);
  };
  const [{ meetingId } = { meetingId: '' }] = await home.store.meetings.ofSite('poitiers');
  expect(await waiting('Nadège Brossard')).not.toContain('Réunion interrompue');
  const { revision } = await home.store.meetings.get(meetingId);
  await home.store.meetings.change(meetingId, (one) =>
    troubledMeeting(one, revision, {
      at: '2026-09-29T07:09:00.000Z',
      state: 'TellGuests',
      error: 'MailRefused',
    }),
  );
  const text = await waiting('Nadège Brossard');
  expect(text).toContain('Réunion interrompue');
  expect(text).toContain('Réunion d’information, mardi 20 octobre 2026 – ses courriels se sont interrompus');
  expect(await waiting('Maëlle Desport')).not.toContain('Réunion interrompue');
  registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}/console`);
  await registrar.follow('Reprendre les envois');
  await registrar.press('Reprendre les envois');
  expect(textOf(registrar)).toContain('Les envois reprennent');
  expect(textOf(registrar)).not.toContain('Les invitations partent');
  expect(await waiting('Nadège Brossard')).not.toContain('Réunion interrompue');
});
