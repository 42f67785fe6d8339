import type { Placement } from '../../../schemas/placement.ts';
import { listed, tutorName } from '../../domain/wording/people.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { type SiteFacts, toConsole, whose } from './missing-report.ts';
import { stageInBrief } from './stage-facts.ts';
import { subjectOf } from './wording.ts';

/** Thirty days past the due date, to the registrars: the report is recorded as "non rendu". */
export const closing = ({
  institution,
  campaign,
  recipient,
  placements,
  consoleUrl,
}: SiteFacts & { placements: Placement[] }): MailContent => {
  const isSeveral = placements.length > 1;
  const tutors = listed([...new Set(placements.map(tutorName))]);
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
    salutation: `Bonjour ${recipient.name},`,
    blocks: [
      paragraph(
        isSeveral
          ? 'Ces comptes-rendus de stage ne sont pas arrivés : ils sont enregistrés comme « non rendus ». Plus aucune relance ne sera envoyée.'
          : `Ce compte-rendu de stage n’est pas arrivé : il est enregistré comme « non rendu ». Plus aucune relance ne sera envoyée à ${tutors}.`,
      ),
      ...placements.map((placement) => stageInBrief(placement)),
      paragraph(
        'Cette clôture n’est pas définitive : si le tuteur se manifeste, il peut vous adresser son compte-rendu par courriel.',
      ),
      ...toConsole(consoleUrl),
    ],
    institution,
  });
};
