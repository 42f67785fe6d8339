import { beforeEach, describe, expect, test } from 'vitest';
import { endSessions } from '../../functions/actions/end-sessions.ts';
import { prepareCampaign } from '../../functions/actions/prepare-campaign.ts';
import { ines, monday, preparedCampaign } from '../domain/placements.ts';
import { administrator, camille, delegate, Institute } from './institute.ts';

const { year, stage, siteIds, periods, timetable } = preparedCampaign;
const draft = { year, stage, siteIds, periods, timetable };

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open({ ...preparedCampaign, campaignId: '2026-sopa2', stage: 'sopa2' }, [ines]);
});
const prepare = (staff = camille, changes: Partial<typeof draft> = {}, campaignId = '2026-sopa1') =>
  prepareCampaign(institute.acting(staff), { ...draft, ...changes }, campaignId);

describe('a campaign', () => {
  test('is written with the form that its stage takes, and said in the audit trail', async () => {
    const outcome = await prepare();
    expect(outcome).toEqual({
      kind: 'prepared',
      campaign: { ...preparedCampaign, createdAt: monday, createdBy: camille.name },
    });
    expect(await institute.store.campaigns.get('2026-sopa1')).toEqual(
      outcome.kind === 'prepared' && outcome.campaign,
    );
    expect(institute.audited()).toMatchObject([
      { act: 'campaignPrepared', outcome: 'done', campaignId: '2026-sopa1' },
    ]);
  });

  test('is prepared by nobody who only follows', async () => {
    expect(await prepare(delegate)).toEqual({ kind: 'refused' });
    expect(await institute.store.campaigns.find('2026-sopa1')).toBeUndefined();
    expect(institute.audited()).toMatchObject([{ act: 'campaignPrepared', outcome: 'refused' }]);
  });

  test('has no name but those of its year and stage', async () => {
    for (const campaignId of ['2026-sopa3', '2027-sopa1', '2026-sopa1-999'])
      expect(await prepare(camille, {}, campaignId)).toEqual({ kind: 'taken' });
    expect(await prepare(camille, {}, '2026-sopa1-2')).toMatchObject({ kind: 'prepared' });
  });

  test('of a second click is the first one’s, in whatever order its timetable came', async () => {
    await prepare();
    const campaign = await institute.store.campaigns.get('2026-sopa1');
    const reversed = Object.fromEntries(Object.entries(timetable).reverse()) as typeof timetable;
    expect(await prepare(camille, { timetable: reversed })).toEqual({ kind: 'already', campaign });
  });

  test('whose name another has is not written: another’s, or one of other sites, dates or times', async () => {
    await prepare();
    const other = { ...camille, name: 'Nadège Brossard' };
    expect(await prepare(other)).toEqual({ kind: 'taken' });
    for (const changes of [
      { siteIds: ['poitiers'] },
      { periods: [{ from: '2026-10-12', to: '2026-10-16' }] },
      { timetable: { ...timetable, dueDays: 9 } },
    ])
      expect(await prepare(camille, changes)).toEqual({ kind: 'taken' });
  });
});

describe('the sessions of a person', () => {
  const at = monday;
  const signedIn = { id: 's9', staff: camille, startedAt: at, seenAt: at, checkedAt: at };
  const endedAt = async () => (await institute.store.sessions.person(camille.subject))?.endedAt;
  beforeEach(() => institute.store.sessions.start(signedIn));

  test('are ended by an administrator, and the trail says whose', async () => {
    expect(await endSessions(institute.acting(administrator), camille.subject)).toEqual({ kind: 'ended' });
    expect(await endedAt()).toBe(monday);
    expect(institute.audited()).toMatchObject([
      { act: 'sessionsEnded', outcome: 'done', onSubject: camille.subject },
    ]);
  });

  test('are ended by nobody else, who is written down', async () => {
    expect(await endSessions(institute.acting(camille), camille.subject)).toEqual({ kind: 'refused' });
    expect(await endedAt()).toBeUndefined();
    expect(institute.audited()).toMatchObject([{ act: 'sessionsEnded', outcome: 'refused' }]);
  });

  test('of nobody are ended already', async () => {
    expect(await endSessions(institute.acting(administrator), '')).toEqual({ kind: 'ended' });
    expect(institute.audited()).toEqual([]);
  });
});
