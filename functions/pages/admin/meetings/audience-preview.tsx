import { type Invitee, mostInvited } from '../../../domain/meeting/audience.ts';
import { roleLabels } from '../../../domain/meeting/meeting-meanings.ts';
import { counted } from '../wording.ts';

/** So many names are shown; the rest are counted. */
const mostShown = 200;

/** Why nobody more is invited. @param all how many there would be */
export const tooManySentence = (all: number): string =>
  `${counted(all, 'personne')} en tout : une réunion en invite ${mostInvited.toLocaleString('fr-FR')} au plus. Choisissez des tuteurs.`;

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
