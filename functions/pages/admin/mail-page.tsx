import type { KeptLetter, Mail } from '../../../schemas/mail.ts';
import { readMail } from '../../actions/read-mail.ts';
import { occasionMeanings } from '../../domain/placement/occasion-meanings.ts';
import { mailAt } from '../../domain/placement/stage-story.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { removedLink } from '../../mail/kept-letter.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import { Facts } from '../components/facts.tsx';
import { html, letterAlone, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { MailState, mailState } from './mail-state.tsx';
import { mailIdOf, mailsAbout, whoIs } from './placement-mails.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';

export const mailPath = (found: Found, mail: Mail): string =>
  `${placementPath(found)}/courriels/${mailIdOf(mail)}`;

const visitedMail = async (visit: Visit): Promise<(Found & { mail: Mail }) | undefined> => {
  const found = await visitedPlacement(visit);
  const mails = found ? await mailsAbout(visit, found.placement) : [];
  const mail = mails.find((one) => mailIdOf(one) === visit.request.params.mailId);
  return found && mail && { ...found, mail };
};

const otherSites =
  'Ce courriel parle aussi d’un stage d’un autre site : seules les personnes qui suivent tous ses stages peuvent le lire.';

/** A mail of a placement's history, as it left. */
export const showMail = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedMail(visit);
  if (!found) return nothingHerePage('Ce courriel');
  const { mail, placement } = found;
  const read = await readMail(visit.acting, placement, mail);
  if (read.kind === 'refused') return notAllowedPage(otherSites, placementPath(found));
  const letter = read.kind === 'read' ? read.letter : undefined;
  const { label } = occasionMeanings[mail.occasion];
  return html(
    <ConsolePage
      visit={visit}
      title={mail.subject || label}
      here={label}
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>{mail.subject || label}</h1>
      <p class="badges">
        <MailState mail={mail} now={visit.request.now} />
      </p>
      <p>{mailState(mail, visit.request.now).advice}</p>
      <section class="card">
        <Facts
          facts={[
            ['À', `${whoIs(mail, placement, visit.settings)}, ${mail.recipient}`],
            ['De', letter && `${letter.from.name}, ${letter.from.address}`],
            ['Réponses à', letter?.replyTo],
            [mail.status === 'sent' ? 'Parti' : 'Écrit', momentAsOf(mailAt(mail), visit.request.now)],
            ['Pièces jointes', letter && attachments(letter)],
          ]}
        />
      </section>
      {letter ? <Words letter={letter} path={mailPath(found, mail)} /> : <NotKept />}
    </ConsolePage>,
  );
};

const attachments = ({ attachments: all }: KeptLetter): string =>
  all.length === 0
    ? 'aucune'
    : all
        .map(
          ({ filename, bytes }) => `${filename} (${Math.ceil(bytes / 1024).toLocaleString('fr-FR')}\u00a0Ko)`,
        )
        .join(', ');

const Words = ({ letter, path }: { letter: KeptLetter; path: string }) => (
  <section aria-labelledby="texte">
    <h2 id="texte">Ce que dit ce courriel</h2>
    {letter.text.includes(removedLink) && (
      <p class="muted">
        Tel qu’il est parti, sauf le lien personnel du tuteur : il n’ouvre que ses comptes-rendus, et n’est
        montré à personne d’autre.
      </p>
    )}
    {letter.html !== undefined && (
      <p>
        <a href={`${path}/mise-en-page`}>Le voir avec sa mise en page</a>
      </p>
    )}
    <pre class="mail">{unwrapped(letter.text).trim()}</pre>
  </section>
);

const NotKept = () => (
  <p class="card">
    Le texte de ce courriel n’est pas gardé : il est parti avant que SOPA ne garde ce qu’il envoie, ou n’est
    pas encore parti.
  </p>
);

/** The same with its layout, alone on its page: nothing in it runs, and nothing is fetched. */
export const showMailLayout = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedMail(visit);
  if (!found) return nothingHerePage('Ce courriel');
  const read = await readMail(visit.acting, found.placement, found.mail);
  if (read.kind === 'refused') return notAllowedPage(otherSites, placementPath(found));
  return read.kind === 'read' && read.letter.html !== undefined
    ? letterAlone(read.letter.html)
    : nothingHerePage('Ce courriel');
};
