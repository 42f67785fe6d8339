import type { CancelReason, Farewell, Placement } from '../../../schemas/placement.ts';
import { cancelledStageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { facts as factRows, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { CampaignFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

export type FarewellFacts = CampaignFacts & { placement: Placement; farewell: Farewell };

/** Told to the tutor, who need not know more of the student than that the stage does not take place. */
const cancelWords: Record<CancelReason, string> = {
  gaveUp: 'L’étudiant ou l’étudiante ne suit plus la formation.',
  moved: 'Le stage aura lieu ailleurs.',
  strike: 'Les circonstances ne permettent pas de le maintenir.',
  noTutor: 'La classe ne peut plus accueillir ce stage.',
  other: '',
};

const reasonOf = (placement: Placement): string =>
  placement.status === 'cancelled' ? cancelWords[placement.cancelledFor] : '';

/** Somebody's stage is theirs no more: told once, with what takes it out of their calendar, and no link. */
export const farewellLetter = (facts: FarewellFacts): MailContent =>
  facts.farewell.reader === 'tutor' ? toTutor(facts) : toStudent(facts);

const toTutor = (facts: FarewellFacts): MailContent => {
  const { institution, campaign, placement, farewell } = facts;
  const { person, reason, periods } = farewell;
  const student = fullName(placement.student);
  const isReplaced = reason === 'replaced';
  return writeLetter(
    {
      subject: subjectOf(
        institution,
        campaign,
        isReplaced
          ? `Vous n’accompagnez plus le stage ${of(student)}`
          : `Le stage ${of(student)} n’a pas lieu`,
      ),
      title: subjectOf(
        institution,
        campaign,
        isReplaced ? 'Un autre tuteur prend le relais' : 'Le stage n’a pas lieu',
      ),
      salutation: greetTutor(person),
      blocks: [
        paragraph(
          isReplaced
            ? `Le stage ${stageLabel(institution, campaign)} ${of(student)} est désormais suivi par un autre tuteur. Vous n’avez plus rien à faire pour lui : aucun compte-rendu ne vous est demandé.`
            : [
                `Le stage ${stageLabel(institution, campaign)} ${of(student)} dans votre classe est annulé.`,
                reasonOf(placement),
                'Vous n’avez plus rien à faire pour lui : aucun compte-rendu ne vous est demandé.',
              ]
                .filter((sentence) => sentence !== '')
                .join(' '),
        ),
        factRows([
          { label: 'Stagiaire', value: student },
          { label: 'Dates prévues', value: periodsLabel(periods) },
          { label: 'Lieu du stage', value: schoolLabel(farewell) },
        ]),
        paragraph(
          'L’annulation est jointe à ce message pour votre agenda. Merci de la disponibilité que vous avez offerte.',
        ),
      ],
      institution,
      siteId: placement.siteId,
    },
    [cancelledStageCalendar(facts)],
  );
};

const toStudent = (facts: FarewellFacts): MailContent => {
  const { institution, campaign, placement, farewell } = facts;
  const { person, periods } = farewell;
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, 'Votre stage est annulé'),
      title: subjectOf(institution, campaign, 'Votre stage est annulé'),
      salutation: `Bonjour ${person.firstName},`,
      blocks: [
        paragraph(
          `Votre stage ${stageLabel(institution, campaign)} est annulé. Votre scolarité vous dira ce qui suit ; vous pouvez lui répondre à cette adresse.`,
        ),
        factRows([
          { label: 'Dates prévues', value: periodsLabel(periods) },
          { label: 'Lieu du stage', value: schoolLabel(farewell) },
        ]),
        paragraph('L’annulation est jointe à ce message pour votre agenda.'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [cancelledStageCalendar(facts)],
  );
};
