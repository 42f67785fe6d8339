import type { DraftValues, Report } from '../../../schemas/report.ts';
import { fieldLabel, reportFields } from '../../domain/report/report-fields.ts';
import { of } from '../../domain/wording/elision.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';
import { readable } from './form/readable-field.ts';
import { TutorPage } from './tutor-page.tsx';

const Typed = ({ text }: { text: string }) =>
  text === '' ? <p class="muted">(vide)</p> : <p class="typed">{text}</p>;

/** Two windows wrote the same draft: the tutor sees both texts and says which one stays. */
export const conflictPage = (desk: Desk, current: Report, values: DraftValues): PageResponse => {
  const { csrf, form, placement, reportPath } = desk;
  const differences = reportFields(form)
    .map((field) => ({
      field,
      label: fieldLabel(form, field),
      saved: readable(form, field, current.values),
      mine: readable(form, field, values),
    }))
    .filter(({ saved, mine }) => saved !== mine);
  return html(
    <TutorPage door={desk} title="Deux versions du brouillon" at="report">
      <h1>Ce compte-rendu a été modifié dans une autre fenêtre</h1>
      <Notice tone="warning" title={'Rien n’a été remplacé\u00a0: choisissez le texte à garder.'}>
        <p>
          Le brouillon {of(fullName(placement.student))} a été enregistré
          {current.savedAt ? ` le ${dateTime(current.savedAt)}` : ''} depuis une autre fenêtre ou un autre
          appareil, après l’ouverture de cette page. Voici ce qui diffère.
        </p>
      </Notice>
      {differences.map(({ field, label, saved, mine }) => (
        <section class="card" key={field}>
          <h2>{label}</h2>
          <div class="side-by-side">
            <div>
              <h3>Déjà enregistré</h3>
              <Typed text={saved} />
            </div>
            <div>
              <h3>Ce que vous venez de saisir</h3>
              <Typed text={mine} />
            </div>
          </div>
        </section>
      ))}
      <form method="post" action={reportPath} class="actions">
        <CsrfInput token={csrf} />
        <input type="hidden" name="version" value={String(current.version)} />
        {Object.entries(values).flatMap(([field, value]) =>
          [value]
            .flat()
            .map((text) => <input type="hidden" key={`${field} ${text}`} name={field} value={text} />),
        )}
        <button type="submit" name="intent" value="enregistrer">
          Garder ce que je viens de saisir
        </button>
        {/* Says to the form's script that the text it had kept is given up. */}
        <a class="button secondary" href={`${reportPath}?enregistre`}>
          Garder ce qui est déjà enregistré
        </a>
      </form>
    </TutorPage>,
    { status: 409 },
  );
};
