import { type MailKind, mailKind } from '../../../schemas/mail-kind.ts';

const before = 'Avant le stage';
const report = 'Le compte-rendu';
const missing = 'S’il manque';
const changed = 'Si quelque chose change';
const meetings = 'Les réunions';
const staff = 'Chaque matin';

/** What each mail is called, and beneath which heading it stands. */
export const mailNames: Record<MailKind, { heading: string; name: string }> = {
  assignmentToTutor: { heading: before, name: 'Lettre de mission' },
  assignmentToStudent: { heading: before, name: 'Affectation' },
  briefingToTutor: { heading: before, name: 'Rappel avant le stage, au tuteur' },
  briefingToStudent: { heading: before, name: 'Rappel avant le stage, à l’étudiant·e' },
  request: { heading: report, name: 'Demande du compte-rendu' },
  studentNotice: { heading: report, name: 'Adresse de la demande, dite à l’étudiant·e' },
  receipt: { heading: report, name: 'Accusé de réception' },
  distributionToRegistrar: { heading: report, name: 'Compte-rendu transmis à la scolarité' },
  distributionToStudent: { heading: report, name: 'Compte-rendu transmis à l’étudiant·e' },
  alert: { heading: report, name: 'Alerte : critère non acquis' },
  reminder1: { heading: missing, name: 'Première relance' },
  reminder2: { heading: missing, name: 'Deuxième relance' },
  reminder3: { heading: missing, name: 'Troisième relance' },
  delegateNotice: { heading: missing, name: 'Avis de la troisième relance au délégué' },
  escalation: { heading: missing, name: 'Alerte au délégué et à la scolarité' },
  closing: { heading: missing, name: 'Clôture : compte-rendu non rendu' },
  additionToTutor: { heading: changed, name: 'Un autre stagiaire dans la classe' },
  correctionToTutor: { heading: changed, name: 'Informations corrigées, au tuteur' },
  correctionToStudent: { heading: changed, name: 'Informations corrigées, à l’étudiant·e' },
  newLink: { heading: changed, name: 'Lien renvoyé au tuteur' },
  newLinkAsked: { heading: changed, name: 'Lien demandé par le tuteur' },
  newStudentLink: { heading: changed, name: 'Lien renvoyé à l’étudiant·e' },
  newStudentLinkAsked: { heading: changed, name: 'Lien demandé par l’étudiant·e' },
  givenBack: { heading: changed, name: 'Compte-rendu à corriger' },
  givenBackWithdrawn: { heading: changed, name: 'Rien à corriger finalement' },
  farewellToTutor: { heading: changed, name: 'Stage annulé, dit au tuteur' },
  farewellToReplaced: { heading: changed, name: 'Un autre tuteur prend le relais' },
  farewellToStudent: { heading: changed, name: 'Stage annulé, dit à l’étudiant·e' },
  returnToTutor: { heading: changed, name: 'Stage rétabli, dit au tuteur' },
  returnToStudent: { heading: changed, name: 'Stage rétabli, dit à l’étudiant·e' },
  meetingInvitation: { heading: meetings, name: 'Invitation à une réunion' },
  meetingChange: { heading: meetings, name: 'Réunion modifiée' },
  meetingCancellation: { heading: meetings, name: 'Réunion annulée' },
  meetingFarewell: { heading: meetings, name: 'Une autre personne n’a plus à venir' },
  meetingReminder: { heading: meetings, name: 'Rappel d’une réunion' },
  digest: { heading: staff, name: 'Point du matin, à la scolarité et au délégué' },
};

/** In the order of a stage's life. */
export const mailHeadings = [...Map.groupBy(mailKind.options, (kind) => mailNames[kind].heading)];
