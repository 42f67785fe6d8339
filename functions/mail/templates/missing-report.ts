import type { Site, StaffPerson } from '../../../schemas/institution.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { mailAt } from '../../domain/placement/stage-story.ts';
import { of } from '../../domain/wording/elision.ts';
import { dayOfYear, longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { listed, tutorInBrief } from '../../domain/wording/people.ts';
import { failureLabels } from '../failure-labels.ts';
import { type Block, button, type Entry, entries } from '../letter.ts';
import type { CampaignFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { openSpace, studentNames } from './wording.ts';

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
  recipient: Pick<StaffPerson, 'name' | 'addressed'>;
  consoleUrl?: string | undefined;
};

/** A subject names one student or counts several: a list of twenty names would be cut anyway. */
export const whose = (placements: Placement[]): string =>
  placements.length < 3 ? studentNames(placements) : `${placements.length} stagiaires`;

export const toConsole = ({ institution, consoleUrl }: SiteFacts, what: string): Block[] =>
  consoleUrl === undefined ? [] : [button(openSpace(institution, what), consoleUrl)];

/** The day by which all of them were due; undefined where it is not one day. */
const sharedDueDate = ([first, ...others]: MissingReport[]): IsoDate | undefined =>
  others.every(({ dueDate }) => dueDate === first?.dueDate) ? first?.dueDate : undefined;

/** A line for each tutor: whose report, where, how to reach them, and what was sent. */
export const tutorsToReach = (reports: MissingReport[], now: IsoInstant): Block => {
  const isDueSaid = sharedDueDate(reports) !== undefined;
  const byTutor = Map.groupBy(reports, ({ placement }) => placement.tutor.email);
  return entries(
    [...byTutor.values()].flatMap(([first, ...others]) =>
      first ? [tutorToReach([first, ...others], { now, isDueSaid })] : [],
    ),
  );
};

const distinct = (words: string[]): string => listed([...new Set(words)]);

const tutorToReach = (
  reports: [MissingReport, ...MissingReport[]],
  { now, isDueSaid }: { now: IsoInstant; isDueSaid: boolean },
): Entry => {
  const placements = reports.map(({ placement }) => placement);
  const [{ placement }] = reports;
  const { email } = placement.tutor;
  const mails = new Map(
    reports
      .flatMap((report) => report.mails)
      .filter(({ recipient }) => recipient === email)
      .map((mail) => [mail.mailKey, mail]),
  );
  const sent = [...mails.values()].sort((a, b) => mailAt(a).localeCompare(mailAt(b)));
  const day = (at: IsoInstant) => dayOfYear(parisDay(at), parisDay(now));
  const last = sent.at(-1);
  const done = [
    ...(isDueSaid
      ? []
      : [`attendu le ${distinct(reports.map(({ dueDate }) => dayOfYear(dueDate, parisDay(now))))}`]),
    last === undefined
      ? 'aucun message envoyé'
      : `${sent.length === 1 ? '1 message' : `${sent.length} messages, dernier`} le ${day(mailAt(last))}`,
    ...(reports.some(({ draftSavedAt }) => draftSavedAt !== undefined) ? ['brouillon commencé'] : []),
  ];
  const astray = sent.findLast(hasNotArrived);
  return {
    title: `${tutorInBrief(placement)}, pour ${studentNames(placements)}`,
    lines: [distinct(placements.map(schoolLabel)), done.join(', ')],
    email,
    phone: placements.map(({ school }) => school.phone).find((phone) => phone !== undefined),
    warning: astray && `message du ${day(mailAt(astray))} ${fate(astray)}`,
  };
};

const hasNotArrived = (mail: Mail): boolean => mail.status !== 'sent' || mail.failure !== undefined;

const fate = (mail: Mail): string =>
  mail.status === 'sent' && mail.failure ? failureLabels[mail.failure.reason] : 'non confirmé';

/** What a mail about reports that are late says of them. @param after what stands behind the day by which they were expected */
export const lateValues = (
  { institution, campaign, site, reports }: SiteFacts & { reports: MissingReport[] },
  after: '' | ',',
) => {
  const due = sharedDueDate(reports);
  const awaited = reports.length > 1 ? 'attendus' : 'attendu';
  return {
    étudiants: whose(reports.map(({ placement }) => placement)),
    nombre: String(reports.length),
    'du site': of(site.name),
    'attendus pour le': due === undefined ? '' : `, ${awaited} pour le ${longDate(due)}${after}`,
    stage: stageLabel(institution, campaign),
  };
};
