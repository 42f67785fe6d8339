import type { Institution } from '../../../../schemas/institution.ts';
import type { Meeting } from '../../../../schemas/meeting.ts';
import { eachOnce, type Invitee, invitedDelegates, invitedTutors } from '../../../domain/meeting/audience.ts';
import { roleLabels } from '../../../domain/meeting/meeting-meanings.ts';
import type { Visit } from '../visit.ts';

/** So many names are shown; the rest are counted. */
const mostShown = 200;

/** Whom a meeting is for as things stand, by name; the list may be a moment late. */
export const audienceNow = async (
  { store, request }: Pick<Visit, 'store' | 'request'>,
  institution: Pick<Institution, 'sites'>,
  meeting: Pick<Meeting, 'campaignId' | 'siteId' | 'audience'>,
): Promise<Invitee[]> => {
  const { campaignId, siteId } = meeting;
  const lines = await store.lines.all({ campaignId, siteIds: [siteId], now: request.now });
  return eachOnce([...invitedDelegates(meeting, institution), ...invitedTutors(meeting, lines)]).toSorted(
    (a, b) => (a.lastName ?? a.name).localeCompare(b.lastName ?? b.name, 'fr'),
  );
};

/** Of addresses that were chosen, those that no tutor has whom the meeting could be for. */
export const strangersAmong = (
  { audience: { tutors } }: Pick<Meeting, 'audience'>,
  invitees: readonly Invitee[],
): string[] =>
  tutors.who === 'chosen'
    ? tutors.emails.filter(
        (email) => !invitees.some((one) => one.email === email && one.roles.includes('tutor')),
      )
    : [];

export const InviteeList = ({ invitees }: { invitees: readonly Invitee[] }) => (
  <>
    <ul>
      {invitees.slice(0, mostShown).map(({ email, name, roles }) => (
        <li key={email}>
          {name} <span class="muted">({email}</span>
          <span class="muted">
            {roles.includes('delegate') &&
              `, ${roles.map((role) => roleLabels[role].toLowerCase()).join(' et ')}`}
            )
          </span>
        </li>
      ))}
    </ul>
    {invitees.length > mostShown && (
      <p>et {(invitees.length - mostShown).toLocaleString('fr-FR')} autres personnes.</p>
    )}
  </>
);
