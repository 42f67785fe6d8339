import { stageLabel } from '../../domain/guide/programme.ts';
import { button, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentDoorFacts, StudentFacts } from './facts.ts';
import { formerLinks, unasked } from './new-link.ts';
import { personalLink } from './report-passages.ts';
import { stageInBrief } from './stage-facts.ts';
import { subjectOf } from './wording.ts';

const opens = 'Il ouvre vos stages de l’année.';

export const newStudentLinkWords = mailWords({
  kind: 'newStudentLink',
  placeholders: ['stage'],
  inSubject: [],
  subject: 'Votre lien vers vos stages',
  title: 'Votre lien',
  passages: {
    opening: { label: 'Début', text: `La scolarité vous renvoie votre lien. ${opens}` },
    formerLinks,
  },
});

export const newStudentLinkAskedWords = mailWords({
  kind: 'newStudentLinkAsked',
  placeholders: ['stage'],
  inSubject: [],
  subject: 'Votre nouveau lien vers vos stages',
  title: 'Votre nouveau lien',
  passages: {
    opening: { label: 'Début', text: `Voici le lien que vous avez demandé. ${opens}` },
    formerLinks,
  },
});

type Facts = StudentFacts & StudentDoorFacts & { isFromStaff?: boolean };

/** Which mail it is. */
export const studentLinkKind = (isFromStaff: boolean) =>
  isFromStaff ? 'newStudentLink' : 'newStudentLinkAsked';

/** A link to the student's stages of the year, since they asked for it or, `isFromStaff`, the institute sends it; `placement` is one of them. */
export const newStudentLink = ({
  institution,
  campaign,
  placement,
  door,
  isFromStaff = false,
  wording,
}: Facts): MailContent => {
  const words = isFromStaff ? newStudentLinkWords : newStudentLinkAskedWords;
  const say = speak(words, wording, { stage: stageLabel(institution, campaign) });
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      ...say.paragraphs('opening'),
      stageInBrief(placement),
      button('Ouvrir mes stages', door),
      paragraph(isFromStaff ? personalLink : `${personalLink} ${unasked}`),
      ...say.paragraphs('formerLinks'),
      button('Couper mes anciens liens', `${door}/anciens-liens`),
    ],
    institution,
    siteId: placement.siteId,
  });
};
