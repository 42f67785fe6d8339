import { beforeEach, describe, expect, test } from 'vitest';
import { changeNotice } from '../../functions/actions/change-presentation.ts';
import { changeWording, restoreWording } from '../../functions/actions/change-wording.ts';
import { copyForm } from '../../functions/actions/copy-form.ts';
import { decideForm } from '../../functions/actions/decide-form.ts';
import { sendTrialMail } from '../../functions/actions/send-trial-mail.ts';
import { sampleFacts } from '../../functions/mail/sample-stage.ts';
import { wordingKey } from '../../functions/store/table-keys.ts';
import { ines, launchedCampaign, monday } from '../domain/placements.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { administrator, camille, delegate, env, Institute } from './institute.ts';

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines]);
});
const change = (seen: number, typed: Record<string, string>, staff = administrator) =>
  changeWording(institute.acting(staff), 'request', seen, typed);
const worded = async () => {
  const found = await institute.store.wordings.find('request');
  return found === 'unreadable' ? undefined : found;
};

describe('an administrator words a mail', () => {
  test('of which only what is not the original is kept, said before in the audit trail, passage by passage', async () => {
    const { title, subject } = { title: 'Votre compte-rendu', subject: 'Rendez-vous le {date limite}' };
    expect(await change(0, { title: ` ${title} `, subject })).toEqual({ kind: 'changed' });
    expect(await worded()).toEqual({
      ...{ kind: 'request', edition: 1, former: [], texts: { title, subject } },
      ...{ changedAt: monday, changedBy: administrator.name },
    });
    expect(institute.audited().map(({ act, before, after }) => [act, before, after])).toEqual([
      [
        'wordingChanged',
        'Demande du compte-rendu, Objet : « [Compte-rendu|Comptes-rendus] de stage {à compléter} ({étudiants}) »',
        `« ${subject} »`,
      ],
      [
        'wordingChanged',
        'Demande du compte-rendu, Titre : « [Compte-rendu|Comptes-rendus] de stage »',
        `« ${title} »`,
      ],
    ]);
  });

  test('and words it the same again: nothing is written', async () => {
    await change(0, { title: 'Votre compte-rendu' });
    const before = institute.taken.length;
    expect(await change(1, { title: 'Votre compte-rendu' })).toEqual({ kind: 'changed' });
    expect(institute.taken.slice(before).map(({ command }) => command)).toEqual(['GetCommand']);
  });

  test('but not over what somebody else did meanwhile, seen late or at the last moment', async () => {
    await change(0, { title: 'Un' });
    expect(await change(0, { title: 'Deux' })).toEqual({ kind: 'overtaken' });
    institute.before = async (command, { TableName }) => {
      if (command !== 'PutCommand' || TableName !== 'Audit') return;
      institute.before = () => {};
      await change(1, { title: 'Trois' });
    };
    expect(await change(1, { title: 'Quatre' })).toEqual({ kind: 'overtaken' });
    expect((await worded())?.texts).toEqual({ title: 'Trois' });
  });

  test('and what dies before it is kept is in the trail, and not in the mail', async () => {
    institute.before = (command, { TableName }) => {
      if (command === 'PutCommand' && TableName === 'Records') throw new Error('killed');
    };
    await expect(change(0, { title: 'Un' })).rejects.toThrow('killed');
    institute.before = () => {};
    expect(await worded()).toBeUndefined();
    expect(await change(0, { title: 'Un' })).toEqual({ kind: 'changed' });
    expect(institute.audited()).toHaveLength(2);
  });

  test('and is told what is wrong, a sentence a passage, and nothing is kept', async () => {
    const typed = { subject: '', opening: 'Merci {prénom}', effort: '<script>', next: 'x'.repeat(3_000) };
    const outcome = await change(0, typed);
    expect(outcome).toMatchObject({ kind: 'wrong' });
    expect(outcome.kind === 'wrong' && outcome.problems.map(({ message }) => message)).toEqual([
      'Objet : il manque un texte.',
      expect.stringMatching(/^Début : « \{prénom\} » n’est pas un repère d’ici/),
      'Sous le bouton : un script n’a pas sa place dans un courriel : retirez-le.',
      'Ce qui suit : 3000 signes, pour 2000 au plus.',
    ]);
    expect(await worded()).toBeUndefined();
    expect(institute.audited()).toEqual([]);
  });

  test('and goes back to the original, which stays to be seen who did', async () => {
    await change(0, { title: 'Un' });
    expect(await restoreWording(institute.acting(administrator), 'request', 1)).toEqual({ kind: 'changed' });
    expect(await worded()).toMatchObject({ edition: 2, texts: {}, former: [{ texts: { title: 'Un' } }] });
    expect(institute.audited().at(-1)).toMatchObject({
      before: 'Demande du compte-rendu, Titre : « Un »',
      after: '« [Compte-rendu|Comptes-rendus] de stage »',
    });
  });

  test('unless a newer release wrote what is kept, which nobody overwrites', async () => {
    const Item = { ...wordingKey('request'), shape: 'wording/99' };
    await institute.answer('PutCommand', { TableName: env.TABLE_NAME, Item });
    expect(await change(0, { title: 'Un' })).toEqual({ kind: 'unreadable' });
  });
});

test.each([camille, delegate])('nobody else words one, or tries one as they would word it', async (staff) => {
  expect(await change(0, { title: 'Un' }, staff)).toEqual({ kind: 'refused' });
  const trialEnv = { ...env, MAIL_TRIAL_ARN: 'arn:aws:lambda:eu-west-3:000000000000:function:MailTrial' };
  const trial = { kind: 'request', texts: { title: 'Un' } } as const;
  const tried = { ...staff, email: 'camille.fournier@inspe.example' };
  expect(await sendTrialMail(trialEnv, institute.acting(tried), trial, 'r1')).toEqual({ kind: 'refused' });
  expect(institute.audited()).toMatchObject([
    { act: 'wordingChanged', outcome: 'refused', after: 'Demande du compte-rendu' },
    { act: 'trialMailSent', outcome: 'refused' },
  ]);
  expect(institute.asked('InvokeCommand')).toEqual([]);
});

test('an invented mail is written by the form that the next campaign takes', async () => {
  const acting = institute.acting(administrator);
  await copyForm(acting, form2026);
  expect((await sampleFacts(institute.store, poitiers, monday, false)).form.version).toBe('2026');
  await decideForm(acting, { basis: '2026', number: 2 }, 1, 'published');
  const { form, campaign, others } = await sampleFacts(institute.store, poitiers, monday, true);
  expect([form.version, campaign.formVersion, others.length]).toEqual(['2026-v2', '2026-v2', 1]);
});

describe('an administrator writes a page that anybody may read', () => {
  const write = (lines: readonly string[], seen: number, staff = administrator) =>
    changeNotice(institute.acting(staff), 'contact', seen, (own) => ({
      ...own,
      contact: [{ paragraphs: [...lines], items: [] }],
    }));
  const said = () => institute.audited().map(({ before, after }) => `${before} → ${after}`);

  test('and each line that says something else is in the trail, with what it said; of many, how many more', async () => {
    await write(['Un', 'Deux', 'Trois'], 0);
    const first = said().length;
    await write(['Un', 'Deux et demi', 'Trois', 'Quatre'], 1);
    expect(said().slice(first)).toEqual([
      'Contact : « Deux » → « Deux et demi »',
      'Contact : – → « Quatre »',
    ]);
    await write(['Trois', 'Quatre', 'Un', 'Deux et demi'], 2);
    expect(said().slice(first + 2)).toEqual([
      'Contact : les mêmes lignes → dans un autre ordre, ou autrement séparées',
    ]);
    await write(
      Array.from({ length: 30 }, (_, at) => `Ligne ${at}`),
      3,
    );
    expect(said().slice(first + 3)).toHaveLength(21);
    expect(said().at(-1)).toBe('Contact : 10 autres lignes → aussi');
  });

  test('and the last ten changes are kept beside it, of each page its own; nothing changed is none', async () => {
    for (let at = 0; at < 12; at += 1) await write([`Texte ${at}`], at);
    await write(['Texte 11'], 12);
    const legal = [{ paragraphs: ['Éditeur'], items: [] }];
    await changeNotice(institute.acting(administrator), 'legal', 12, (own) => ({ ...own, legal }));
    const { own } = await institute.store.institutions.presentation();
    const of = (which: string) => (own?.changes ?? []).filter(({ what }) => what === which);
    expect(of('contact')).toHaveLength(10);
    expect(of('legal')).toEqual([{ what: 'legal', at: monday, by: administrator.name }]);
  });
});
