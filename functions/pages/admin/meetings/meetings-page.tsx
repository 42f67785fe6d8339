import type { Meeting } from '../../../../schemas/meeting.ts';
import { seesSite } from '../../../../schemas/staff.ts';
import { kindMeanings } from '../../../domain/meeting/meeting-meanings.ts';
import { mayManage } from '../../../domain/rights.ts';
import { longDate, parisDay } from '../../../domain/wording/french-dates.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { html, type PageResponse } from '../../responses.ts';
import { ConsolePage } from '../console-page.tsx';
import type { Visit } from '../visit.ts';
import { siteName } from '../wording.ts';
import { meetingPath, meetingsPath, meetingsTitle } from './visited-meeting.ts';

const states: Record<Meeting['status'], { label: string; tone: Tone }> = {
  prepared: { label: 'Pas encore envoyée', tone: 'neutral' },
  announced: { label: 'Invitations envoyées', tone: 'info' },
  over: { label: 'Passée', tone: 'success' },
  cancelled: { label: 'Annulée', tone: 'warning' },
};

export const MeetingBadge = ({ status }: Pick<Meeting, 'status'>) => (
  <Badge tone={states[status].tone}>{states[status].label}</Badge>
);

/** The meetings of the person's sites: those to come first, the next one on top; then those that are over. */
export const showMeetings = async (visit: Visit): Promise<PageResponse> => {
  const { institution, staff, store, request } = visit;
  const sites = institution.sites.filter(({ siteId }) => seesSite(staff, siteId));
  const meetings = (await Promise.all(sites.map(({ siteId }) => store.meetings.ofSite(siteId)))).flat();
  const today = parisDay(request.now);
  const isToCome = ({ day, status }: Meeting) => day >= today && status !== 'cancelled';
  const byDay = (a: Meeting, b: Meeting) => `${a.day}${a.from}`.localeCompare(`${b.day}${b.from}`);
  const coming = meetings.filter(isToCome).toSorted(byDay);
  const past = meetings.filter((one) => !isToCome(one)).toSorted((a, b) => byDay(b, a));
  return html(
    <ConsolePage visit={visit} title={meetingsTitle}>
      <div class="heading">
        <h1>{meetingsTitle}</h1>
        {mayManage(staff) && meetings.length > 0 && (
          <a class="button" href={`${meetingsPath}/nouvelle`}>
            Préparer une réunion
          </a>
        )}
      </div>
      {meetings.length === 0 && <NoMeeting canPrepare={mayManage(staff)} />}
      {coming.length > 0 && <MeetingTable visit={visit} caption="À venir" meetings={coming} />}
      {past.length > 0 && <MeetingTable visit={visit} caption="Passées ou annulées" meetings={past} />}
    </ConsolePage>,
  );
};

const NoMeeting = ({ canPrepare }: { canPrepare: boolean }) => (
  <div class="card empty">
    <h2>Aucune réunion pour l’instant</h2>
    <p>
      Réunion d’information, jury de l’oral de stage : chaque personne invitée reçoit la date pour son agenda
      et un lien qui lui est propre, pour répondre. Les réponses se lisent ici ; un rappel part de lui-même
      deux jours ouvrés avant.
    </p>
    {canPrepare ? (
      <>
        <p>Préparer une réunion n’envoie aucun courriel : vous voyez d’abord qui est invité.</p>
        <p class="actions">
          <a class="button" href={`${meetingsPath}/nouvelle`}>
            Préparer une réunion
          </a>
        </p>
      </>
    ) : (
      <p>Elles apparaîtront ici dès que la scolarité en aura préparé une pour votre site.</p>
    )}
  </div>
);

const MeetingTable = ({
  visit: { institution },
  caption,
  meetings,
}: {
  visit: Visit;
  caption: string;
  meetings: readonly Meeting[];
}) => (
  <table class="stacked">
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Réunion</th>
        <th scope="col">Date</th>
        <th scope="col">Site</th>
        <th scope="col">État</th>
      </tr>
    </thead>
    <tbody>
      {meetings.map((one) => (
        <tr key={one.meetingId}>
          <th scope="row">
            <a href={meetingPath(one)}>{kindMeanings[one.kind].label}</a>
          </th>
          <td data-label="Date">
            {longDate(one.day)}, {one.from}
          </td>
          <td data-label="Site">{siteName(institution, one.siteId)}</td>
          <td data-label="État">
            <MeetingBadge status={one.status} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
