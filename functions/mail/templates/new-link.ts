import { stageLabel } from '../../domain/guide/programme.ts';
import { fullName } from '../../domain/wording/people.ts';
import { button, facts, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { personalLink, unforeseen } from './report-passages.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, studentNames, subjectOf, tutorOf } from './wording.ts';

const toReports = 'vers [le compte-rendu|les comptes-rendus] de stage';
const opens =
  'Il ouvre [votre compte-rendu|vos comptes-rendus] de stage, avec tout ce que vous avez déjà saisi.';
/** Also of a student's. */
export const formerLinks = {
  label: 'Les anciens liens, avant le bouton qui les coupe',
  text: 'Les liens que vous avez déjà reçus restent valables. Si l’un d’eux a pu être lu par quelqu’un d’autre, coupez-les tous : un nouveau lien vous parviendra.',
} as const;

export const newLinkWords = mailWords({
  kind: 'newLink',
  placeholders: ['étudiants', 'stage'],
  inSubject: [],
  isByNumber: true,
  subject: `Votre lien ${toReports}`,
  title: 'Votre lien',
  passages: {
    opening: { label: 'Début', text: `La scolarité vous renvoie votre lien. ${opens}` },
    formerLinks,
  },
});

export const newLinkAskedWords = mailWords({
  kind: 'newLinkAsked',
  placeholders: ['étudiants', 'stage'],
  inSubject: [],
  isByNumber: true,
  subject: `Votre nouveau lien ${toReports}`,
  title: 'Votre nouveau lien',
  passages: {
    opening: { label: 'Début', text: `Voici le lien que vous avez demandé. ${opens}` },
    formerLinks,
  },
});

/** To whoever holds the address, since anybody may ask. */
export const unasked = 'Si vous n’avez rien demandé, vous pouvez ignorer ce message.';

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
  wording,
}: Omit<ReportLinkFacts, 'dueDate'> & { isFromStaff?: boolean }): MailContent => {
  const isSeveral = placements.length > 1;
  const values = { étudiants: studentNames(placements), stage: stageLabel(institution, campaign) };
  const say = speak(isFromStaff ? newLinkWords : newLinkAskedWords, wording, values, isSeveral);
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      ...say.paragraphs('opening'),
      facts(
        placements.map((placement) => ({
          label: 'Stagiaire',
          value: `${fullName(placement.student)} – ${schoolLabel(placement)}`,
        })),
      ),
      button(isSeveral ? 'Ouvrir mes comptes-rendus' : 'Ouvrir mon compte-rendu', link),
      unforeseen(link),
      paragraph(isFromStaff ? personalLink : `${personalLink} ${unasked}`),
      ...say.paragraphs('formerLinks'),
      button('Couper mes anciens liens', `${link}/anciens-liens`),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });
};
