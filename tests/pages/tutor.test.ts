import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hungAt } from '../../functions/store/reports.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { gauthier, lastDay, morin, petit, startTutorHome, type TutorHome } from './tutor-home.ts';

let home: TutorHome;
let link: string;

beforeAll(async () => {
  home = await startTutorHome();
  link = await home.linkOf(morin);
});
afterAll(() => home?.close());

const complete = {
  tutorName: 'Mme Léa Le Goff',
  schoolName: 'École élémentaire Jules-Ferry, Poitiers',
  pupilCount: '24',
  absentHalfDays: '0',
  activities: ['observations', 'questioning'],
  commentsSteps12: 'Très à l’écoute.\r\n<script>alert("x")</script> œuvre & conseil.',
  C1: 'acquired',
  C2: 'acquired',
  C6: 'inProgress',
  C7: 'acquired',
  C11: 'acquired',
  advice1: 'Préparer le matériel la veille.',
  advice2: 'Oser demander.',
};

const get = (path: string) => fetch(home.url + path, { redirect: 'manual' });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(home.url + path, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers,
  });
const json = { accept: 'application/json' };

/** The hidden fields of a page's form, as its next POST would carry them. */
const hiddenFields = async (path: string): Promise<{ csrf: string; version: string }> => {
  const text = await (await get(path)).text();
  const value = (name: string) => text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  return { csrf: value('csrf'), version: value('version') };
};

describe('a link', () => {
  test('opens the list of its tutor’s reports, and nobody else’s', async () => {
    const text = await (await get(link)).text();
    expect(text).toContain('Inès Morin');
    expect(text).toContain('Clémence Gauthier');
    expect(text).not.toContain('Hugo Petit');
    expect(text).toContain('À envoyer au plus tard le vendredi 16\u00a0octobre 2026');
  });

  test.each([
    ['a token that nobody was given', () => '/r/abcdefghijklmnopqrstuvwxyz'],
    ['half a token', () => link.slice(0, -10)],
    ['a token that is no token', () => '/r/%00%ff'],
  ])('%s leads to the page that mails a new one', async (_, path) => {
    const response = await get(path());
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('href="/lien"');
  });

  test.each([
    ['another tutor’s student', () => `${link}/${petit.studentNumber}`],
    ['a student who does not exist', () => `${link}/99999999`],
    ['something that is no student', () => `${link}/..%2F..%2Fconsole`],
    ['a PDF that does not exist yet', () => `${link}/${gauthier.studentNumber}/compte-rendu.pdf`],
    ['another tutor’s check page', () => `${link}/${petit.studentNumber}/verifier`],
  ])('does not open %s', async (_, path) => {
    expect((await get(path())).status).toBe(404);
  });

  test('tells its address to no other site, and is kept by no cache', async () => {
    const { headers } = await get(link);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a mail scanner that opens everything changes nothing', async () => {
    const before = await home.store.reports.find(gauthier);
    for (const path of ['', '/guide', `/${gauthier.studentNumber}`, `/${gauthier.studentNumber}/verifier`])
      for (const method of ['GET', 'HEAD'])
        await fetch(home.url + link + path, { method, redirect: 'manual' });
    expect(await home.store.reports.find(gauthier)).toEqual(before);
  });
});

describe('asking for a new link', () => {
  test('answers the same for a known and an unknown address', async () => {
    const answer = async (email: string) => {
      const response = await post('/lien', { email });
      return [response.status, await response.text()];
    };
    expect(await answer('inconnue@ac.example')).toEqual(await answer(petit.tutor.email));
  });

  test('says what is wrong with an address that is none', async () => {
    const response = await post('/lien', { email: '<b>pas une adresse' });
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text).toContain('Indiquez votre adresse électronique complète');
    expect(text).toContain('value="&lt;b>pas une adresse"');
  });
});

describe('a draft', () => {
  const path = () => `${link}/${gauthier.studentNumber}`;

  test('starts from what the placement says', async () => {
    const text = await (await get(path())).text();
    expect(text).toContain('value="Mme Léa Le Goff"');
    expect(text).toContain('value="École élémentaire Jules-Ferry, Poitiers"');
  });

  test('keeps anything, drops unknown fields, and shows HTML as text', async () => {
    const { csrf, version } = await hiddenFields(path());
    const nonsense = {
      absentHalfDays: '-3',
      pupilCount: 'vingt',
      C1: 'perfect',
      C99: 'acquired',
      status: 'sent',
      __proto__: 'x',
      advice1: '</textarea><script>alert(1)</script>',
      commentsSteps12: 'a'.repeat(5000),
    };
    expect((await post(path(), { csrf, version, ...nonsense })).status).toBe(303);
    const { values, status } = await home.store.reports.find(gauthier);
    expect(status).toBe('draft');
    expect(values).toMatchObject({ absentHalfDays: '-3', pupilCount: 'vingt', C1: 'perfect' });
    expect(values).not.toHaveProperty('C99');
    expect(values).not.toHaveProperty('status');
    const text = await (await get(path())).text();
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;/textarea>&lt;script>alert(1)');
  });

  test('names every field that is wrong, beside it and at the top, and refuses none of the text', async () => {
    const check = await get(`${path()}/verifier`);
    expect(check.status).toBe(303);
    const text = await (await get(check.headers.get('location') ?? '')).text();
    for (const field of ['pupilCount', 'absentHalfDays', 'activities', 'commentsSteps12', 'C1', 'C11'])
      expect(text).toContain(`href="#champ-${field}"`);
    expect(text).toContain('id="erreur-absentHalfDays"');
    expect(text).toContain('value="vingt"');
  });

  test('saved by the script answers with the time', async () => {
    const { csrf, version } = await hiddenFields(path());
    const response = await post(path(), { csrf, version, advice1: 'Oui.' }, json);
    expect(await response.json()).toEqual({ kind: 'saved', version: Number(version) + 1, at: '08:00' });
  });

  test('saved twice with the same text, because an answer was lost, is no conflict', async () => {
    const { csrf, version } = await hiddenFields(path());
    const fields = { csrf, version, advice1: 'Deux fois le même.' };
    expect((await post(path(), fields, json)).status).toBe(200);
    expect((await post(path(), fields, json)).status).toBe(200);
  });

  test('from an older window is not written, and both texts are shown', async () => {
    const { csrf, version } = await hiddenFields(path());
    await post(path(), { csrf, version, advice1: 'De la nouvelle fenêtre.' });
    const stale = { csrf, version, advice1: 'De l’ancienne fenêtre.' };
    expect((await post(path(), stale, json)).status).toBe(409);
    const response = await post(path(), stale);
    expect(response.status).toBe(409);
    const text = await response.text();
    expect(text).toContain('De la nouvelle fenêtre.');
    expect(text).toContain('De l’ancienne fenêtre.');
    expect((await home.store.reports.find(gauthier)).values.advice1).toBe('De la nouvelle fenêtre.');
  });

  test.each(['', '-1', '1e3', '99999999999999999999'])(
    'with version "%s" is not written',
    async (version) => {
      const { csrf } = await hiddenFields(path());
      expect((await post(path(), { csrf, version, advice1: 'Forcé.' })).status).toBe(409);
    },
  );

  test('without a valid token is not written, and the text is there to be saved again', async () => {
    const { version } = await hiddenFields(path());
    for (const csrf of ['', 'faux']) {
      const response = await post(path(), { csrf, version, advice1: 'Texte à garder.' });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('Texte à garder.');
    }
    expect((await home.store.reports.find(gauthier)).values.advice1).not.toBe('Texte à garder.');
  });

  test('with the token of another tutor’s link is not written', async () => {
    const other = await hiddenFields(`${await home.linkOf(petit)}/${petit.studentNumber}`);
    const { version } = await hiddenFields(path());
    expect((await post(path(), { csrf: other.csrf, version })).status).toBe(403);
  });
});

describe('sending', () => {
  const path = () => `${link}/${morin.studentNumber}`;
  const check = () => `${path()}/verifier`;
  const tutor = new PageVisitor();

  beforeEach(() =>
    home.store.reports.hangDoorbell(
      morin,
      'a token that nobody waits on',
      hungAt(1, '2026-10-09T14:00:00.000Z', 0),
    ),
  );

  test('goes from the form by the check page to the receipt, and its PDF', async () => {
    await tutor.visit(home.url + path());
    await tutor.press('Vérifier et envoyer', complete);
    expect(tutor.page.root.querySelector('h1')?.textContent).toContain('Relisez');
    expect(tutor.page.root.textContent).toContain('alert("x")');
    await tutor.press('Envoyer le compte-rendu');
    expect(tutor.page.root.querySelector('h1')?.textContent).toBe('Compte-rendu envoyé');
    expect(tutor.page.root.textContent).toContain('SOPA1-2026-22600107-V1');

    const pdf = await get(`${path()}/compte-rendu.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-');
    expect(await home.store.placements.get(morin)).toMatchObject({
      status: 'received',
      reference: 'SOPA1-2026-22600107-V1',
    });
  });

  test('twice leads to the same receipt, and there is one report', async () => {
    const before = await home.store.reports.find(morin);
    const { csrf } = await hiddenFields(`${link}/${gauthier.studentNumber}`);
    for (const version of ['1', '2', '']) {
      const response = await post(check(), { csrf, version });
      expect([response.status, response.headers.get('location')]).toEqual([303, path()]);
    }
    expect(await home.store.reports.find(morin)).toEqual(before);
    expect(
      (await home.store.placements.get(morin)).history.filter(({ what }) => what === 'received'),
    ).toHaveLength(1);
  });

  test('makes the report read-only: a draft from another window changes nothing', async () => {
    const { csrf } = await hiddenFields(`${link}/${gauthier.studentNumber}`);
    const before = await home.store.reports.find(morin);
    const late = await post(path(), { csrf, version: '1', advice1: 'Trop tard.' });
    expect(late.status).toBe(409);
    // It is said, and what was typed is given back.
    const said = await late.text();
    expect(said).toContain('n’est pas dans le compte-rendu');
    expect(said).toContain('Trop tard.');
    expect(said).toContain(before.status === 'sent' ? before.sent.reference : 'sent');
    expect(await (await get(path())).text()).not.toContain('Trop tard.');
    expect((await post(path(), { csrf, version: '1', advice1: 'Trop tard.' }, json)).status).toBe(409);
    expect(await home.store.reports.find(morin)).toEqual(before);
  });

  test('whoever was correcting it when the correction was taken back is given back what they typed', async () => {
    const { reports } = home.store;
    const { csrf } = await hiddenFields(`${link}/${gauthier.studentNumber}`);
    const sent = await reports.find(morin);
    await reports.giveBack({ ...morin, revision: 2 }, sent.status === 'sent' ? sent.sent.reference : '');
    const typed = { csrf, version: String((await reports.find(morin)).version), advice1: 'Une correction.' };
    expect((await post(path(), typed)).status).toBe(303);
    await reports.restoreVersion({ ...morin, revision: 3 });
    // It was kept as it was typed, by the form's script; and is in no report.
    const late = await post(path(), typed);
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Une correction.');
  });

  test('an incomplete or a newer draft does not happen', async () => {
    const form = `${link}/${gauthier.studentNumber}`;
    const { csrf, version } = await hiddenFields(form);
    const incomplete = await post(`${form}/verifier`, { csrf, version });
    expect(incomplete.headers.get('location')).toBe(`${form}?verifier`);

    const desk = new PageVisitor();
    await desk.visit(home.url + form);
    await desk.press('Vérifier et envoyer', complete);
    const stale = await post(`${form}/verifier`, { csrf, version });
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain('Le brouillon a changé depuis que vous l’avez relu');
    const forged = await post(`${form}/verifier`, { csrf: 'faux', version });
    expect(forged.status).toBe(403);
    expect((await home.store.reports.find(gauthier)).status).toBe('draft');
  });

  test('before the last day of the stage does not happen, and the page says from when', async () => {
    const early = { ...petit, periods: [{ from: '2026-10-05', to: '2026-10-16' }] };
    await home.store.placements.change(petit, (placement) => ({ ...placement, periods: early.periods }));
    const door = await home.linkOf(petit);
    const form = `${door}/${petit.studentNumber}`;
    const other = new PageVisitor();
    await other.visit(home.url + form);
    await other.press('Vérifier et envoyer', complete);
    expect(other.page.root.textContent).toContain('à partir du vendredi 16\u00a0octobre 2026');
    const fields = await hiddenFields(`${form}/verifier`);
    expect((await post(`${form}/verifier`, fields)).status).toBe(409);
    expect((await home.store.reports.find(petit)).status).toBe('draft');
  });
});

describe('later', () => {
  test('a closed report says whom to write to, and gives back what was typed', async () => {
    const path = `${link}/${gauthier.studentNumber}`;
    const { csrf, version } = await hiddenFields(path);
    await home.store.reports.close({ ...gauthier, revision: 1 }, '2026-11-16T07:00:00.000Z');
    const text = await (await get(path)).text();
    expect(text).toContain('scolarite.poitiers@inspe.example');
    expect(text).toContain('Préparer le matériel la veille.');
    const late = await post(path, { csrf, version, advice1: 'Après coup.' });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Après coup.');
    expect((await post(`${path}/verifier`, { csrf, version })).headers.get('location')).toBe(path);
  });

  test('a link whose campaign is over leads to the page that mails a new one', async () => {
    await home.moveTo('2026-12-20T08:00:00Z');
    const response = await get(link);
    expect(response.status).toBe(410);
    expect(await response.text()).toContain('href="/lien"');
    expect(lastDay < '2026-12-20').toBe(true);
  });
});
