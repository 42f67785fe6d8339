import type { WordSaid } from '../../../schemas/tutors-word.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Facts } from '../components/facts.tsx';

/** What is known of a word beside its kind. */
export const WordFacts = ({ word }: { word: WordSaid }) => (
  <Facts
    facts={[
      ['Dernier jour en classe', word.lastDay && longDate(word.lastDay)],
      ['Collègue', word.colleague && `${fullName(word.colleague)}, ${word.colleague.email}`],
    ]}
  />
);
