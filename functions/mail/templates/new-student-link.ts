import { button, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentDoorFacts, StudentFacts } from './facts.ts';
import { stageInBrief } from './stage-facts.ts';
import { subjectOf } from './wording.ts';

/** A link to the student's stages of the year, since they asked for it or, `isFromStaff`, the institute sends it; `placement` is one of them. */
export const newStudentLink = ({
  institution,
  campaign,
  placement,
  door,
  isFromStaff = false,
}: StudentFacts & StudentDoorFacts & { isFromStaff?: boolean }): MailContent =>
  writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isFromStaff ? 'Votre lien' : 'Votre nouveau lien'} vers vos stages`,
    ),
    title: subjectOf(institution, campaign, isFromStaff ? 'Votre lien' : 'Votre nouveau lien'),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      paragraph(
        `${isFromStaff ? 'La scolarité vous renvoie votre lien.' : 'Voici le lien que vous avez demandé.'} Il ouvre vos stages de l’année.`,
      ),
      stageInBrief(placement),
      button('Ouvrir mes stages', door),
      paragraph(
        `Ce lien vous est personnel : merci de ne pas le transférer.${isFromStaff ? '' : ' Si vous n’avez rien demandé, vous pouvez ignorer ce message.'}`,
      ),
      paragraph(
        'Les liens que vous avez déjà reçus restent valables. Si l’un d’eux a pu être lu par quelqu’un d’autre, coupez-les tous : un nouveau lien vous parviendra.',
      ),
      button('Couper mes anciens liens', `${door}/anciens-liens`),
    ],
    institution,
    siteId: placement.siteId,
  });
