import type { Proposal } from '../../../schemas/proposal.ts';
import { proposeFacts } from '../../actions/propose-facts.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import {
  checkedProposal,
  type ProposableFact,
  proposableFacts,
  proposalOfStudent,
  whyNotProposed,
} from '../../domain/report/proposed-facts.ts';
import { isOpen } from '../../domain/report/report-meanings.ts';
import { stageBounds } from '../../domain/timetable/occasion-moments.ts';
import { dateTime, longDate } from '../../domain/wording/french-dates.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import type { StudentDesk } from './door.tsx';
import { StudentPage } from './student-page.tsx';

const title = 'Préparer le bilan';
export const factsPath = (stagePath: string): string => `${stagePath}/bilan`;

type Typed = Record<string, string>;

const factsOf = async ({ store, institution, campaign, placement }: StudentDesk): Promise<ProposableFact[]> =>
  proposableFacts(await store.forms.ofVersion(institution, campaign.formVersion), placement);

/** The numbers that the student proposes, to be typed or changed. */
export const factsPage = async (desk: StudentDesk, { now, query }: PageRequest): Promise<PageResponse> => {
  const { store, placement } = desk;
  const [found, report] = await Promise.all([store.proposals.find(placement), store.reports.find(placement)]);
  const why = isOpen(report) ? whyNotProposed(placement, now) : 'over';
  if (why) return notNow(desk, why);
  const proposal = proposalOfStudent(found, placement);
  return html(
    <FactsForm
      desk={desk}
      facts={await factsOf(desk)}
      typed={typedOf(proposal)}
      version={proposal?.version ?? 0}
      saved={proposal}
      isJustSaved={query.has('enregistre')}
    />,
  );
};

export const proposeFromPage = async (desk: StudentDesk, request: PageRequest): Promise<PageResponse> => {
  const { link, placement, stagePath, store } = desk;
  const { form, now } = request;
  const facts = await factsOf(desk);
  const typed = Object.fromEntries(facts.map(({ field }) => [field, fieldValue(form, field).slice(0, 100)]));
  const version = Number(/^\d{1,9}$/.exec(fieldValue(form, 'version'))?.[0] ?? -1);
  if (!desk.isOwnForm(request))
    return html(<FactsForm {...{ desk, facts, typed, version }} warning={forged} />, { status: 403 });
  const checked = checkedProposal(facts, typed);
  if ('problems' in checked)
    return html(<FactsForm {...{ desk, facts, typed, version }} problems={checked.problems} />, {
      status: 422,
    });
  const outcome = await proposeFacts(store, {
    ...{ key: placement, studentEmail: link.studentEmail, values: checked.values, version, now },
  });
  switch (outcome.kind) {
    case 'proposed':
      return redirect(`${factsPath(stagePath)}?enregistre`);
    case 'stale':
      // What was typed stays typed; saved again, it takes the other's place.
      return html(
        <FactsForm
          {...{ desk, facts, typed }}
          version={outcome.current.version}
          saved={outcome.current}
          warning={overtaken}
        />,
        { status: 409 },
      );
    case 'early':
    case 'over':
      return notNow(desk, outcome.kind, 409);
  }
};

const typedOf = (proposal: Proposal | undefined): Typed =>
  Object.fromEntries(
    Object.entries(proposal?.values ?? {}).map(([field, value]) => [field, String(value)] as const),
  );

const forged =
  'Votre proposition n’est pas encore enregistrée\u00a0: relisez-la, puis enregistrez à nouveau.';
const overtaken =
  'Une autre proposition a été enregistrée entre-temps, depuis une autre fenêtre. Enregistrez à nouveau pour garder celle-ci.';

type FactsFormProps = {
  desk: StudentDesk;
  facts: readonly ProposableFact[];
  typed: Typed;
  version: number;
  saved?: Proposal | undefined;
  isJustSaved?: boolean;
  problems?: FieldProblem[];
  warning?: string;
};

const FactsForm = ({
  desk,
  facts,
  typed,
  version,
  saved,
  isJustSaved = false,
  problems = [],
  warning,
}: FactsFormProps) => {
  const { institution, campaign, csrf, path, placement, stagePath } = desk;
  return (
    <StudentPage door={desk} title={titleOf(title, problems.length > 0 || warning !== undefined)}>
      <ErrorSummary title={'Il reste à corriger\u00a0:'} problems={problems} />
      {warning && <Notice tone="error" title={warning} />}
      {isJustSaved && saved && (
        <Notice tone="success" title="Votre proposition est enregistrée">
          <p>
            {tutorName(placement)} la voit en complétant le compte-rendu, et décide. Vous pouvez encore la
            changer.
          </p>
        </Notice>
      )}
      <p class="eyebrow">{stageLabel(institution, campaign)}</p>
      <h1>{title}</h1>
      <p class="lead">
        Préparez les faits du stage pour le compte-rendu. {tutorName(placement)} voit ce que vous proposez et
        le reprend ou non&nbsp;: rien n’est envoyé à votre place.
      </p>
      <form method="post" action={factsPath(stagePath)} noValidate class="card">
        <CsrfInput token={csrf} />
        <input type="hidden" name="version" value={String(version)} />
        <p class="muted">Laissez vide ce que vous ne savez pas encore.</p>
        {facts.map(({ field, label, most }) => (
          <TextField
            key={field}
            name={field}
            label={label}
            hint={`De 0 à ${most}`}
            inputMode="numeric"
            value={typed[field] ?? ''}
            error={problems.find((problem) => problem.field === field)?.message}
            optional
          />
        ))}
        {saved && <p class="muted">Enregistré le {dateTime(saved.savedAt)}</p>}
        <div class="actions">
          <button type="submit">Enregistrer ma proposition</button>
          <a href={path}>Revenir à mes stages</a>
        </div>
      </form>
    </StudentPage>
  );
};

const notNow = (desk: StudentDesk, why: 'early' | 'over', status = 200): PageResponse =>
  html(
    <StudentPage door={desk} title={title}>
      <h1>{title}</h1>
      <p class="lead">
        {why === 'early'
          ? `Vous pourrez préparer le bilan à partir du ${longDate(stageBounds(desk.placement.periods).first)}, premier jour du stage.`
          : 'Le compte-rendu de ce stage n’est plus attendu\u00a0: il n’y a plus rien à proposer.'}
      </p>
      <p>
        <a class="button secondary" href={desk.path}>
          Revenir à mes stages
        </a>
      </p>
    </StudentPage>,
    { status },
  );
