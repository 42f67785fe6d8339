import { studentNumber } from '../../../schemas/placement.ts';
import { exportJuryFiles, type JuryFiles } from '../../actions/export-jury-files.ts';
import { exportJury, mostInFile, readJuryOf, type TooMany } from '../../actions/read-jury.ts';
import type { Stretch } from '../../documents/file-archive.ts';
import { jurySheetPdf } from '../../documents/jury-pdf.ts';
import { type ListFormat, listFormats } from '../../documents/placement-list.ts';
import { periodSlug } from '../../domain/jury/semester-results.ts';
import { studentName } from '../../domain/wording/people.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { type Archived, archiveAnswer, askedStretch, stretchQuery } from './archive-answer.tsx';
import { ConsolePage } from './console-page.tsx';
import { reportsNamed } from './export-reports-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { onlyManagers, semesterTrail, type VisitedJury, visitedJury } from './visited-jury.ts';
import { counted } from './wording.ts';

const archives: Record<JuryFiles, Pick<Archived, 'noun' | 'nothing'> & { name: string }> = {
  reports: { name: 'comptes-rendus.zip', ...reportsNamed },
  sheets: { name: 'fiches.zip', noun: ['fiche', 'fiches'], nothing: 'Aucune fiche à télécharger' },
};

/** Every PDF of the students whom the filter shows. */
export const JuryArchives = ({ jury }: { jury: VisitedJury }) => (
  <p>
    Tous les PDF de cette liste : <a href={jury.href(archives.reports.name)}>comptes-rendus (ZIP)</a> ou{' '}
    <a href={jury.href(archives.sheets.name)}>fiches par étudiant·e (ZIP)</a>
  </p>
);

/** The semester of the students whom the filter shows, or a stretch of their list. */
export const downloadJury =
  (format: ListFormat) =>
  async (visit: Visit): Promise<PageResponse> => {
    const jury = visitedJury(visit);
    if (!jury) return nothingHerePage('Ce semestre');
    const stretch = askedStretch(visit.request);
    const outcome = await exportJury(visit.acting, visit.institution, jury.wanted, format, stretch);
    if (outcome.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
    if (outcome.kind === 'tooMany') return tooManyPage(visit, jury, `resultats.${format}`, outcome);
    return file({
      bytes: outcome.bytes,
      contentType: listFormats[format],
      filename: `resultats-${periodSlug(jury.period)}.${format}`,
    });
  };

/** The PDFs of the students whom the filter shows, as one archive, or the ways to its parts. */
export const downloadJuryFiles =
  (files: JuryFiles) =>
  async (visit: Visit): Promise<PageResponse> => {
    const jury = visitedJury(visit);
    if (!jury) return nothingHerePage('Ce semestre');
    const { acting, institution, request } = visit;
    const { name, ...words } = archives[files];
    const outcome = await exportJuryFiles(acting, institution, jury.wanted, files, askedStretch(request));
    if (outcome.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
    if (outcome.kind === 'tooMany') return tooManyPage(visit, jury, name, outcome);
    return archiveAnswer(visit, outcome, {
      ...words,
      filename: `${periodSlug(jury.period)}-${name}`,
      href: (part) => jury.href(name, part),
      trail: semesterTrail(jury.period),
      back: <a href={jury.href()}>Revenir aux résultats</a>,
    });
  };

/** A student's semester, to be printed. */
export const downloadJurySheet = async (visit: Visit): Promise<PageResponse> => {
  const { acting, institution, request } = visit;
  const jury = visitedJury(visit);
  const number = studentNumber.safeParse(request.params.studentNumber ?? '');
  if (!jury || !number.success) return nothingHerePage('Cette fiche');
  const { period } = jury;
  const found = await readJuryOf(acting, institution, jury.wanted, number.data);
  if (found.kind === 'refused') return notAllowedPage(onlyManagers, '/console');
  if (found.kind === 'none') return nothingHerePage('Cette fiche');
  const { stages, row } = found;
  return file({
    bytes: await jurySheetPdf({ institution, period, stages, row, now: request.now }),
    contentType: 'application/pdf',
    filename: `fiche-${periodSlug(period)}-${number.data}.pdf`,
  });
};

/** More than one file holds: the first that does, and the way to those behind it. @param name of the file, as its address ends */
const tooManyPage = (visit: Visit, jury: VisitedJury, name: string, found: TooMany): PageResponse => {
  const { after, upTo: end } = askedStretch(visit.request);
  const { students, upTo } = found;
  const [first, last] = [students.at(0)?.first, students.at(-1)?.first];
  const href = (stretch: Stretch) => jury.href(name, stretchQuery(stretch));
  return html(
    <ConsolePage visit={visit} title="Export trop grand" trail={semesterTrail(jury.period)} wide={false}>
      <h1>Ces résultats sont trop longs pour un seul fichier</h1>
      <p class="lead">
        Un fichier contient au plus {counted(mostInFile, 'étudiant·e', 'étudiant·es')}. Prenez la liste en
        plusieurs fichiers, l’un après l’autre.
      </p>
      <ul>
        {first && last && (
          <li>
            <a href={href({ ...(after !== undefined && { after }), upTo })}>
              {first === last ? studentName(first) : `De ${studentName(first)} à ${studentName(last)}`}
            </a>{' '}
            ({students.length.toLocaleString('fr-FR')})
          </li>
        )}
        <li>
          <a href={href({ after: upTo, ...(end !== undefined && { upTo: end }) })}>
            {first ? 'Les suivants' : 'Chercher parmi les suivants'}
          </a>
        </li>
      </ul>
      <p>
        <a href={jury.href()}>Revenir aux résultats</a>
      </p>
    </ConsolePage>,
    { status: 422 },
  );
};
