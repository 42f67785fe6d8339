import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { DraftValues, SentReportRecord } from '../../../schemas/report.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import { correctionContact } from '../../domain/report/correction-contact.ts';
import { howSent } from '../../domain/report/entered-report.ts';
import { isOpen } from '../../domain/report/report-meanings.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { maySend } from '../../domain/report/sending-time.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Notice } from '../components/notice.tsx';
import { ReportView } from '../components/report-view.tsx';
import { html, type PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';
import { TypedText } from './form/typed-text.tsx';
import { reportAt } from './report-draft.ts';
import { reportState } from './report-state.ts';
import { TutorPage } from './tutor-page.tsx';

type Due = { placement: StartedPlacement; action: string };

/** The tutor's next report, of those that can be sent by now. */
const nextDue = async ({ campaign, link, store }: Desk, now: IsoInstant): Promise<Due | undefined> => {
  const placements = await store.placements.ofTutor(campaign.campaignId, link.tutorEmail);
  for (const placement of placements) {
    if (!isStarted(placement) || !maySend(placement, now)) continue;
    const report = await reportAt({ store, placement });
    if (!isOpen(report)) continue;
    return { placement, action: reportState(report, placement, campaign, now).action };
  }
  return undefined;
};

/** The receipt, and the report as it was sent. @param typed what was typed elsewhere meanwhile, and is not in it: nothing is lost */
export const sentPage = async (
  desk: Desk,
  { sent, lastVersion }: SentReportRecord,
  now: IsoInstant,
  typed?: DraftValues,
): Promise<PageResponse> => {
  const { campaign, institution, path, placement, reportPath, store } = desk;
  const contact = correctionContact(institution, placement);
  const [due, form] = await Promise.all([
    nextDue(desk, now),
    store.forms.ofVersion(institution, sent.formVersion),
  ]);
  return html(
    <TutorPage door={desk} title="Compte-rendu envoyé" at="report">
      <h1>Compte-rendu envoyé</h1>
      {typed && (
        <Notice tone="warning" title="Ce que vous venez de saisir ici n’est pas dans le compte-rendu.">
          <p>
            Le compte-rendu avait été envoyé entre-temps, ou n’est plus à corriger. Votre texte est affiché
            plus bas, pour que vous puissiez le relire ou le copier&nbsp;; il n’est pas enregistré. S’il doit
            être ajouté, écrivez à {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>.
          </p>
        </Notice>
      )}
      <Notice tone="success" title={`Le compte-rendu ${of(fullName(placement.student))} est bien arrivé.`}>
        <p>
          Référence&nbsp;: <strong class="reference">{sent.reference}</strong>
          <br />
          {howSent(sent)}
        </p>
        {sent.number > 1 && (
          <p>
            C’est la version {sent.number} : elle remplace {replacedVersion(sent)}.
          </p>
        )}
        {lastVersion?.number === sent.number && (
          <p>Plus aucune correction n’est attendue : c’est cette version qui reste valable.</p>
        )}
        <p class="actions">
          {due && (
            <a class="button" href={`${path}/${due.placement.studentNumber}`}>
              {due.action} {of(fullName(due.placement.student))}
            </a>
          )}
          <a class={due ? 'button secondary' : 'button'} href={`${reportPath}/compte-rendu.pdf`}>
            Ouvrir le PDF
          </a>
        </p>
      </Notice>
      <h2>Et maintenant&nbsp;?</h2>
      <ul>
        {institution.reportsBy === 'link' ? (
          <>
            <li>La scolarité et le stagiaire le lisent en ligne.</li>
            <li>Un accusé de réception est envoyé à {placement.tutor.email}.</li>
          </>
        ) : (
          <>
            <li>Le compte-rendu est transmis à la scolarité ; le stagiaire le reçoit en PDF.</li>
            <li>Un accusé de réception, avec le même PDF, est envoyé à {placement.tutor.email}.</li>
          </>
        )}
        <li>
          Une erreur à corriger&nbsp;? Écrivez au gestionnaire de scolarité, en indiquant la référence&nbsp;:{' '}
          {contact.name}, <a href={`mailto:${contact.email}`}>{contact.email}</a>.
        </li>
        <li>
          <a href={path}>Revenir à mes comptes-rendus</a>
        </li>
      </ul>
      {typed && <TypedText form={form} values={typed} title="Ce que vous veniez de saisir" />}
      <h2>Le compte-rendu</h2>
      <ReportView
        form={form}
        semester={stageOf(institution.programme, campaign).semester}
        placement={placement}
        answers={sent.answers}
      />
    </TutorPage>,
    { status: typed ? 409 : 200 },
  );
};
