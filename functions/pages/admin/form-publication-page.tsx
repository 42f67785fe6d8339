import type { FormDraft } from '../../../schemas/form-version.ts';
import { publishForm } from '../../actions/publish-form.ts';
import { unprintable } from '../../documents/pdf/printable-text.ts';
import { changedParts, typedForm } from '../../domain/report/form-editing.ts';
import { formNameOf } from '../../domain/report/form-versions.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { formLabel, formPath, formsRefused, formTrail, stagesInWords, visitedForm } from './visited-form.tsx';

/** What publishing would mean. Changes nothing. */
export const showPublication = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  if (found.record?.status !== 'draft') return redirect(formPath(found.form.version));
  return confirmation(visit, found.record);
};

export const submitPublication = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedForm(visit);
  if (answer) return answer;
  const { version } = found.form;
  const name = formNameOf(version);
  if (!found.record || !name) return nothingHerePage('Ce brouillon');
  const seen = Number(/^\d{1,9}$/.exec(fieldValue(visit.request.form, 'vu'))?.[0] ?? 0);
  const outcome = await publishForm(visit.acting, name, seen);
  switch (outcome.kind) {
    case 'published':
      return redirect(`${formPath(version)}?fait=publiee`);
    case 'refused':
      return formsRefused();
    case 'overtaken':
      return outcome.current?.status === 'draft'
        ? confirmation(visit, outcome.current, { isOvertaken: true })
        : redirect(formPath(version));
  }
};

const confirmation = async (
  visit: Visit,
  draft: FormDraft,
  { isOvertaken }: { isOvertaken: boolean } = { isOvertaken: false },
): Promise<PageResponse> => {
  const { form, basis, copiedFrom } = draft;
  const source = await visit.store.forms.ofVersion(visit.institution, copiedFrom);
  const signs = unprintable(Object.values(typedForm(form)).join('\n'));
  const stages = stagesInWords(visit, basis);
  return html(
    <ConsolePage
      visit={visit}
      title={`Publier ${formLabel(form.version)}`}
      here="Publication"
      trail={formTrail(form.version)}
      wide={false}
    >
      <h1>Publier la version {draft.number} ?</h1>
      {isOvertaken && (
        <Notice tone="error" title="Le brouillon a changé entre-temps">
          <p>{draft.changedBy} vient de l’enregistrer : rien n’est publié. Relisez ce qui vaut maintenant.</p>
        </Notice>
      )}
      <p class="lead">
        Les prochaines campagnes{stages && ` de ${stages}`} la prendront. Celles qui existent gardent la leur,
        et leurs comptes-rendus ne changent pas. Une version publiée ne se modifie plus, et ne se retire plus.
      </p>
      {signs.length > 0 && (
        <Notice tone="warning" title="Le PDF ne peut pas montrer tous les signes">
          <p>
            Un carré tiendra la place de{' '}
            {signs
              .slice(0, 10)
              .map((sign) => `« ${sign} »`)
              .join(', ')}{' '}
            : remplacez-les, ou publiez ainsi.
          </p>
        </Notice>
      )}
      <section class="card">
        <Facts
          facts={[
            ['Critères', form.ethics.criteria.map(({ criterionId }) => criterionId).join(', ')],
            [`Par rapport à ${formLabel(copiedFrom)}`, changedParts(source, form) || 'rien ne change'],
          ]}
        />
        <p>
          <a href={`${formPath(form.version)}/apercu`}>Voir l’aperçu du formulaire et du PDF</a>
        </p>
      </section>
      <form method="post" action={`${formPath(form.version)}/publication`} class="actions">
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vu" value={String(draft.version)} />
        <button type="submit">Publier la version {draft.number}</button>
        <a href={formPath(form.version)}>Pas maintenant</a>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};
