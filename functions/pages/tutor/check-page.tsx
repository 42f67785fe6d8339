import type { Report, ReportAnswers } from '../../../schemas/report.ts';
import { sendReport } from '../../actions/send-report.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { reportForTutor } from '../../domain/placement/same-person.ts';
import { delegatesOf, siteOf } from '../../domain/placement/site-of.ts';
import { isGivenBack } from '../../domain/placement/status-meanings.ts';
import { completeReport, notAcquiredCriteria } from '../../domain/report/report-completeness.ts';
import { isIn, isOpen } from '../../domain/report/report-meanings.ts';
import { lastDayOf, maySend } from '../../domain/report/sending-time.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName, listed } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { titleOf } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { ReportView } from '../components/report-view.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import type { Desk } from './door.tsx';
import { draftOf, typedVersion } from './report-draft.ts';
import { TutorPage } from './tutor-page.tsx';
import { unprintableRemark } from './unprintable-remark.ts';
import { delegateAlert } from './wording.ts';

const checked = (desk: Desk, report: Report) =>
  completeReport({ form: desk.form, placement: desk.placement, values: draftOf(desk, report) });

/** Whom a level that is not acquired alerts, by name: it should be no surprise to anybody. */
const alertRemark = ({ form, institution, placement }: Desk, answers: ReportAnswers): string[] => {
  const criteria = notAcquiredCriteria(answers);
  if (criteria.length === 0) return [];
  const names = delegatesOf(siteOf(institution, placement.siteId)).map(({ name }) => name);
  const receive = names.length === 1 ? 'recevra' : 'recevront';
  return [
    `${delegateAlert(form, names.length)}\u00a0: ${listed(names)} ${receive} une alerte pour ${criteria.join(', ')}.`,
  ];
};

type CheckOptions = { status?: number; warning?: string };

/** The whole report read back, with what is worth a second thought; an incomplete one leads back to its form. */
const show = (
  desk: Desk,
  report: Report,
  now: PageRequest['now'],
  { status = 200, warning }: CheckOptions = {},
): PageResponse => {
  const { campaign, csrf, form, institution, placement, reportPath } = desk;
  const { label, semester } = stageOf(institution.programme, campaign);
  if (!isOpen(report)) return redirect(reportPath);
  const check = checked(desk, report);
  if (check.kind === 'incomplete') return redirect(`${reportPath}?verifier`);
  const isTime = maySend(placement, now);
  const remarks = [
    ...check.remarks,
    ...alertRemark(desk, check.answers),
    ...unprintableRemark(form, check.answers),
  ];
  return html(
    <TutorPage door={desk} title={titleOf('Vérifier et envoyer', warning !== undefined)} at="report">
      {warning && <Notice tone="error" title={warning} />}
      <p class="eyebrow">{label}</p>
      <h1>Relisez le compte-rendu {of(fullName(placement.student))}</h1>
      {remarks.length > 0 && (
        <Notice tone="warning" title="Avant d’envoyer">
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
        </Notice>
      )}
      <ReportView
        form={form}
        semester={semester}
        placement={placement}
        answers={check.answers}
        formPath={reportPath}
      />
      {isTime ? (
        <p>
          Une fois envoyé, le compte-rendu est transmis au gestionnaire de scolarité et au stagiaire, et ne
          peut plus être modifié.
          {isGivenBack(placement) &&
            ' Cette version remplacera celle que vous aviez envoyée, et sera transmise aux mêmes personnes.'}
        </p>
      ) : (
        <Notice
          tone="info"
          title={`L’envoi sera possible à partir du ${longDate(lastDayOf(placement))}, dernier jour du stage.`}
        >
          <p>Votre brouillon est enregistré.</p>
        </Notice>
      )}
      <form method="post" action={`${reportPath}/verifier`} class="actions">
        <CsrfInput token={csrf} />
        <input type="hidden" name="version" value={String(report.version)} />
        {isTime && <button type="submit">Envoyer le compte-rendu</button>}
        <a class="button secondary" href={reportPath}>
          Modifier
        </a>
      </form>
    </TutorPage>,
    { status },
  );
};

/** The report as it will be sent. */
export const checkPage = async (desk: Desk, { now }: PageRequest): Promise<PageResponse> =>
  show(desk, desk.report, now);

/** Sends what was read, and nothing newer; sending twice leads to the same receipt. */
export const sendFromCheckPage = async (desk: Desk, request: PageRequest): Promise<PageResponse> => {
  const { form, placement, reportPath, store } = desk;
  const { now } = request;
  const { report } = desk;
  if (!desk.isOwnForm(request))
    return show(desk, report, now, {
      status: 403,
      warning: 'Le compte-rendu n’est pas encore envoyé\u00a0: relisez-le, puis envoyez-le à nouveau.',
    });
  if (!isOpen(report) && !isIn(report)) return show(desk, report, now, { status: 409 });
  const check = checked(desk, report);
  if (check.kind === 'incomplete') return show(desk, report, now);
  const outcome = await sendReport(store, {
    placement,
    formVersion: form.version,
    values: draftOf(desk, report),
    answers: check.answers,
    version: typedVersion(request),
    now,
  });
  if (outcome.kind === 'tooEarly') return show(desk, report, now, { status: 409 });
  if (outcome.kind === 'stale')
    return show(desk, reportForTutor(outcome.current, placement), now, {
      status: 409,
      warning: 'Le brouillon a changé depuis que vous l’avez relu\u00a0: voici ce qu’il dit maintenant.',
    });
  return redirect(reportPath);
};
