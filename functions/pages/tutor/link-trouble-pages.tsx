import { cutInTwo, deadLinkPage } from '../dead-link-page.tsx';
import type { PageResponse } from '../responses.ts';

const another =
  'Vos brouillons et vos comptes-rendus sont conservés. Indiquez votre adresse électronique\u00a0: vous recevrez un nouveau lien.';

export const unknownLinkPage = (): PageResponse =>
  deadLinkPage({ status: 404, heading: 'Ce lien ne mène à aucun compte-rendu', why: cutInTwo, another });

export const expiredLinkPage = (): PageResponse =>
  deadLinkPage({
    ...{ status: 410, heading: 'Ce lien n’est plus valable', another },
    why: 'La période de saisie est terminée, ou ce lien a été remplacé par un autre.',
  });
