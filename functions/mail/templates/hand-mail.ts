import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { HandMail } from '../../../schemas/work.ts';
import { letterByHand } from '../../domain/placement/hand-mails.ts';
import type { WordingOf } from '../../store/wordings.ts';
import type { MailContent } from '../message.ts';
import type { PublicFacts, ReportLinkFacts } from './facts.ts';
import { newLink } from './new-link.ts';
import { reminder } from './reminder.ts';
import { request } from './request.ts';
import { stageLetter } from './stage-letter.ts';
import { hiddenDoor } from './student-passages.ts';

export type HandMailFacts = Omit<ReportLinkFacts, 'placements'> &
  PublicFacts & {
    placements: readonly [StartedPlacement, ...StartedPlacement[]];
  };

/** What leaves because somebody presses a button: what its timetable would have said of the stage, as it stands now. */
export const handMailContent = async (
  mail: HandMail,
  { placements, ...facts }: HandMailFacts,
  wordingOf: WordingOf,
): Promise<MailContent> => {
  const [placement] = placements;
  const about = { ...facts, placements: [...placements] };
  switch (mail) {
    case 'link':
      return newLink({ ...about, wording: await wordingOf('newLink'), isFromStaff: true });
    case 'reminder': {
      // The third speaks of the delegate's notice, which does not leave with this one.
      const isFirst = placement.status === 'awaiting' && placement.round === 'request';
      const round = isFirst ? 'reminder1' : 'reminder2';
      return reminder({ ...about, wording: await wordingOf(round), round });
    }
    case 'letter':
      return letterByHand(placement) === 'mission'
        ? stageLetter('tutor', 'letter', { ...about, placement, door: hiddenDoor(facts) }, wordingOf)
        : request({ ...about, wording: await wordingOf('request') });
  }
};
