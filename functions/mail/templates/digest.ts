import type { StaffPerson } from '../../../schemas/institution.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { attentionMeanings } from '../../domain/attention/attention-meanings.ts';
import type { DigestCount } from '../../domain/attention/digest.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { button, link, links, list, paragraph } from '../letter.ts';
import type { MailAttachment, MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { greetStaff, openSpace } from './wording.ts';

export type DigestFacts = {
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
}: DigestFacts): MailContent => {
  const [count, news] = [sum(counts, 'count'), sum(counts, 'fresh')];
  const points = count === 1 ? '1 point attend' : `${isMore ? 'Plus de ' : ''}${count} points attendent`;
  const ofThemNew = news === 0 ? '' : `, dont ${fresh(news)}`;
  const came = reports.count === 1 ? '1 compte-rendu reçu' : `${reports.count} comptes-rendus reçus`;
  const subjects = [
    ...(count > 0 ? [`À traiter : ${count === 1 ? '1 point' : `${count} points`}${ofThemNew}`] : []),
    ...(reports.count > 0 ? [came] : []),
  ];
  return writeLetter(
    {
      subject: subjects.join(' – '),
      title: 'Le point du matin',
      salutation: greetStaff(recipient),
      blocks: [
        ...(count > 0
          ? [
              paragraph(`${points} votre attention${ofThemNew} (${listed(sites)}).`),
              list(
                counts.map(
                  (one) =>
                    `${attentionMeanings[one.kind].label} : ${one.count}${one.fresh === 0 ? '' : ` (${fresh(one.fresh)})`}`,
                ),
              ),
              button(openSpace(institution, 'Ouvrir « À traiter »'), consoleUrl),
              paragraph('Chaque ligne de cette page dit qui est concerné et mène à ce qui la règle.'),
            ]
          : []),
        ...(reports.count > 0 ? reportBlocks(reports, came, sites) : []),
        link(
          'Choisir ce que ce message contient',
          '(il ne part pas les matins où rien n’attend)',
          `${consoleUrl}/mes-courriels`,
        ),
      ],
      institution,
    },
    [...(reports.attached ?? [])],
  );
};

const reportBlocks = (
  { attached, isTooMany, url, since }: DigestFacts['reports'],
  came: string,
  sites: readonly string[],
) => {
  const from = since === undefined ? 'depuis le matin précédent' : `depuis le ${longDate(since)}`;
  const where = `${came} ${from} (${listed(sites)})`;
  if (attached) return [paragraph(`${where} : en pièces jointes.`)];
  return [
    paragraph(isTooMany ? `${where} : trop pour un seul courriel.` : `${where}.`),
    links([{ label: 'Lire ces comptes-rendus', url }]),
  ];
};
