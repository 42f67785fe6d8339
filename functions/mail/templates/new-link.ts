import { fullName } from '../../domain/wording/people.ts';
import { button, facts, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { unforeseen } from './report-passages.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, subjectOf, tutorOf } from './wording.ts';

/**
 * A link to the tutor's reports, since they asked for it or, `isFromStaff`, the institute sends it to them; `placements` are all of
 * the tutor's in this campaign, sent or not.
 */
export const newLink = ({
  institution,
  campaign,
  placements,
  link,
  isFromStaff = false,
}: Omit<ReportLinkFacts, 'dueDate'> & { isFromStaff?: boolean }): MailContent => {
  const isSeveral = placements.length > 1;
  const yourLink = isFromStaff ? 'Votre lien' : 'Votre nouveau lien';
  const because = isFromStaff
    ? 'La scolarité vous renvoie votre lien.'
    : 'Voici le lien que vous avez demandé.';
  const unasked = isFromStaff ? '' : ' Si vous n’avez rien demandé, vous pouvez ignorer ce message.';
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${yourLink} vers ${isSeveral ? 'les comptes-rendus' : 'le compte-rendu'} de stage`,
    ),
    title: subjectOf(institution, campaign, yourLink),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      paragraph(
        `${because} Il ouvre ${isSeveral ? 'vos comptes-rendus' : 'votre compte-rendu'} de stage, avec tout ce que vous avez déjà saisi.`,
      ),
      facts(
        placements.map((placement) => ({
          label: 'Stagiaire',
          value: `${fullName(placement.student)} – ${schoolLabel(placement)}`,
        })),
      ),
      button(isSeveral ? 'Ouvrir mes comptes-rendus' : 'Ouvrir mon compte-rendu', link),
      unforeseen(link),
      paragraph(`Ce lien vous est personnel : merci de ne pas le transférer.${unasked}`),
      paragraph(
        'Les liens que vous avez déjà reçus restent valables. Si l’un d’eux a pu être lu par quelqu’un d’autre, coupez-les tous : un nouveau lien vous parviendra.',
      ),
      button('Couper mes anciens liens', `${link}/anciens-liens`),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });
};
