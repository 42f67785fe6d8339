import type { Meeting, MeetingAnswer, MeetingGuest } from '../../../schemas/meeting.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { meetingCalendar } from '../../documents/calendar.ts';
import { kindMeanings, meetingHours } from '../../domain/meeting/meeting-meanings.ts';
import type { OwedMail } from '../../domain/meeting/owed-mails.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { type Block, button, facts, link, paragraph, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { dayAndMonth, greetStaff, greetTutor } from './wording.ts';

export type MeetingLetter = {
  institution: Institute;
  meeting: Meeting;
  guest: MeetingGuest;
  answer: MeetingAnswer | undefined;
  mail: OwedMail;
  /** The guest's own door; who comes in their place gets none. */
  door: string;
  now: IsoInstant;
};

const whenAndWhere = (institution: Institute, meeting: Meeting): Block[] => [
  facts([
    { label: 'Date', value: meetingHours(meeting) },
    ...(meeting.place ? [{ label: 'Lieu', value: meeting.place }] : []),
    { label: institution.programme.words.site, value: siteOf(institution, meeting.siteId).campus },
  ]),
  ...(meeting.video && meeting.status !== 'cancelled'
    ? [link('À distance', 'Rejoindre la visioconférence', meeting.video)]
    : []),
];

const subjects: Record<OwedMail['what'], string> = {
  invitation: 'Invitation',
  change: 'Changement',
  cancellation: 'Annulation',
  reminder: 'Rappel',
};

const openingOf = ({ institution, meeting, guest, answer, mail }: MeetingLetter): string => {
  const { the, to, purpose } = kindMeanings[meeting.kind];
  switch (mail.what) {
    case 'invitation':
      return mail.instead
        ? `${guest.name} ne peut pas venir ${to}, et vous propose de venir à sa place.`
        : `Nous vous invitons ${to}. ${purpose(institution.programme.words)}`;
    case 'change':
      return `Un changement est intervenu pour ${the}. Voici ce qui est prévu désormais ; l’entrée de votre agenda se met à jour avec le fichier joint.`;
    case 'cancellation':
      return meeting.status === 'cancelled'
        ? `Nous devons annuler ${the} prévu${meeting.kind === 'information' ? 'e' : ''} à cette date.`
        : `${guest.name} a changé sa réponse : vous n’avez plus à venir ${to}.`;
    case 'reminder':
      return answer
        ? `Nous vous attendons ${to}. Merci de votre participation.`
        : `Votre réponse ne nous est pas encore parvenue pour ${the}. Un clic suffit pour nous dire si vous venez.`;
  }
};

const wayToAnswer = ({ guest, answer, mail, door }: MeetingLetter): Block[] => {
  if (mail.what === 'cancellation') return [];
  if (mail.instead)
    return [
      paragraph(
        `Vous ne pouvez pas venir ? Dites-le à ${guest.name}, ou répondez à ce message : la place servira à quelqu’un d’autre.`,
      ),
    ];
  const isKept = answer?.answer === 'yes';
  return [
    ...(isKept && mail.what === 'change'
      ? [paragraph('Votre « oui » est conservé. S’il ne convient plus, changez votre réponse.')]
      : []),
    button(isKept ? 'Voir ou changer ma réponse' : 'Répondre à l’invitation', door),
    paragraph(
      'Vous pouvez changer de réponse jusqu’au début de la réunion. Ce lien vous est personnel : merci de ne pas le transférer.',
    ),
  ];
};

/** What is told of a meeting: the invitation, a change, that it is called off, a reminder; each with the entry for a calendar. */
export const meetingLetter = (letter: MeetingLetter): MailContent => {
  const { institution, meeting, guest, answer, mail, now } = letter;
  const { label } = kindMeanings[meeting.kind];
  const isCancelled = mail.what === 'cancellation';
  const reader = mail.instead ? answer?.substitute : guest;
  return writeLetter(
    {
      subject: `${subjects[mail.what]} – ${label}, ${dayAndMonth(meeting.day)}`,
      title: `${subjects[mail.what]} – ${label}`,
      salutation: mail.instead ? greetStaff({}) : greetTutor({ ...guest, lastName: guest.lastName ?? '' }),
      blocks: [
        paragraph(openingOf(letter)),
        ...whenAndWhere(institution, meeting),
        ...(isCancelled && meeting.cancelledFor ? [quote(meeting.cancelledFor)] : []),
        ...(!isCancelled && meeting.word ? [quote(meeting.word)] : []),
        ...wayToAnswer(letter),
        ...(isCancelled
          ? [paragraph('Le fichier joint retire la réunion de votre agenda. Merci de votre compréhension.')]
          : []),
      ],
      institution,
      siteId: meeting.siteId,
    },
    [
      meetingCalendar({
        ...{ institution, meeting, isCancelled, now },
        attendee: {
          name: reader?.name ?? mail.recipient,
          email: mail.recipient,
          isComing: mail.instead || answer?.answer === 'yes',
        },
      }),
    ],
  );
};
