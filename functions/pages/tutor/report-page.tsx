import type { Proposal } from '../../../schemas/proposal.ts';
import type { DraftValues, Report } from '../../../schemas/report.ts';
import { draftBegun } from '../../domain/placement/placement-life.ts';
import { drafterOf, reportForTutor } from '../../domain/placement/same-person.ts';
import { proposableFacts, proposalOfStudent } from '../../domain/report/proposed-facts.ts';
import { completeReport } from '../../domain/report/report-completeness.ts';
import { draftFromForm } from '../../domain/report/report-fields.ts';
import { timeAt } from '../../domain/wording/french-dates.ts';
import { failure, logger } from '../../observability/logger.ts';
import { Notice } from '../components/notice.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import { html, json, type PageResponse, redirect } from '../responses.ts';
import { closedPage } from './closed-page.tsx';
import { conflictPage } from './conflict-page.tsx';
import type { Desk } from './door.tsx';
import { takenField } from './form/proposed-by-student.tsx';
import { ForgedNotice, ReportFormPage } from './form/report-form-page.tsx';
import { draftOf, isSameDraft, typedVersion } from './report-draft.ts';
import { sentPage } from './sent-page.tsx';

/** The form of a report to write, the receipt of one that is sent. */
export const reportPage = async (desk: Desk, { now, query }: PageRequest): Promise<PageResponse> => {
  const { report } = desk;
  switch (report.status) {
    case 'sent':
      return sentPage(desk, report, now);
    case 'closed':
      return closedPage(desk, report);
    case 'draft':
      return formPage(desk, report, now, query);
  }
};

const proposalAt = async ({ store, placement }: Desk): Promise<Proposal | undefined> =>
  proposalOfStudent(await store.proposals.find(placement), placement);

const formPage = async (
  desk: Desk,
  report: Report,
  now: PageRequest['now'],
  query: URLSearchParams,
): Promise<PageResponse> => {
  const values = draftOf(desk, report);
  const check = query.has('verifier')
    ? completeReport({ form: desk.form, placement: desk.placement, values })
    : undefined;
  return html(
    <ReportFormPage
      desk={desk}
      now={now}
      values={values}
      version={report.version}
      savedAt={report.savedAt}
      problems={check?.kind === 'incomplete' ? check.problems : []}
      proposal={await proposalAt(desk)}
      notice={
        query.has('enregistre') && report.savedAt ? (
          <Notice tone="success" title={`Brouillon enregistré à ${timeAt(report.savedAt)}`}>
            <p>Vous pouvez fermer cette page et revenir plus tard par le même lien.</p>
          </Notice>
        ) : undefined
      }
    />,
  );
};

/**
 * Before the first thing that is typed is kept: a list may say that somebody began who was then cut off, and overlooks nobody who did.
 * What is typed does not wait for it; a mark that could not be made is made with the next save.
 */
const noteDraft = async ({ store, placement }: Desk, now: PageRequest['now']): Promise<void> => {
  if (draftBegun(placement, now) === placement) return;
  try {
    await store.placements.change(placement, (current) => draftBegun(current, now));
  } catch (error) {
    logger.error('a placement could not be marked as being reported on', failure(error));
  }
};

/** What was typed, with the number that the tutor takes over from what the student proposes, if they pressed its button. */
const withTaken = async (
  desk: Desk,
  values: DraftValues,
  taken: string | undefined,
): Promise<DraftValues> => {
  if (taken === undefined) return values;
  const proposed = (await proposalAt(desk))?.values ?? {};
  const isProposable = proposableFacts(desk.form, desk.placement).some(({ field }) => field === taken);
  return isProposable && Object.hasOwn(proposed, taken)
    ? { ...values, [taken]: String(proposed[taken]) }
    : values;
};

/** Saves the draft, by a button or by the script; whatever was typed, complete or not. */
export const saveReportPage = async (desk: Desk, request: PageRequest): Promise<PageResponse> => {
  const { isOwnForm, placement, reportPath, store } = desk;
  const { form, now, wantsJson } = request;
  const intent = fieldValue(form, 'intent');
  const taken = takenField(intent);
  const typed = draftFromForm(desk.form, form);
  const version = typedVersion(request);
  if (!isOwnForm(request)) {
    if (wantsJson) return json({ kind: 'forged' }, { status: 403 });
    const page = (
      <ReportFormPage desk={desk} now={now} values={typed} version={version} notice={<ForgedNotice />} />
    );
    return html(page, { status: 403 });
  }
  const values = await withTaken(desk, typed, taken);
  const saved = `${reportPath}?enregistre${taken === undefined ? '' : '#propose'}`;
  const next = intent === 'verifier' ? `${reportPath}/verifier` : saved;
  await noteDraft(desk, now);
  const outcome = await store.reports.saveDraft(placement, values, version, drafterOf(placement), now);
  if (outcome.kind === 'saved')
    return wantsJson
      ? json({ kind: 'saved', version: outcome.version, at: timeAt(outcome.savedAt) })
      : redirect(next);
  const current = reportForTutor(outcome.current, placement);
  // The same text again: its first answer was lost on the way, nothing is in conflict.
  if (outcome.kind === 'stale' && current.savedAt && isSameDraft(current.values, values))
    return wantsJson
      ? json({ kind: 'saved', version: current.version, at: timeAt(current.savedAt) })
      : redirect(next);
  if (wantsJson) return json({ kind: outcome.kind }, { status: 409 });
  switch (current.status) {
    case 'sent':
      // Of a version that stands again, its own text is kept elsewhere: what was typed since is in no report.
      return current.lastVersion?.number !== current.sent.number && isSameDraft(current.values, values)
        ? redirect(reportPath)
        : sentPage(desk, current, now, values);
    case 'closed':
      return closedPage(desk, current, values);
    case 'draft':
      return conflictPage(desk, current, values);
  }
};
