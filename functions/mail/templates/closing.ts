import type { Placement } from '../../../schemas/placement.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { entries, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { type SiteFacts, toConsole, whose } from './missing-report.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetStaff, subjectOf } from './wording.ts';

/** Thirty days past the due date, to the registrars: the report is recorded as "non rendu". */
export const closing = (mail: SiteFacts & { placements: Placement[] }): MailContent => {
  const { institution, campaign, recipient, placements } = mail;
  const isSeveral = placements.length > 1;
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isSeveral ? 'Comptes-rendus non rendus' : 'Compte-rendu non rendu'} (${whose(placements)})`,
    ),
    title: subjectOf(
      institution,
      campaign,
      isSeveral ? 'Comptes-rendus non rendus' : 'Compte-rendu non rendu',
    ),
    salutation: greetStaff(recipient),
    blocks: [
      paragraph(
        isSeveral
          ? `${placements.length} comptes-rendus de stage ne sont pas arrivés : ils sont enregistrés comme « non rendus ». Plus aucune relance ne partira.`
          : 'Ce compte-rendu de stage n’est pas arrivé : il est enregistré comme « non rendu ». Plus aucune relance ne partira.',
      ),
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
      paragraph(
        'Cette clôture n’est pas définitive : si le tuteur se manifeste, il peut vous adresser son compte-rendu par courriel.',
      ),
    ],
    institution,
  });
};
