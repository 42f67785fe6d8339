import type { Meeting } from '../../../../schemas/meeting.ts';
import { meetingHours } from '../../../domain/meeting/meeting-meanings.ts';
import { Facts } from '../../components/facts.tsx';
import type { Visit } from '../visit.ts';
import { siteName } from '../wording.ts';

const tutorsWords = ({ audience: { tutors, delegates } }: Meeting): string => {
  const who = {
    all: 'tous les tuteurs de la campagne à ce site',
    chosen: `tuteurs choisis (${tutors.who === 'chosen' ? tutors.emails.length : 0})`,
    none: '',
  }[tutors.who];
  return [who, delegates ? 'délégué·e du site' : ''].filter((part) => part !== '').join(', ');
};

/** What there is to know of a meeting, for staff. */
export const MeetingFactsList = ({ visit: { institution }, meeting }: { visit: Visit; meeting: Meeting }) => (
  <Facts
    facts={[
      ['Date', meetingHours(meeting)],
      ['Lieu', meeting.place],
      [
        'Visioconférence',
        meeting.video && (
          <a href={meeting.video} rel="noopener">
            {meeting.video}
          </a>
        ),
      ],
      ['Site', siteName(institution, meeting.siteId)],
      ['Pour', tutorsWords(meeting)],
      ['Précisions', meeting.word && <span class="typed">{meeting.word}</span>],
    ]}
  />
);
