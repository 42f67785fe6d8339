import type { ComponentChildren } from 'preact';
import type { Logo } from '../../schemas/notices.ts';
import type { Institute } from '../../schemas/programme.ts';
import { accessibilityLevels } from '../domain/guide/notice-texts.ts';
import { type Asset, assetPath, type InlineStyle, iconAddress, stylesheet } from './assets/assets.ts';

type PageProps = {
  /** Of the browser's tab; the page's own <h1> is among the children. */
  title: string;
  /** Whose pages these are, once it is known. */
  institution?: Pick<Institute, 'name' | 'programme'>;
  /** Links for the header, as <a> elements; `aria-current="page"` on the one we are at. */
  nav?: ComponentChildren;
  /** Stylesheets besides the one that every page has. */
  styles?: InlineStyle[];
  scripts?: Asset[];
  /** How wide it is: a tutor's page, a form with fields beside each other, the lists of staff, running text. */
  kind?: 'tutor' | 'form' | 'console' | 'text';
  /** A page of the console with nothing but text and fields: its frame stays, its lines are no longer than what reads well. */
  isNarrow?: boolean;
  /** Links for the footer, before those that every page has. */
  footer?: ComponentChildren;
  children: ComponentChildren;
};

/** A page that does not know whose it is names no level: it would be somebody's. */
const accessibilityLabel = (institution: PageProps['institution']): string =>
  institution
    ? `Accessibilité\u00a0: ${accessibilityLevels[institution.programme.notices?.accessibility?.level ?? 'none']}`
    : 'Accessibilité';

export const logoPath = ({ digest }: Logo): string => `/logo/${digest}.png`;

/** As even as its words allow: a box that breaks by itself keeps the width of its longest possible line. */
const inTwoLines = (name: string): string => {
  const words = name.split(' ');
  const breaks = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  const longest = (lines: string[]) => Math.max(...lines.map(({ length }) => length));
  const [evenest = [name]] = breaks.toSorted((one, other) => longest(one) - longest(other));
  return evenest.join('\n');
};

/** Its picture where it has one, else its name. */
const Brand = ({ institution }: Pick<PageProps, 'institution'>) => {
  if (!institution) return null;
  const { name, programme } = institution;
  return programme.logo ? (
    <img
      src={logoPath(programme.logo)}
      alt={name}
      width={programme.logo.width}
      height={programme.logo.height}
    />
  ) : (
    <span>{inTwoLines(name)}</span>
  );
};

/** The document around every page. */
export const Page = ({
  title,
  institution,
  nav,
  styles = [],
  scripts = [],
  kind = 'tutor',
  isNarrow,
  footer,
  children,
}: PageProps) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – SOPA`}</title>
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" href={iconAddress} type="image/svg+xml" />
      {[stylesheet, ...styles].map(({ cspSource, text }) => (
        <style key={cspSource} dangerouslySetInnerHTML={{ __html: text }} />
      ))}
      {scripts.map((script) => (
        <script key={script.name} src={assetPath(script)} defer />
      ))}
    </head>
    <body class={isNarrow ? `${kind} narrow` : kind}>
      <a class="skip" href="#contenu">
        Aller au contenu
      </a>
      <header class="site">
        <div>
          <a class="brand" href="/">
            <Brand institution={institution} />
            <b>SOPA</b>
            <span class="visually-hidden">, accueil</span>
          </a>
          {nav && <nav aria-label="Navigation principale">{nav}</nav>}
        </div>
      </header>
      <main id="contenu" tabIndex={-1}>
        {children}
      </main>
      <footer class="site">
        <div>
          <p>SOPA – Stages d’observation et de pratique accompagnée</p>
          {footer}
          <a href="/contact">Contact</a>
          <a href="/accessibilite">{accessibilityLabel(institution)}</a>
          <a href="/mentions-legales">Mentions légales</a>
          <a href="/donnees-personnelles">Données personnelles</a>
        </div>
      </footer>
    </body>
  </html>
);
