import { createHash } from 'node:crypto';
import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import { receivedBy, type StartedPlacement } from '../../../schemas/placement.ts';
import type { DraftValues, Report } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { reportForTutor } from '../../domain/placement/same-person.ts';
import type { ReportProblem } from '../../domain/report/report-completeness.ts';
import { lastDayOf } from '../../domain/report/sending-time.ts';
import { dayAsOf, momentAsOf, parisDay } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { importScript } from '../assets/assets.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { Choices, FileField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { AdviceFields } from '../tutor/form/advice-fields.tsx';
import { CommentsFields } from '../tutor/form/comments-fields.tsx';
import { EthicsFields } from '../tutor/form/ethics-fields.tsx';
import { HeaderFields } from '../tutor/form/header-fields.tsx';
import { inBrief } from '../tutor/form/problem-wording.ts';
import { ProgressionFields } from '../tutor/form/progression-fields.tsx';
import { ConsolePage } from './console-page.tsx';
import { receivedLabels } from './course-page.tsx';
import { maxUploadBytes } from './import-page.tsx';
import { fileWords } from './received-scan.ts';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { entryPath, placementPath, placementTrail, seenAs } from './visited-placement.ts';

export const entryTitle = 'Saisir un compte-rendu reçu';
/** Somebody of the institute at the form of a stage whose report came on paper. */
export type Entering = {
  visit: Visit;
  found: { campaign: LaunchedCampaign; placement: StartedPlacement };
  form: ReportForm;
  report: Report;
};
export type Typed = { values: DraftValues; recuPar: string; recuLe: string };

/** Which remarks the person has read: others hold the sending up once more. */
export const digestOf = (remarks: readonly string[]): string =>
  createHash('sha256').update(remarks.join('\n')).digest('hex').slice(0, 12);

export const tooEarlySentence = ({ visit: { request }, found: { placement } }: Entering): string =>
  `La saisie sera possible à partir du ${dayAsOf(lastDayOf(placement), parisDay(request.now))}, dernier jour du stage.`;

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

export type Shown = {
  problems: (FieldProblem | ReportProblem)[];
  remarks: readonly string[];
  /** All is typed; the document is still to be joined. */
  isComplete: boolean;
  /** It is shown once more: a file that was chosen is not chosen any more. */
  isAgain: boolean;
  /** Why it was not sent, where that is not its sender's to mend. */
  because: keyof typeof reasons;
};

const isOfReport = (problem: Shown['problems'][number]): problem is ReportProblem => 'kind' in problem;

/** The tutor’s own form, then where it comes from. */
export const EntryForm = ({
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
