import type { CancelReason, Farewell, Placement } from '../../../schemas/placement.ts';
import { cancelledStageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { facts as factRows } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { CampaignFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

export type FarewellFacts = CampaignFacts & { placement: Placement; farewell: Farewell };

/** Told to the tutor, who need not know more of the student than that the stage does not take place. */
export const saidToTutor: Record<CancelReason, string> = {
  gaveUp: 'L’étudiant ou l’étudiante ne suit plus la formation.',
  moved: 'Le stage aura lieu ailleurs.',
  strike: 'Les circonstances ne permettent pas de le maintenir.',
  noTutor: 'La classe ne peut plus accueillir ce stage.',
  other: '',
};

const reasonOf = (placement: Placement): string =>
  placement.status === 'cancelled' ? saidToTutor[placement.cancelledFor] : '';

const noMore = 'Vous n’avez plus rien à faire pour lui : aucun compte-rendu ne vous est demandé.';
const fromCalendar = 'L’annulation est jointe à ce message pour votre agenda.';
const thanks = {
  label: 'Fin',
  text: `${fromCalendar} Merci de la disponibilité que vous avez offerte.`,
  isOptional: true,
} as const;

export const farewellToTutorWords = mailWords({
  kind: 'farewellToTutor',
  placeholders: ['étudiant', 'de l’étudiant', 'stage', 'motif'],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Le stage {de l’étudiant} n’a pas lieu',
  title: 'Le stage n’a pas lieu',
  passages: {
    opening: {
      label: 'Début',
      text: `Le stage {stage} {de l’étudiant} dans votre classe est annulé. {motif} ${noMore}`,
      needs: ['de l’étudiant'],
    },
    closing: thanks,
  },
});

export const farewellToReplacedWords = mailWords({
  kind: 'farewellToReplaced',
  placeholders: ['étudiant', 'de l’étudiant', 'stage'],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Vous n’accompagnez plus le stage {de l’étudiant}',
  title: 'Un autre tuteur prend le relais',
  passages: {
    opening: {
      label: 'Début',
      text: `Le stage {stage} {de l’étudiant} est désormais suivi par un autre tuteur. ${noMore}`,
      needs: ['de l’étudiant'],
    },
    closing: thanks,
  },
});

export const farewellToStudentWords = mailWords({
  kind: 'farewellToStudent',
  placeholders: ['stage'],
  inSubject: [],
  subject: 'Votre stage est annulé',
  title: 'Votre stage est annulé',
  passages: {
    opening: {
      label: 'Début',
      text: 'Votre stage {stage} est annulé. Votre scolarité vous dira ce qui suit ; vous pouvez lui répondre à cette adresse.',
    },
    closing: { label: 'Fin', text: fromCalendar, isOptional: true },
  },
});

/** Which mail says it. */
export const farewellKind = ({ reader, reason }: Pick<Farewell, 'reader' | 'reason'>) => {
  if (reader === 'student') return 'farewellToStudent';
  return reason === 'replaced' ? 'farewellToReplaced' : 'farewellToTutor';
};

/** Somebody's stage is theirs no more: told once, with what takes it out of their calendar, and no link. */
export const farewellLetter = (facts: FarewellFacts): MailContent =>
  facts.farewell.reader === 'tutor' ? toTutor(facts) : toStudent(facts);

const toTutor = (facts: FarewellFacts): MailContent => {
  const { institution, campaign, placement, farewell, wording } = facts;
  const { person, periods } = farewell;
  const student = fullName(placement.student);
  const values = {
    étudiant: student,
    'de l’étudiant': of(student),
    stage: stageLabel(institution, campaign),
    motif: reasonOf(placement),
  };
  const say =
    farewellKind(farewell) === 'farewellToReplaced'
      ? speak(farewellToReplacedWords, wording, values)
      : speak(farewellToTutorWords, wording, values);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(person),
      blocks: [
        ...say.paragraphs('opening'),
        factRows([
          { label: 'Stagiaire', value: student },
          { label: 'Dates prévues', value: periodsLabel(periods) },
          { label: 'Lieu du stage', value: schoolLabel(farewell) },
        ]),
        ...say.paragraphs('closing'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [cancelledStageCalendar(facts)],
  );
};

const toStudent = (facts: FarewellFacts): MailContent => {
  const { institution, campaign, placement, farewell, wording } = facts;
  const { person, periods } = farewell;
  const say = speak(farewellToStudentWords, wording, { stage: stageLabel(institution, campaign) });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: `Bonjour ${person.firstName},`,
      blocks: [
        ...say.paragraphs('opening'),
        factRows([
          { label: 'Dates prévues', value: periodsLabel(periods) },
          { label: 'Lieu du stage', value: schoolLabel(farewell) },
        ]),
        ...say.paragraphs('closing'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [cancelledStageCalendar(facts)],
  );
};
