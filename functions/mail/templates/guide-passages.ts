import { type Block, button, fineprint, type Link, links } from '../letter.ts';
import type { CampaignFacts, PublicFacts } from './facts.ts';

type Facts = Pick<CampaignFacts, 'campaign'> & PublicFacts;

/** The guide of a campaign in its own words, for anybody to read: it names nobody, so a tutor may show it to the school's head. */
const guideAt = ({ campaign, publicUrl }: Facts, part: string): string =>
  `${publicUrl}/guide/${campaign.campaignId}${part}`;

const role = (facts: Facts): Link => ({ label: 'Rôle du tuteur', url: guideAt(facts, '#role') });
const framing = (facts: Facts): Link => ({ label: 'Cadrage du stage', url: guideAt(facts, '#cadrage') });
const letter = (facts: Facts): Link => ({ label: 'Lettre de mission', url: guideAt(facts, '#lettre') });
const printed = (facts: Facts): Link => ({
  label: 'Le tout en PDF, à imprimer ou à montrer à la direction de l’école',
  url: guideAt(facts, '/guide.pdf'),
});

/** The mission letter, the role and the framing, each in full where it leads. */
export const missionLinks = (facts: Facts): Block[] => [
  button('Lire la lettre de mission', guideAt(facts, '#lettre')),
  links([role(facts), framing(facts), printed(facts)]),
];

/** For those who have the letter: the framing first. */
export const framingLinks = (facts: Facts, reader: 'tutor' | 'student'): Block[] => [
  button('Lire le cadrage du stage', guideAt(facts, '#cadrage')),
  ...(reader === 'tutor' ? [links([role(facts), letter(facts)])] : []),
];

const rights = 'Vos droits et les durées de conservation';

/** What the GDPR asks of the first mail to somebody whose data came from elsewhere (art. 14). */
export const tutorsData = ({ publicUrl }: PublicFacts): Block =>
  fineprint(
    'Vos coordonnées professionnelles nous ont été transmises par la scolarité pour l’organisation de ce stage (mission d’intérêt public).',
    { label: rights, url: `${publicUrl}/donnees-personnelles` },
  );

export const studentsData = ({
  institution,
  publicUrl,
}: Pick<CampaignFacts, 'institution'> & PublicFacts): Block =>
  fineprint(
    `Vos données de scolarité et le compte-rendu de votre tuteur ou tutrice servent à organiser et à évaluer votre stage (${institution.name}, mission d’intérêt public).`,
    { label: rights, url: `${publicUrl}/donnees-personnelles` },
  );
