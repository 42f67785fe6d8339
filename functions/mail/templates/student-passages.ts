import { type Block, link } from '../letter.ts';
import type { PublicFacts, StudentDoorFacts } from './facts.ts';

/** What stands for a student's link where no student reads it: it opens nothing. */
export const hiddenDoor = ({ publicUrl }: PublicFacts): string => `${publicUrl}/e/…`;

/** The student's own pages, beside what the mail is about. */
export const studentSpace = ({ door }: StudentDoorFacts): Block =>
  link(
    'Vos stages en ligne',
    'Votre tuteur, le calendrier, le bilan à préparer et vos comptes-rendus. Ce lien vous est personnel : merci de ne pas le transférer',
    door,
  );
