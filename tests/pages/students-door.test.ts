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
  expect(noemie).toBeDefined();
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
