import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { AuditEntry } from '../../schemas/audit.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

let home: ConsoleHome;
let administrator: PageVisitor;
const settings = () => `${home.url}/console/reglages`;
const poitiers = async () =>
  (await home.store.institutions.get()).sites.find(({ siteId }) => siteId === 'poitiers');

/** All of the trail: its first page may not have what was done in the same second. */
const trail = async (): Promise<AuditEntry[]> => {
  const entries: AuditEntry[] = [];
  for (let next: string | undefined = '2026-09-15'; next; ) {
    const page: Awaited<ReturnType<ConsoleHome['audit']['page']>> = await home.audit.page(
      { from: '2026-09-14', to: '2026-09-14' },
      next,
    );
    entries.push(...page.entries);
    next = page.next;
  }
  return entries;
};
const changes = async () =>
  (await trail()).flatMap(({ act, before, after }) =>
    act === 'settingsChanged' ? [`${before} → ${after}`] : [],
  );

beforeAll(async () => {
  home = await startConsoleHome();
  administrator = await home.signIn('Camille Fournier');
});
afterAll(() => home.close());

describe('the settings', () => {
  test('give a site another delegate and a second registrar, and leave the rest as it was', async () => {
    const before = await poitiers();
    await administrator.visit(settings());
    await administrator.follow('Modifier le site de Poitiers');
    await administrator.press('Enregistrer', {
      'delegue-nom': 'Armelle Gadioux',
      'delegue-courriel': 'Armelle.Gadioux@inspe.example',
      'delegue-civilite': 'Mme',
      'delegue-famille': 'Gadioux',
      'gestionnaire2-nom': 'Basile Thoreau',
      'gestionnaire2-courriel': 'basile.thoreau@inspe.example',
    });
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    const after = await poitiers();
    expect(after).toEqual({
      ...before,
      formerAddresses: [before?.delegate.email],
      delegate: {
        name: 'Armelle Gadioux',
        email: 'armelle.gadioux@inspe.example',
        addressed: { title: 'Mme', lastName: 'Gadioux' },
      },
      registrars: [
        ...(before?.registrars ?? []),
        { name: 'Basile Thoreau', email: 'basile.thoreau@inspe.example' },
      ],
    });
    const { entries } = await home.audit.page({
      from: '2026-09-14',
      to: '2026-09-14',
      act: 'settingsChanged',
    });
    // In no order: they were written in the same second.
    expect(entries.map(({ before, after }) => `${before} → ${after}`).toSorted()).toEqual(
      [
        'Site de Poitiers, délégué·e, nom : Hervé Quintard → Armelle Gadioux',
        'Site de Poitiers, délégué·e, courriel : delegue.poitiers@inspe.example → armelle.gadioux@inspe.example',
        'Site de Poitiers, délégué·e, civilité : M. Quintard → Mme Gadioux',
        'Site de Poitiers, gestionnaire Basile Thoreau, nom : – → Basile Thoreau',
        'Site de Poitiers, gestionnaire Basile Thoreau, courriel : – → basile.thoreau@inspe.example',
      ].toSorted(),
    );
  });

  test('give a site a second delegate, who may be let go again; a site of many people is one form', async () => {
    const path = `${settings()}/sites/la-rochelle`;
    const laRochelle = async () =>
      (await home.store.institutions.get()).sites.find(({ siteId }) => siteId === 'la-rochelle');
    for (let at = 2; at <= 6; at += 1) {
      await administrator.visit(path);
      const key = `gestionnaire${at}`;
      await administrator.press('Enregistrer', {
        ...{ [`${key}-nom`]: `Gestionnaire ${at}`, [`${key}-courriel`]: `gestionnaire${at}@inspe.example` },
      });
    }
    expect((await laRochelle())?.registrars).toHaveLength(6);
    await administrator.press('Enregistrer', {
      ...{ 'delegue2-nom': 'Yann Coste', 'delegue2-courriel': 'yann.coste@inspe.example' },
    });
    const { delegate, otherDelegates } = (await laRochelle()) ?? {};
    expect(otherDelegates).toEqual([{ name: 'Yann Coste', email: 'yann.coste@inspe.example' }]);
    expect(textOf(administrator)).toContain('Délégué·e de stage 2');
    await administrator.press('Enregistrer', { 'delegue2-courriel': 'yann.coste' });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Cette adresse électronique n’est pas valable.');
    await administrator.visit(settings());
    expect(textOf(administrator)).toContain('Yann Coste (yann.coste@inspe.example)');
    await administrator.visit(path);
    await administrator.press('Enregistrer', { 'delegue2-nom': '', 'delegue2-courriel': '' });
    const after = await laRochelle();
    expect(after).toMatchObject({ delegate, formerAddresses: ['yann.coste@inspe.example'] });
    expect(after?.otherDelegates).toBeUndefined();
  });

  test('call a site otherwise, which every campaign offers from then on', async () => {
    await administrator.visit(`${settings()}/sites/la-rochelle`);
    await administrator.press('Enregistrer', { nom: 'Niort', universite: '' });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Un autre site porte déjà ce nom.');
    expect(textOf(administrator)).toContain('Indiquez l’université');
    const renamed = {
      nom: 'La Rochelle-Ré',
      'nom-complet': 'Campus de l’Océan',
      universite: 'Université de l’Ouest',
    };
    await administrator.press('Enregistrer', renamed);
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    const { sites } = await home.store.institutions.get();
    expect(sites.find(({ siteId }) => siteId === 'la-rochelle')).toMatchObject({
      ...{ name: renamed.nom, campus: renamed['nom-complet'], university: renamed.universite },
    });
    await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
    expect(textOf(administrator)).toContain('La Rochelle-Ré');
    await administrator.visit(`${settings()}/sites/la-rochelle`);
    await administrator.press('Enregistrer', { nom: 'La Rochelle' });
  });

  test('refuse what nobody could be written to by, and keep what was typed', async () => {
    await administrator.visit(`${settings()}/sites/poitiers`);
    await administrator.press('Enregistrer', {
      'delegue-courriel': 'armelle',
      'gestionnaire1-nom': '',
      'gestionnaire2-civilite': 'M.',
    });
    expect(administrator.page.status).toBe(422);
    const text = textOf(administrator);
    expect(text).toContain('Cette adresse électronique n’est pas valable.');
    expect(text).toContain('Indiquez le prénom et le nom.');
    expect(text).toContain('Indiquez le nom de famille qui suit la civilité');
    expect(administrator.page.root.querySelector('[name="delegue-courriel"]')?.getAttribute('value')).toBe(
      'armelle',
    );
    expect((await poitiers())?.delegate.email).toBe('armelle.gadioux@inspe.example');
  });

  test('lose nobody who was typed while a colleague took somebody away', async () => {
    const late = await home.signIn('Camille Fournier');
    await late.visit(`${settings()}/sites/poitiers`);
    await administrator.visit(`${settings()}/sites/poitiers`);
    await administrator.press('Enregistrer', { 'gestionnaire2-nom': '', 'gestionnaire2-courriel': '' });
    expect((await poitiers())?.registrars).toHaveLength(1);
    const typed = { 'gestionnaire3-nom': 'Ida Roy', 'gestionnaire3-courriel': 'ida.roy@inspe.example' };
    await late.press('Enregistrer', typed);
    expect(late.page.status).toBe(409);
    await late.press('Enregistrer');
    const names = (await poitiers())?.registrars.map(({ name }) => name);
    expect(names?.slice(1)).toEqual(['Basile Thoreau', 'Ida Roy']);
  });

  test('have somebody stand in for who is away, and remember who was written to before', async () => {
    await administrator.visit(`${settings()}/sites/niort`);
    await administrator.press('Enregistrer', { 'delegue-absence': '2026-09-20' });
    expect(textOf(administrator)).toContain('Indiquez qui remplace.');
    await administrator.press('Enregistrer', {
      'delegue-remplacant': 'Basile Thoreau',
      'delegue-remplacant-courriel': 'basile.thoreau@inspe.example',
    });
    await administrator.visit(settings());
    expect(textOf(administrator)).toContain(
      'absent·e jusqu’au dimanche 20 septembre 2026 : Basile Thoreau remplace',
    );
    const { sites } = await home.store.institutions.get();
    expect(sites.find(({ siteId }) => siteId === 'poitiers')?.formerAddresses).toEqual([
      'delegue.poitiers@inspe.example',
    ]);
  });

  test('take no absence that is over already, but leave one alone that has passed since, or let it be dropped', async () => {
    const path = `${settings()}/sites/angouleme`;
    const away = { 'delegue-remplacant': 'Ida Roy', 'delegue-remplacant-courriel': 'ida.roy@inspe.example' };
    await administrator.visit(path);
    await administrator.press('Enregistrer', { ...away, 'delegue-absence': '2026-09-13' });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Ce jour est déjà passé');
    const absence = { until: '2026-09-01', standIn: { name: 'Ida Roy', email: 'ida.roy@inspe.example' } };
    const before = await home.store.institutions.get();
    const edition = (before.edition ?? 0) + 1;
    const sites = before.sites.map((site) =>
      site.siteId === 'angouleme' ? { ...site, delegate: { ...site.delegate, absence } } : site,
    );
    await home.store.institutions.change(before, { ...before, sites, edition });
    const delegate = async () =>
      (await home.store.institutions.get()).sites.find(({ siteId }) => siteId === 'angouleme')?.delegate;
    await administrator.visit(path);
    await administrator.press('Enregistrer', { 'delegue-fonction': 'professeure' });
    expect(await delegate()).toMatchObject({ function: 'professeure', absence });
    await administrator.press('Enregistrer', { 'delegue-absence': '2026-09-02' });
    expect(administrator.page.status).toBe(422);
    const none = { 'delegue-absence': '', 'delegue-remplacant': '', 'delegue-remplacant-courriel': '' };
    await administrator.press('Enregistrer', none);
    expect((await delegate())?.absence).toBeUndefined();
  });

  test('tell the later of two who change them at once', async () => {
    const second = await home.signIn('Camille Fournier');
    await second.visit(settings());
    await administrator.visit(settings());
    await administrator.press('Enregistrer', { expediteur: 'Stages de l’INSPÉ' });
    await second.press('Enregistrer', { expediteur: 'Autre nom' });
    expect(textOf(second)).toContain('Quelqu’un d’autre vient de les modifier');
    expect((await home.store.institutions.get()).senderName).toBe('Stages de l’INSPÉ');
  });

  test('say what those in charge are mailed who have chosen nothing, which their own choice overrules', async () => {
    const registrar = await home.signIn('Nadège Brossard');
    const chosen = () =>
      registrar.page.root.querySelector('input[name=comptes-rendus][checked]')?.getAttribute('value');
    await registrar.visit(`${home.url}/console/mes-courriels`);
    expect(chosen()).toBe('lien');
    await administrator.visit(settings());
    await administrator.press('Enregistrer', { 'courriels-habituels': 'tous' });
    expect((await home.store.institutions.get()).usualMails).toEqual({
      ...{ reportsBy: 'link', isEachMailed: true, isMorningToo: true },
    });
    await registrar.visit(`${home.url}/console/mes-courriels`);
    expect(chosen()).toBe('tous');
    await registrar.press('Enregistrer', { 'comptes-rendus': 'chacun' });
    await registrar.visit(`${home.url}/console/mes-courriels`);
    expect(chosen()).toBe('chacun');
    expect(await changes()).toContainEqual(
      expect.stringContaining('sauf autre choix : un lien le matin → un courriel chacun, et un lien'),
    );
    await administrator.visit(settings());
    await administrator.press('Enregistrer', { 'courriels-habituels': 'lien' });
  });

  test('take the official holidays once, another period, and let go of one', async () => {
    await administrator.visit(settings());
    await administrator.follow('Modifier les jours sans courriel');
    const count = async () => (await home.store.institutions.get()).quietPeriods.length;
    const before = await count();
    const add = () => administrator.press('Ajouter ces vacances', { vacances: '2027-A' });
    await add();
    expect(await count()).toBe(before + 6);
    await add();
    expect(await count()).toBe(before + 6);
    await administrator.press('Ajouter cette période', { nom: 'Pont', du: '2026-11-13', au: '2026-11-12' });
    expect(textOf(administrator)).toContain('Le dernier jour vient avant le premier.');
    await administrator.press('Ajouter cette période', {
      nom: 'Fermeture',
      du: '2026-11-12',
      au: '2026-11-13',
    });
    expect(textOf(administrator)).toContain('Fermeture');
    await administrator.press('Retirer Fermeture');
    expect(await count()).toBe(before + 6);
    await administrator.visit(`${home.url}/console/journal?action=settingsChanged`);
    const days = 'Jours sans courriel, Fermeture du jeudi 12 novembre 2026 au vendredi 13 novembre 2026';
    for (const line of [`${days} : – → sans courriel`, `${days} : sans courriel → –`])
      expect(textOf(administrator)).toContain(line);
  });

  test('show the periods that are over as such, to be let go of, and hold only so many', async () => {
    const path = `${settings()}/jours-sans-courriel`;
    await administrator.visit(path);
    const over = administrator.page.root.querySelector('details')?.textContent ?? '';
    expect(over).toContain('vacances de la Toussaint 2025');
    expect(over).not.toContain('vacances de la Toussaint 2026');
    await administrator.press('Retirer vacances de la Toussaint 2025');
    expect(textOf(administrator)).not.toContain('vacances de la Toussaint 2025');
    const before = await home.store.institutions.get();
    const edition = (before.edition ?? 0) + 1;
    const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
    const many = Array.from({ length: 200 }, (_, at) => ({
      label: `Pont ${at}`,
      from: day(at),
      to: day(at),
    }));
    await home.store.institutions.change(before, { ...before, quietPeriods: many, edition });
    await administrator.visit(path);
    await administrator.press('Ajouter cette période', {
      nom: 'De trop',
      du: '2027-02-01',
      au: '2027-02-02',
    });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('retirez d’abord celles qui sont passées');
    await administrator.press('Ajouter ces vacances', { vacances: '2027-B' });
    expect(administrator.page.status).toBe(422);
    const { quietPeriods } = before;
    await home.store.institutions.change(
      { ...before, edition },
      { ...before, quietPeriods, edition: edition + 1 },
    );
  });

  test('say with which delays a new campaign begins, and leave the others theirs', async () => {
    await administrator.visit(`${settings()}/delais`);
    await administrator.press('Enregistrer', { dueDays: '0' });
    expect(administrator.page.status).toBe(422);
    await administrator.visit(`${settings()}/delais`);
    await administrator.press('Enregistrer', { dueDays: '10' });
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
    expect(administrator.page.root.querySelector('[name="dueDays"]')?.getAttribute('value')).toBe('10');
  });

  test('say how long what is kept, and the page that everybody reads says the same', async () => {
    const said = async () => (await fetch(`${home.url}/donnees-personnelles`)).text();
    expect(await said()).toContain('60 jours après la clôture');
    await administrator.visit(settings());
    await administrator.follow('Modifier les durées de conservation');
    await administrator.press('Enregistrer', { brouillons: '5 jours', archives: '2', affectations: '2' });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Indiquez un nombre entier, de 30 à 365.');
    // What was typed is there again: one mistake is mended, and the other is told.
    await administrator.press('Enregistrer', { brouillons: '90' });
    expect(textOf(administrator)).toContain('L’archivage finit après la consultation');
    await administrator.press('Enregistrer', { archives: '10' });
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    const page = await said();
    expect(page).toContain('90 jours après la clôture');
    expect(page).toContain('jusqu’à 10 ans après la fin de l’année universitaire');
    const today = { from: '2026-09-14', to: '2026-09-14' };
    const { entries } = await home.audit.page({ ...today, act: 'settingsChanged' });
    expect(entries).toContainEqual(
      expect.objectContaining({
        before: expect.stringContaining('60 jours après la clôture'),
        after: expect.stringContaining('90 jours après la clôture'),
      }),
    );
  });

  test('say who the establishment is and whom to ask about personal data, which everybody may read', async () => {
    const read = async () => (await fetch(`${home.url}/donnees-personnelles`)).text();
    expect(await read()).not.toContain('dpo@univ.example');
    const before = await home.store.institutions.get();
    await administrator.visit(settings());
    await administrator.follow('Modifier l’établissement');
    const typed = {
      ...{ nom: 'Institut des Trois-Rivières', academie: '', telephone: '05 36 49 00 00' },
      ...{ signataire: '', 'signataire-fonction': 'directrice', 'dpo-courriel': 'dpo' },
    };
    await administrator.press('Enregistrer', typed);
    expect(administrator.page.status).toBe(422);
    for (const problem of [
      'Indiquez l’académie',
      'Indiquez le nom du ou de la signataire',
      'à qui s’adresser',
    ])
      expect(textOf(administrator)).toContain(problem);
    expect(textOf(administrator)).toContain('une adresse électronique valable');
    await administrator.press('Enregistrer', {
      ...{ academie: 'Limoges', signataire: 'Ada Roux', dpo: 'Bureau des données' },
      'dpo-courriel': 'DPO@univ.example',
    });
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    expect(await home.store.institutions.get()).toMatchObject({
      ...{ name: typed.nom, academy: 'Limoges', phone: typed.telephone, sites: before.sites },
      signatory: { name: 'Ada Roux', function: 'directrice' },
      dataProtection: { name: 'Bureau des données', email: 'dpo@univ.example' },
    });
    const page = await read();
    expect(page).toContain('Bureau des données');
    expect(page).toContain('href="mailto:dpo@univ.example"');
    expect(page).toContain('Durées de conservation');
    expect(await changes()).toEqual(
      expect.arrayContaining([
        `Nom de l’établissement : ${before.name} → Institut des Trois-Rivières`,
        expect.stringMatching(/^Fonction du ou de la signataire : .* → directrice$/),
        'Courriel pour la protection des données : – → dpo@univ.example',
      ]),
    );
    // What is left empty is said no more.
    await administrator.visit(`${settings()}/etablissement`);
    await administrator.press('Enregistrer', { nom: before.name, dpo: '', 'dpo-courriel': '' });
    expect((await home.store.institutions.get()).dataProtection).toBeUndefined();
    expect(await read()).not.toContain('Délégué·e à la protection des données');
  });

  test('prepare all stages of a year at once, each with its dates, and none twice', async () => {
    await administrator.visit(`${home.url}/console/campagnes`);
    await administrator.follow('Préparer tous les stages de l’année 2026-2027');
    const dates = {
      ...{ 'sopa2-from1': '2026-11-30', 'sopa2-to1': '2026-12-04' },
      ...{ 'sopa3-from1': '2027-01-25', 'sopa3-to1': '2027-01-20' },
    };
    await administrator.press('Voir le calendrier', dates);
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('précède le premier');
    await administrator.press('Voir le calendrier', { 'sopa3-to1': '2027-01-29' });
    expect(textOf(administrator)).toContain('2 campagnes seront préparées pour Poitiers');
    expect(await home.store.campaigns.find('2026-sopa2')).toBeUndefined();
    const colleague = await home.signIn('Camille Fournier');
    await colleague.visit(`${home.url}/console/annees/2026/calendrier`);
    await colleague.press('Voir le calendrier', { ...dates, 'sopa3-to1': '2027-01-29' });
    for (const one of [administrator, colleague]) {
      await one.press('Préparer ces 2 campagnes');
      expect(textOf(one)).toContain('2 campagnes sont prêtes');
    }
    const all = await home.store.campaigns.all();
    expect(
      all
        .map(({ campaignId }) => campaignId)
        .filter((id) => !id.includes('sopa1'))
        .sort(),
    ).toEqual(['2026-sopa2', '2026-sopa3']);
    expect(all.find(({ stage }) => stage === 'sopa3')).toMatchObject({
      status: 'prepared',
      periods: [{ from: '2027-01-25', to: '2027-01-29' }],
      timetable: { dueDays: 10 },
    });
  });

  test('add a site with its people, which a campaign can choose and a file can name; it is not taken away again', async () => {
    await administrator.visit(settings());
    await administrator.follow('Ajouter un site');
    expect(textOf(administrator)).toContain('Un site ne se retire plus');
    await administrator.press('Ajouter ce site', { nom: 'Saintes-Œuvres', 'gestionnaire1-nom': 'Ida Roy' });
    expect(administrator.page.status).toBe(422);
    for (const problem of [
      'Indiquez le nom complet',
      'Indiquez l’université',
      'Indiquez le prénom et le nom',
    ])
      expect(textOf(administrator)).toContain(problem);
    await administrator.press('Ajouter ce site', {
      ...{ 'nom-complet': 'Campus de Saintes', universite: 'Université de l’Ouest' },
      'gestionnaire1-courriel': 'ida.roy@inspe.example',
      ...{ 'delegue-nom': 'Yann Coste', 'delegue-courriel': 'yann.coste@inspe.example' },
    });
    expect(textOf(administrator)).toContain('Les réglages sont enregistrés');
    expect(textOf(administrator)).toContain('« saintes-oeuvres »');
    const { sites } = await home.store.institutions.get();
    expect(sites.at(-1)).toEqual({
      ...{ siteId: 'saintes-oeuvres', name: 'Saintes-Œuvres' },
      ...{ campus: 'Campus de Saintes', university: 'Université de l’Ouest' },
      registrars: [{ name: 'Ida Roy', email: 'ida.roy@inspe.example' }],
      delegate: { name: 'Yann Coste', email: 'yann.coste@inspe.example' },
    });
    expect(await changes()).toEqual(
      expect.arrayContaining([
        'Site de Saintes-Œuvres, nom : – → Saintes-Œuvres',
        'Site de Saintes-Œuvres, signature : – → Ida Roy',
        'Site de Saintes-Œuvres, délégué·e, courriel : – → yann.coste@inspe.example',
      ]),
    );
    await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
    await administrator.press('Voir le calendrier', {
      ...{ stage: 'sopa4', from1: '2027-05-03', to1: '2027-05-07', sites: 'saintes-oeuvres' },
    });
    await administrator.press('Enregistrer la campagne');
    const campaign = await home.store.campaigns.get('2026-sopa4');
    expect(campaign.siteIds).toEqual(['saintes-oeuvres']);
  });

  test('are refused to whoever is no administrator, before what was typed is read, which the trail says', async () => {
    const registrar = await home.signIn('Nadège Brossard');
    const csrf = registrar.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    const paths = [
      '',
      '/sites/poitiers',
      '/nouveau-site',
      '/jours-sans-courriel',
      '/delais',
      '/etablissement',
      '/conservation',
      '/courriels/assignment',
    ];
    for (const path of paths) {
      await registrar.submit(`/console/reglages${path}`, { csrf, vu: '0' });
      expect(registrar.page.status, path).toBe(403);
    }
    const refused = (await trail()).filter(({ outcome }) => outcome === 'refused').map(({ act }) => act);
    expect(refused.toSorted()).toEqual([...Array(7).fill('settingsChanged'), 'wordingChanged']);
  });

  test('are for administrators, who can use them on a phone and on a desk', async () => {
    const browser = await openBrowser();
    try {
      const page = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
      await page.goto(settings());
      await page.getByRole('button', { name: /Camille Fournier/ }).click();
      for (const path of [
        ...[
          '/reglages',
          '/reglages/sites/poitiers',
          '/reglages/nouveau-site',
          '/reglages/jours-sans-courriel',
          '/reglages/delais',
        ],
        ...['/reglages/conservation', '/reglages/etablissement'],
        ...['/annees/2026', '/annees/2026/calendrier'],
      ]) {
        await page.goto(`${home.url}/console${path}`);
        for (const size of [desk, phone]) {
          await page.setViewportSize(size);
          expect(await accessibilityProblems(page)).toEqual([]);
          expect(await isWiderThanWindow(page)).toBe(false);
          await takePicture(page, `settings${path.replaceAll('/', '-')}-${size.width}`);
        }
      }
    } finally {
      await browser.close();
    }
  });
});
