import { readJury, studentsOnPage } from '../../actions/read-jury.ts';
import { isNarrow, type JuryFilter } from '../../domain/jury/jury-filter.ts';
import {
  formIn,
  type JuryPeriod,
  type JuryRow,
  type JuryStage,
  juryPeriods,
  periodSlug,
  resultLabel,
  type StageResult,
  stepsReached,
} from '../../domain/jury/semester-results.ts';
import { listOrder } from '../../domain/placement/placement-search.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import { listed, studentName } from '../../domain/wording/people.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { html, type PageResponse } from '../responses.ts';
import { askedStretch } from './archive-answer.tsx';
import { ConsolePage, juryTitle } from './console-page.tsx';
import { JuryArchives } from './jury-files-page.tsx';
import { JuryFilterForm } from './jury-filter-form.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import {
  campaignsTrail,
  juryPath,
  onlyManagers,
  semesterTitle,
  semesterTrail,
  visitedJury,
} from './visited-jury.ts';
import { counted, siteName, stagePath } from './wording.ts';

/** The semesters of which there is something to decide. */
export const showJuryPeriods = async (visit: Visit): Promise<PageResponse> => {
  const { institution, staff, store } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyManagers, '/console');
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const periods = juryPeriods(institution, campaigns);
  return html(
    <ConsolePage visit={visit} title={juryTitle} trail={campaignsTrail} wide={false}>
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
              <a href={juryPath(period)}>{semesterTitle(period)}</a>
            </li>
          ))}
        </ul>
      )}
    </ConsolePage>,
  );
};

/** A semester's results, forty students at a time. */
export const showJury = async (visit: Visit): Promise<PageResponse> => {
  const { acting, institution, request } = visit;
  const jury = visitedJury(visit);
  if (!jury) return nothingHerePage('Ce semestre');
  const { period, filter } = jury;
  const { after } = askedStretch(request);
  const page = await readJury(acting, institution, jury.wanted, after);
  if (page.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
  const { stages, rows, next } = page;
  const isCut = next !== undefined && rows.length < studentsOnPage;
  return html(
    <ConsolePage visit={visit} title={semesterTitle(period)} trail={semesterTrail()}>
      <h1>{semesterTitle(period)}</h1>
      <p class="lead">
        Une ligne par étudiant·e, sur {listed(stages.map(({ stage }) => stage.label))}. Ce qui se lit ici est
        un avis des tuteurs : la validation revient au jury.
      </p>
      <JuryFilterForm visit={visit} jury={jury} />
      <p class="actions">
        <a class="button" href={jury.href('resultats.xlsx')}>
          Télécharger le classeur (XLSX)
        </a>
        <a class="button secondary" href={jury.href('resultats.csv')}>
          CSV
        </a>
      </p>
      {rows.length > 0 && <JuryArchives jury={jury} />}
      {rows.length === 0 ? (
        <p>{nobodyFound(filter, isCut || after !== undefined)}</p>
      ) : (
        <Results visit={visit} period={period} stages={stages} rows={rows} />
      )}
      {(after !== undefined || next !== undefined) && (
        <p class="actions">
          {after !== undefined && (
            <a class="button secondary" href={jury.href()}>
              Revenir au début
            </a>
          )}
          {next !== undefined && (
            <a class="button secondary" href={jury.href('', { apres: next })}>
              {isCut ? 'Chercher plus loin dans la liste' : 'Page suivante'}
            </a>
          )}
        </p>
      )}
    </ConsolePage>,
  );
};

/** Said of a page on which nobody is. @param isPart there may be others before or behind it */
const nobodyFound = (filter: JuryFilter, isPart: boolean): string => {
  if (isNarrow(filter))
    return isPart
      ? 'Personne ne correspond dans cette partie de la liste.'
      : 'Personne ne correspond à cette recherche.';
  return `Aucun étudiant n’a de stage ce semestre${filter.site ? ' sur ce site' : ''}.`;
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
              <a href={`${juryPath(period)}/etudiants/${student.studentNumber}/fiche.pdf`}>
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
