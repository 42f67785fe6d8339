import type { MailKind } from '../../../schemas/mail-kind.ts';
import type { Meeting, MeetingAnswer, MeetingGuest } from '../../../schemas/meeting.ts';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { meetingCalendar } from '../../documents/calendar.ts';
import { kindMeanings, meetingHours } from '../../domain/meeting/meeting-meanings.ts';
import type { OwedMail } from '../../domain/meeting/owed-mails.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { type Block, button, facts, link, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { Worded } from './facts.ts';
import { personalLink } from './report-passages.ts';
import { dayAndMonth, greetStaff, greetTutor } from './wording.ts';

export type MeetingLetter = Worded & {
  institution: Institute;
  meeting: Meeting;
  guest: MeetingGuest;
  answer: MeetingAnswer | undefined;
  mail: OwedMail;
  /** The guest's own door; who comes in their place gets none. */
  door: string;
  now: IsoInstant;
};

/** What a subject may name: the meeting, and nobody. */
const ofMeeting = ['réunion', 'à la réunion', 'nom de la réunion', 'date de la réunion'] as const;
const named = { placeholders: [...ofMeeting, 'invité'], inSubject: ofMeeting, isOfNoStage: true } as const;
const titled = (what: string) =>
  ({
    subject: `${what} – {nom de la réunion}, {date de la réunion}`,
    title: `${what} – {nom de la réunion}`,
  }) as const;

/** The last of those that ask for an answer, or whose reader has given one. */
const answering = {
  cannotCome: {
    label: 'Fin, pour qui vient à la place d’une personne invitée',
    text: 'Vous ne pouvez pas venir ? Dites-le à {invité}, ou répondez à ce message : la place servira à quelqu’un d’autre.',
    needs: ['invité'],
  },
  closing: {
    label: 'Sous le bouton',
    text: 'Vous pouvez changer de réponse jusqu’au début de la réunion.',
    isOptional: true,
  },
} as const;
const outOfCalendar = {
  label: 'Fin',
  text: 'Le fichier joint retire la réunion de votre agenda. Merci de votre compréhension.',
  isOptional: true,
} as const;

export const meetingInvitationWords = mailWords({
  ...{ kind: 'meetingInvitation', ...named, ...titled('Invitation') },
  placeholders: [...named.placeholders, 'but de la réunion'],
  passages: {
    opening: { label: 'Début', text: 'Nous vous invitons {à la réunion}. {but de la réunion}' },
    instead: {
      label: 'Début, pour qui vient à la place d’une personne invitée',
      text: '{invité} ne peut pas venir {à la réunion}, et vous propose de venir à sa place.',
      needs: ['invité'],
    },
    ...answering,
  },
});

export const meetingChangeWords = mailWords({
  ...{ kind: 'meetingChange', ...named, ...titled('Changement') },
  passages: {
    opening: {
      label: 'Début',
      text: 'Un changement est intervenu pour {réunion}. Voici ce qui est prévu désormais ; l’entrée de votre agenda se met à jour avec le fichier joint.',
    },
    kept: {
      label: 'Pour qui a déjà répondu oui',
      text: 'Votre « oui » est conservé. S’il ne convient plus, changez votre réponse.',
    },
    ...answering,
  },
});

export const meetingCancellationWords = mailWords({
  ...{ kind: 'meetingCancellation', ...named, ...titled('Annulation') },
  passages: {
    opening: {
      label: 'Début, avant votre motif',
      text: 'Nous devons annuler {réunion} du {date de la réunion}.',
    },
    closing: outOfCalendar,
  },
});

export const meetingFarewellWords = mailWords({
  ...{ kind: 'meetingFarewell', ...named },
  subject: 'Vous n’avez plus à venir {à la réunion} du {date de la réunion}',
  title: 'Vous n’avez plus à venir',
  passages: {
    opening: {
      label: 'Début',
      text: '{invité} a changé sa réponse : vous n’avez plus à venir à sa place {à la réunion}, qui a bien lieu.',
      needs: ['invité'],
    },
    closing: outOfCalendar,
  },
});

export const meetingReminderWords = mailWords({
  ...{ kind: 'meetingReminder', ...named, ...titled('Rappel') },
  passages: {
    opening: {
      label: 'Début, pour qui vient',
      text: 'Nous vous attendons {à la réunion}. Merci de votre participation.',
    },
    unanswered: {
      label: 'Début, pour qui n’a pas répondu',
      text: 'Votre réponse ne nous est pas encore parvenue pour {réunion}. Merci de nous dire si vous venez, sur la page que ce message vous ouvre.',
    },
    ...answering,
  },
});

/** On which occasion each leaves, which is also the kind of its mail. */
export const occasionOf = {
  invitation: 'meetingInvitation',
  change: 'meetingChange',
  cancellation: 'meetingCancellation',
  reminder: 'meetingReminder',
} as const satisfies Record<OwedMail['what'], Occasion & MailKind>;

/** Which mail tells it: who was to come in somebody's place hears of a meeting that takes place, without them. */
export const meetingMailKind = ({ meeting, mail: { what } }: Pick<MeetingLetter, 'meeting' | 'mail'>) =>
  what === 'cancellation' && meeting.status !== 'cancelled' ? 'meetingFarewell' : occasionOf[what];

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

const valuesOf = ({ institution, meeting, guest }: MeetingLetter) => {
  const { the, to, label, purpose } = kindMeanings[meeting.kind];
  return {
    ...{ réunion: the, 'à la réunion': to, 'nom de la réunion': label },
    'date de la réunion': dayAndMonth(meeting.day),
    'but de la réunion': purpose(institution.programme.words),
    invité: guest.name,
  };
};

/** Of a letter's passages, those of `answering`. */
type Answering = { paragraphs: (name: keyof typeof answering, behind?: string) => Block[] };

const wayToAnswer = ({ answer, mail, door }: MeetingLetter, say: Answering, kept: Block[] = []): Block[] => {
  if (mail.instead) return say.paragraphs('cannotCome');
  const isKept = answer?.answer === 'yes';
  return [
    ...(isKept ? kept : []),
    button(isKept ? 'Voir ou changer ma réponse' : 'Répondre à l’invitation', door),
    ...say.paragraphs('closing', personalLink),
  ];
};

type Said = { subject: string; title: string; opening: Block[]; ending: Block[] };

const saidIn = (letter: MeetingLetter): Said => {
  const { answer, mail, wording } = letter;
  const values = valuesOf(letter);
  switch (meetingMailKind(letter)) {
    case 'meetingInvitation': {
      const say = speak(meetingInvitationWords, wording, values);
      const opening = say.paragraphs(mail.instead ? 'instead' : 'opening');
      return { ...say, opening, ending: wayToAnswer(letter, say) };
    }
    case 'meetingChange': {
      const say = speak(meetingChangeWords, wording, values);
      const ending = wayToAnswer(letter, say, say.paragraphs('kept'));
      return { ...say, opening: say.paragraphs('opening'), ending };
    }
    case 'meetingReminder': {
      const say = speak(meetingReminderWords, wording, values);
      const opening = say.paragraphs(answer ? 'opening' : 'unanswered');
      return { ...say, opening, ending: wayToAnswer(letter, say) };
    }
    case 'meetingCancellation': {
      const say = speak(meetingCancellationWords, wording, values);
      return { ...say, opening: say.paragraphs('opening'), ending: say.paragraphs('closing') };
    }
    case 'meetingFarewell': {
      const say = speak(meetingFarewellWords, wording, values);
      return { ...say, opening: say.paragraphs('opening'), ending: say.paragraphs('closing') };
    }
  }
};

/** What is told of a meeting: the invitation, a change, that it is called off or goes on without its reader, a reminder; each with the entry for a calendar. */
export const meetingLetter = (letter: MeetingLetter): MailContent => {
  const { institution, meeting, guest, answer, mail, now } = letter;
  const isOff = mail.what === 'cancellation';
  const removal = isOff ? (meeting.status === 'cancelled' ? 'cancelled' : 'unneeded') : undefined;
  const reader = mail.instead ? answer?.substitute : guest;
  const said = saidIn(letter);
  return writeLetter(
    {
      subject: said.subject,
      title: said.title,
      salutation: mail.instead ? greetStaff({}) : greetTutor({ ...guest, lastName: guest.lastName ?? '' }),
      blocks: [
        ...said.opening,
        ...whenAndWhere(institution, meeting),
        ...(isOff && meeting.cancelledFor ? [quote(meeting.cancelledFor)] : []),
        ...(!isOff && meeting.word ? [quote(meeting.word)] : []),
        ...said.ending,
      ],
      institution,
      siteId: meeting.siteId,
    },
    [
      meetingCalendar({
        ...{ institution, meeting, removal, now },
        attendee: {
          name: reader?.name ?? mail.recipient,
          email: mail.recipient,
          isComing: mail.instead || answer?.answer === 'yes',
        },
      }),
    ],
  );
};
