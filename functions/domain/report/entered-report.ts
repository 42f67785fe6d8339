import type { Placement, ReceivedBy, StartedPlacement } from '../../../schemas/placement.ts';
import type { EnteredReport, SentReport } from '../../../schemas/report.ts';
import { isStarted, isWithdrawn, mayReport } from '../placement/status-meanings.ts';
import { dateTime, longDate } from '../wording/french-dates.ts';

/** A report of it that came on paper may be typed in: none is in, or another version of it is waited for. */
export const mayBeEntered = (placement: Placement): placement is StartedPlacement =>
  isStarted(placement) && mayReport(placement) && !isWithdrawn(placement);

const ways: Record<ReceivedBy, string> = { paper: 'sur papier', mail: 'par courriel' };

/** « d’après le document reçu sur papier le lundi 9 novembre 2026 » */
export const enteredFrom = ({ receivedBy, receivedOn }: EnteredReport): string =>
  `d’après le document reçu ${ways[receivedBy]} le ${longDate(receivedOn)}`;

type Sent = Pick<SentReport, 'sentAt' | 'entered'>;

/** « par Camille Fournier le …, d’après … »; undefined where its tutor sent it. */
export const enteredBy = ({ sentAt, entered }: Sent): string | undefined =>
  entered && `par ${entered.by} le ${dateTime(sentAt)}, ${enteredFrom(entered)}`;

/** Wherever a report says when it was sent. */
export const howSent = (sent: Sent): string =>
  sent.entered ? `Saisi ${enteredBy(sent)}` : `Envoyé le ${dateTime(sent.sentAt)}`;
