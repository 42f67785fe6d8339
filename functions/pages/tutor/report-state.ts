import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { Report } from '../../../schemas/report.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { isGivenBack } from '../../domain/placement/status-meanings.ts';
import { lastDayOf, maySend } from '../../domain/report/sending-time.ts';
import { dueDateOf } from '../../domain/timetable/occasion-moments.ts';
import { dateTime, longDate, parisDay } from '../../domain/wording/french-dates.ts';

export type ReportState = {
  tone: 'neutral' | 'info' | 'success' | 'warning' | 'error';
  label: string;
  detail: string;
  /** What the tutor can do now. */
  action: string;
};

/** Where a report stands, in the tutor's words. */
export const reportState = (
  report: Report,
  placement: StartedPlacement,
  campaign: LaunchedCampaign,
  now: IsoInstant,
): ReportState => {
  switch (report.status) {
    case 'sent':
      return {
        tone: 'success',
        label: report.sent.entered ? 'Reçu et saisi' : 'Envoyé',
        detail: `Le ${dateTime(report.sent.sentAt)}, référence ${report.sent.reference}`,
        action: 'Relire le compte-rendu',
      };
    case 'closed':
      return {
        tone: 'error',
        label: 'Non rendu',
        detail: `La saisie est close depuis le ${longDate(parisDay(report.closedAt))}`,
        action: 'Voir que faire',
      };
    case 'draft':
      return draftState(report, placement, campaign, now);
  }
};

/** Of a report that is still to be sent. */
const draftState = (
  report: Report,
  placement: StartedPlacement,
  campaign: LaunchedCampaign,
  now: IsoInstant,
): ReportState => {
  const dueDate = dueDateOf(placement, campaign);
  const due = `À envoyer au plus tard le ${longDate(dueDate)}`;
  const isLate = parisDay(now) > dueDate;
  if (isGivenBack(placement))
    return {
      tone: 'warning',
      label: 'À corriger',
      detail: `La scolarité vous demande une correction d’ici au ${longDate(placement.asked.until)}`,
      action: 'Corriger le compte-rendu',
    };
  if (report.savedAt)
    return {
      tone: isLate ? 'warning' : 'info',
      label: 'Brouillon enregistré',
      detail: `Le ${dateTime(report.savedAt)}. ${due}`,
      action: 'Continuer le compte-rendu',
    };
  if (!maySend(placement, now))
    return {
      tone: 'neutral',
      label: 'À venir',
      detail: `À compléter à partir du ${longDate(lastDayOf(placement))}`,
      action: 'Préparer un brouillon',
    };
  return {
    tone: 'warning',
    label: isLate ? 'En retard' : 'À compléter',
    detail: due,
    action: 'Remplir le compte-rendu',
  };
};
