import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { stageLabel } from '../../functions/domain/guide/programme.ts';
import { passageProblem } from '../../functions/domain/wording/passages.ts';
import { holderOf, openMailroom } from '../../functions/mail/mailroom.ts';
import { MailUnconfirmed, type Outgoing } from '../../functions/mail/outbox.ts';
import { sampleStage } from '../../functions/mail/sample-stage.ts';
import { request } from '../../functions/mail/templates/request.ts';
import { type TrialMail, trialMails } from '../../functions/mail/trial-mails.ts';
import { passagesOfMail, unsaid, wordsOfMails } from '../../functions/mail/worded-mails.ts';
import { logger } from '../../functions/observability/logger.ts';
import { wordingKey } from '../../functions/store/table-keys.ts';
import { wordingShape } from '../../functions/store/wordings.ts';
import { mailKind } from '../../schemas/mail-kind.ts';
import { env, Institute } from '../actions/institute.ts';
import { launchedCampaign, ines as placedInes } from '../domain/placements.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { campaignOf, dueDate, ines, institution, link, now } from './sample-facts.ts';

const trials = new Map<string, TrialMail>();
const { campaign, placements } = sampleStage(poitiers, now);
for (const mail of trialMails({
  ...{ institution: poitiers, campaign, placement: placements[0], others: [placements[1]], form: form2026 },
  ...{ now, publicUrl: 'https://stages.example' },
}))
  trials.set(mail.kind, mail);
const flat = (text: string) => text.replace(/[\s\u00a0]+/g, ' ');

describe.each(mailKind.options)('%s', (kind) => {
  const passages = passagesOfMail(kind);

  test('says of itself only what may be said of it', () => {
    expect(wordsOfMails[kind].kind).toBe(kind);
    for (const [name, passage] of passages)
      expect(passageProblem(passage, passage.text), name).toBeUndefined();
    expect(wordsOfMails[kind].placeholders).toEqual(
      expect.arrayContaining([...wordsOfMails[kind].inSubject]),
    );
    expect(unsaid(kind, Object.fromEntries(passages.map(([name, { text }]) => [name, text])))).toEqual([]);
  });

  test('says what the institute words, as text, and keeps its links, facts and what protects its reader', () => {
    const mail = trials.get(kind);
    const original = mail?.compose();
    const worded = mail?.compose(
      Object.fromEntries(
        passages.map(([name, { needs, placeholders, isLine }]) => [
          name,
          `<b>${name}</b> ${(isLine ? [] : [...needs, ...placeholders]).map((one) => `{${one}}`).join(' ')}`,
        ]),
      ),
    );
    if (!original || !worded) throw new Error('it can be tried');
    expect(worded.subject).toMatch(/<b>subject<\/b>$/);
    const stage = wordsOfMails[kind].isOfNoStage ? '' : `${stageLabel(poitiers, campaign)} – `;
    expect(worded.subject).toBe(`${stage}<b>subject</b>`);
    expect(worded.text).toContain(`${stage}<b>title</b>`.toUpperCase());
    expect(worded.html).toContain('&lt;b>title&lt;/b>');
    expect(worded.text).toContain('<B>TITLE</B>');
    expect(worded.html).not.toContain('<b>');
    expect(`${worded.text}${worded.html.replace(/<style>.*?<\/style>/, '')}`).not.toMatch(/[{}]|undefined/);
    const addresses = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
    expect(addresses(worded.html)).toEqual(addresses(original.html));
    for (const kept of [
      'Ce lien vous est personnel',
      'Vos droits et les durées',
      'Si vous n’avez rien demandé',
    ])
      expect(flat(worded.text).includes(kept), kept).toBe(flat(original.text).includes(kept));
    expect(worded.attachments).toEqual(original.attachments);
  });

  test('has no prose that nobody can word but what must stand', () => {
    const mail = trials.get(kind);
    const empty = Object.fromEntries(
      passages.map(([name, { needs }]) => [name, `§ ${needs.map((one) => `{${one}}`).join(' ')}`]),
    );
    const html = mail?.compose(empty).html ?? '';
    const sentences = [...html.matchAll(/<p style="margin:0 0 10px;white-space:pre-line">([^<]+)<\/p>/g)]
      .map(([, text = '']) => flat(text))
      .filter((text) => !text.includes('§') && !text.startsWith('Bonjour'));
    const must = /^Ce lien vous est personnel|^(Sans précision|Précisions) du tuteur/;
    expect(sentences.filter((text) => !must.test(text))).toEqual([]);
  });
});

test('no letter is written but in the words of a mail that can be worded', async () => {
  const writers = globSync('functions/**/*.{ts,tsx}')
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
    .filter(({ source, file }) => /\bwriteLetter\(/.test(source) && !file.endsWith('write-letter.ts'));
  expect(writers.length).toBeGreaterThan(15);
  const known = new Set<unknown>(Object.values(wordsOfMails));
  for (const { file, source } of writers) {
    const letters = source.split(/\bwriteLetter\(/).slice(1);
    // What it says begins with its subject, and that is the institute's.
    for (const letter of letters)
      expect(letter, file).toMatch(/^\s*\{\s*subject: [^;]{0,80}\bsa(?:y|id)\.subject\b/);
    expect(source.split(/\bspeak\(/).length, file).toBeGreaterThanOrEqual(
      source.split(/\bwriteLetter\(/).length,
    );
    const exported: Record<string, unknown> = await import(`../../${file}`);
    const words = Object.entries(exported).filter(([name]) => name.endsWith('Words'));
    expect(words.length, file).toBeGreaterThan(0);
    for (const [name, one] of words.filter(([name]) => name !== 'reminderWords'))
      expect(known.has(one), `${file}: ${name}`).toBe(true);
  }
});

test('a wording that this release cannot say is said by the original, and the log tells', () => {
  const log = vi.spyOn(logger, 'error').mockImplementation(() => {});
  const facts = { institution, campaign: campaignOf('sopa1'), placements: [ines], dueDate, now, link };
  const original = request(facts);
  const wording = { opening: 'Merci à {parrain}.', effort: 'Cinq minutes.', gone: 'Un passage de jadis.' };
  const mail = request({ ...facts, wording });
  expect(mail.text).toContain('Cinq minutes.');
  expect(mail.text).not.toContain('parrain');
  expect(flat(mail.text)).toContain('Merci de l’accueil et de l’accompagnement');
  expect(mail.subject).toBe(original.subject);
  expect(log.mock.calls).toEqual([
    [
      'a passage is worded as it can be no more: its original is said',
      { kind: 'request', passage: 'opening' },
    ],
  ]);
  expect(unsaid('request', wording)).toEqual(['Début', 'gone']);
  log.mockRestore();
});

describe('a mail keeps the wording it was sent with', () => {
  const times = ['2026-09-14T07:00:00.000Z', '2026-09-14T07:01:00.000Z', '2026-09-14T07:30:00.000Z'] as const;
  const [first, change, later] = times;
  const outgoing = (store: Institute['store']): Outgoing => ({
    ...{ campaignId: launchedCampaign.campaignId, recipient: placedInes.tutor.email, occasion: 'request' },
    mailKey: 'request_2026-10-09',
    compose: async (wordedAt) => ({
      ...request({
        ...{ institution: poitiers, campaign: launchedCampaign, placements: [placedInes] },
        ...{ dueDate, now, link, wording: await store.wordings.asOf(wordedAt)('request') },
      }),
      placements: [placedInes],
    }),
  });
  const titled = (title: string) => ({ texts: { title }, changedBy: 'Camille Fournier' });
  const mailroom = async ({ store }: Institute, at: string) =>
    openMailroom(env, store, await store.institutions.get(), holderOf(placedInes), { now: at });
  const saidOf = async ({ store }: Institute) => {
    const mail = await store.mails.find(outgoing(store));
    return mail && { status: mail.status, text: (await store.letters.of(mail))?.text };
  };

  test('one that left before the change shows its old words', async () => {
    const institute = await Institute.open(launchedCampaign, [placedInes]);
    const { store } = institute;
    await (await mailroom(institute, first)).deliver(outgoing(store));
    await store.wordings.change('request', undefined, { ...titled('Un nouveau titre'), changedAt: change });
    expect(await (await mailroom(institute, later)).deliver(outgoing(store))).toMatchObject({ kind: 'left' });
    expect(await saidOf(institute)).toMatchObject({ status: 'sent' });
    expect((await saidOf(institute))?.text).toContain('COMPTE-RENDU DE STAGE');
    const other = { ...outgoing(store), mailKey: 'request_2026-10-10' };
    await (await mailroom(institute, later)).deliver(other);
    const mail = await store.mails.find(other);
    expect((mail && (await store.letters.of(mail)))?.text).toContain('UN NOUVEAU TITRE');
  });

  test('one that nobody knows to have left is sent again with the same words, changed twice meanwhile or not', async () => {
    const institute = await Institute.open(launchedCampaign, [placedInes]);
    const { store } = institute;
    await store.wordings.change('request', undefined, {
      ...titled('Le premier titre'),
      changedAt: '2026-09-13T07:00:00.000Z',
    });
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand')
        throw Object.assign(new Error('timeout'), { name: 'TimeoutError' });
    };
    await expect((await mailroom(institute, first)).deliver(outgoing(store))).rejects.toThrow(
      MailUnconfirmed,
    );
    const before = await store.wordings.find('request');
    if (!before || before === 'unreadable') throw new Error('it is worded');
    await store.wordings.change('request', before, { ...titled('Un nouveau titre'), changedAt: change });
    await expect((await mailroom(institute, later)).deliver(outgoing(store))).rejects.toThrow(
      MailUnconfirmed,
    );
    institute.before = () => {};
    await (await mailroom(institute, '2026-09-14T09:00:00.000Z')).deliver(outgoing(store));
    expect(await saidOf(institute)).toMatchObject({ status: 'sent' });
    expect((await saidOf(institute))?.text).toContain('LE PREMIER TITRE');
    expect(institute.asked('SendRawEmailCommand').length).toBe(1);
  });

  test('of two who change it at once one is told, and what cannot be read stops no mail', async () => {
    const institute = await Institute.open(launchedCampaign, [placedInes]);
    const { store } = institute;
    const as = (title: string) => ({ ...titled(title), changedAt: first });
    expect(await store.wordings.change('request', undefined, as('Un'))).toBe(true);
    expect(await store.wordings.change('request', undefined, as('Deux'))).toBe(false);
    for (let edition = 2; edition < 15; edition += 1) {
      const seen = await store.wordings.find('request');
      if (!seen || seen === 'unreadable') throw new Error('it is worded');
      const changedAt = `2026-09-14T08:${10 + edition}:00.000Z`;
      await store.wordings.change('request', seen, { ...titled(`Titre ${edition}`), changedAt });
    }
    const asOf = async (at: string) => (await store.wordings.asOf(at)('request'))?.title;
    expect(await asOf(later)).toBe('Titre 4');
    expect(await asOf('2026-09-14T08:20:30.000Z')).toBe('Titre 10');
    expect(await asOf('2026-09-14T10:00:00.000Z')).toBe('Titre 14');
    const newer = { ...wordingKey('request'), shape: `wording/${wordingShape.version + 1}` };
    await institute.answer('PutCommand', { TableName: env.TABLE_NAME, Item: newer });
    expect(await store.wordings.asOf(later)('request')).toBeUndefined();
    expect(await store.wordings.find('request')).toBe('unreadable');
    expect(institute.logged).toContain('a wording cannot be read: its original is said');
  });

  test('keeps fewer editions where they are long, so that a change of whatever length can be kept', async () => {
    const institute = await Institute.open(launchedCampaign, [placedInes]);
    const { store } = institute;
    const long = (mark: number) =>
      Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [
          `passage${String.fromCharCode(65 + at)}`,
          `${mark}${'€'.repeat(1_998)}`,
        ]),
      );
    const changedAt = (edition: number) => `2026-09-14T08:${10 + edition}:00.000Z`;
    for (let edition = 0; edition < 15; edition += 1) {
      const seen = await store.wordings.find('request');
      if (seen === 'unreadable') throw new Error('it can be read');
      const texts = edition < 12 ? long(edition) : { title: `Titre ${edition}` };
      await store.wordings.change('request', seen, {
        texts,
        changedAt: changedAt(edition),
        changedBy: 'Camille',
      });
      const { Item } = institute.asked('PutCommand').at(-1) ?? {};
      expect(Buffer.byteLength(JSON.stringify(Item))).toBeLessThan(400 * 1024);
      const kept = await store.wordings.find('request');
      expect(kept && kept !== 'unreadable' && kept.former.length).toBeGreaterThanOrEqual(
        Math.min(1, edition),
      );
    }
    const last = await store.wordings.find('request');
    expect(last && last !== 'unreadable' && last.former.length).toBe(4);
    const asOf = async (edition: number) =>
      (await store.wordings.asOf(changedAt(edition))('request'))?.passageA;
    expect((await asOf(11))?.slice(0, 2)).toBe('11');
    // Beyond what is kept: as it was at the earliest.
    expect((await asOf(3))?.slice(0, 2)).toBe('10');
  });
});
