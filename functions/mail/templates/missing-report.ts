import type { Site } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { occasionMeanings } from '../../domain/placement/occasion-meanings.ts';
import { mailAt } from '../../domain/placement/stage-story.ts';
import {
  dateTime,
  longDate,
  parisDay,
  periodsLabel,
  shortDate,
  timeAt,
} from '../../domain/wording/french-dates.ts';
import { fullName, tutorName } from '../../domain/wording/people.ts';
import { failureLabels } from '../failure-labels.ts';
import { type Block, button, facts, heading, list, note, paragraph } from '../letter.ts';
import type { CampaignFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { studentNames } from './wording.ts';

/** One report that is missing, with what was done to get it. */
export type MissingReport = {
  placement: Placement;
  dueDate: IsoDate;
  /** The outbox's records of what was written to this tutor about this stage. */
  mails: Mail[];
  /** When the tutor last saved a draft, if one was begun. */
  draftSavedAt?: IsoInstant | undefined;
};

/** A mail to one person in charge of a site. `consoleUrl` is the page of the console to open from it. */
export type SiteFacts = CampaignFacts & {
  site: Site;
  recipient: { name: string };
  consoleUrl?: string | undefined;
};

/** A subject names one student or counts several: a list of twenty names would be cut anyway. */
export const whose = (placements: Placement[]): string =>
  placements.length < 3 ? studentNames(placements) : `${placements.length} stagiaires`;

export const toConsole = (consoleUrl: string | undefined) =>
  consoleUrl === undefined ? [] : [button('Ouvrir dans la console', consoleUrl)];

/** Who, where, when, how to reach the tutor, and what was sent. */
export const missingReport = ({ placement, dueDate, mails, draftSavedAt }: MissingReport): Block[] => {
  const toTutor = mails
    .filter(({ recipient }) => recipient === placement.tutor.email)
    .sort((a, b) => mailAt(a).localeCompare(mailAt(b)));
  return [
    heading(fullName(placement.student)),
    facts([
      { label: 'Tuteur de stage', value: tutorName(placement), email: placement.tutor.email },
      { label: 'Lieu du stage', value: schoolLabel(placement) },
      { label: 'Dates', value: periodsLabel(placement.periods) },
      { label: 'Échéance', value: longDate(dueDate) },
      { label: 'Stagiaire', value: fullName(placement.student), email: placement.student.email },
      ...(draftSavedAt === undefined
        ? []
        : [{ label: 'Brouillon', value: `enregistré le ${dateTime(draftSavedAt)}` }]),
    ]),
    ...(toTutor.length === 0
      ? [paragraph('Aucun message n’a été envoyé au tuteur.')]
      : [paragraph('Messages au tuteur :'), list(toTutor.map(mailLine))]),
    ...(toTutor.some(hasNotArrived)
      ? [
          note(
            `Un message au moins n’est peut-être pas arrivé : vérifiez l’adresse ${placement.tutor.email}, ou appelez l’école.`,
          ),
        ]
      : []),
  ];
};

const hasNotArrived = (mail: Mail): boolean => mail.status !== 'sent' || mail.failure !== undefined;

const dayAndTime = (instant: IsoInstant): string => `${shortDate(parisDay(instant))} à ${timeAt(instant)}`;

const mailLine = (mail: Mail): string => `${occasionMeanings[mail.occasion].label} : ${outcome(mail)}`;

const outcome = (mail: Mail): string => {
  if (mail.status !== 'sent') return `envoi non confirmé (tentative le ${dayAndTime(mail.claimedAt)})`;
  const left = `envoi le ${dayAndTime(mail.sentAt)}`;
  const { failure } = mail;
  return failure === undefined
    ? left
    : `${left}, ${failureLabels[failure.reason]} (${dayAndTime(failure.at)})`;
};
