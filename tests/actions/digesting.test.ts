import { SESServiceException } from '@aws-sdk/client-ses';
import { beforeEach, expect, test } from 'vitest';
import { chooseMails } from '../../functions/actions/choose-mails.ts';
import { mailDigests } from '../../functions/actions/mail-digests.ts';
import { sayWord } from '../../functions/actions/say-word.ts';
import { settleAttention } from '../../functions/actions/settle-attention.ts';
import { settleWord } from '../../functions/actions/settle-word.ts';
import { troubled } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { newWork, stoppedWork, workIdOf } from '../../functions/domain/placement/work-progress.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { clemence, ines, launchedCampaign, monday } from '../domain/placements.ts';
import { camille, delegate, env, Institute } from './institute.ts';

const wednesday = '2026-09-16T06:00:00.000Z';
const elsewhere = { ...clemence, studentNumber: '22600109', siteId: 'niort' };
const since = '2026-09-15T10:00:00.000Z';

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines, clemence, elsewhere]);
});
const mails = () =>
  institute.asked('SendRawEmailCommand').map(({ Destinations, RawMessage }) => ({
    to: [Destinations].flat().join(),
    text: Buffer.from((RawMessage as { Data: Uint8Array }).Data).toString(),
  }));
const send = (now = wednesday) => mailDigests(env, institute.store, now);
const trouble = (placement: typeof ines, at = since) =>
  institute.store.placements.change(placement, (one) => troubled(one, 'OpenRound', 'MailRefused', at));

test('a morning without anything to see to writes to nobody', async () => {
  expect(await send()).toEqual({ found: 0 });
  expect(mails()).toEqual([]);
});

test('whoever answers for the site is written to once that morning, and nobody of another site', async () => {
  await trouble(ines);
  expect(await send()).toEqual({ found: 2 });
  expect(await send()).toEqual({ found: 2 });
  expect(
    mails()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['delegue.poitiers@inspe.example', 'scolarite.poitiers@inspe.example']);
});

test('it says how many wait and how many are new, names nobody, and leads to the list', async () => {
  await trouble(ines, monday);
  await trouble(clemence);
  await send();
  const [first] = await institute.store.mails.toRecipient('2026-digest', 'delegue.poitiers@inspe.example');
  expect(first).toMatchObject({
    ...{ occasion: 'digest', mailKey: 'digest_2026-09-16', status: 'sent', studentNumbers: [] },
    subject: 'À traiter : 2 points, dont 1 nouveau',
  });
  const text = mails()[0]?.text.replace(/=\r?\n/g, '') ?? '';
  expect(text).toContain(`${env.PUBLIC_URL}/console`);
  for (const { student, tutor } of [ines, clemence]) {
    expect(text).not.toContain(student.lastName);
    expect(text).not.toContain(tutor.email);
  }
});

test('the next working morning says again what still waits; not what was seen to, nor on a day without mail', async () => {
  await institute.store.placements.change(ines, (one) => ({
    ...one,
    ...{ status: 'distributed', startedAt: monday, reference: 'R', reportedAt: since, distributedAt: since },
    notAcquired: ['C2'],
  }));
  await send();
  expect(await send('2026-09-19T06:00:00.000Z')).toEqual({ quiet: true });
  // Before eight.
  expect(await send('2026-09-17T05:59:00.000Z')).toEqual({ quiet: true });
  expect(await send('2026-09-17T06:00:00.000Z')).toEqual({ found: 2 });
  await settleAttention(institute.acting(delegate, '2026-09-17T09:00:00.000Z'), ines, 'notAcquired', since);
  expect(await send('2026-09-18T06:00:00.000Z')).toEqual({ found: 0 });
  expect(mails()).toHaveLength(4);
});

test('a word of a tutor is counted, in numbers alone, until somebody has seen to it', async () => {
  const said = { kind: 'other', text: 'Je vous appelle.' } as const;
  await sayWord(institute.store, {
    ...{ key: ines, tutorEmail: ines.tutor.email, said, now: since },
    institution: { quietPeriods: [] },
  });
  await send();
  const text = mails()[0]?.text.replace(/=\r?\n/g, '') ?? '';
  expect(text).toMatch(/Mot du tuteur.{1,12}1 \(1 nouveau\)/);
  expect(text).not.toContain(said.text);
  await settleWord(institute.acting(camille, '2026-09-16T09:00:00.000Z'), ines, since);
  expect(await send('2026-09-17T06:00:00.000Z')).toEqual({ found: 0 });
});

test('what only registrars can see to is told to registrars, of the sites of the campaign', async () => {
  const { campaignId } = launchedCampaign;
  const workId = workIdOf('import', monday, 'a');
  const facts = { kind: 'import', askedBy: 'Camille', askedAt: monday, total: 2, passes: 2 } as const;
  await institute.store.works.create(
    stoppedWork(newWork({ campaignId, workId }, facts), 1, 'Timeout', since),
  );
  await send();
  expect(
    mails()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['scolarite.niort@inspe.example', 'scolarite.poitiers@inspe.example']);
});

test('one that the mail service refuses keeps no other from theirs, and is sent when it is asked again', async () => {
  await trouble(ines);
  let isFirst = true;
  institute.before = (command) => {
    if (command !== 'SendRawEmailCommand' || !isFirst) return;
    isFirst = false;
    const $metadata = { httpStatusCode: 400 };
    throw new SESServiceException({ name: 'Throttling', $fault: 'client', message: 'no', $metadata });
  };
  await expect(send()).rejects.toThrow('Throttling');
  expect(mails()).toHaveLength(1);
  expect(institute.logged).toEqual(['a digest was not sent']);
  expect(await send()).toEqual({ found: 2 });
  expect(new Set(mails().map(({ to }) => to)).size).toBe(2);
});

const registrar = 'scolarite.poitiers@inspe.example';
/** A report that came then, and whoever was mailed it by itself. */
const comes = async (at: string, mailedTo: string[] = [], placement = ines) => {
  const { campaignId, studentNumber, siteId } = placement;
  await institute.store.reports.send(placement, {}, fullReport.sent, 0, drafterOf(placement));
  await institute.store.arrivals.note({ campaignId, studentNumber, number: 1, siteId, at, mailedTo });
};
const toRegistrar = () => mails().filter(({ to }) => to === registrar);
const flat = ({ text }: { text: string }) => text.replace(/=\r?\n/g, '').replaceAll('=3D', '=');

test('the reports of the day come with the morning, behind one link, or attached to the mail of who wishes so', async () => {
  await comes(since);
  expect(await send()).toEqual({ found: 2 });
  const [linked] = toRegistrar();
  expect(linked && flat(linked)).toContain('/console/comptes-rendus?depuis=');
  expect(linked?.text).not.toContain('application/pdf');
  expect(linked && flat(linked)).not.toContain(ines.student.lastName);
  // Told once: the next morning has nothing to say.
  expect(await send('2026-09-17T06:00:00.000Z')).toEqual({ found: 0 });
  await comes('2026-09-17T09:00:00.000Z', [], clemence);
  const acting = institute.acting(delegate, '2026-09-17T10:00:00.000Z');
  const poitiers = await institute.store.institutions.get();
  const attached = { reportsBy: 'attachment', isEachMailed: false } as const;
  expect(await chooseMails(acting, poitiers, registrar, attached)).toEqual({ kind: 'refused' });
  expect(await chooseMails(institute.acting(camille), poitiers, registrar, attached)).toEqual({
    kind: 'chosen',
  });
  // Whose mails they are, and what came of them before, is in the trail.
  expect(institute.audited().map(({ outcome, before, after }) => [outcome, before, after])).toEqual([
    ['refused', undefined, undefined],
    ['done', `comptes-rendus à ${registrar} : un lien le matin`, 'joints au matin'],
  ]);
  await send('2026-09-18T06:00:00.000Z');
  const [, second] = toRegistrar();
  expect(second?.text).toContain('application/pdf');
  expect(second && flat(second)).not.toContain('/console/comptes-rendus');
});

test('who was mailed a report by itself is not told of it again; who was not, is', async () => {
  await comes(since, [registrar]);
  expect(await send()).toEqual({ found: 1 });
  expect(toRegistrar()).toEqual([]);
});

test('whoever wishes both is told of a report in the morning as well', async () => {
  const poitiers = await institute.store.institutions.get();
  const both = { reportsBy: 'link', isEachMailed: true, isMorningToo: true } as const;
  await chooseMails(institute.acting(camille), poitiers, registrar, both);
  await comes(since, [registrar]);
  expect(await send()).toEqual({ found: 2 });
  const [mail] = toRegistrar();
  expect(mail && flat(mail)).toContain('/console/comptes-rendus?depuis=');
  // Whoever thinks better of it goes on being mailed each, and is told of no more.
  await chooseMails(institute.acting(camille), poitiers, registrar, { ...both, isMorningToo: false });
  await comes('2026-09-16T09:00:00.000Z', [registrar], clemence);
  await send('2026-09-17T06:00:00.000Z');
  expect(toRegistrar()).toHaveLength(1);
  expect(institute.audited().map(({ after }) => after)).toEqual([
    'un courriel chacun, et un lien le matin',
    'un courriel chacun',
  ]);
});

test('whoever has chosen nothing is mailed what the institution has for all', async () => {
  const before = await institute.store.institutions.get();
  const usualMails = { reportsBy: 'attachment', isEachMailed: false } as const;
  await institute.store.institutions.change(before, { ...before, usualMails, edition: 1 });
  const acting = institute.acting(camille);
  await chooseMails(acting, before, registrar, { reportsBy: 'link', isEachMailed: false });
  await comes(since);
  await send();
  const attached = mails().map(({ to, text }) => [to, text.includes('application/pdf')]);
  expect(Object.fromEntries(attached)).toEqual({
    [registrar]: false,
    'delegue.poitiers@inspe.example': true,
  });
});

test('a morning that was missed is made up for by the next, and none leaves in the afternoon or at night', async () => {
  await comes(since);
  for (const late of ['2026-09-16T10:00:00.000Z', '2026-09-16T19:00:00.000Z'])
    expect(await send(late)).toEqual({ quiet: true });
  expect(await send('2026-09-17T06:00:00.000Z')).toEqual({ found: 2 });
  expect(toRegistrar()).toHaveLength(1);
});

test('a report is attached for nobody whose site has the student no more', async () => {
  const poitiers = await institute.store.institutions.get();
  const attached = { reportsBy: 'attachment', isEachMailed: false } as const;
  await chooseMails(institute.acting(camille), poitiers, registrar, attached);
  await comes(since);
  await comes(since, [], clemence);
  await institute.store.placements.change(ines, (one) => ({ ...one, siteId: 'niort' }));
  await send();
  const [mail] = toRegistrar();
  const names = [...(mail ? flat(mail) : '').matchAll(/filename="?(compte-rendu[^"\s;]*)/g)].map(
    ([, name]) => name,
  );
  expect(new Set(names)).toEqual(new Set(['compte-rendu-SOPA1-Gauthier-Clemence.pdf']));
});

test('whoever is written to in the morning for the first time is told since when', async () => {
  await comes(since);
  await send();
  const [first] = toRegistrar();
  expect(first && flat(first).replace(/\s+/g, ' ')).toContain('depuis le samedi 18=C2=A0juillet 2026');
  await comes('2026-09-16T10:00:00.000Z', [], clemence);
  await send('2026-09-17T06:00:00.000Z');
  const [, second] = toRegistrar();
  expect(second && flat(second).replace(/\s+/g, ' ')).toContain('depuis le matin pr');
});

test('whoever stands in for who was told goes on from there; what came in a time that was not theirs is no news', async () => {
  await comes('2026-09-14T10:00:00.000Z');
  await send('2026-09-15T06:00:00.000Z');
  await comes(since, [], clemence);
  await send();
  const before = await institute.store.institutions.get();
  const standIn = { name: 'Basile Thoreau', email: 'basile.thoreau@inspe.example' };
  const sites = before.sites.map((site) =>
    site.siteId === 'poitiers'
      ? {
          ...site,
          registrars: site.registrars.map((one) => ({ ...one, absence: { until: '2026-09-20', standIn } })),
        }
      : site,
  );
  await institute.store.institutions.change(before, { ...before, sites, edition: 1 });
  await comes('2026-09-16T10:00:00.000Z', [], { ...ines, studentNumber: '22600111' });
  await send('2026-09-17T06:00:00.000Z');
  const [first] = mails().filter(({ to }) => to === standIn.email);
  const text = first ? flat(first).replace(/\s+/g, ' ') : '';
  // One morning more than the last that was told: theirs may have died on it.
  expect(text).toContain('2 comptes-rendus');
  expect(text).toContain('depuis le mardi 15=C2=A0septembre 2026');
  await comes('2026-09-17T10:00:00.000Z', [], { ...ines, studentNumber: '22600112' });
  await send('2026-09-18T06:00:00.000Z');
  const [, second] = mails().filter(({ to }) => to === standIn.email);
  expect(second && flat(second).replace(/\s+/g, ' ')).toContain('1 compte-rendu');
});
