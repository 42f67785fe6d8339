import type { SentReportRecord } from '../../../schemas/report.ts';
import { of } from '../../domain/elision.ts';
import { dateTime } from '../../domain/french-dates.ts';
import { formOfVersion } from '../../domain/guide/report-forms.ts';
import { siteOf } from '../../store/institutions.ts';
import { Notice } from '../components/notice.tsx';
import { ReportView } from '../components/report-view.tsx';
import { html, type PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';
import { TutorPage } from './tutor-page.tsx';
import { fullName } from './wording.ts';

/** The receipt, and the report as it was sent. */
export const sentPage = (desk: Desk, { sent }: SentReportRecord): PageResponse => {
  const { campaign, institution, path, placement, reportPath } = desk;
  const { registrars } = siteOf(institution, placement.siteId);
  return html(
    <TutorPage door={desk} title="Compte-rendu envoyé" at="report">
      <h1>Compte-rendu envoyé</h1>
      <Notice tone="success" title={`Le compte-rendu ${of(fullName(placement.student))} est bien arrivé.`}>
        <p>
          Référence&nbsp;: <strong class="reference">{sent.reference}</strong>
          <br />
          Envoyé le {dateTime(sent.sentAt)}
        </p>
        <p>
          <a class="button" href={`${reportPath}/compte-rendu.pdf`}>
            Ouvrir le PDF
          </a>
        </p>
      </Notice>
      <h2>Et maintenant&nbsp;?</h2>
      <ul>
        <li>Le gestionnaire de scolarité et le stagiaire reçoivent le compte-rendu en PDF.</li>
        <li>Un accusé de réception, avec le même PDF, est envoyé à {placement.tutor.email}.</li>
        <li>
          Une erreur à corriger&nbsp;? Écrivez au gestionnaire de scolarité, en indiquant la référence&nbsp;:{' '}
          {registrars.map(({ email }, index) => (
            <>
              {index > 0 && ', '}
              <a href={`mailto:${email}`}>{email}</a>
            </>
          ))}
          .
        </li>
        <li>
          <a href={path}>Revenir à mes comptes-rendus</a>
        </li>
      </ul>
      <h2>Le compte-rendu</h2>
      <ReportView
        form={formOfVersion(sent.formVersion)}
        stage={campaign.stage}
        placement={placement}
        answers={sent.answers}
      />
    </TutorPage>,
  );
};
