import { beforeEach, describe, expect, test } from 'vitest';
import { chooseForm } from '../../functions/actions/choose-form.ts';
import { copyForm } from '../../functions/actions/copy-form.ts';
import { decideForm } from '../../functions/actions/decide-form.ts';
import { editForm } from '../../functions/actions/edit-form.ts';
import { prepareCampaign } from '../../functions/actions/prepare-campaign.ts';
import { scheduleLaunch } from '../../functions/actions/schedule-launch.ts';
import { isChangedSince } from '../../functions/domain/placement/campaign-life.ts';
import { editedForm, typedForm } from '../../functions/domain/report/form-editing.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { ines, launchedCampaign, monday, preparedCampaign } from '../domain/placements.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { administrator, camille, delegate, Institute, ofNiort } from './institute.ts';

const second = { basis: '2026', number: 2 };
const sopa1 = { reportForm: '2026' };
const later = '2026-09-15T07:00:00.000Z';

const withTitle = (title: string): ReportForm =>
  editedForm(form2026, { ...typedForm(form2026), title }).form ?? form2026;

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(preparedCampaign, [ines]);
});
const copy = (staff = administrator, source = form2026) => copyForm(institute.acting(staff), source);
const edit = (seen: number, title = 'Autre', staff = administrator) =>
  editForm(institute.acting(staff, later), second, seen, withTitle(title));
const publish = (seen: number, staff = administrator) =>
  decideForm(institute.acting(staff, later), second, seen, 'published');
const found = () => institute.store.forms.find(second);
/** The next write of a version dies with its process. */
const dyingAtWrite = () => {
  institute.before = (command, { Item }) => {
    const { pk } = { pk: '', ...(Item as object) };
    if (command === 'PutCommand' && pk.startsWith('FORM#')) {
      institute.before = () => {};
      throw new Error('died');
    }
  };
};

describe('the next version of a form', () => {
  test('begins with the words of the one that is copied, under its own name', async () => {
    expect(await copy()).toEqual({ kind: 'copied', version: '2026-v2' });
    expect(await found()).toEqual({
      ...{ ...second, status: 'draft', copiedFrom: '2026', form: { ...form2026, version: '2026-v2' } },
      ...{
        createdAt: monday,
        createdBy: administrator.name,
        changedAt: monday,
        changedBy: administrator.name,
      },
      version: 1,
    });
    expect(institute.audited()).toMatchObject([
      { act: 'formCopied', outcome: 'done', before: '2026', after: '2026-v2' },
    ]);
  });

  test('is one, whoever copies at the same time or again', async () => {
    const outcomes = await Promise.all([copy(), copy()]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'copied']);
    expect(await copy()).toEqual({ kind: 'already', version: '2026-v2' });
    expect(await institute.store.forms.versionsOf('2026', 10)).toHaveLength(1);
  });

  test('comes after the one that is published, whichever it is copied from', async () => {
    await copy();
    await publish(1);
    expect(await copy()).toEqual({ kind: 'copied', version: '2026-v3' });
    const [third] = await institute.store.forms.versionsOf('2026', 1);
    expect(third).toMatchObject({ number: 3, copiedFrom: '2026', status: 'draft' });
  });

  test.each([camille, ofNiort, delegate])('is begun, edited and published by no $role', async (staff) => {
    await copy();
    const refused = { kind: 'refused' };
    expect([await copy(staff), await edit(1, 'X', staff), await publish(1, staff)]).toEqual([
      ...[refused, refused, refused],
    ]);
    expect((await found())?.version).toBe(1);
    expect(institute.audited().filter(({ outcome }) => outcome === 'refused')).toHaveLength(3);
  });
});

describe('a draft', () => {
  beforeEach(async () => {
    await copy();
  });

  test('is written over once for each time that it was seen', async () => {
    expect(await edit(1)).toEqual({ kind: 'edited' });
    expect(await found()).toMatchObject({
      ...{ version: 2, changedAt: later, createdAt: monday },
      form: { title: 'Autre', version: '2026-v2' },
    });
    expect(await edit(1, 'Encore autre')).toMatchObject({ kind: 'overtaken', current: { version: 2 } });
    const outcomes = await Promise.all([edit(2, 'A'), edit(2, 'B')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['edited', 'overtaken']);
    expect(institute.audited().at(1)).toMatchObject({
      ...{ act: 'formEdited', before: '2026-v2, révision 1', after: 'révision 2 : Titre' },
    });
  });

  test('stays as it is, unsaid, when nothing was changed', async () => {
    expect(await edit(1, form2026.title)).toEqual({ kind: 'edited' });
    expect((await found())?.version).toBe(1);
    expect(institute.audited().map(({ act }) => act)).toEqual(['formCopied']);
  });

  test('is what it was, and can be written again, when whoever wrote it died', async () => {
    dyingAtWrite();
    await expect(edit(1)).rejects.toThrow('died');
    expect((await found())?.version).toBe(1);
    expect(await edit(1)).toEqual({ kind: 'edited' });
  });

  test('that is dropped stays to be read, is published no more, and the next has another number', async () => {
    const drop = (seen: number, staff = administrator) =>
      decideForm(institute.acting(staff, later), second, seen, 'dropped');
    expect(await drop(1, camille)).toEqual({ kind: 'refused' });
    await edit(1);
    expect(await drop(1)).toMatchObject({ kind: 'overtaken', current: { version: 2 } });
    expect(await drop(2)).toEqual({ kind: 'decided' });
    expect(await drop(2)).toEqual({ kind: 'decided' });
    expect(await found()).toMatchObject({ status: 'dropped', droppedAt: later, form: { title: 'Autre' } });
    for (const seen of [2, 3]) {
      expect(await edit(seen, 'Trop tard')).toMatchObject({ kind: 'overtaken' });
      expect(await publish(seen)).toMatchObject({ kind: 'overtaken' });
    }
    expect(await institute.store.forms.newest(poitiers, sopa1)).toEqual(form2026);
    expect(await copy()).toEqual({ kind: 'copied', version: '2026-v3' });
    expect(institute.audited().filter(({ act }) => act === 'formDropped')).toMatchObject([
      { outcome: 'refused' },
      { outcome: 'done', before: '2026-v2, révision 2' },
    ]);
  });

  test('is still one when whoever dropped it died, and is dropped when they do it again', async () => {
    dyingAtWrite();
    const drop = () => decideForm(institute.acting(administrator, later), second, 1, 'dropped');
    await expect(drop()).rejects.toThrow('died');
    expect((await found())?.status).toBe('draft');
    expect(await drop()).toEqual({ kind: 'decided' });
  });

  test('stands in lists without its words', async () => {
    const [line] = await institute.store.forms.versionsOf('2026', 1);
    expect(line).toMatchObject({ number: 2, status: 'draft', version: 1 });
    expect(line).not.toHaveProperty('form');
  });

  test('is taken by no campaign', async () => {
    expect(await institute.store.forms.newest(poitiers, sopa1)).toEqual(form2026);
  });
});

describe('a version that is published', () => {
  beforeEach(async () => {
    await copy();
    await edit(1);
  });

  test('is the one that was read, by however many clicks', async () => {
    expect(await publish(1)).toMatchObject({ kind: 'overtaken' });
    expect(await publish(2)).toEqual({ kind: 'decided' });
    expect(await publish(2)).toEqual({ kind: 'decided' });
    expect(await publish(1)).toMatchObject({ kind: 'overtaken', current: { status: 'published' } });
    expect(await found()).toMatchObject({ status: 'published', publishedAt: later, version: 3 });
    expect(institute.audited().at(-1)).toMatchObject({
      ...{ act: 'formPublished', before: '2026', after: '2026-v2, révision 2 : C1, C2, C6, C7, C11' },
    });
  });

  test('is not, when whoever published it died, and is when they do it again', async () => {
    dyingAtWrite();
    await expect(publish(2)).rejects.toThrow('died');
    expect((await found())?.status).toBe('draft');
    expect(await publish(2)).toEqual({ kind: 'decided' });
  });

  test('changes no more, whatever its lock says', async () => {
    await publish(2);
    const published = await found();
    expect(await edit(3)).toMatchObject({ kind: 'overtaken', current: published });
    if (published?.status !== 'published') return expect.unreachable();
    expect(await institute.store.forms.change({ ...published, status: 'draft' }, published)).toBe(false);
    expect(await found()).toEqual(published);
  });

  test('is what the next campaign takes, and no campaign that there is', async () => {
    await publish(2);
    const { year, siteIds, periods, timetable } = preparedCampaign;
    const draft = { year, siteIds, periods, timetable, stage: 'sopa2' };
    await prepareCampaign(institute.acting(camille), draft, '2026-sopa2');
    const { campaigns, forms } = institute.store;
    expect((await campaigns.get('2026-sopa2')).formVersion).toBe('2026-v2');
    expect((await campaigns.get(preparedCampaign.campaignId)).formVersion).toBe('2026');
    expect((await forms.ofVersion(poitiers, '2026-v2')).title).toBe('Autre');
    expect(await forms.ofVersion(poitiers, '2026')).toEqual(form2026);
    await expect(forms.ofVersion(poitiers, '2026-v9')).rejects.toThrow(RangeError);
    await expect(forms.ofVersion(poitiers, '1999')).rejects.toThrow(RangeError);
  });

  test('is read once in a run, however many reports are of it', async () => {
    await publish(2);
    const read = institute.store.forms.reading(poitiers);
    const before = institute.asked('GetCommand').length;
    await Promise.all([read('2026-v2'), read('2026'), read('2026-v2')]);
    expect((await read('2026-v2')).version).toBe('2026-v2');
    expect(institute.asked('GetCommand').length - before).toBe(1);
  });

  test('stays when the programme is loaded again, which takes nothing under such a name', async () => {
    await publish(2);
    await institute.store.institutions.put(poitiers);
    expect((await institute.store.forms.newest(poitiers, sopa1)).version).toBe('2026-v2');
    const [form] = poitiers.programme.reportForms;
    const other = {
      ...poitiers.programme,
      reportForms: [form ?? form2026, { ...form2026, version: '2026-v2' }],
    };
    await expect(institute.store.institutions.put({ ...poitiers, programme: other })).rejects.toThrow();
  });
});

describe('a campaign that was prepared before', () => {
  const seen = { campaignId: preparedCampaign.campaignId, version: 1 };
  const choose = (staff = camille, version = '2026-v2', as = seen) =>
    chooseForm(institute.acting(staff, later), as, version);
  const campaign = () => institute.store.campaigns.get(seen.campaignId);
  beforeEach(async () => {
    await copy();
    await publish(1);
  });

  test('takes the newest when who may launch it says so, and its scheduled launch is off', async () => {
    await scheduleLaunch(institute.acting(camille), seen, later);
    expect(await choose(camille, '2026-v2', { ...seen, version: 2 })).toMatchObject({ kind: 'chosen' });
    const after = await campaign();
    expect(after.formVersion).toBe('2026-v2');
    expect(after.status === 'prepared' && isChangedSince(after)).toBe(true);
    expect(institute.audited().at(-1)).toMatchObject({
      ...{ act: 'formChosen', campaignId: seen.campaignId, before: '2026', after: '2026-v2' },
    });
  });

  test('does not for who may not, as it was seen no more, or a version that is not the newest', async () => {
    expect(await choose(ofNiort)).toEqual({ kind: 'refused' });
    expect(await choose(delegate)).toEqual({ kind: 'refused' });
    expect(await choose(camille, '2026-v2', { ...seen, version: 2 })).toMatchObject({ kind: 'overtaken' });
    for (const version of ['2026', '2026-v3'])
      expect(await choose(camille, version)).toMatchObject({ kind: 'newer', newest: '2026-v2' });
    expect((await campaign()).formVersion).toBe('2026');
  });

  test('keeps what it has once it is launched', async () => {
    institute = await Institute.open(launchedCampaign, [ines]);
    await copy();
    await publish(1);
    const { campaignId, version } = launchedCampaign;
    expect(await choose(camille, '2026-v2', { campaignId, version })).toMatchObject({ kind: 'overtaken' });
    expect((await institute.store.campaigns.get(campaignId)).formVersion).toBe('2026');
  });
});
