import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isStarted } from '../../functions/domain/placement/status-meanings.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { emailAddress } from '../../schemas/institution.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** What SES says of a mail after it took it; the home writes the address with a capital, as other servers do. */
const faults = {
  bounce: 'returned',
  'bounce-transient': 'delayed',
  complain: 'complained',
  reject: 'rejected',
} as const;
type Fault = keyof typeof faults;
const isFault = (kind: string): kind is Fault => kind in faults;
const kinds = Object.keys(faults).filter(isFault);
const placements = new Map(
  kinds.map((kind, index): [Fault, Placement] => [kind, placementWith(`900${index}`, `with a ${kind}`)]),
);

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open([]);
  for (const [kind, placement] of placements) {
    await home.breakMail({ next: 1, kind, occasion: 'assignment' });
    await home.store.placements.create(placement);
    await home.launch();
    await home.moveTo(new Date(Date.parse(home.now()) + 60_000).toISOString());
  }
});
afterAll(() => home.close());

describe('a mail that does not arrive', () => {
  test.each(kinds)('%s: is told apart on the mail, and on the stage it was about', async (kind) => {
    const placement = placements.get(kind);
    if (!placement) throw new Error('no placement');
    const { campaignId, tutor } = placement;
    const [mail] = await home.store.mails.toRecipient(campaignId, tutor.email);
    expect(mail).toMatchObject({ status: 'sent', failure: { reason: faults[kind] } });
    expect((await home.store.placements.get(placement)).undelivered).toMatchObject([
      { recipient: tutor.email, reason: faults[kind] },
    ]);
  });

  test('is forgotten on the stage once the address is corrected, and stays with the mail', async () => {
    const placement = placements.get('bounce');
    if (!placement) throw new Error('no placement');
    const email = 'corrigee@ac.example';
    await home.correct(placement, ({ tutor }) => ({ tutor: { ...tutor, email } }));
    expect((await home.store.placements.get(placement)).undelivered ?? []).toEqual([]);
    const [mail] = await home.store.mails.toRecipient(placement.campaignId, placement.tutor.email);
    expect(mail).toHaveProperty('failure');
  });
});

describe('an address that refused a mail for good', () => {
  const wrong = 'au-mauvais-nom@ac.example';
  const right = 'au-juste-nom@ac.example';
  const [first, second] = ['9010', '9011'].map((number) =>
    placementWith(number, 'au mauvais nom', { periods: [{ from: '2026-09-28', to: '2026-10-02' }] }),
  ) as [Placement, Placement];
  const registrar = new PageVisitor();
  const words = () => registrar.page.root.querySelector('main')?.textContent.replace(/\s+/g, ' ') ?? '';
  const waits = async () => {
    await registrar.visit(`${home.addresses().pages}/console`);
    if (registrar.offers('Camille Fournier')) await registrar.press('Camille Fournier');
    return words();
  };
  const sentTo = async (address: string) =>
    (await home.mails()).filter(({ to }) => to.includes(address)).map(({ tags }) => tags.occasion);
  const minuteLater = () => home.moveTo(new Date(Date.parse(home.now()) + 60_000).toISOString());

  beforeAll(async () => {
    for (const one of [first, second]) await home.store.placements.create(one);
    await home.launch();
    await home.moveTo('2026-10-02T13:59:00.000Z');
    await home.breakMail({ next: 1, kind: 'bounce', occasion: 'request' });
  });

  test('is under attention within the minute, once for all of a tutor’s students', async () => {
    expect(await waits()).not.toContain(wrong);
    await home.moveTo('2026-10-02T14:01:00.000Z');
    expect(await waits()).toContain(`${wrong} : courriel revenu en erreur`);
    expect(words()).toContain('tutrice de 2 étudiants');
    expect(words().split(wrong)).toHaveLength(2);
  });

  test('is told to those in charge the next working morning, once, and to nobody else', async () => {
    const before = (await home.mails('digest')).length;
    // A Monday: nothing leaves on the days before.
    await home.moveTo('2026-10-05T05:59:00.000Z');
    expect(await home.mails('digest')).toHaveLength(before);
    await home.moveTo('2026-10-05T06:30:00.000Z');
    const digests = (await home.mails('digest')).slice(before);
    expect(digests.flatMap(({ to }) => to).sort()).toEqual([
      'delegue.poitiers@inspe.example',
      'scolarite.poitiers@inspe.example',
    ]);
    expect(digests[0]?.subject).toMatch(/^À traiter : \d points?, dont 1 nouveau$/);
    expect(digests[0]?.at).toMatch(/^2026-10-05T06:00/);
  });

  test('takes no mail any more, and its stages go on', async () => {
    const before = await sentTo(wrong);
    expect(before.at(-1)).toBe('request');
    await home.moveTo('2026-10-06T07:00:00.000Z');
    expect(await home.store.placements.get(first)).toMatchObject({ round: 'reminder1' });
    expect(await sentTo(wrong)).toEqual(before);
    // History tells what left, and nothing of this did.
    const { history } = await home.store.placements.get(first);
    expect(history.map(({ what }) => what)).not.toContain('reminded1');
  });

  test('is corrected from that line: what is due is sent to the right one, once, and nobody is mailed twice', async () => {
    await waits();
    await registrar.follow('Corriger l’adresse');
    await registrar.press('Voir ce qui changera', { tuteur_courriel: right });
    await registrar.press('Enregistrer et prévenir');
    expect(await waits()).not.toContain(wrong);
    await minuteLater();
    expect((await sentTo(right)).filter((occasion) => occasion === 'request')).toHaveLength(1);
    for (const one of [first, second]) await home.send(one);
    await minuteLater();
    for (const { student } of [first, second])
      expect((await sentTo(student.email)).filter((occasion) => occasion === 'distribution')).toHaveLength(1);
    const all = (await home.mails()).flatMap(({ to, tags }) => to.map((one) => `${one} ${tags.mail}`));
    expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
  });

  test('of a student has the report sent to the right one; those in charge of a site are never cut off', async () => {
    const third = placementWith('9012', 'de la troisieme', { siteId: 'niort', periods: first.periods });
    await home.store.placements.create(third);
    const wishes = { reportsBy: 'link', isEachMailed: true } as const;
    await home.store.mailChoices.choose('scolarite.niort@inspe.example', wishes);
    await home.launch();
    await minuteLater();
    expect(await sentTo(third.student.email)).toEqual(['studentNotice']);
    // The registrar's, and the student's.
    await home.breakMail({ next: 2, kind: 'bounce', occasion: 'distribution' });
    await home.send(third);
    await minuteLater();
    expect(await waits()).toContain(third.student.email);
    expect(await home.store.addresses.refusal('scolarite.niort@inspe.example')).toBeUndefined();
    const email = 'etudiante.corrigee@etu.example';
    await home.correct(third, ({ student }) => ({ student: { ...student, email } }));
    await minuteLater();
    expect(await sentTo(email)).toEqual(['distribution']);
    expect(
      (await sentTo('scolarite.niort@inspe.example')).filter((one) => one === 'distribution'),
    ).toHaveLength(1);
    expect(await waits()).not.toContain(third.student.email);
    expect(await home.store.placements.get(third)).toMatchObject({ status: 'distributed' });
  });

  test('of a student is not told of the request either: that waits, and the request is gone', async () => {
    const periods = first.periods;
    const known = placementWith('9014', 'du cinquieme', { siteId: 'niort', periods });
    const { email } = known.student;
    await home.store.addresses.refuse(email, { at: home.now(), reason: 'returned' });
    await home.store.placements.create(known);
    await home.launch();
    await minuteLater();
    expect(await sentTo(known.tutor.email)).toEqual(['request']);
    expect(await sentTo(email)).toEqual([]);
    expect(await waits()).toContain(email);
    expect(await home.store.placements.get(known)).toMatchObject({ status: 'awaiting', round: 'request' });
  });

  test('that is right after all is written to again once somebody sends its link', async () => {
    const fourth = placementWith('9013', 'a la bonne adresse');
    await home.store.placements.create(fourth);
    await home.breakMail({ next: 1, kind: 'complain', occasion: 'assignment' });
    await home.launch();
    await minuteLater();
    const { tutor } = fourth;
    const path = `/console/campagnes/${fourth.campaignId}/affectations/${fourth.studentNumber}`;
    await waits();
    await registrar.visit(`${home.addresses().pages}${path}`);
    expect(words()).toMatch(
      /renvoyer le lien y reprend les envois\. ?Corriger l’adresse ?L’adresse est juste/,
    );
    expect(await waits()).toContain(tutor.email);
    await registrar.follow(/\/9013\/lien$/);
    expect(registrar.page.url).toContain(`${fourth.studentNumber}/lien`);
    expect(words()).toContain('Cette adresse a refusé un courriel');
    await home.breakMail({ next: 1, kind: 'refuse', occasion: 'link' });
    await registrar.press('Renvoyer le lien', { raison: 'Appelée : elle les veut' });
    // Nothing has left: it waits as before, and the stage says nothing of a link.
    expect(await waits()).toContain(tutor.email);
    expect((await home.store.placements.get(fourth)).history.map(({ what }) => what)).not.toContain(
      'linkSent',
    );
    await home.moveTo(new Date(Date.parse(home.now()) + 5 * 60_000).toISOString());
    expect((await sentTo(tutor.email)).at(-1)).toBe('link');
    expect((await home.store.placements.get(fourth)).history.at(-1)).toMatchObject({
      ...{ what: 'linkSent', by: 'Camille Fournier', why: 'Appelée : elle les veut' },
    });
    expect(await waits()).not.toContain(tutor.email);
    expect(await home.store.addresses.refusal(tutor.email)).toBeUndefined();
  });
});

/** The students of the tutor below that a mail names. */
const numbersIn = (text: string) => ['9021', '9022'].filter((number) => text.includes(`Morin${number}`));

describe('a reminder that was withheld, of a tutor with a second stage that is reminded later', () => {
  test('is not caught up with by that of the other: its own next one would follow at once', async () => {
    const [silent, reminded] = [
      placementWith('9021', 'de deux stages'),
      placementWith('9022', 'de deux stages'),
    ];
    const { email } = silent.tutor;
    for (const one of [silent, reminded]) await home.store.placements.create(one);
    await home.launch();
    await home.moveTo('2026-10-12T09:00:00.000Z');
    // By hand, about one of the two: its first reminder keeps its distance from that.
    const { openOutbox } = await import('../../functions/mail/outbox.ts');
    const { mails, letters, addresses, placements } = home.store;
    const outbox = openOutbox({
      ...{ mails, letters, addresses, now: home.now(), holder: 'by-hand' },
      hand: async () => ({ kind: 'taken', messageId: 'by-hand' }),
      ...{ from: { name: 'INSPÉ', address: 'sopa@inspe.example' }, replyTo: 'stages@inspe.example' },
    });
    const placement = await placements.get(reminded);
    if (!isStarted(placement)) throw new Error('it is started');
    await outbox.deliver({
      ...{ campaignId: placement.campaignId, recipient: email, occasion: 'handReminder', placement },
      mailKey: 'handReminder_of_a_test',
      compose: async () => ({
        ...{ subject: 'Relance', html: '<p>Relance</p>', text: 'Relance', attachments: [] },
        placements: [placement],
      }),
    });
    await addresses.refuse(email, { at: home.now(), reason: 'returned' });
    await home.moveTo('2026-10-14T09:00:00.000Z');
    expect(await placements.get(silent)).toMatchObject({ round: 'reminder1' });
    expect(await placements.get(reminded)).toMatchObject({ round: 'request' });
    const refusal = await addresses.refusal(email);
    if (refusal) await addresses.tryAgain(email, refusal);
    await home.moveTo('2026-10-16T12:00:00.000Z');
    const reminders = (await home.mails('reminder1')).filter(({ to }) => to.includes(email));
    expect(reminders.map(({ text }) => numbersIn(text))).toEqual([[reminded.studentNumber]]);
    await home.moveTo('2026-11-03T12:00:00.000Z');
    const second = (await home.mails('reminder2')).filter(({ to }) => to.includes(email));
    expect(second.map(({ text }) => numbersIn(text))).toEqual([
      [silent.studentNumber, reminded.studentNumber],
    ]);
  });
});

test('an address is one address in whatever case it is written, from the border on', () => {
  expect(emailAddress.parse('Lea.Le-Goff@AC.example')).toBe('lea.le-goff@ac.example');
});
