import type { StaffPerson } from '../../../schemas/institution.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { attentionMeanings } from '../../domain/attention/attention-meanings.ts';
import type { DigestCount } from '../../domain/attention/digest.ts';
import { listed } from '../../domain/wording/people.ts';
import { button, list, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
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
};

const sum = (counts: readonly DigestCount[], of: 'count' | 'fresh'): number =>
  counts.reduce((total, one) => total + one[of], 0);

const fresh = (count: number): string => (count === 1 ? '1 nouveau' : `${count} nouveaux`);

/** On a working morning, to who answers for a site: what is new, and what waits. Numbers alone: who it is about stays in the console. */
export const digest = ({
  institution,
  recipient,
  sites,
  counts,
  isMore,
  consoleUrl,
}: DigestFacts): MailContent => {
  const [count, news] = [sum(counts, 'count'), sum(counts, 'fresh')];
  const points = count === 1 ? '1 point attend' : `${isMore ? 'Plus de ' : ''}${count} points attendent`;
  const ofThemNew = news === 0 ? '' : `, dont ${fresh(news)}`;
  return writeLetter({
    subject: `À traiter : ${count === 1 ? '1 point' : `${count} points`}${ofThemNew}`,
    title: 'Le point du matin',
    salutation: greetStaff(recipient),
    blocks: [
      paragraph(`${points} votre attention${ofThemNew} (${listed(sites)}).`),
      list(
        counts.map(
          (one) =>
            `${attentionMeanings[one.kind].label} : ${one.count}${one.fresh === 0 ? '' : ` (${fresh(one.fresh)})`}`,
        ),
      ),
      button(openSpace(institution, 'Ouvrir « À traiter »'), consoleUrl),
      paragraph(
        'Chaque ligne de cette page dit qui est concerné et mène à ce qui la règle. Les matins où rien n’attend, ce message ne part pas.',
      ),
    ],
    institution,
  });
};
