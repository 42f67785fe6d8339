import type { StaffPerson } from '../../../schemas/institution.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { attentionMeanings } from '../../domain/attention/attention-meanings.ts';
import type { DigestCount } from '../../domain/attention/digest.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { button, link, links, list } from '../letter.ts';
import type { MailAttachment, MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { Worded } from './facts.ts';
import { greetStaff, openSpace } from './wording.ts';

export type DigestFacts = Worded & {
  institution: Institute;
  recipient: Pick<StaffPerson, 'name' | 'addressed'>;
  /** Names of the sites that the recipient answers for. */
  sites: readonly string[];
  counts: readonly DigestCount[];
  /** There are more than were counted. */
  isMore: boolean;
  consoleUrl: string;
  reports: {
    /** That came since the morning before. */
    count: number;
    /** Their documents, where the reader wishes them with the mail, and it can carry them. */
    attached?: readonly MailAttachment[] | undefined;
    /** The day since which, where no morning before was mailed. */
    since?: IsoDate | undefined;
    /** Where they are not attached: they were wished so, and are too many. */
    isTooMany: boolean;
    url: string;
  };
};

const sum = (counts: readonly DigestCount[], of: 'count' | 'fresh'): number =>
  counts.reduce((total, one) => total + one[of], 0);

const fresh = (count: number): string => (count === 1 ? '1 nouveau' : `${count} nouveaux`);

export const digestWords = mailWords({
  kind: 'digest',
  placeholders: ['en bref', 'points', 'comptes-rendus reçus', 'sites'],
  inSubject: ['en bref'],
  isOfNoStage: true,
  subject: '{en bref}',
  title: 'Le point du matin',
  passages: {
    waiting: {
      label: 'Si des points attendent',
      text: '{points} ({sites}).',
      needs: ['points'],
    },
    list: {
      label: 'Sous le bouton',
      text: 'Chaque ligne de cette page dit qui est concerné et mène à ce qui la règle.',
      isOptional: true,
    },
    attached: {
      label: 'Si des comptes-rendus sont arrivés, en pièces jointes',
      text: '{comptes-rendus reçus} ({sites}) : en pièces jointes.',
      needs: ['comptes-rendus reçus'],
    },
    tooMany: {
      label: 'S’il en est arrivé trop pour un courriel',
      text: '{comptes-rendus reçus} ({sites}) : trop pour un seul courriel.',
      needs: ['comptes-rendus reçus'],
    },
    linked: {
      label: 'S’il en est arrivé, sans pièces jointes',
      text: '{comptes-rendus reçus} ({sites}).',
      needs: ['comptes-rendus reçus'],
    },
  },
});

/**
 * On a working morning, to who answers for a site: what is new, what waits, and the reports that came. Numbers alone: who it is about
 * stays in the console, and in the documents.
 */
export const digest = ({
  institution,
  recipient,
  sites,
  counts,
  isMore,
  consoleUrl,
  reports,
  wording,
}: DigestFacts): MailContent => {
  const [count, news] = [sum(counts, 'count'), sum(counts, 'fresh')];
  const points = count === 1 ? '1 point attend' : `${isMore ? 'Plus de ' : ''}${count} points attendent`;
  const ofThemNew = news === 0 ? '' : `, dont ${fresh(news)}`;
  const came = reports.count === 1 ? '1 compte-rendu reçu' : `${reports.count} comptes-rendus reçus`;
  const subjects = [
    ...(count > 0 ? [`À traiter : ${count === 1 ? '1 point' : `${count} points`}${ofThemNew}`] : []),
    ...(reports.count > 0 ? [came] : []),
  ];
  const { attached, isTooMany, since, url } = reports;
  const from = since === undefined ? 'depuis le matin précédent' : `depuis le ${longDate(since)}`;
  const say = speak(digestWords, wording, {
    'en bref': subjects.join(' – '),
    points: `${points} votre attention${ofThemNew}`,
    'comptes-rendus reçus': `${came} ${from}`,
    sites: listed(sites),
  });
  return writeLetter(
    {
      subject: say.subject,
      title: say.title,
      salutation: greetStaff(recipient),
      blocks: [
        ...(count > 0
          ? [
              ...say.paragraphs('waiting'),
              list(
                counts.map(
                  (one) =>
                    `${attentionMeanings[one.kind].label} : ${one.count}${one.fresh === 0 ? '' : ` (${fresh(one.fresh)})`}`,
                ),
              ),
              button(openSpace(institution, 'Ouvrir « À traiter »'), consoleUrl),
              ...say.paragraphs('list'),
            ]
          : []),
        ...(reports.count === 0
          ? []
          : attached
            ? say.paragraphs('attached')
            : [
                ...say.paragraphs(isTooMany ? 'tooMany' : 'linked'),
                links([{ label: 'Lire ces comptes-rendus', url }]),
              ]),
        link(
          'Choisir ce que ce message contient',
          '(il ne part pas les matins où rien n’attend)',
          `${consoleUrl}/mes-courriels`,
        ),
      ],
      institution,
    },
    [...(attached ?? [])],
  );
};
