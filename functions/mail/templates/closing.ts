import type { Placement } from '../../../schemas/placement.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { entries } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import { type SiteFacts, toConsole, whose } from './missing-report.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetStaff, subjectOf } from './wording.ts';

const unreturned = '[Compte-rendu non rendu|Comptes-rendus non rendus]';

export const closingWords = mailWords({
  kind: 'closing',
  placeholders: ['étudiants', 'nombre', 'stage'],
  inSubject: ['étudiants', 'nombre'],
  isByNumber: true,
  subject: `${unreturned} ({étudiants})`,
  title: unreturned,
  passages: {
    opening: {
      label: 'Début',
      text: '[Ce compte-rendu de stage n’est pas arrivé : il est enregistré comme « non rendu »|{nombre} comptes-rendus de stage ne sont pas arrivés : ils sont enregistrés comme « non rendus »]. Plus aucune relance ne partira.',
    },
    closing: {
      label: 'Fin',
      text: 'Cette clôture n’est pas définitive : si le tuteur se manifeste, « Rouvrir », sur la page du stage, lui redemande son compte-rendu.',
      isOptional: true,
    },
  },
});

/** Thirty days past the due date, to the registrars: the report is recorded as "non rendu". */
export const closing = (mail: SiteFacts & { placements: Placement[] }): MailContent => {
  const { institution, campaign, recipient, placements, wording } = mail;
  const isSeveral = placements.length > 1;
  const values = {
    étudiants: whose(placements),
    nombre: String(placements.length),
    stage: stageLabel(institution, campaign),
  };
  const say = speak(closingWords, wording, values, isSeveral);
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetStaff(recipient),
    blocks: [
      ...say.paragraphs('opening'),
      ...toConsole(mail, isSeveral ? 'Voir ces stages' : 'Voir ce stage'),
      entries(
        placements.map((placement) => ({
          title: studentName(placement),
          lines: [
            `${schoolLabel(placement)}, ${periodsLabel(placement.periods)}`,
            `Tuteur : ${tutorName(placement)}`,
          ],
          email: placement.tutor.email,
          phone: placement.school.phone,
        })),
      ),
      ...say.paragraphs('closing'),
    ],
    institution,
  });
};
