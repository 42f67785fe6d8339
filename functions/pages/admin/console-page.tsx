import type { ComponentChildren } from 'preact';
import { mayAdminister, mayManage, roleMeanings } from '../../domain/rights.ts';
import { type Asset, consoleStylesheet } from '../assets/assets.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Page } from '../page.tsx';
import type { Visit } from './visit.ts';
import { WaitingCount } from './waiting-count.tsx';

type ConsolePageProps = {
  visit: Visit;
  title: string;
  /** The way here, without the page itself. */
  trail?: { label: string; href: string }[];
  /** Of the page itself, when its title is too long for the trail. */
  here?: string;
  wide?: boolean;
  scripts?: Asset[];
  children: ComponentChildren;
};

/** The console's first page. */
export const attentionTitle = 'À traiter';
/** Results by semester. */
export const juryTitle = 'Résultats pour le jury';

/** Pages that stand beside the campaigns, not among them. */
const beside: readonly string[] = [
  attentionTitle,
  'Réglages',
  'Guide',
  'Mes courriels',
  'Comptes-rendus reçus',
  'Réunions et jurys',
];

/** The frame of every page of the console: where we are, who we are, the way out. */
export const ConsolePage = ({
  visit: { institution, staff, csrf, waiting },
  title,
  trail = [],
  here = title,
  wide = true,
  scripts,
  children,
}: ConsolePageProps) => (
  <Page
    title={`${title} – ${institution.programme.words.space}`}
    institution={institution}
    styles={[consoleStylesheet]}
    scripts={scripts ?? []}
    kind="console"
    isNarrow={!wide}
    footer={
      <>
        <a href="/console/guide">Guide</a>
        <a href="/console/mes-courriels">Mes courriels</a>
      </>
    }
    nav={
      <>
        <a href="/console" aria-current={here === attentionTitle ? 'page' : undefined}>
          {attentionTitle}
          <WaitingCount count={waiting} />
        </a>
        <a
          href="/console/campagnes"
          aria-current={trail.length === 0 && !beside.includes(here) ? 'page' : undefined}
        >
          Campagnes
        </a>
        {mayManage(staff) && (
          <a href="/console/jury" aria-current={title === juryTitle ? 'page' : undefined}>
            Jury
          </a>
        )}
        <a href="/console/reunions" aria-current={here === 'Réunions et jurys' ? 'page' : undefined}>
          Réunions
        </a>
        {mayAdminister(staff) && (
          <>
            <a href="/console/personnes" aria-current={title === 'Personnes' ? 'page' : undefined}>
              Personnes
            </a>
            <a href="/console/reglages" aria-current={here === 'Réglages' ? 'page' : undefined}>
              Réglages
            </a>
            <a href="/console/journal" aria-current={title === 'Journal' ? 'page' : undefined}>
              Journal
            </a>
          </>
        )}
        <form class="signed-in" method="post" action="/auth/deconnexion">
          <CsrfInput token={csrf} />
          <p>
            <b>{staff.name}</b> <span class="muted">{roleMeanings[staff.role].label}</span>
          </p>
          <button class="link" type="submit">
            Se déconnecter
          </button>
        </form>
      </>
    }
  >
    {trail.length > 0 && (
      <nav class="trail" aria-label="Vous êtes ici">
        <ol>
          {trail.map(({ label, href }) => (
            <li key={href}>
              <a href={href}>{label}</a>
            </li>
          ))}
          <li aria-current="page">{here}</li>
        </ol>
      </nav>
    )}
    {children}
  </Page>
);
