import type { IsoDate } from '../../../schemas/time.ts';
import type { WordSaid } from '../../../schemas/tutors-word.ts';
import { dayAsOf } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Facts } from '../components/facts.tsx';

/** What is known of a word beside its kind. */
export const WordFacts = ({ word, today }: { word: WordSaid; today: IsoDate }) => (
  <Facts
    facts={[
      ['Dernier jour en classe', word.lastDay && dayAsOf(word.lastDay, today)],
      ['Collègue', word.colleague && `${fullName(word.colleague)}, ${word.colleague.email}`],
    ]}
  />
);
