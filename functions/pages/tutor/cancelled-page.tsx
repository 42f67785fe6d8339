import type { Placement } from '../../../schemas/placement.ts';
import type { Report } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { draftFromForm } from '../../domain/report/report-fields.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Notice } from '../components/notice.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { TypedText } from './form/typed-text.tsx';
import { TutorPage } from './tutor-page.tsx';

type Cancelled = {
  placement: Placement;
  /** As the door's tutor may see it. */
  report: Report;
  form: ReportForm;
};

/** The stage does not take place: nobody asks for its report, and none is taken. What its tutor has typed is theirs to copy. */
export const cancelledPage = (
  door: Door,
  { placement: { student }, report, form }: Cancelled,
  { form: posted, method, wantsJson }: Pick<PageRequest, 'form' | 'method' | 'wantsJson'>,
): PageResponse => {
  const typed = method === 'POST' ? draftFromForm(form, posted) : {};
  const values = Object.values(typed).some((value) => value.length > 0) ? typed : report.values;
  return html(
    <TutorPage door={door} title="Stage annulé" at="report">
      <h1>Ce stage est annulé</h1>
      <Notice tone="info" title={`Le stage ${of(fullName(student))} n’a pas lieu, ou s’est arrêté.`}>
        <p>Aucun compte-rendu ne vous est demandé pour lui : vous n’avez plus rien à faire.</p>
      </Notice>
      <p>
        <a href={door.path}>Voir mes autres comptes-rendus</a>
      </p>
      <TypedText form={form} values={values} title="Ce que vous aviez saisi" />
    </TutorPage>,
    { status: method === 'POST' || wantsJson ? 409 : 200 },
  );
};
