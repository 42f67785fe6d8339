import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';

/** "École Jules-Ferry, Saint-Aubin" */
export const schoolOf = ({ school }: Pick<PlacementFacts, 'school'>): string =>
  `${school.name}, ${school.town}`;

/** Said before a level is chosen and again before sending: nobody is alerted without the tutor's knowing. */
export const delegateAlert = ({ ethics }: Pick<ReportForm, 'ethics'>, count = 1): string =>
  `Un critère «\u00a0${ethics.levels.notAcquired}\u00a0» alerte ${count > 1 ? 'les délégués' : 'le délégué'} de stage dès l’envoi du compte-rendu`;
