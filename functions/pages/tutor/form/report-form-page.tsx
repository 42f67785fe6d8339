import type { ComponentChildren } from 'preact';
import type { Asked as AskedCorrection } from '../../../../schemas/placement.ts';
import type { Proposal } from '../../../../schemas/proposal.ts';
import type { DraftValues } from '../../../../schemas/report.ts';
import type { ReportForm } from '../../../../schemas/report-form.ts';
import type { IsoInstant } from '../../../../schemas/time.ts';
import { stageOf } from '../../../domain/guide/programme.ts';
import { isGivenBack } from '../../../domain/placement/status-meanings.ts';
import type { ReportProblem } from '../../../domain/report/report-completeness.ts';
import { lastDayOf, maySend } from '../../../domain/report/sending-time.ts';
import { dueDateOf } from '../../../domain/timetable/occasion-moments.ts';
import { dateTime, longDate } from '../../../domain/wording/french-dates.ts';
import { fullName } from '../../../domain/wording/people.ts';
import { proposalScript, reportFormScript } from '../../assets/assets.ts';
import { CsrfInput } from '../../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../../components/error-summary.tsx';
import { Notice } from '../../components/notice.tsx';
import type { Desk } from '../door.tsx';
import { TutorPage } from '../tutor-page.tsx';
import { UnforeseenLink } from '../unforeseen/unforeseen-link.tsx';
import { AdviceFields } from './advice-fields.tsx';
import { CommentsFields } from './comments-fields.tsx';
import { EthicsFields } from './ethics-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import { inBrief } from './problem-wording.ts';
import { ProgressionFields } from './progression-fields.tsx';
import { ProposedByStudent } from './proposed-by-student.tsx';

type ReportFormPageProps = {
  desk: Desk;
  now: IsoInstant;
  values: DraftValues;
  /** The draft that these values go on from. */
  version: number;
  savedAt?: IsoInstant | undefined;
  problems?: ReportProblem[];
  /** What the student proposes of it. */
  proposal?: Proposal | undefined;
  /** A word before the form. */
  notice?: ComponentChildren;
};

/** What a report cannot be sent without, for the script to count; `a|b`: one of them. The check itself is the server's. */
const neededAnswers = ({ comments, ethics }: ReportForm): string =>
  [
    ...['tutorName', 'schoolName', 'pupilCount', 'absentHalfDays', 'activities'],
    comments.map(({ field }) => field).join('|'),
    ...ethics.criteria.map(({ criterionId }) => criterionId),
    'advice1',
  ].join(' ');

/** The report form: works as it is; the script adds saving by itself. */
export const ReportFormPage = ({
  desk,
  now,
  values,
  version,
  savedAt,
  problems = [],
  proposal,
  notice,
}: ReportFormPageProps) => {
  const { campaign, csrf, form, institution, placement, reportPath } = desk;
  const { label, semester } = stageOf(institution.programme, campaign);
  const state = { form, semester, placement, values, problems };
  return (
    <TutorPage
      door={desk}
      title={titleOf(form.title, problems.length > 0)}
      at="report"
      scripts={[reportFormScript, ...(proposal ? [proposalScript] : [])]}
    >
      <ErrorSummary title={'Il reste à compléter ou à corriger\u00a0:'} problems={inBrief(form, problems)} />
      {notice}
      {isGivenBack(placement) && <Asked asked={placement.asked} />}
      <p class="eyebrow">
        {label} – {form.subtitle}
      </p>
      <h1>
        {form.title} <span class="of">{fullName(placement.student)}</span>
      </h1>
      <p class="muted">
        {isGivenBack(placement)
          ? `À corriger et à envoyer d’ici au ${longDate(placement.asked.until)}.`
          : `À compléter avec le stagiaire et à envoyer au plus tard le ${longDate(dueDateOf(placement, campaign))}.`}
        {!maySend(placement, now) &&
          ` L’envoi sera possible à partir du ${longDate(lastDayOf(placement))}\u00a0; d’ici là, votre brouillon est conservé.`}
      </p>
      {!isGivenBack(placement) && (
        <p>
          <UnforeseenLink path={desk.path} placement={placement} />
        </p>
      )}
      <form
        method="post"
        action={reportPath}
        autocomplete="off"
        noValidate
        data-autosave
        data-needed={neededAnswers(form)}
      >
        <CsrfInput token={csrf} />
        <input type="hidden" name="version" value={String(version)} />
        <p class="muted">
          Tous les champs sont obligatoires, sauf ceux marqués «&nbsp;(facultatif)&nbsp;». Un brouillon peut
          être enregistré incomplet.
        </p>
        <ProposedByStudent state={state} proposal={proposal} />
        <HeaderFields {...state} />
        <ProgressionFields {...state} />
        <CommentsFields {...state} />
        <EthicsFields {...state} />
        <AdviceFields {...state} />
        <div class="save-bar">
          <p role="status" data-save-status>
            {savedAt ? `Brouillon enregistré le ${dateTime(savedAt)}` : 'Rien n’est encore enregistré'}
          </p>
          <p data-progress />
        </div>
        {/* Enter in a field presses the first button: the harmless one. */}
        <div class="actions">
          <button class="secondary" type="submit" name="intent" value="enregistrer">
            Enregistrer le brouillon
          </button>
          <button type="submit" name="intent" value="verifier">
            Vérifier et envoyer
          </button>
        </div>
      </form>
    </TutorPage>
  );
};

/** What the institute asks to have corrected in a report that was sent. */
const Asked = ({ asked: { text } }: { asked: AskedCorrection }) => (
  <Notice tone="info" title="La scolarité vous demande de corriger un point">
    <p class="typed">« {text} »</p>
    <p>
      Le compte-rendu est tel que nous l’avons reçu, avec ce que vous y avez modifié depuis&nbsp;: corrigez ce
      point, puis envoyez-le à nouveau. Sans nouvelle version, celle que nous avons reçue reste valable.
    </p>
  </Notice>
);

export const ForgedNotice = () => (
  <Notice tone="error" title="Ce texte n’a pas encore été enregistré">
    <p>
      La page était restée ouverte trop longtemps, ou venait d’ailleurs. Rien n’est perdu&nbsp;: relisez, puis
      enregistrez à nouveau.
    </p>
  </Notice>
);
