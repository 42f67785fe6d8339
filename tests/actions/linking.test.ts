import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, test } from 'vitest';
import { askForLink } from '../../functions/actions/ask-for-link.ts';
import { newWorkId } from '../../functions/actions/ask-for-work.ts';
import { cutLinksOfTutor, cutOwnLinks, type OwnLinksCut } from '../../functions/actions/cut-links.ts';
import { type LinkRequest, mailNewLink } from '../../functions/actions/mail-new-link.ts';
import { sendLink } from '../../functions/actions/send-link.ts';
import { sendStudentLink } from '../../functions/actions/send-student-link.ts';
import { undeliveredTo } from '../../functions/domain/placement/placement-life.ts';
import { linksAreCut } from '../../functions/pages/tutor/cut-links-page.tsx';
import { hashOf } from '../../functions/store/links.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import { linkRequest } from '../../schemas/link.ts';
import type { Placement } from '../../schemas/placement.ts';
import { clemence, ines, launchedCampaign, monday, preparedCampaign } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';
import { camille, delegate, env, Institute } from './institute.ts';

const { campaignId, studentNumber } = ines;
const { email } = ines.tutor;
const at = (time: string) => `2026-10-09T${time}.000Z`;
const mailLinkArn = 'arn:aws:lambda:eu-west-3:000000000000:function:MailLink';

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines, clemence]);
});
const ask = (changes: Partial<LinkRequest> = {}) =>
  mailNewLink(env, institute.store, {
    ...{ email, now: at('08:00:00'), requestId: 'request-1', client: '192.0.2.7' },
    ...changes,
  });
const mails = () =>
  Promise.all(
    institute.asked('SendRawEmailCommand').map(async ({ RawMessage, Destinations, Tags }) => {
      const { text = '', subject } = await PostalMime.parse((RawMessage as { Data: Uint8Array }).Data);
      const tags = Object.fromEntries(
        (Tags as { Name: string; Value: string }[]).map((one) => [one.Name, one.Value]),
      );
      return { to: Destinations, subject, text, tags, link: /\/r\/([\w-]+)/.exec(text)?.[1] ?? '' };
    }),
  );
const stateOf = async (token: string, now = at('08:00:00')) =>
  (await (await institute.store.links(env.SECRET_ARN)).resolve(token, now)).kind;

describe('a student who asks for a link', () => {
  const student = { year: launchedCampaign.year, studentNumber, studentEmail: ines.student.email };
  const linkOf = async () => {
    await ask({ email: ines.student.email });
    return (await mails()).map(({ text }) => /\/e\/([\w-]+)/.exec(text)?.[1]);
  };

  test('is mailed one where they have had one, or their address was corrected; whoever has another, nothing', async () => {
    expect(await linkOf()).toEqual([]);
    await institute.store.studentAddresses.remember(student);
    const [token = ''] = await linkOf();
    const links = await institute.store.studentLinks(env.SECRET_ARN);
    expect(await links.resolve(token, at('08:00:00'))).toMatchObject({ kind: 'open', link: student });
    expect((await mails())[0]?.tags).toMatchObject({ mail: `link_2026-10-09_${studentNumber}_1` });
    // Corrected since: what was remembered opens nothing to who had it before.
    await institute.store.placements.change(ines, (one) => ({
      ...one,
      student: { ...one.student, email: 'ines.m@etu.example' },
    }));
    await ask({ email: ines.student.email, now: at('10:00:00') });
    expect(await mails()).toHaveLength(1);
  });

  test('where this dies before the link is written, can ask again', async () => {
    const links = await institute.store.studentLinks(env.SECRET_ARN);
    institute.before = (command, { Item }) => {
      if (command === 'PutCommand' && String((Item as { sk: string }).sk).startsWith('LINK#'))
        throw new Error('gone');
    };
    await expect(links.tokenFor(student, at('08:00:00'), at('09:00:00'))).rejects.toThrow('gone');
    institute.before = () => {};
    expect(await linkOf()).toHaveLength(1);
  });
});

describe('a student whom the institute sends their link', () => {
  const student = ines.student.email;
  const fromStaff = { campaignId, studentNumber, by: camille.name, why: 'Perdu' };
  const historyOf = async () => (await institute.store.placements.get(ines)).history;
  const send = (requestId: string, now = at('08:00:00')) =>
    ask({ ...{ email: student, client: undefined }, now, requestId, student: fromStaff });

  test('has one mail a day, to them alone, from whichever of the year’s stages', async () => {
    const second = { ...launchedCampaign, campaignId: '2026-sopa2', stage: 'sopa2' };
    await institute.store.campaigns.create(second);
    await institute.store.placements.create({ ...ines, campaignId: second.campaignId });
    for (const requestId of ['1', '2']) await send(requestId);
    const ofSecond = { ...fromStaff, campaignId: second.campaignId };
    await ask({ email: student, client: undefined, student: ofSecond });
    const sent = await mails();
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      [[student], expect.stringContaining('Votre lien vers vos stages')],
    ]);
    expect(sent[0]?.text).not.toContain('demandé');
    const acting = institute.acting(camille, at('09:00:00'));
    const standing = await sendStudentLink(
      { MAIL_LINK_ARN: mailLinkArn },
      ...([acting, poitiers, second, ines, { requestId: 'request-3' }] as const),
    );
    expect(standing).toMatchObject({ kind: 'sent' });
    await send('4', '2026-10-10T08:00:00.000Z');
    expect(await mails()).toHaveLength(2);
  });

  test('has it again in the words of its first copy, where nobody knows whether that left', async () => {
    const { store } = institute;
    const titled = (title: string, changedAt: string) => ({
      texts: { title },
      changedAt,
      changedBy: 'Camille',
    });
    await store.wordings.change('newStudentLink', undefined, titled('Premier titre', at('07:00:00')));
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand')
        throw Object.assign(new Error('timeout'), { name: 'TimeoutError' });
    };
    await expect(send('1')).rejects.toThrow();
    institute.before = () => {};
    const worded = await store.wordings.find('newStudentLink');
    if (!worded || worded === 'unreadable') throw new Error('it is worded');
    await store.wordings.change('newStudentLink', worded, titled('Autre titre', at('08:10:00')));
    await send('2', at('09:00:00'));
    const titles = (await mails()).map(({ text }) => /\S+ TITRE/.exec(text)?.[0]);
    expect(titles).toEqual(['PREMIER TITRE']);
    await send('3', '2026-10-10T08:00:00.000Z');
    expect((await mails()).at(-1)?.text).toContain('AUTRE TITRE');
  });

  test('has it still where this dies before the mail has left, and none at an address that was corrected since', async () => {
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand') throw new Error('gone');
    };
    await send('1').catch(() => undefined);
    institute.before = () => {};
    await send('2', at('09:00:00'));
    expect(await mails()).toHaveLength(1);
    await institute.store.placements.change(ines, (one) => ({
      ...one,
      student: { ...one.student, email: 'ines.m@etu.example' },
    }));
    await send('3', '2026-10-10T08:00:00.000Z');
    expect(await mails()).toHaveLength(1);
  });

  test('has it from the page of a stage long closed while another of the year is not, which its mail is of', async () => {
    const later = '2027-01-09T08:00:00.000Z';
    const second: LaunchedCampaign = {
      ...launchedCampaign,
      ...{ campaignId: '2026-sopa2', stage: 'sopa2', launchedAt: '2026-12-01T08:00:00.000Z' },
    };
    const periods = [{ from: '2027-01-18', to: '2027-02-05' }];
    const asked = { requestId: 'request-1' };
    const press = () =>
      sendStudentLink(
        { MAIL_LINK_ARN: mailLinkArn },
        ...([institute.acting(camille, later), poitiers, launchedCampaign, ines, asked] as const),
      );
    expect(await press()).toEqual({ kind: 'over' });
    await institute.store.campaigns.create(second);
    await institute.store.placements.create({ ...ines, campaignId: second.campaignId, periods });
    expect(await press()).toMatchObject({ kind: 'possible' });
    await send('request-1', later);
    const [sent, ...others] = await mails();
    expect(others).toEqual([]);
    expect(sent).toMatchObject({ to: [student], tags: { campaign: second.campaignId } });
  });

  test('is in the trail with who sent it, before it is handed over', async () => {
    const acting = institute.acting(camille, at('08:00:00'));
    await sendStudentLink({ MAIL_LINK_ARN: mailLinkArn }, acting, poitiers, launchedCampaign, ines, {
      ...{ requestId: 'r', why: 'Perdu' },
    });
    expect(institute.audited()).toMatchObject([{ act: 'studentLinkSent', campaignId, studentNumber }]);
    const [handed] = institute.asked('InvokeCommand');
    expect(JSON.parse(Buffer.from(Object(handed).Payload).toString())).toMatchObject({ student: fromStaff });
  });

  test('has it at an address that refused a mail before, which is tried again once this one has left; history says who sent it', async () => {
    const refusal = { at: at('07:00:00'), reason: 'returned' } as const;
    await institute.store.addresses.refuse(student, refusal);
    await institute.store.placements.change(ines, (one) => undeliveredTo(one, student, refusal));
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand') throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    };
    await send('1').catch(() => undefined);
    expect(await institute.store.addresses.refusal(student)).toEqual(refusal);
    expect(await historyOf()).toEqual([]);
    // It leaves, and this dies before it is written down: the service calls again.
    institute.before = (command, { Key }) => {
      if (command === 'UpdateCommand' && String(Object(Key).pk).startsWith('ADDRESS#'))
        throw new Error('killed');
    };
    await expect(send('2')).rejects.toThrow('killed');
    institute.before = () => {};
    await send('2');
    expect(await mails()).toHaveLength(1);
    expect(await institute.store.addresses.refusal(student)).toBeUndefined();
    expect((await institute.store.placements.get(ines)).undelivered).toBeUndefined();
    expect(await historyOf()).toEqual([
      { at: at('08:00:00'), what: 'studentLinkSent', by: camille.name, why: 'Perdu' },
    ]);
  });
});

test('a link is sent by those alone who follow the stage: another site’s are refused, and the trail says so', async () => {
  const elsewhere = institute.acting({ ...camille, sites: ['niort'] }, at('08:00:00'));
  const asked = [elsewhere, poitiers, launchedCampaign, ines] as const;
  const workId = newWorkId('selection', at('08:00:00'));
  expect(await sendLink(env, ...asked, { workId })).toEqual({ kind: 'refused' });
  expect(await sendStudentLink({ MAIL_LINK_ARN: mailLinkArn }, ...asked, { requestId: 'request-1' })).toEqual(
    { kind: 'refused' },
  );
  expect(institute.asked('InvokeCommand')).toEqual([]);
  expect(institute.executions.size).toBe(0);
  expect(institute.audited()).toMatchObject([
    { act: 'linkSent', outcome: 'refused' },
    { act: 'studentLinkSent', outcome: 'refused' },
  ]);
});

describe('a tutor who asks for a link', () => {
  test('is mailed one that opens all of their reports of the campaign', async () => {
    await ask();
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      to: [email],
      tags: { campaign: campaignId, occasion: 'link', mail: 'link_2026-10-09_1' },
    });
    expect(mail?.text).toContain('Inès Morin');
    expect(mail?.text).toContain('Clémence Gauthier');
    expect(await stateOf(mail?.link ?? '')).toBe('open');
    expect(
      await institute.store.mails.find({ campaignId, recipient: email, mailKey: 'link_2026-10-09_1' }),
    ).toMatchObject({
      ...{ status: 'sent', claimedBy: 'request-1', studentNumbers: [studentNumber, clemence.studentNumber] },
    });
  });

  test('is mailed nothing where the address is unknown, or no stage of theirs is started', async () => {
    await ask({ email: 'inconnue@ac.example' });
    const { startedAt, ...common } = ines;
    const prepared: Placement = { ...common, status: 'prepared', revision: 0, studentNumber: '22600110' };
    const tutor = { ...ines.tutor, email: 'paul.sicard@ac.example' };
    await institute.store.placements.create({ ...prepared, tutor });
    await ask({ email: tutor.email });
    expect(await mails()).toEqual([]);
    await institute.store.placements.create({
      ...prepared,
      studentNumber: '22600111',
      student: { ...ines.student, firstName: 'Hugo' },
    });
    await ask();
    expect((await mails())[0]?.text).not.toContain('Hugo');
  });

  test('is mailed nothing once the campaign is long closed', async () => {
    await ask({ now: '2027-01-09T08:00:00.000Z' });
    expect(await mails()).toEqual([]);
  });

  test('is mailed one all the same where a report of theirs is kept', async () => {
    const sent = { reference: 'R', reportedAt: at('08:00:00'), distributedAt: at('08:00:00') };
    await institute.store.placements.change(clemence, (one) => ({
      ...{ ...one, ...sent, startedAt: at('08:00:00') },
      status: 'distributed',
    }));
    await ask({ now: '2027-01-09T08:00:00.000Z' });
    expect(await mails()).toHaveLength(1);
  });

  test('is mailed three a day at the most, and not two for two clicks', async () => {
    const leftAt = (number: number) =>
      institute.store.mails
        .find({ campaignId, recipient: email, mailKey: `link_2026-10-09_${number}` })
        .then((mail) => mail?.status === 'sent' && mail.sentAt);
    for (const time of ['08:00:00', '08:04:59', '08:05:00', '10:00:00', '11:00:00', '12:00:00'])
      await ask({ now: at(time) });
    expect(await Promise.all([1, 2, 3].map(leftAt))).toEqual(['08:00:00', '08:05:00', '10:00:00'].map(at));
    expect(await mails()).toHaveLength(3);
    await ask({ now: '2026-10-10T08:00:00.000Z' });
    expect(await mails()).toHaveLength(4);
  });

  test('is mailed three a day over all campaigns: of the newest first', async () => {
    const older = {
      ...launchedCampaign,
      campaignId: '2026-sopa2',
      stage: 'sopa2',
      launchedAt: '2026-09-07T08:00:00.000Z',
    };
    const newer = {
      ...launchedCampaign,
      campaignId: '2026-sopa3',
      stage: 'sopa3',
      launchedAt: '2026-09-21T08:00:00.000Z',
    };
    for (const campaign of [older, newer]) {
      await institute.store.campaigns.create(campaign);
      await institute.store.placements.create({ ...ines, campaignId: campaign.campaignId });
    }
    await institute.store.campaigns.create({ ...preparedCampaign, campaignId: '2026-sopa4', stage: 'sopa4' });
    await institute.store.placements.create({ ...ines, campaignId: '2026-sopa4' });
    await ask();
    await ask({ now: at('09:00:00') });
    expect((await mails()).map(({ tags }) => tags.campaign)).toEqual([
      '2026-sopa3',
      campaignId,
      '2026-sopa2',
    ]);
  });

  test('has an earlier request’s mail made good, of which nobody knows that it left', async () => {
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand') throw new Error('no answer');
    };
    await expect(ask()).rejects.toThrow();
    institute.before = () => {};
    await expect(ask({ now: at('08:01:00') })).rejects.toThrow();
    await ask({ now: at('08:03:00') });
    expect((await mails()).map(({ tags }) => tags.mail)).toEqual(['link_2026-10-09_1']);
  });
});

describe('who asks too often', () => {
  const refusals = () => institute.loggedFacts;

  test('is counted by the network that they ask from: sixty a day', async () => {
    const asks = (client: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => ask({ email: 'inconnue@ac.example', client })));
    await asks('2001:db8:1:2::1', 30);
    await asks('2001:db8:1:2::2', 30);
    expect(refusals()).toEqual([]);
    await ask({ client: '2001:db8:1:2::3' });
    expect(refusals()).toEqual([{ requestId: 'request-1', what: 'link-client' }]);
    expect(institute.logged).toEqual(['a link was not mailed: too many were asked for']);
    expect(await mails()).toEqual([]);
    await ask({ client: '2001:db8:1:3::1' });
    expect(await mails()).toHaveLength(1);
  });

  test('is counted with all others: three thousand a day', async () => {
    await ask({ email: 'inconnue@ac.example' });
    const [, all] = institute.asked('UpdateCommand').filter(({ Key }) => Object(Key).sk === 'QUOTA');
    await institute.answer('UpdateCommand', {
      ...{ TableName: env.TABLE_NAME, Key: all?.Key },
      ...{ UpdateExpression: 'SET taken = :taken', ExpressionAttributeValues: { ':taken': 2_999 } },
    });
    await ask();
    expect(await mails()).toHaveLength(1);
    await ask({ now: at('09:00:00') });
    expect(refusals()).toEqual([{ requestId: 'request-1', what: 'link-all' }]);
    expect(await mails()).toHaveLength(1);
  });
});

describe('a tutor who has their links cut', () => {
  const request = { now: at('08:00:00'), requestId: 'request-2' };
  const cut = async () => {
    const [mail] = await mails();
    const links = await institute.store.links(env.SECRET_ARN);
    const found = await links.resolve(mail?.link ?? '', request.now);
    if (found.kind !== 'open') throw new Error('the link is not open');
    outcome = await cutOwnLinks({ ...env, MAIL_LINK_ARN: mailLinkArn }, institute.store, found.link, request);
    return mail?.link ?? '';
  };
  let outcome: OwnLinksCut | undefined;
  /** What the function that mails links was handed. */
  const handed = () =>
    institute.asked('InvokeCommand').map(({ Payload }) => linkRequest.parse(JSON.parse(String(Payload))));
  beforeEach(() => ask());

  test('holds a dead one, which every stage’s history says; a new one is asked for', async () => {
    const link = await cut();
    expect(await stateOf(link)).toBe('expired');
    for (const one of [ines, clemence])
      expect((await institute.store.placements.get(one)).history).toEqual([
        { at: request.now, what: 'linksCut', by: 'le tuteur' },
      ]);
    expect(
      institute.asked('InvokeCommand').map(({ Payload, ...one }) => [one, JSON.parse(String(Payload))]),
    ).toEqual([
      [
        { FunctionName: mailLinkArn, InvocationType: 'Event' },
        { email, ...request, cut: { of: { campaignId, tutorEmail: email }, hash: hashOf(link) } },
      ],
    ]);
    expect(outcome).toEqual({ isNewAsked: true });
  });

  test('holds a dead one also where a new one cannot be asked for', async () => {
    institute.before = (command) => {
      if (command === 'InvokeCommand') throw new Error('throttled');
    };
    expect(await stateOf(await cut())).toBe('expired');
    expect(outcome).toEqual({ isNewAsked: false });
    expect(institute.logged).toEqual(['a new link could not be handed over']);
    expect(institute.loggedFacts).toEqual([
      expect.objectContaining({ requestId: 'request-2', errorName: 'Error' }),
    ]);
  });

  test('reads that the new one could not leave, and where to ask for it; else that it is on its way', () => {
    const read = (isNewAsked: boolean) => String(linksAreCut({ isNewAsked }).body);
    expect(read(true)).toContain('Un nouveau lien part à votre adresse');
    expect(read(false)).toContain('le nouveau n’a pas pu partir');
    expect(read(false)).not.toContain('Un nouveau lien part');
    expect(read(false)).toContain('href="/lien"');
  });

  test('is left with a mail and a link, where the page dies before it has cut the old one', async () => {
    const [old] = await mails();
    const toCut = ({ Item }: Record<string, unknown>) => JSON.stringify(Item ?? {}).includes('LINK');
    institute.before = (command, input) => {
      if (command === 'PutCommand' && toCut(input)) throw new Error('died');
    };
    await expect(cut()).rejects.toThrow('died');
    institute.before = () => {};
    expect(await stateOf(old?.link ?? '')).toBe('open');
    const [asked] = handed();
    if (!asked) throw new Error('nothing was handed over');
    await mailNewLink(env, institute.store, asked);
    expect(await stateOf(old?.link ?? '')).toBe('expired');
    const renewed = (await mails()).at(-1)?.link ?? '';
    expect(await stateOf(renewed)).toBe('open');
    // Handed over twice, and the page that lives on after all: the new one stays.
    await mailNewLink(env, institute.store, asked);
    expect(await stateOf(renewed)).toBe('open');
    expect(await mails()).toHaveLength(2);
  });

  test.each(['GetCommand', 'PutCommand'])(
    'has the new one left alone where it was mailed before the page has cut the old one (%s)',
    async (moment) => {
      institute.before = async (command) => {
        const [asked] = handed();
        if (command !== moment || !asked) return;
        institute.before = () => {};
        await mailNewLink(env, institute.store, asked);
      };
      expect(await stateOf(await cut())).toBe('expired');
      const renewed = (await mails()).at(-1)?.link ?? '';
      expect(await mails()).toHaveLength(2);
      expect(await stateOf(renewed)).toBe('open');
    },
  );

  test('is mailed the new one beside the three of the day, a mail for each time', async () => {
    await cut();
    await ask({ client: undefined });
    expect((await mails()).map(({ tags }) => tags.mail)).toEqual([
      'link_2026-10-09_1',
      'link_cut_20261009080000000',
    ]);
    const [first, second] = await mails();
    expect(second?.link).not.toBe(first?.link);
    expect(await stateOf(second?.link ?? '')).toBe('open');
  });
});

describe('staff who cut the links of a tutor', () => {
  const cut = (staff = camille) => cutLinksOfTutor(env, institute.acting(staff), ines);

  test('is said in the trail and in each stage’s history', async () => {
    await ask();
    const [mail] = await mails();
    expect(await cut()).toEqual({ kind: 'cut' });
    expect(await stateOf(mail?.link ?? '')).toBe('expired');
    expect((await institute.store.placements.get(clemence)).history).toEqual([
      { at: monday, what: 'linksCut', by: camille.name },
    ]);
    expect(institute.audited()).toMatchObject([
      { act: 'linksCut', outcome: 'done', campaignId, studentNumber },
    ]);
  });

  test('are none who only follow', async () => {
    expect(await cut(delegate)).toEqual({ kind: 'refused' });
    expect((await institute.store.placements.get(ines)).history).toEqual([]);
    expect(institute.audited()).toMatchObject([
      { act: 'linksCut', outcome: 'refused', campaignId, studentNumber },
    ]);
  });
});

test('a request for a link is handed over only as one', async () => {
  await expect(askForLink(mailLinkArn, { email: 'nobody', now: monday, requestId: '1' })).rejects.toThrow();
  expect(institute.asked('InvokeCommand')).toEqual([]);
});
