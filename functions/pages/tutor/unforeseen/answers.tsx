import type { StartedPlacement } from '../../../../schemas/placement.ts';
import type { TutorsWord } from '../../../../schemas/tutors-word.ts';
import { siteOf } from '../../../domain/placement/site-of.ts';
import { isInProgress } from '../../../domain/placement/status-meanings.ts';
import { of } from '../../../domain/wording/elision.ts';
import { dateTime } from '../../../domain/wording/french-dates.ts';
import { studentName } from '../../../domain/wording/people.ts';
import { Notice } from '../../components/notice.tsx';
import { html, type PageResponse } from '../../responses.ts';
import type { Door } from '../door.tsx';
import { TutorPage } from '../tutor-page.tsx';
import { ways } from './ways.ts';

export const title = 'Un imprévu\u00a0?';
export const unforeseenPath = ({ path }: Pick<Door, 'path'>): string => `${path}/imprevu`;

/** Thanks, and what happens now. */
export const thanks = (
  door: Door,
  placement: StartedPlacement,
  word: TutorsWord,
  hasOthers: boolean,
): PageResponse => {
  const { name } = siteOf(door.institution, placement.siteId);
  return html(
    <TutorPage door={door} title="Merci de nous l’avoir dit" at="unforeseen">
      <h1>Merci de nous l’avoir dit</h1>
      <Notice tone="success" title={`C’est noté pour le stage ${of(studentName(placement))}.`}>
        <p>
          La scolarité du site {of(name)} lit votre mot. {ways[word.kind].follows}
        </p>
        {isInProgress(placement) && (
          <p>Aucune relance ne part pour ce stage avant le {dateTime(word.holdsUntil)}.</p>
        )}
      </Notice>
      <p>
        Votre lien reste valable&nbsp;: si vous pouvez tout de même compléter le compte-rendu, il suffit de
        l’envoyer.
      </p>
      {hasOthers && (
        <p>
          <a href={unforeseenPath(door)}>Dire un mot d’un autre stagiaire</a>
        </p>
      )}
      <Back door={door} />
    </TutorPage>,
  );
};

/** Every report is in, or every stage is another's. */
export const nothingToSay = (door: Door, status = 200): PageResponse =>
  html(
    <TutorPage door={door} title={title} at="unforeseen">
      <h1>Rien ne vous est plus demandé</h1>
      <p class="lead">
        Le compte-rendu est arrivé, ou le stage n’est plus le vôtre&nbsp;: vous n’avez rien à signaler ici.
      </p>
      <p>
        Une question&nbsp;? Écrivez à <Contact door={door} />.
      </p>
      <Back door={door} />
    </TutorPage>,
    { status },
  );

export const tooMuch = (door: Door, placement: StartedPlacement): PageResponse => {
  const { registrars } = siteOf(door.institution, placement.siteId);
  return html(
    <TutorPage door={door} title={title} at="unforeseen">
      <h1>Parlons-en de vive voix</h1>
      <p class="lead">
        Vous nous avez déjà écrit plusieurs fois pour ce stage. Adressez-vous directement à la scolarité du
        site&nbsp;:
      </p>
      <ul>
        {registrars.map(({ name, email }) => (
          <li key={email}>
            {name}&nbsp;: <a href={`mailto:${email}`}>{email}</a>
          </li>
        ))}
      </ul>
      <Back door={door} />
    </TutorPage>,
    { status: 409 },
  );
};

const Back = ({ door }: { door: Door }) => (
  <p>
    <a class="button secondary" href={door.path}>
      Revenir à mes comptes-rendus
    </a>
  </p>
);

const Contact = ({ door: { institution } }: { door: Door }) => (
  <a href={`mailto:${institution.contactEmail}`}>{institution.contactEmail}</a>
);
