import type { FormDraft } from '../../../schemas/form-version.ts';
import { dropForm } from '../../actions/drop-form.ts';
import { changedParts } from '../../domain/report/form-editing.ts';
import { formNameOf } from '../../domain/report/form-versions.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { formLabel, formPath, formsPath, formsRefused, formTrail, visitedForm } from './visited-form.tsx';

/** What giving a draft up would mean. Changes nothing. */
export const showDropForm = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  if (found.record?.status !== 'draft') return redirect(formPath(found.form.version));
  return confirmation(visit, found.record);
};

export const submitDropForm = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { version } = found.form;
  const name = formNameOf(version);
  if (!found.record || !name) return nothingHerePage('Ce brouillon');
  const seen = Number(/^\d{1,9}$/.exec(fieldValue(visit.request.form, 'vu'))?.[0] ?? 0);
  const outcome = await dropForm(visit.acting, name, seen);
  switch (outcome.kind) {
    case 'dropped':
      return redirect(`${formsPath}?fait=ecarte`);
    case 'refused':
      return formsRefused();
    case 'overtaken':
      return outcome.current?.status === 'draft'
        ? confirmation(visit, outcome.current, true)
        : redirect(formPath(version));
  }
};

const confirmation = async (visit: Visit, draft: FormDraft, isOvertaken = false): Promise<PageResponse> => {
  const { form, copiedFrom } = draft;
  const source = await visit.store.forms.ofVersion(visit.institution, copiedFrom);
  const path = formPath(form.version);
  const parts = changedParts(source, form);
  return html(
    <ConsolePage
      visit={visit}
      title={`Écarter ${formLabel(form.version)}`}
      here="Écarter"
      trail={formTrail(form.version)}
      wide={false}
    >
      <h1>Écarter le brouillon de la version {draft.number} ?</h1>
      {isOvertaken && (
        <Notice tone="error" title="Le brouillon a changé entre-temps">
          <p>{draft.changedBy} vient de l’enregistrer : il n’est pas écarté. Relisez-le d’abord.</p>
        </Notice>
      )}
      <p class="lead">
        {parts === ''
          ? `Il dit la même chose que ${formLabel(copiedFrom)}.`
          : `Il diffère de ${formLabel(copiedFrom)} dans ${parts}.`}{' '}
        Écarté, il ne se modifie plus et ne se publie plus ; ses textes restent à lire et à copier.
      </p>
      <form method="post" action={`${path}/abandon`} class="actions">
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vu" value={String(draft.version)} />
        <button type="submit">Écarter ce brouillon</button>
        <a href={path}>Le garder</a>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};
