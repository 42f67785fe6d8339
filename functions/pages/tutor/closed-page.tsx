import type { DraftValues, Report } from '../../../schemas/report.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';
import { TypedText } from './form/typed-text.tsx';
import { TutorPage } from './tutor-page.tsx';

/** The wait is over and the report is "non rendu": it is for a registrar to say what follows. Nothing typed is lost meanwhile. */
export const closedPage = (
  desk: Desk,
  report: Extract<Report, { status: 'closed' }>,
  values: DraftValues = report.values,
): PageResponse => {
  if (desk.placement.status === 'receivedOtherwise') return receivedOtherwisePage(desk, report, values);
  const { registrars } = siteOf(desk.institution, desk.placement.siteId);
  return html(
    <TutorPage door={desk} title="Saisie close" at="report">
      <h1>La saisie de ce compte-rendu est close</h1>
      <Notice tone="warning" title={closedTitle(desk, report)}>
        <p>
          Il est encore temps&nbsp;: écrivez au gestionnaire de scolarité, à qui vous pouvez adresser votre
          compte-rendu par courriel.
          {registrars.map(({ email, name }) => (
            <>
              <br />
              {name}&nbsp;: <a href={`mailto:${email}`}>{email}</a>
            </>
          ))}
        </p>
      </Notice>
      <TypedText form={desk.form} values={values} title="Ce que vous aviez saisi" />
    </TutorPage>,
    { status: values === report.values ? 200 : 409 },
  );
};

const closedTitle = ({ placement }: Desk, { closedAt }: Extract<Report, { status: 'closed' }>): string =>
  `Le compte-rendu ${of(fullName(placement.student))} est noté «\u00a0non rendu\u00a0» depuis le ${longDate(parisDay(closedAt))}.`;

/** It came on paper or by mail: there is nothing left to do, and nothing typed is lost. */
const receivedOtherwisePage = (
  desk: Desk,
  report: Extract<Report, { status: 'closed' }>,
  values: DraftValues,
): PageResponse =>
  html(
    <TutorPage door={desk} title="Compte-rendu reçu" at="report">
      <h1>Votre compte-rendu est bien arrivé</h1>
      <Notice
        tone="success"
        title={`Le compte-rendu ${of(fullName(desk.placement.student))} a été reçu par la scolarité.`}
      >
        <p>Il n’a pas besoin d’être saisi ici : vous n’avez plus rien à faire. Merci !</p>
      </Notice>
      <TypedText form={desk.form} values={values} title="Ce que vous aviez saisi" />
    </TutorPage>,
    { status: values === report.values ? 200 : 409 },
  );
