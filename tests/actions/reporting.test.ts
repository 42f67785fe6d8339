import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Entry, enterReport } from '../../functions/actions/enter-report.ts';
import { readReport, readScan } from '../../functions/actions/read-report.ts';
import { sendReport } from '../../functions/actions/send-report.ts';
import { hungAt } from '../../functions/store/reports.ts';
import { handler as awaitReport } from '../../functions/workflow/await-report.ts';
import { handler as distributeReport } from '../../functions/workflow/distribute-report.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Staff } from '../../schemas/staff.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign, monday } from '../domain/placements.ts';
import { camille, delegate, env, Institute } from './institute.ts';

const { campaignId, studentNumber } = ines;
const { answers, formVersion } = fullReport.sent;
const lastDay = '2026-10-09T14:00:00.000Z';
const values = { advice1: 'Oser.' };
const reference = 'SOPA1-2026-22600107-V1';

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines]);
});
const send = (now = lastDay, version = 0) =>
  sendReport(institute.store, { placement: ines, formVersion, values, answers, version, now });
const placement = () => institute.store.placements.get(ines);

describe('a report that is sent', () => {
  test('exists, with what was typed, by whom, and of whose stage', async () => {
    const sent = { number: 1, reference, sentAt: lastDay, formVersion, answers, sentBy: ines.tutor };
    expect(await send()).toMatchObject({ kind: 'sent', record: { sent } });
    const { title, ...tutor } = ines.tutor;
    expect(await institute.store.reports.find(ines)).toMatchObject({
      ...{ status: 'sent', values, sent, undistributed: true },
      draftedBy: { tutor, student: ines.student },
    });
    expect(await placement()).toMatchObject({ status: 'received', reference, reportedAt: lastDay });
  });

  test('before the last day of the stage is not, and nothing is written', async () => {
    expect(await send('2026-10-08T14:00:00.000Z')).toEqual({ kind: 'tooEarly' });
    expect(await institute.store.reports.find(ines)).toMatchObject({ status: 'draft', version: 0 });
    expect(await placement()).toEqual(ines);
  });

  test('rings the newest bell, though a wait that was given up writes after it', async () => {
    const { reports } = institute.store;
    await reports.hangDoorbell(ines, 'of the second attempt', '2');
    expect(await reports.hangDoorbell(ines, 'of the first attempt', '1')).toMatchObject({ status: 'draft' });
    await reports.hangDoorbell(ines, 'of the second attempt', '2');
    expect(await reports.find(ines)).toMatchObject({ doorbell: 'of the second attempt' });
  });

  test('is open for as long as a later execution waits, whoever closes it late', async () => {
    const { reports } = institute.store;
    const closeIn = (revision: number) => reports.close({ ...ines, revision }, lastDay);
    await closeIn(2);
    // What the third opens is not closed by the second, nor opened by the second once the fourth has closed it.
    await reports.reopen({ ...ines, revision: 3 });
    await reports.hangDoorbell(ines, 'of the third', hungAt(3, lastDay, 0));
    expect(await closeIn(2)).toMatchObject({ status: 'draft' });
    expect(await closeIn(4)).toMatchObject({ status: 'closed', closedIn: 4 });
    await reports.reopen({ ...ines, revision: 3 });
    expect(await reports.find(ines)).toMatchObject({ status: 'closed' });
  });

  test('that an execution closed late is opened by the one that waits now, and by that alone', async () => {
    Object.assign(process.env, env);
    const { reports } = institute.store;
    const awaited = (revision: number) =>
      awaitReport(
        {
          ...{ campaignId, studentNumber, revision },
          ...{ now: lastDay, taskToken: `token-${revision}`, retry: 0, execution: `r${revision}` },
        },
        Object() as never,
      );
    await reports.close({ ...ines, revision: 2 }, lastDay);
    await awaited(2);
    expect(await reports.find(ines)).toMatchObject({ status: 'closed', doorbell: 'token-2' });
    await awaited(3);
    expect(await reports.find(ines)).toMatchObject({ status: 'draft', doorbell: 'token-3' });
  });

  test('stands once its correction was taken back, however late an earlier execution gives it back', async () => {
    const { reports } = institute.store;
    await send();
    const before = await reports.find(ines);
    const { reference } = fullReport.sent;
    // The second was slow: the third has taken its place by then.
    await reports.restoreVersion({ ...ines, revision: 3 });
    await reports.giveBack({ ...ines, revision: 2 }, reference);
    expect(await reports.find(ines)).toEqual({ ...before, standsIn: 3 });
    await reports.giveBack({ ...ines, revision: 4 }, reference);
    expect(await reports.find(ines)).toMatchObject({ status: 'draft' });
    // Its tutor was given longer: what ends the fourth's wait late does not end the fifth's.
    await reports.hangDoorbell(ines, 'of the fifth', hungAt(5, lastDay, 0));
    expect(await reports.restoreVersion({ ...ines, revision: 4 })).toMatchObject({ status: 'draft' });
    expect(await reports.restoreVersion({ ...ines, revision: 5 })).toMatchObject({ status: 'sent' });
  });

  test('rings for whoever waits for it, and for nobody where nobody does', async () => {
    await send();
    expect(institute.asked('SendTaskSuccessCommand')).toEqual([]);
    await institute.store.reports.hangDoorbell(ines, 'token-1', '1');
    // Sent again, in case the first time died half-way.
    expect(await send()).toMatchObject({ kind: 'locked' });
    expect(institute.asked('SendTaskSuccessCommand')).toEqual([
      { taskToken: 'token-1', output: JSON.stringify({ reported: true }) },
    ]);
  });

  test('and was sent before marks the placement that the first time did not', async () => {
    const drafter = { tutor: ines.tutor, student: ines.student };
    const first = { ...fullReport.sent, sentAt: monday };
    await institute.store.reports.send(ines, values, first, 0, drafter);
    expect(await send()).toMatchObject({ kind: 'locked' });
    expect(await placement()).toMatchObject({ status: 'received', reportedAt: monday });
  });

  test('of which a newer draft exists is not sent unseen', async () => {
    const drafter = { tutor: ines.tutor, student: ines.student };
    await institute.store.reports.saveDraft(ines, { advice1: 'Autre.' }, 0, drafter, monday);
    await institute.store.reports.hangDoorbell(ines, 'token-1', '1');
    expect(await send()).toMatchObject({ kind: 'stale', current: { version: 1 } });
    expect(await placement()).toEqual(ines);
    expect([institute.asked('SendTaskSuccessCommand'), institute.logged]).toEqual([[], []]);
  });

  test('is sent, whatever fails from there on', async () => {
    await institute.store.reports.hangDoorbell(ines, 'token-1', '1');
    institute.before = (command, { Item }) => {
      if (command === 'SendTaskSuccessCommand') throw new Error('throttled');
      if (command === 'PutCommand' && Object(Item).sk?.startsWith('PLACEMENT')) throw new Error('throttled');
    };
    expect(await send()).toMatchObject({ kind: 'sent' });
    expect(institute.logged).toEqual([
      'a placement could not be marked as received',
      'the doorbell could not be rung',
    ]);
  });
});

describe('a report that came on paper', () => {
  const scan = { contentType: 'application/pdf' as const, bytes: new Uint8Array(800_000).fill(7) };
  const paper: Entry = {
    ...{ formVersion, values, answers, scan, version: 0 },
    ...{ receivedBy: 'paper', receivedOn: '2026-10-09' },
  };
  type As = { staff?: Staff; now?: string; seen?: Placement };
  const enter = (more: Partial<Entry> = {}, { staff = camille, now = lastDay, seen = ines }: As = {}) =>
    enterReport(env, institute.acting(staff, now), seen, { ...paper, ...more });
  const report = () => institute.store.reports.find(ines);
  const distributed = async (revision: number) => {
    Object.assign(process.env, env);
    const step = { campaignId, studentNumber, revision, attempt: 0, now: lastDay, execution: 'x' };
    await distributeReport(step, Object() as never);
    return Promise.all(
      institute.asked('SendRawEmailCommand').map(async ({ RawMessage, Destinations }) => {
        const { text = '' } = await PostalMime.parse((RawMessage as { Data: Uint8Array }).Data);
        return { to: String(Destinations), text: text.replace(/\s+/g, ' ') };
      }),
    );
  };
  /** When its parts go by themselves, as they lie in the table. */
  const partsOf = async () => {
    const put = institute.asked('PutCommand').map(({ Item }) => Object(Item));
    const parts = put.filter(({ pk }) => String(pk).startsWith('SCAN#'));
    return Promise.all(
      parts.map(async ({ pk, sk }) => {
        const { Item } = Object(
          await institute.answer('GetCommand', { TableName: 'Records', Key: { pk, sk } }),
        );
        return Item;
      }),
    );
  };

  test('is sent with who typed it and its scan, rings whoever waits, and is distributed as such', async () => {
    await institute.store.reports.hangDoorbell(ines, 'token-1', '1');
    const outcome = await enter();
    expect(outcome).toMatchObject({ kind: 'sent', record: { status: 'sent', sent: { reference } } });
    const entered = { by: camille.name, receivedBy: 'paper', receivedOn: '2026-10-09' };
    expect(await report()).toMatchObject({ sent: { sentBy: ines.tutor, entered }, undistributed: true });
    expect(institute.asked('SendTaskSuccessCommand')).toMatchObject([{ taskToken: 'token-1' }]);
    expect(institute.executions.size).toBe(0);
    const after = await placement();
    expect(after).toMatchObject({ status: 'received', revision: ines.revision });
    expect(after.history.at(-1)).toMatchObject({
      ...{ what: 'received', by: camille.name },
      why: expect.stringMatching(/^d’après le document reçu sur papier le vendredi 9.octobre 2026$/),
    });
    expect(institute.audited()).toMatchObject([{ act: 'reportEntered', outcome: 'done', after: reference }]);
    // 800 KB lie in three items; until the distribution they would go by themselves.
    expect((await partsOf()).map(({ expiresAt }) => typeof expiresAt)).toEqual([
      'number',
      'number',
      'number',
    ]);
    const mails = await distributed(ines.revision);
    const both = [ines.student.email, ines.tutor.email];
    const told = mails.filter(({ to }) => both.includes(to));
    expect(told).toHaveLength(2);
    for (const { text } of told)
      expect(text).toMatch(
        /Saisi ?:? par Camille Fournier le .*, d’après le document reçu sur papier le vendredi 9/,
      );
    expect((await partsOf()).map(({ expiresAt }) => expiresAt)).toEqual([undefined, undefined, undefined]);
    const read = await readScan(institute.acting(camille), after);
    expect(read && [read.contentType, Buffer.compare(read.bytes, scan.bytes)]).toEqual([scan.contentType, 0]);
    expect(institute.audited().at(-1)).toMatchObject({ act: 'scanRead', after: reference });
  });

  test.each([
    [
      'noted as received otherwise',
      { status: 'receivedOtherwise', receivedOn: '2026-10-09', receivedBy: 'paper' },
    ],
    ['closed without one', { status: 'unreturned', closedAt: monday, closedFor: 'Injoignable.' }],
  ] as const)('of a stage %s starts its next revision, which distributes it', async (_, ended) => {
    const over: Placement = { ...ines, ...ended };
    institute = await Institute.open(launchedCampaign, [over]);
    await institute.store.reports.close({ ...ines, revision: 1 }, monday);
    expect(await enter({}, { seen: over })).toMatchObject({ kind: 'sent' });
    expect(await report()).toMatchObject({ status: 'sent', version: 1 });
    expect(await report()).not.toHaveProperty('closedAt');
    expect(await placement()).toMatchObject({ status: 'received', revision: 2, startDue: lastDay });
    expect([...institute.executions.keys()]).toEqual([expect.stringMatching(/-r2$/)]);
  });

  test('that its tutor sends in that very moment is theirs, and what was scanned goes by itself', async () => {
    let isFirst = true;
    institute.before = async (command, { Item }) => {
      if (command !== 'PutCommand' || !Object(Item).pk?.startsWith('SCAN#') || !isFirst) return;
      isFirst = false;
      await send();
    };
    const outcome = await enter();
    expect(outcome).toMatchObject({ kind: 'overtaken', placement: { status: 'received' } });
    expect(await report()).toMatchObject({ sent: { sentBy: ines.tutor } });
    expect(await report()).not.toHaveProperty('sent.entered');
    expect(institute.audited().map(({ outcome: how }) => how)).toEqual(['done', 'refused']);
    expect(await readScan(institute.acting(camille), ines)).toBeUndefined();
  });

  test('of which its tutor has typed since, or whose stage has changed, is not sent unseen', async () => {
    const drafter = { tutor: ines.tutor, student: ines.student };
    await institute.store.reports.saveDraft(ines, { advice1: 'Autre.' }, 0, drafter, monday);
    expect(await enter()).toMatchObject({ kind: 'drafted', report: { version: 1, savedAt: monday } });
    expect(await enter({ version: 1 }, { seen: { ...ines, revision: 7 } })).toMatchObject({
      kind: 'overtaken',
    });
    expect(await partsOf()).toEqual([]);
    expect(await report()).toMatchObject({ status: 'draft', values: { advice1: 'Autre.' } });
    // Told of the draft, it may be sent over it.
    expect(await enter({ version: 1 })).toMatchObject({ kind: 'sent' });
  });

  test('is none of a delegate’s, of a stage that is cancelled, of one whose report is in, or before the last day', async () => {
    expect(await enter({}, { staff: delegate })).toEqual({ kind: 'refused' });
    expect(await enter({}, { now: '2026-10-08T14:00:00.000Z' })).toEqual({ kind: 'tooEarly' });
    await send();
    expect(await enter({}, { seen: await placement() })).toMatchObject({
      ...{ kind: 'overtaken', report: { status: 'sent' } },
    });
    const ended = { status: 'cancelled', cancelledAt: monday, cancelledFor: 'moved' } as const;
    const cancelled: Placement = { ...ines, ...ended };
    institute = await Institute.open(launchedCampaign, [cancelled]);
    expect(await enter({}, { seen: cancelled })).toMatchObject({ kind: 'overtaken' });
    expect(await partsOf()).toEqual([]);
  });

  test('is never there without its scan; what died behind its report is done when it is sent again', async () => {
    institute.before = (command, { Item }) => {
      if (command === 'PutCommand' && Object(Item).sk?.endsWith('#01')) throw new Error('died');
    };
    await expect(enter()).rejects.toThrow('died');
    expect(await report()).toMatchObject({ status: 'draft', version: 0 });
    expect((await partsOf()).map(({ expiresAt }) => typeof expiresAt)).toEqual(['number']);
    // The next try has a scan of its own.
    institute.before = (command, { Item }) => {
      if (command === 'PutCommand' && Object(Item).sk?.startsWith('PLACEMENT')) throw new Error('throttled');
    };
    expect(await enter()).toMatchObject({ kind: 'sent' });
    expect(await placement()).toEqual(ines);
    institute.before = () => {};
    expect(await enter()).toMatchObject({ kind: 'overtaken' });
    expect(await placement()).toMatchObject({ status: 'received', reference });
  });
});

describe('a report that staff read', () => {
  const read = () => readReport(institute.acting(camille), ines);

  test('is none until it is in, and nobody is written down', async () => {
    expect(await read()).toBeUndefined();
    expect(institute.audited()).toEqual([]);
  });

  test('is what was sent; who read which is written down', async () => {
    await send();
    expect(await read()).toMatchObject({ reference, answers });
    expect(institute.audited()).toMatchObject([
      { act: 'reportRead', outcome: 'done', campaignId, studentNumber, after: reference },
    ]);
  });
});

describe('a report that is distributed', () => {
  const distributed = async () => {
    Object.assign(process.env, env);
    await send();
    await institute.store.mailChoices.choose('nadege.brossard@inspe.example', {
      ...{ reportsBy: 'link', isEachMailed: true },
    });
    const step = { campaignId, studentNumber, revision: 1, attempt: 0, now: lastDay, execution: 'x' };
    await distributeReport(step, Object() as never);
    return Promise.all(
      institute.asked('SendRawEmailCommand').map(async ({ RawMessage, Destinations }) => {
        const { Data } = RawMessage as { Data: Uint8Array };
        const { text = '', attachments } = await PostalMime.parse(Data);
        return { to: String(Destinations), text: text.replaceAll('\n', ' '), pdfs: attachments.length };
      }),
    );
  };

  test('goes with the mail to its student and its tutor', async () => {
    const about = [ines.student.email, ines.tutor.email];
    const mails = (await distributed()).filter(({ to }) => about.includes(to));
    expect(mails.map(({ pdfs }) => pdfs)).toEqual([1, 1]);
    for (const { text } of mails) expect(text).not.toContain('Lire le compte-rendu');
  });

  test('goes to each in charge by itself where the institution has it so, but to who chose otherwise', async () => {
    const before = await institute.store.institutions.get();
    const usualMails = { reportsBy: 'link', isEachMailed: true } as const;
    await institute.store.institutions.change(before, { ...before, usualMails, edition: 1 });
    await institute.store.mailChoices.choose('delegue.poitiers@inspe.example', {
      ...{ reportsBy: 'link', isEachMailed: false },
    });
    const mails = await distributed();
    const [arrival] = await institute.store.arrivals.between(
      ['poitiers'],
      { after: '2025', until: '2027' },
      9,
    );
    expect(arrival?.mailedTo).toEqual(['scolarite.poitiers@inspe.example']);
    expect(mails.find(({ to }) => to === 'scolarite.poitiers@inspe.example')?.pdfs).toBe(1);
  });

  test('where the institution has none attached, each reads it behind a link of their own', async () => {
    const before = await institute.store.institutions.get();
    await institute.store.institutions.change(before, { ...before, reportsBy: 'link', edition: 1 });
    const mails = await distributed();
    expect(mails.map(({ pdfs }) => pdfs)).toEqual(mails.map(() => 0));
    const linkOf = (email: string) => mails.find(({ to }) => to === email)?.text;
    expect(linkOf(ines.student.email)).toMatch(/Lire le compte-rendu\s*:?\s*\S*\/e\/[\w-]{43}\s/);
    expect(linkOf(ines.tutor.email)).toMatch(new RegExp(`/r/[\\w-]{43}/${studentNumber}`));
    expect(linkOf(ines.tutor.email)).not.toContain('/e/');
  });
});
