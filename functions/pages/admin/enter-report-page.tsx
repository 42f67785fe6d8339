import { createHash } from 'node:crypto';
import type { Campaign, LaunchedCampaign } from '../../../schemas/campaign.ts';
import { type Placement, receivedBy, type StartedPlacement } from '../../../schemas/placement.ts';
import type { DraftValues, Report } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { Scan, ScanType } from '../../../schemas/scan.ts';
import { isoDate } from '../../../schemas/time.ts';
import { type Entry, enterReport, receivedProblem } from '../../actions/enter-report.ts';
import { readScan } from '../../actions/read-report.ts';
import { studentFilename } from '../../documents/report-filename.ts';
import { scanTypeOf } from '../../documents/scan-type.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { reportForTutor } from '../../domain/placement/same-person.ts';
import { isGivenBack } from '../../domain/placement/status-meanings.ts';
import { howSent, mayBeEntered } from '../../domain/report/entered-report.ts';
import { completeReport } from '../../domain/report/report-completeness.ts';
import { draftFromForm, prefilledDraft } from '../../domain/report/report-fields.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { lastDayOf, maySend } from '../../domain/report/sending-time.ts';
import { mayManage } from '../../domain/rights.ts';
import { dayAsOf, momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { importScript } from '../assets/assets.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { Choices, FileField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { file, html, type PageResponse, redirect } from '../responses.ts';
import { AdviceFields } from '../tutor/form/advice-fields.tsx';
import { CommentsFields } from '../tutor/form/comments-fields.tsx';
import { EthicsFields } from '../tutor/form/ethics-fields.tsx';
import { HeaderFields } from '../tutor/form/header-fields.tsx';
import { inBrief } from '../tutor/form/problem-wording.ts';
import { ProgressionFields } from '../tutor/form/progression-fields.tsx';
import { TypedText } from '../tutor/form/typed-text.tsx';
import { typedVersion } from '../tutor/report-draft.ts';
import { ConsolePage } from './console-page.tsx';
import { onAhead, receivedLabels } from './course-page.tsx';
import { maxUploadBytes } from './import-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import {
  entryPath,
  type Found,
  placementPath,
  placementTrail,
  seenAs,
  visitedPlacement,
} from './visited-placement.ts';

export const entryTitle = 'Saisir un compte-rendu reçu';
const onlyManagersEnter = 'Seules l’administration et la scolarité saisissent un compte-rendu reçu.';

/** The document with what is typed beside it, which a function’s request has room for. */
export const entryLimits: BodyLimits = { bytes: maxUploadBytes + 400_000, fields: 150, files: true };

export const scanPath = (found: Found): string => `${placementPath(found)}/document-recu`;

type Entering = {
  visit: Visit;
  found: { campaign: LaunchedCampaign; placement: StartedPlacement };
  form: ReportForm;
  report: Report;
};
type Typed = { values: DraftValues; recuPar: string; recuLe: string };

const enteringOf = async (visit: Visit): Promise<Entering | PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  if (!mayManage(visit.staff))
    return refusedAct(
      visit,
      'reportEntered',
      found.placement,
      notAllowedPage(onlyManagersEnter, placementPath(found)),
    );
  const { campaign, placement } = found;
  const report = await visit.store.reports.find(placement);
  if (campaign.status !== 'launched' || !mayBeEntered(placement) || isIn(report))
    return notNow(visit, found, report, await typedWhen(visit, campaign));
  const form = await visit.store.forms.ofVersion(visit.institution, campaign.formVersion);
  return { visit, found: { campaign, placement }, form, report };
};

/** Nothing that somebody typed is gone, whatever came meanwhile. */
const typedWhen = async ({ request, store, institution }: Visit, campaign: Campaign) => {
  if (request.method !== 'POST' || campaign.status !== 'launched') return undefined;
  const form = await store.forms.ofVersion(institution, campaign.formVersion);
  return { form, values: draftFromForm(form, request.form) };
};

/** What was typed before, where a version is corrected; else what is known of the stage. A draft is its tutor's alone. */
const begunWith = async ({
  visit: { store },
  found: { placement },
  report,
}: Entering): Promise<DraftValues> =>
  (report.lastVersion && (await store.reports.typed(placement, report.lastVersion.number))) ??
  prefilledDraft(placement);

export const showEntry = async (visit: Visit): Promise<PageResponse> => {
  const entering = await enteringOf(visit);
  if (!('found' in entering)) return entering;
  const { placement } = entering.found;
  const today = parisDay(visit.request.now);
  if (!maySend(placement, visit.request.now)) return html(<TooEarly {...entering} />, { status: 409 });
  const noted = placement.status === 'receivedOtherwise' ? placement : undefined;
  const typed = {
    values: await begunWith(entering),
    recuPar: noted?.receivedBy ?? '',
    recuLe: noted?.receivedOn ?? today,
  };
  return html(<EntryForm {...entering} typed={typed} />);
};

const fileWords = {
  missing: 'Joignez le document reçu.',
  tooLarge:
    'Ce document dépasse 4 Mo : numérisez-le avec une résolution plus basse (150 points par pouce se lisent bien).',
  unknown:
    'Ce fichier n’est ni un PDF, ni une image PNG ou JPEG : enregistrez le document dans l’un de ces formats.',
};

/** The document, as its bytes say; or what is wrong with it. */
const scanIn = ({ request: { files } }: Visit): { scan: Scan } | { problem: string } => {
  const { document } = files;
  if (!document || document.bytes.length === 0) return { problem: fileWords.missing };
  if (document.bytes.length > maxUploadBytes) return { problem: fileWords.tooLarge };
  const contentType = scanTypeOf(document.bytes);
  return contentType ? { scan: { contentType, bytes: document.bytes } } : { problem: fileWords.unknown };
};

const dayProblems = { onAhead, onBeforeStage: 'Cette date est avant le début du stage.' };

/** Where the report comes from, where the form says enough. */
const originIn = (
  { request: { now } }: Visit,
  placement: StartedPlacement,
  { recuPar, recuLe }: Typed,
): { origin: Pick<Entry, 'receivedBy' | 'receivedOn'> } | { problems: FieldProblem[] } => {
  const by = receivedBy.safeParse(recuPar);
  const on = isoDate.safeParse(recuLe);
  const wrong = on.success ? receivedProblem(placement, on.data, now) : undefined;
  const problems: FieldProblem[] = [
    ...(by.success ? [] : [{ field: 'recuPar', message: 'Dites comment le document est arrivé.' }]),
    ...(on.success ? [] : [{ field: 'recuLe', message: 'Donnez le jour où le document est arrivé.' }]),
    ...(wrong ? [{ field: 'recuLe', message: dayProblems[wrong] }] : []),
  ];
  return by.success && on.success && !wrong
    ? { origin: { receivedBy: by.data, receivedOn: on.data } }
    : { problems };
};

/** Which remarks the person has read: others hold the sending up once more. */
const digestOf = (remarks: readonly string[]): string =>
  createHash('sha256').update(remarks.join('\n')).digest('hex').slice(0, 12);

export const submitEntry = async (visit: Visit): Promise<PageResponse> => {
  const { form: fields } = visit.request;
  const entering = await enteringOf(visit);
  if (!('found' in entering)) return entering;
  const { found, form, report } = entering;
  const { campaign, placement } = found;
  const typed = {
    values: draftFromForm(form, fields),
    recuPar: fieldValue(fields, 'recuPar'),
    recuLe: fieldValue(fields, 'recuLe'),
  };
  const again = (shown: Partial<Shown & Pick<Entering, 'report'>>, status: number) =>
    html(<EntryForm {...entering} typed={typed} isAgain {...shown} />, { status });
  if (fieldValue(fields, 'vu') !== seenAs(placement)) return again({ because: 'changed' }, 409);
  if (typedVersion(visit.request) !== report.version) return again({ because: 'drafted' }, 409);

  const check = completeReport({ form, placement, values: typed.values });
  const isChecking = fieldValue(fields, 'intent') !== 'envoyer';
  const origin = originIn(visit, placement, typed);
  const document = isChecking ? undefined : scanIn(visit);
  const remarks = check.kind === 'complete' ? check.remarks : [];
  const problems = [
    ...(check.kind === 'incomplete' ? check.problems : []),
    ...('problems' in origin ? origin.problems : []),
    ...(document && 'problem' in document ? [{ field: 'document', message: document.problem }] : []),
  ];
  if (check.kind === 'incomplete' || 'problems' in origin || (document && 'problem' in document))
    return again({ problems, remarks }, 422);
  const isRead = fieldValue(fields, 'lu') === digestOf(remarks);
  if (!document) return again({ remarks, isComplete: true }, 200);
  if (remarks.length > 0 && !isRead) return again({ remarks, isComplete: true }, 422);

  const outcome = await enterReport(visit.env, visit.acting, placement, {
    ...{ formVersion: form.version, values: typed.values, answers: check.answers, version: report.version },
    ...origin.origin,
    scan: document.scan,
  });
  switch (outcome.kind) {
    case 'sent':
      return redirect(`${placementPath(found)}?saisie=oui`);
    case 'refused':
      return notAllowedPage(onlyManagersEnter, placementPath(found));
    case 'tooEarly':
      return again({ because: 'tooEarly' }, 409);
    case 'drafted':
      return again({ because: 'drafted', report: outcome.report }, 409);
    case 'overtaken':
      return notNow(visit, { campaign, placement: outcome.placement }, outcome.report, {
        form,
        values: typed.values,
      });
  }
};

const whyNotNow = (placement: Placement, report: Report, isTyped: boolean): string => {
  if (!isIn(report)) return 'Ce stage n’attend pas de compte-rendu';
  // Given back a moment ago, it has not been turned yet.
  if (isGivenBack(placement)) return 'La correction vient d’être demandée : réessayez dans une minute';
  return isTyped ? 'Le compte-rendu est arrivé entre-temps' : 'Le compte-rendu est déjà arrivé';
};

/** A report is in, or none is waited for. @param kept what was typed, which is nowhere else */
const notNow = (
  visit: Visit,
  found: Found,
  report: Report,
  kept?: { form: ReportForm; values: DraftValues },
): PageResponse =>
  html(
    <ConsolePage
      visit={visit}
      title="Ce compte-rendu ne peut plus être saisi"
      here={entryTitle}
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>{whyNotNow(found.placement, report, kept !== undefined)}</h1>
      <p class="lead">{isIn(report) && `${howSent(report.sent)}. `}Rien n’est enregistré ici.</p>
      <p>
        {studentName(found.placement)} : <StepBadge placement={found.placement} now={visit.request.now} />
      </p>
      <p class="actions">
        <a class="button" href={placementPath(found)}>
          Voir où il en est
        </a>
      </p>
      {kept && <TypedText form={kept.form} values={kept.values} title="Ce que vous veniez de saisir" />}
    </ConsolePage>,
    { status: 409 },
  );

const tooEarlySentence = ({ visit: { request }, found: { placement } }: Entering): string =>
  `La saisie sera possible à partir du ${dayAsOf(lastDayOf(placement), parisDay(request.now))}, dernier jour du stage.`;

const TooEarly = (entering: Entering) => (
  <ConsolePage
    visit={entering.visit}
    title={entryTitle}
    trail={placementTrail(entering.visit, entering.found)}
    wide={false}
  >
    <h1>{entryTitle}</h1>
    <p class="lead">{tooEarlySentence(entering)}</p>
    <p>
      <a href={placementPath(entering.found)}>Revenir au stage</a>
    </p>
  </ConsolePage>
);

const TooEarlyNotice = (entering: Entering) => (
  <Notice tone="warning" title="Le compte-rendu n’est pas envoyé">
    <p>{tooEarlySentence(entering)}</p>
  </Notice>
);

const Changed = ({ found: { placement }, visit: { request } }: Entering) => (
  <Notice tone="warning" title="Ce stage a changé entre-temps : rien n’est envoyé">
    <p>
      Il en est là : <StepBadge placement={placement} now={request.now} />. Votre saisie est gardée ci-dessous
      ; envoyez-la de nouveau si c’est toujours bien ce stage.
    </p>
  </Notice>
);

/** When its present tutor last typed something that was not sent. */
const draftedAt = ({ found: { placement }, report }: Entering): string | undefined => {
  const { savedAt, lastVersion } = reportForTutor(report, placement);
  return savedAt === lastVersion?.sentAt ? undefined : savedAt;
};

const Drafted = (entering: Entering) => {
  const at = draftedAt(entering);
  return (
    <Notice tone="warning" title="Le tuteur vient d’écrire dans le formulaire : rien n’est envoyé">
      <p>
        {at ? `Il a enregistré un brouillon le ${momentAsOf(at, entering.visit.request.now)}. ` : ''}
        Votre saisie est gardée ci-dessous ; appelez-le avant de l’envoyer à sa place.
      </p>
    </Notice>
  );
};

const reasons = { changed: Changed, drafted: Drafted, tooEarly: TooEarlyNotice };

type Shown = {
  problems: (FieldProblem | Parameters<typeof inBrief>[1][number])[];
  remarks: readonly string[];
  /** All is typed; the document is still to be joined. */
  isComplete: boolean;
  /** It is shown once more: a file that was chosen is not chosen any more. */
  isAgain: boolean;
  /** Why it was not sent, where that is not its sender's to mend. */
  because: keyof typeof reasons;
};

const isOfReport = (problem: Shown['problems'][number]): problem is Parameters<typeof inBrief>[1][number] =>
  'kind' in problem;

const EntryForm = ({
  typed,
  problems = [],
  remarks = [],
  isComplete = false,
  isAgain = false,
  because,
  ...entering
}: Entering & { typed: Typed } & Partial<Shown>) => {
  const { visit, found, form, report } = entering;
  const { campaign, placement } = found;
  const { semester, label } = stageOf(visit.institution.programme, campaign);
  const ofReport = problems.filter(isOfReport);
  const others = problems.filter((problem) => !isOfReport(problem));
  const Reason = because ? reasons[because] : () => null;
  const errorOf = (field: string) => others.find((problem) => problem.field === field)?.message;
  const state = { form, semester, placement, values: typed.values, problems: ofReport };
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(entryTitle, problems.length > 0)}
      here={entryTitle}
      trail={placementTrail(visit, found)}
      wide={false}
      scripts={[importScript]}
    >
      <ErrorSummary
        title="Le compte-rendu n’est pas envoyé : il reste à compléter ou à corriger"
        problems={[...inBrief(form, ofReport), ...others]}
      />
      <Reason {...entering} />
      {(isComplete || remarks.length > 0) && (
        <Notice
          tone="info"
          title={isComplete ? 'Tout est rempli, et rien n’est encore envoyé' : 'À relire avant d’envoyer'}
        >
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
          {isComplete && (
            <p>
              <a href="#champ-document">Joignez le document</a>, puis envoyez.
            </p>
          )}
        </Notice>
      )}
      <p class="eyebrow">{label}</p>
      <h1>
        {entryTitle} <span class="of">{studentName(placement)}</span>
      </h1>
      <p class="lead">
        Recopiez ce que {tutorName(placement)} a écrit. Le compte-rendu est transmis aussitôt, comme s’il
        était venu par son lien : à l’étudiant·e, à la scolarité, au délégué s’il y a un «{' '}
        {form.ethics.levels.notAcquired} » ; le tuteur en reçoit une copie. Il dira que vous l’avez saisi, et
        d’après quoi.
      </p>
      {because !== 'drafted' && <DraftWarning {...entering} />}
      <form
        method="post"
        action={entryPath(found)}
        enctype="multipart/form-data"
        autocomplete="off"
        novalidate
      >
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vu" value={seenAs(placement)} />
        <input type="hidden" name="version" value={String(report.version)} />
        <input type="hidden" name="lu" value={digestOf(remarks)} />
        <HeaderFields {...state} />
        <ProgressionFields {...state} />
        <CommentsFields {...state} />
        <EthicsFields {...state} />
        <AdviceFields {...state} />
        <section class="card" aria-labelledby="origine">
          <h2 id="origine">Le document reçu</h2>
          <Choices
            name="recuPar"
            legend="Comment il est arrivé"
            value={typed.recuPar}
            error={errorOf('recuPar')}
            options={receivedBy.options.map((value) => ({ value, label: receivedLabels[value] }))}
          />
          <TextField
            name="recuLe"
            label="Reçu le"
            type="date"
            value={typed.recuLe}
            error={errorOf('recuLe')}
          />
          <FileField
            name="document"
            label="Le document, numérisé"
            hint={`PDF, PNG ou JPEG, 4 Mo au plus. Seuls la scolarité, le délégué et l’administration peuvent le relire ensuite.${isAgain ? ' Il est à choisir de nouveau : un fichier ne se garde pas d’une page à l’autre.' : ''}`}
            error={errorOf('document')}
            accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
            limit={{ bytes: maxUploadBytes, tooLarge: fileWords.tooLarge }}
          />
        </section>
        {/* Enter in a field presses the first button: the harmless one. */}
        <p class="actions">
          <button class="secondary" type="submit" name="intent" value="verifier">
            Vérifier la saisie
          </button>
          <button type="submit" name="intent" value="envoyer">
            Envoyer le compte-rendu
          </button>
          <a href={placementPath(found)}>Ne rien changer</a>
        </p>
      </form>
    </ConsolePage>
  );
};

/** Whoever types over a tutor's own words is to know it. */
const DraftWarning = (entering: Entering) => {
  const at = draftedAt(entering);
  if (at === undefined) return null;
  const { visit, found } = entering;
  return (
    <Notice tone="warning" title="Le tuteur a commencé un brouillon en ligne">
      <p>
        {tutorName(found.placement)} l’a enregistré le {momentAsOf(at, visit.request.now)}. Envoyer votre
        saisie le remplace : appelez d’abord, s’il se peut qu’il soit envoyé.
      </p>
    </Notice>
  );
};

/** The report was just typed in and sent. */
export const Entered = ({ visit: { request } }: { visit: Visit }) =>
  request.query.get('saisie') === 'oui' ? (
    <Notice tone="success" title="Le compte-rendu est enregistré, et part">
      <p>Chaque courriel apparaît dans le déroulé dès qu’il est parti.</p>
    </Notice>
  ) : null;

/** Where deciding does not lead to it: what was noted, or given back, can be typed in all the same. */
export const isEnteredDirectly = ({ placement }: Found): boolean =>
  (placement.status === 'receivedOtherwise' || isGivenBack(placement)) && mayBeEntered(placement);

const endings: Record<ScanType, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** What a report was typed from, for who may read the report here; never shown in the page itself. */
export const downloadScan = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  const asked = visit.request.query.get('version');
  const number = asked === null ? undefined : Number(/^[1-9]\d{0,2}$/.exec(asked)?.[0] ?? 0);
  const scan = found && (await readScan(visit.acting, found.placement, number));
  if (!found || !scan) return nothingHerePage('Ce document');
  const { campaign, placement } = found;
  return file({
    ...scan,
    filename: studentFilename(
      ['document-recu', campaign.stage.toUpperCase()],
      placement.student,
      endings[scan.contentType],
    ),
  });
};
