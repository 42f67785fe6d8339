import { academicYear } from '../../../schemas/campaign.ts';
import { studentNumber } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { exportJuryFiles, type JuryFiles } from '../../actions/export-jury-files.ts';
import { exportJury, jurySites, mostInFile, readJury, readJuryOf } from '../../actions/read-jury.ts';
import { jurySheetPdf } from '../../documents/jury-pdf.ts';
import { type ListFormat, listFormats } from '../../documents/placement-list.ts';
import {
  formIn,
  type JuryPeriod,
  type JuryRow,
  type JuryStage,
  juryPeriods,
  periodOf,
  periodSlug,
  resultLabel,
  type StageResult,
  stepsReached,
} from '../../domain/jury/semester-results.ts';
import { listOrder } from '../../domain/placement/placement-search.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import { listed, studentName } from '../../domain/wording/people.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { file, html, type PageResponse } from '../responses.ts';
import { type Archived, archiveAnswer, askedStretch } from './archive-answer.tsx';
import { ConsolePage, juryTitle } from './console-page.tsx';
import { reportsNamed } from './export-reports-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { counted, siteName, stagePath } from './wording.ts';

const onlyManagers = 'Les résultats d’un semestre sont pour la scolarité et l’administration.';
const trail = [{ label: 'Campagnes', href: '/console/campagnes' }];
const home = '/console/jury';

export const semesterTitle = ({ year, semester }: JuryPeriod): string =>
  `Semestre ${semester} – ${academicYear(year)}`;

const semesterTrail = (period: JuryPeriod) => [
  ...trail,
  { label: juryTitle, href: home },
  { label: semesterTitle(period), href: `${home}/${periodSlug(period)}` },
];

/** The semesters of which there is something to decide. */
export const showJuryPeriods = async (visit: Visit): Promise<PageResponse> => {
  const { institution, staff, store } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyManagers, '/console');
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const periods = juryPeriods(institution, campaigns);
  return html(
    <ConsolePage visit={visit} title={juryTitle} trail={trail} wide={false}>
      <h1>{juryTitle}</h1>
      <p class="lead">
        Pour chaque semestre, une ligne par étudiant·e sur ses stages : absences, étapes, séances, grille
        d’éthique et conseils. Un compte-rendu qui manque y est dit.
      </p>
      {periods.length === 0 ? (
        <p>Aucune campagne n’est encore préparée : les résultats apparaîtront ici avec la première.</p>
      ) : (
        <ul>
          {periods.map((period) => (
            <li key={periodSlug(period)}>
              <a href={`${home}/${periodSlug(period)}`}>{semesterTitle(period)}</a>
            </li>
          ))}
        </ul>
      )}
    </ConsolePage>,
  );
};

const asked = ({ request, staff, institution }: Visit) => {
  const site = (request.query.get('site') ?? '').slice(0, 60);
  const period = periodOf(request.params.period ?? '');
  return period && { period, site, siteIds: jurySites({ staff }, institution, site) };
};

/** A semester's results, forty students at a time. */
export const showJury = async (visit: Visit): Promise<PageResponse> => {
  const { acting, institution, request } = visit;
  const wanted = asked(visit);
  if (!wanted) return nothingHerePage('Ce semestre');
  const { period, site, siteIds } = wanted;
  const after = request.query.get('apres')?.slice(0, 300);
  const page = await readJury(acting, institution, { ...period, siteIds }, after);
  if (page.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
  const { stages, rows, next } = page;
  const path = `${home}/${periodSlug(period)}`;
  const query = (more: Record<string, string>): string =>
    new URLSearchParams({ ...(site !== '' && { site }), ...more }).toString();
  return html(
    <ConsolePage
      visit={visit}
      title={semesterTitle(period)}
      trail={[...trail, { label: juryTitle, href: home }]}
    >
      <h1>{semesterTitle(period)}</h1>
      <p class="lead">
        Une ligne par étudiant·e, sur {listed(stages.map(({ stage }) => stage.label))}. Ce qui se lit ici est
        un avis des tuteurs : la validation revient au jury.
      </p>
      <SiteChoice visit={visit} path={path} site={site} />
      <p class="actions">
        <a class="button" href={`${path}/resultats.xlsx?${query({})}`}>
          Télécharger le classeur (XLSX)
        </a>
        <a class="button secondary" href={`${path}/resultats.csv?${query({})}`}>
          CSV
        </a>
      </p>
      {rows.length > 0 && <Archives path={path} query={query({})} />}
      {rows.length === 0 ? (
        <p>Aucun étudiant n’a de stage ce semestre{site === '' ? '' : ' sur ce site'}.</p>
      ) : (
        <Results visit={visit} period={period} stages={stages} rows={rows} />
      )}
      {(after !== undefined || next !== undefined) && (
        <p class="actions">
          {after !== undefined && (
            <a class="button secondary" href={`${path}?${query({})}`}>
              Revenir au début
            </a>
          )}
          {next !== undefined && (
            <a class="button secondary" href={`${path}?${query({ apres: next })}`}>
              Page suivante
            </a>
          )}
        </p>
      )}
    </ConsolePage>,
  );
};

const SiteChoice = ({ visit, path, site }: { visit: Visit; path: string; site: string }) => {
  const { institution, staff } = visit;
  const sites = institution.sites.filter(({ siteId }) => seesSite(staff, siteId));
  if (sites.length < 2) return null;
  return (
    <form method="get" action={path} class="filters">
      <div>
        <label for="site">Site</label>
        <select id="site" name="site">
          <option value="">Tous</option>
          {sites.map(({ siteId, name }) => (
            <option key={siteId} value={siteId} selected={siteId === site}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button class="secondary" type="submit">
        Filtrer
      </button>
    </form>
  );
};

const archives: Record<JuryFiles, Pick<Archived, 'noun' | 'nothing'> & { name: string }> = {
  reports: { name: 'comptes-rendus.zip', ...reportsNamed },
  sheets: { name: 'fiches.zip', noun: ['fiche', 'fiches'], nothing: 'Aucune fiche à télécharger' },
};

/** Every PDF of the students whom the filter shows. */
const Archives = ({ path, query }: { path: string; query: string }) => {
  const address = (files: JuryFiles) => `${path}/${archives[files].name}${query === '' ? '' : `?${query}`}`;
  return (
    <p>
      Tous les PDF de cette liste : <a href={address('reports')}>comptes-rendus (ZIP)</a> ou{' '}
      <a href={address('sheets')}>fiches par étudiant·e (ZIP)</a>
    </p>
  );
};

type ResultsProps = { visit: Visit; period: JuryPeriod; stages: JuryStage[]; rows: JuryRow[] };

const Results = ({ visit, period, stages, rows }: ResultsProps) => {
  const { institution } = visit;
  const [first] = rows;
  const isOneSite = rows.every(({ student }) => student.siteId === first?.student.siteId);
  return (
    <table class="stacked">
      <caption class="visually-hidden">Résultats du semestre, par étudiant·e</caption>
      <thead>
        <tr>
          <th scope="col">Étudiant·e</th>
          {!isOneSite && <th scope="col">Site</th>}
          {stages.map(({ stage }) => (
            <th scope="col" key={stage.stageId}>
              {stage.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ student, results }) => (
          <tr key={listOrder(student)}>
            <th scope="row">
              <a href={`${home}/${periodSlug(period)}/etudiants/${student.studentNumber}/fiche.pdf`}>
                {studentName(student)}
                <span class="visually-hidden"> : fiche du semestre, PDF</span>
              </a>{' '}
              <span class="muted">{student.studentNumber}</span>
            </th>
            {!isOneSite && <td data-label="Site">{siteName(institution, student.siteId)}</td>}
            {results.map((result, at) => (
              <td key={stages[at]?.stage.stageId} data-label={stages[at]?.stage.label}>
                <Result result={result} forms={stages[at]?.forms ?? []} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const toneOf = ({ kind, placement }: Exclude<StageResult, { kind: 'none' }>): Tone => {
  if (kind === 'report') return placement.status === 'givenBack' ? 'info' : 'success';
  if (placement.status === 'unreturned') return 'error';
  return placement.status === 'cancelled' || placement.status === 'prepared' ? 'neutral' : 'warning';
};

type ResultProps<Of extends StageResult> = Pick<JuryStage, 'forms'> & { result: Of };

const Result = ({ result, forms }: ResultProps<StageResult>) => {
  if (result.kind === 'none') return <span class="muted">{resultLabel(result)}</span>;
  const { placement } = result;
  const { href, who } = { href: stagePath(placement), who: studentName(placement) };
  return (
    <>
      <p class="badges">
        <Badge tone={toneOf(result)}>{resultLabel(result)}</Badge>
        {result.kind === 'report' && <Levels result={result} forms={forms} />}
      </p>
      <p class="muted">
        {result.kind === 'report' && (
          <>
            {inShort({ result, forms })} ·{' '}
            <a href={`${href}/compte-rendu.pdf`}>
              PDF<span class="visually-hidden"> de {who}</span>
            </a>{' '}
            ·{' '}
          </>
        )}
        <a href={href}>
          Affectation<span class="visually-hidden"> de {who}</span>
        </a>
      </p>
    </>
  );
};

type Reported = Extract<StageResult, { kind: 'report' }>;

const inShort = ({ result, forms }: ResultProps<Reported>): string => {
  const { answers } = result.sent;
  const steps = stepsReached(formIn({ forms }, result.sent), answers);
  const absent = answers.absentHalfDays;
  return [
    steps.length === 0 ? '' : `étape${steps.length > 1 ? 's' : ''} ${listed(steps.map(String))}`,
    absent === 0 ? 'aucune absence' : counted(absent, 'demi-journée d’absence', 'demi-journées d’absence'),
  ]
    .filter(Boolean)
    .join(' · ');
};

/** What is not acquired by its number; the rest counted. */
const Levels = ({ result, forms }: ResultProps<Reported>) => {
  const { levels } = formIn({ forms }, result.sent).ethics;
  const answers = Object.entries(result.sent.answers.ethics);
  const numbered = (level: 'notAcquired' | 'inProgress') =>
    answers.filter(([, answer]) => answer.level === level).map(([criterion]) => criterion);
  const [failed, begun] = [numbered('notAcquired'), numbered('inProgress')];
  return (
    <>
      {failed.length > 0 && (
        <Badge tone="error">{`${listed(failed)} ${levels.notAcquired.toLowerCase()}`}</Badge>
      )}
      {begun.length > 0 && <Badge tone="info">{`${listed(begun)} ${levels.inProgress.toLowerCase()}`}</Badge>}
      {failed.length + begun.length === 0 && <Badge tone="success">Tout est acquis</Badge>}
    </>
  );
};

/** The whole semester of the sites that are asked for. */
export const downloadJury =
  (format: ListFormat) =>
  async (visit: Visit): Promise<PageResponse> => {
    const wanted = asked(visit);
    if (!wanted) return nothingHerePage('Ce semestre');
    const { period, siteIds } = wanted;
    const outcome = await exportJury(visit.acting, visit.institution, { ...period, siteIds }, format);
    if (outcome.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
    if (outcome.kind === 'tooMany') return tooManyPage(visit, period);
    return file({
      bytes: outcome.bytes,
      contentType: listFormats[format],
      filename: `resultats-${periodSlug(period)}.${format}`,
    });
  };

/** The PDFs of the students whom the filter shows, as one archive, or the ways to its parts. */
export const downloadJuryFiles =
  (files: JuryFiles) =>
  async (visit: Visit): Promise<PageResponse> => {
    const wanted = asked(visit);
    if (!wanted) return nothingHerePage('Ce semestre');
    const { acting, institution, request } = visit;
    const { period, site, siteIds } = wanted;
    const ofSites = { ...period, siteIds };
    const outcome = await exportJuryFiles(acting, institution, ofSites, files, askedStretch(request));
    if (outcome.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
    if (outcome.kind === 'tooMany') return tooManyPage(visit, period);
    const { name, ...words } = archives[files];
    const path = `${home}/${periodSlug(period)}`;
    const query = (more: Record<string, string>) =>
      new URLSearchParams({ ...(site !== '' && { site }), ...more }).toString();
    return archiveAnswer(visit, outcome, {
      ...words,
      filename: `${periodSlug(period)}-${name}`,
      href: (part) => `${path}/${name}?${query(part)}`,
      trail: semesterTrail(period),
      back: <a href={`${path}?${query({})}`}>Revenir aux résultats</a>,
    });
  };

/** A student's semester, to be printed. */
export const downloadJurySheet = async (visit: Visit): Promise<PageResponse> => {
  const { acting, institution, request } = visit;
  const wanted = asked(visit);
  const number = studentNumber.safeParse(request.params.studentNumber ?? '');
  if (!wanted || !number.success) return nothingHerePage('Cette fiche');
  const { period, siteIds } = wanted;
  const found = await readJuryOf(acting, institution, { ...period, siteIds }, number.data);
  if (found.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
  if (found.kind === 'none') return nothingHerePage('Cette fiche');
  const { stages, row } = found;
  return file({
    bytes: await jurySheetPdf({ institution, period, stages, row, now: request.now }),
    contentType: 'application/pdf',
    filename: `fiche-${periodSlug(period)}-${number.data}.pdf`,
  });
};

const tooManyPage = (visit: Visit, period: JuryPeriod): PageResponse =>
  html(
    <ConsolePage visit={visit} title="Export trop grand" trail={semesterTrail(period)} wide={false}>
      <h1>Ces résultats sont trop longs pour un seul fichier</h1>
      <p class="lead">
        Un fichier contient au plus {counted(mostInFile, 'étudiant·e', 'étudiant·es')} : téléchargez les
        résultats site par site.
      </p>
      <ul>
        {jurySites({ staff: visit.staff }, visit.institution, '').map((siteId) => (
          <li key={siteId}>
            <a href={`${home}/${periodSlug(period)}?${new URLSearchParams({ site: siteId })}`}>
              {siteName(visit.institution, siteId)}
            </a>
          </li>
        ))}
      </ul>
    </ConsolePage>,
    { status: 422 },
  );
