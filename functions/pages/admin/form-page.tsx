import type { FormDraft } from '../../../schemas/form-version.ts';
import { editForm } from '../../actions/edit-form.ts';
import { type TypedForm, typedCriterionBlank } from '../../domain/report/form-criteria.ts';
import { changedParts, editedForm, typedForm } from '../../domain/report/form-editing.ts';
import { basisOf, formNameOf } from '../../domain/report/form-versions.ts';
import { dateTime, momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { csrfField } from '../csrf.ts';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { type Editing, FormCriteria, FormTexts } from './form-texts.tsx';
import { CopyButton } from './forms-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import {
  formLabel,
  formPath,
  formsRefused,
  formsTrail,
  stagesInWords,
  type VisitedForm,
  visitedForm,
} from './visited-form.tsx';

/** Eight criteria of six texts, and every other text of a form: letters with an accent take six bytes as they are sent. */
export const formLimits: BodyLimits = { bytes: 600_000, fields: 300 };

const seenField = 'vu';

/** A version that is published, or a draft to be edited. */
export const showForm = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { record, form } = found;
  if (record?.status === 'draft')
    return html(<Draft visit={visit} draft={record} typed={withRoom(typedForm(form))} />);
  return html(<Published visit={visit} found={found} />);
};

/** With an empty block for one more criterion, where there is room. */
const withRoom = (typed: TypedForm): TypedForm => ({ ...typed, ...typedCriterionBlank(typed) });

const typedIn = ({ request: { form } }: Visit): TypedForm =>
  Object.fromEntries(
    Object.keys(form)
      .filter((name) => name !== csrfField && name !== seenField && name !== 'suite')
      .map((name) => [name, fieldValue(form, name)]),
  );

/** Saves a draft whole, or nothing of it. */
export const submitForm = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { record, form } = found;
  const name = formNameOf(form.version);
  const typed = typedIn(visit);
  if (!record || !name) return nothingHerePage('Ce brouillon');
  const edited = editedForm(form, typed);
  if (record.status !== 'draft')
    return html(<Overtaken visit={visit} found={found} typed={typed} />, { status: 409 });
  const seen = Number(/^\d{1,9}$/.exec(fieldValue(visit.request.form, seenField))?.[0] ?? 0);
  // Whoever saved it meanwhile is not overwritten by what is mended now: the page goes on saying what was seen.
  if (edited.problems)
    return html(<Draft visit={visit} draft={record} seen={seen} typed={typed} problems={edited.problems} />, {
      status: 422,
    });
  const outcome = await editForm(visit.acting, name, seen, edited.form);
  switch (outcome.kind) {
    case 'edited':
      return redirect(
        fieldValue(visit.request.form, 'suite') === 'apercu'
          ? `${formPath(form.version)}/apercu`
          : `${formPath(form.version)}?fait=oui`,
      );
    case 'refused':
      return formsRefused();
    case 'overtaken': {
      const { current } = outcome;
      if (!current) return nothingHerePage('Ce brouillon');
      return html(
        current.status === 'draft' ? (
          <Draft visit={visit} draft={current} typed={typed} isOvertaken />
        ) : (
          <Overtaken visit={visit} found={{ form: current.form, record: current }} typed={typed} />
        ),
        { status: 409 },
      );
    }
  }
};

type DraftProps = {
  visit: Visit;
  draft: FormDraft;
  /** How often it had been written when the person read it. */
  seen?: number;
  typed: TypedForm;
  problems?: Editing['problems'];
  isOvertaken?: boolean;
};

const Draft = ({
  visit,
  draft,
  seen = draft.version,
  typed,
  problems = [],
  isOvertaken = false,
}: DraftProps) => {
  const { form, basis } = draft;
  const path = formPath(form.version);
  const label = formLabel(form.version);
  const editing = { form, typed, problems };
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(`Compte-rendu ${label}`, problems.length > 0)}
      here={label}
      trail={formsTrail}
      wide={false}
    >
      <h1>Compte-rendu {label}</h1>
      <p class="lead">
        Brouillon de {stagesInWords(visit, basis) || 'ce compte-rendu'}, commencé avec les textes de{' '}
        {formLabel(draft.copiedFrom)}. Personne d’autre que l’administration ne le voit avant sa publication.
      </p>
      {isOvertaken ? <OvertakenNotice draft={draft} typed={typed} /> : <Done visit={visit} draft={draft} />}
      <ErrorSummary title="La version n’est pas enregistrée" problems={[...problems]} />
      <form method="post" action={path}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name={seenField} value={String(seen)} />
        <p class="muted">Ouvrez les parties à modifier ; enregistrer les garde toutes ensemble.</p>
        <FormTexts editing={editing} />
        <FormCriteria visit={visit} editing={editing} basis={basis} />
        <p class="actions">
          <button type="submit">Enregistrer</button>
          <button class="secondary" type="submit" name="suite" value="apercu">
            Enregistrer et voir l’aperçu
          </button>
        </p>
      </form>
      <section class="card">
        <h2>Publier</h2>
        <p>
          Enregistrez d’abord : c’est ce qui est enregistré qui se publie. Dernier enregistrement :{' '}
          {momentAsOf(draft.changedAt, visit.request.now)}, par {draft.changedBy}.
        </p>
        <p class="actions">
          <a class="button secondary" href={`${path}/publication`}>
            Publier la version {draft.number}…
          </a>
          <a href={`${path}/abandon`}>Écarter ce brouillon…</a>
        </p>
      </section>
    </ConsolePage>
  );
};

const whatWouldChange = (parts: string): string =>
  parts === ''
    ? ' ; ils disent la même chose que les siens.'
    : ` : les enregistrer maintenant remplacerait les siens dans ${parts}.`;

const OvertakenNotice = ({ draft, typed }: { draft: FormDraft; typed: TypedForm }) => {
  const { form } = editedForm(draft.form, typed);
  return (
    <Notice tone="error" title="Le brouillon a changé entre-temps">
      <p>
        {draft.changedBy} vient de l’enregistrer, et rien de ce que vous demandiez ne l’est. Vos textes sont
        ci-dessous{form ? whatWouldChange(changedParts(draft.form, form)) : '.'}
      </p>
    </Notice>
  );
};

const Done = ({ visit, draft }: { visit: Visit; draft: FormDraft }) => {
  const path = formPath(draft.form.version);
  switch (visit.request.query.get('fait')) {
    case 'oui':
      return (
        <Notice tone="success" title="Le brouillon est enregistré">
          <p>
            <a href={`${path}/apercu`}>Voir l’aperçu du formulaire et du PDF</a>
          </p>
        </Notice>
      );
    case 'copie':
      return (
        <Notice tone="success" title={`La version ${draft.number} est commencée`}>
          <p>Elle dit encore ce que dit {formLabel(draft.copiedFrom)}.</p>
        </Notice>
      );
    case 'deja':
      return (
        <Notice tone="info" title={`La version ${draft.number} était déjà commencée`}>
          <p>Une seule version s’écrit à la fois : voici ce brouillon, tel qu’il est.</p>
        </Notice>
      );
    default:
      return null;
  }
};

/** How it came to change no more. */
const endOf = (record: VisitedForm['record']): [string, string] =>
  record?.status === 'dropped'
    ? ['Écartée', `le ${dateTime(record.droppedAt)} par ${record.droppedBy}`]
    : [
        'Publiée',
        record?.status === 'published'
          ? `le ${dateTime(record.publishedAt)} par ${record.publishedBy}`
          : 'avec le programme de l’institut',
      ];

const Published = ({ visit, found: { form, record } }: { visit: Visit; found: VisitedForm }) => {
  const label = formLabel(form.version);
  const path = formPath(form.version);
  return (
    <ConsolePage visit={visit} title={`Compte-rendu ${label}`} here={label} trail={formsTrail} wide={false}>
      <h1>Compte-rendu {label}</h1>
      {visit.request.query.get('fait') === 'publiee' && (
        <Notice tone="success" title="La version est publiée">
          <p>Les prochaines campagnes la prendront. Celles qui existent gardent la leur.</p>
        </Notice>
      )}
      <section class="card">
        <Facts
          facts={[
            ['Stages', stagesInWords(visit, basisOf(form.version))],
            endOf(record),
            ['Écrite à partir de', record && formLabel(record.copiedFrom)],
            ['Critères', form.ethics.criteria.map(({ criterionId }) => criterionId).join(', ')],
          ]}
        />
        <p class="actions">
          <a class="button secondary" href={`${path}/apercu`}>
            Voir le formulaire
          </a>
          <a class="button secondary" href={`${path}/apercu.pdf`}>
            Voir le PDF
          </a>
        </p>
      </section>
      <p>
        {record?.status === 'dropped'
          ? 'Ce brouillon a été écarté : aucune campagne ne le prend.'
          : 'Une version publiée ne change plus.'}{' '}
        Ses textes peuvent commencer la version suivante :
      </p>
      <div class="actions">
        <CopyButton visit={visit} version={form.version}>
          Copier dans une nouvelle version
        </CopyButton>
      </div>
    </ConsolePage>
  );
};

/** What was typed into a draft that somebody published or threw away meanwhile: it is not saved, and not lost. */
const Overtaken = ({
  visit,
  found: { form, record },
  typed,
}: {
  visit: Visit;
  found: VisitedForm;
  typed: TypedForm;
}) => {
  const label = formLabel(form.version);
  return (
    <ConsolePage visit={visit} title={`Compte-rendu ${label}`} here={label} trail={formsTrail} wide={false}>
      <h1>Compte-rendu {label}</h1>
      <Notice
        tone="error"
        title={`Cette version est ${record?.status === 'dropped' ? 'écartée' : 'publiée'} : elle ne change plus`}
      >
        <p>
          Rien de ce que vous demandiez n’est enregistré. Vos textes sont ci-dessous : copiez-les dans la
          version suivante.
        </p>
      </Notice>
      <div class="actions">
        <CopyButton visit={visit} version={form.version}>
          Copier dans une nouvelle version
        </CopyButton>
      </div>
      <FormTexts editing={{ form, typed, problems: [] }} />
      <FormCriteria
        visit={visit}
        editing={{ form, typed, problems: [] }}
        basis={record?.basis ?? form.version}
      />
    </ConsolePage>
  );
};
