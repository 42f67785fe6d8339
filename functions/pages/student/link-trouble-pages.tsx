import { cutInTwo, deadLinkPage } from '../dead-link-page.tsx';
import type { PageResponse } from '../responses.ts';

const another = 'Indiquez votre adresse électronique\u00a0: vous recevrez un nouveau lien.';

export const unknownStudentLinkPage = (): PageResponse =>
  deadLinkPage({ status: 404, heading: 'Ce lien ne mène à aucun stage', why: cutInTwo, another });

export const expiredStudentLinkPage = (): PageResponse =>
  deadLinkPage({
    ...{ status: 410, heading: 'Ce lien n’est plus valable', another },
    why: 'Le stage est terminé depuis longtemps, ou ce lien a été remplacé par un autre.',
  });
