import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject, test } from 'vitest';
import { relaunched as relaunch, undeliveredTo } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { stoppedWork } from '../../functions/domain/placement/work-progress.ts';
import { openAuditTrail } from '../../functions/store/audit-trail.ts';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { readLocalStack } from '../../infra/local/template/local-stack.ts';
import type { Mail } from '../../schemas/mail.ts';
import { placementFacts } from '../../schemas/placement.ts';
import { lifecycleInput, lifecycleName } from '../../schemas/workflow.ts';
import { placementWith, StageHome } from '../workflow/stage-home.ts';
import { storedShapes } from './kept-shapes.ts';
import { campaignId, outcomesOf, perform } from './played-campaign.ts';
import { type Deed, type History, type Item, keepRelease, type Step, thisRelease } from './releases.ts';

/**
 * Plays a small campaign with invented people on the home and keeps what it stored and sent, as this release's fixtures
 * (`npm run record-release`; README, “Changing a stored shape”).
 */
const [early, prompt, late, never, corrected, relaunched, refused] = [
  placementWith('9101', 'who sends early'),
  placementWith('9102', 'who sends at once'),
  placementWith('9103', 'who sends late', { siteId: 'niort' }),
  placementWith('9104', 'who never sends'),
  placementWith('9105', 'of a corrected student'),
  placementWith('9106', 'of a relaunched stage'),
  placementWith('9107', 'whose mail is refused'),
];
const all = [early, prompt, late, never, corrected, relaunched, refused];

const begin = '2026-09-14T08:00:00.000Z';
const startOf = ({ studentNumber }: { studentNumber: string }) => {
  const input = lifecycleInput.parse({ campaignId, studentNumber, revision: 1 });
  return { act: 'start' as const, name: lifecycleName(input), input: JSON.stringify(input) };
};
const told = (at: string, { studentNumber }: { studentNumber: string }, what: object): Deed =>
  ({ at, studentNumber, ...what }) as Deed;
const story: Deed[] = [
  ...all.filter((one) => one !== refused).map((one) => told(begin, one, startOf(one))),
  told('2026-09-15T08:00:00.000Z', refused, { act: 'refuseMail', occasion: 'assignment' }),
  told('2026-09-15T08:00:00.000Z', refused, startOf(refused)),
  told('2026-09-16T08:00:00.000Z', refused, { act: 'mendMail' }),
  told('2026-09-16T08:00:00.000Z', refused, { act: 'relaunch' }),
  told('2026-10-01T09:00:00.000Z', corrected, { act: 'correct', email: 'ines.corrigee@etu.example' }),
  told('2026-10-09T09:00:00.000Z', early, { act: 'send' }),
  told('2026-10-09T15:00:00.000Z', prompt, { act: 'send' }),
  told('2026-10-09T15:30:00.000Z', refused, { act: 'refuseMail', occasion: 'distribution' }),
  told('2026-10-09T15:30:00.000Z', refused, { act: 'send' }),
  told('2026-10-09T16:10:00.000Z', refused, { act: 'mendMail' }),
  told('2026-10-12T09:00:00.000Z', relaunched, { act: 'relaunch' }),
  told('2026-10-14T09:00:00.000Z', corrected, { act: 'send' }),
  told('2026-10-14T10:00:00.000Z', relaunched, { act: 'send' }),
  told('2026-11-13T10:00:00.000Z', late, { act: 'send' }),
];
const end = '2026-12-18T10:00:00.000Z';

/** In place of a token of the home that recorded. */
const noToken = 'a-task-token';

/** Distinct items of a shape: by status and attributes. */
const variantOf = (item: Item) => `${item.status} ${Object.keys(item).sort().join(' ')}`;

test('a played campaign is kept as the fixtures of this release', { timeout: 300_000 }, async () => {
  const happened: History['happened'] = [];
  const home = await StageHome.open(all, {
    at: begin,
    onStep(arn, payload, result) {
      const sent = JSON.stringify(payload, (key, value) => (key === 'taskToken' ? noToken : value));
      const step = { step: arn.split(':')[6] ?? '', payload: JSON.parse(sent) as Step['payload'] };
      happened.push(result.ok ? { ...step, answer: result.payload } : { ...step, error: result.errorType });
    },
  });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const scan = async (table: string | undefined): Promise<Item[]> => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    return Items.map((item) => ('doorbell' in item ? { ...item, doorbell: noToken } : item));
  };
  const found = new Map<string, Map<string, Item>>();
  const look = async () => {
    for (const item of (await Promise.all(home.tables().map(scan))).flat()) {
      const [shape = ''] = String(item.shape).split('/');
      const variants = found.get(shape) ?? new Map();
      found.set(shape, variants.set(variantOf(item), item));
    }
  };
  const { store, now } = home;

  await look();
  // As a launch leaves it, by whatever it is done.
  const launched = {
    status: 'launched' as const,
    launchedAt: begin,
    launchedBy: 'Nadège Brossard',
    launches: 1,
  };
  await store.campaigns.change(campaignId, (campaign) => ({
    ...{ ...campaign, ...launched, launchSize: all.length },
    launchDue: begin,
  }));
  await look();
  await store.campaigns.change(campaignId, ({ ...campaign }) => ({
    ...{ ...campaign, ...launched, launchSize: all.length },
    launchDue: undefined,
  }));
  const before = await scan(home.tables()[0]);
  for (const [index, deed] of story.entries()) {
    await home.moveTo(deed.at);
    happened.push(deed);
    await perform(home, deed, true);
    await look();
    if (story[index + 1]?.at === deed.at) continue;
    await home.moveTo(new Date(Date.parse(deed.at) + 60_000).toISOString());
    await look();
  }
  for (const at of ['2026-11-16T10:00:00.000Z', end]) {
    await home.moveTo(at);
    await look();
  }
  const outcomes = await outcomesOf(home);
  expect(Object.values(outcomes).map(([status]) => status)).toEqual(
    all.map((one) => (one === never ? 'unreturned' : 'distributed')),
  );

  // What this campaign had no occasion for.
  const assembly = await readAssembly(inject('assembly'));
  const { secrets, machines } = readLocalStack(assembly, home.addresses().pages);
  const secretArn = secrets[0]?.arn ?? '';
  const links = await store.links(secretArn);
  await links.tokenFor({ campaignId, tutorEmail: never.tutor.email }, now(), end);
  await links.cut({ campaignId, tutorEmail: never.tutor.email }, now());
  await links.revoke({ campaignId, tutorEmail: late.tutor.email }, now());
  await store.placements.change(never, (one) =>
    undeliveredTo(one, one.tutor.email, { at: now(), reason: 'returned' }),
  );
  await look();
  await store.placements.change(never, (one) => relaunch(one, undefined, now()));
  const untouched = { campaignId, studentNumber: '9108' };
  await store.proposals.save({
    ...{ ...untouched, version: 1, values: { absentHalfDays: 2 }, savedAt: now() },
    proposedBy: drafterOf(never).student,
  });
  await store.reports.saveDraft(untouched, { advice1: 'À' }, 0, drafterOf(never), now());
  const claimed: Extract<Mail, { status: 'claimed' }> = {
    ...{ status: 'claimed', campaignId, recipient: 'someone@ac.example', mailKey: 'request_2026-10-09' },
    ...{ occasion: 'request', studentNumbers: ['9108'], stageMarks: ['a-mark'], subject: 'Un bilan' },
    ...{ claimedBy: 'an-attempt', claimedAt: now() },
  };
  await store.mails.claim(claimed);
  await look();
  await store.mails.replace(claimed, {
    ...claimed,
    status: 'unconfirmed',
    doubt: 'lost',
    doubtedAt: now(),
  });
  await look();
  await store.mails.confirm(claimed, 'a-message', now());
  await store.mails.failed(claimed, { at: now(), reason: 'returned' });
  const staff = { subject: 'a1', name: 'Nadège Brossard', role: 'administrator' as const, sites: [] };
  await store.sessions.start({ id: 'a-session', staff, startedAt: now(), seenAt: now(), checkedAt: now() });
  await look();
  await store.sessions.known('a-session', staff, 'an-encrypted-token', now());
  await look();
  await store.sessions.end('a-session');
  await store.sessions.endAllOf('a1', now());
  await (await store.quotas(secretArn)).take('link', 'someone@ac.example', 3, now());
  const bytes = new TextEncoder().encode('Numéro étudiant;Nom');
  await store.imports.keep({ campaignId, filename: 'stages.csv', bytes }, now());
  const { workId } = await home.workOn('import', [
    { row: 'unchanged', facts: placementFacts.parse(never) },
    never.studentNumber,
  ]);
  await look();
  await store.works.change({ campaignId, workId }, ({ endedAt, ...work }) =>
    stoppedWork(
      { ...work, after: '1', failures: [{ studentNumber: '9104', reason: 'reportIn' }] },
      1,
      'Lost',
      now(),
    ),
  );
  await store.progress.of({ campaignId, siteIds: ['poitiers', 'niort'] }, now());
  const audit = openAuditTrail(home.tables()[1] ?? '');
  const entry = { at: now(), subject: 'a1', outcome: 'done' as const };
  await audit.append({ ...entry, act: 'signedIn', role: 'administrator', session: 'a-session' });
  await audit.append({ ...entry, act: 'campaignLaunched', campaignId, before: '0', after: '7' });
  await audit.append({ ...entry, act: 'reportRead', campaignId, studentNumber: '9101' });
  await audit.append({ ...entry, act: 'sessionsEnded', onSubject: 'a2', outcome: 'refused' });
  await look();

  expect([...found.keys()].sort()).toEqual(Object.keys(storedShapes).sort());
  const machine = machines.find(({ arn }) => arn === home.lifecycleArn())?.definition;
  keepRelease(thisRelease, new Map([...found].map(([shape, variants]) => [shape, [...variants.values()]])), {
    ...{ at: begin, outcomes, before, happened },
    machine: String(machine),
  });
  await home.close();
});
