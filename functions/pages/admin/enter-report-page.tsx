import type { Campaign } from '../../../schemas/campaign.ts';
import { type Placement, receivedBy, type StartedPlacement } from '../../../schemas/placement.ts';
import type { DraftValues, Report } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { isoDate } from '../../../schemas/time.ts';
import { type Entry, enterReport, receivedProblem } from '../../actions/enter-report.ts';
import { isGivenBack } from '../../domain/placement/status-meanings.ts';
import { howSent, mayBeEntered } from '../../domain/report/entered-report.ts';
import { completeReport } from '../../domain/report/report-completeness.ts';
import { draftFromForm, prefilledDraft } from '../../domain/report/report-fields.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { maySend } from '../../domain/report/sending-time.ts';
import { mayManage } from '../../domain/rights.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { studentName } from '../../domain/wording/people.ts';
import type { FieldProblem } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { TypedText } from '../tutor/form/typed-text.tsx';
import { typedVersion } from '../tutor/report-draft.ts';
import { ConsolePage } from './console-page.tsx';
import { onAhead } from './course-page.tsx';
import {
  digestOf,
  type Entering,
  EntryForm,
  entryTitle,
  type Shown,
  type Typed,
  tooEarlySentence,
} from './entry-form.tsx';
import { maxUploadBytes } from './import-page.tsx';
import { scanIn } from './received-scan.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail, seenAs, visitedPlacement } from './visited-placement.ts';

const onlyManagersEnter = 'Seules l’administration et la scolarité saisissent un compte-rendu reçu.';

/** The document with what is typed beside it, which a function’s request has room for. */
export const entryLimits: BodyLimits = { bytes: maxUploadBytes + 400_000, fields: 150, files: true };

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
