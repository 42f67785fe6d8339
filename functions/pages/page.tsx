import type { ComponentChildren } from 'preact';
import { type Asset, assetPath, type InlineStyle, iconAddress, stylesheet } from './assets/assets.ts';

type PageProps = {
  /** Of the browser's tab; the page's own <h1> is among the children. */
  title: string;
  /** Its name, once it is known. */
  institution?: string;
  /** Links for the header, as <a> elements; `aria-current="page"` on the one we are at. */
  nav?: ComponentChildren;
  /** Stylesheets besides the one that every page has. */
  styles?: InlineStyle[];
  scripts?: Asset[];
  /** For tables: uses the whole window rather than a line that reads well. */
  wide?: boolean;
  /** For forms with fields beside each other. */
  roomy?: boolean;
  children: ComponentChildren;
};

/** The document around every page. */
export const Page = ({
  title,
  institution,
  nav,
  styles = [],
  scripts = [],
  wide,
  roomy,
  children,
}: PageProps) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – SOPA`}</title>
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" href={iconAddress} type="image/svg+xml" />
      {[stylesheet, ...styles].map(({ cspSource, text }) => (
        <style key={cspSource} dangerouslySetInnerHTML={{ __html: text }} />
      ))}
      {scripts.map((script) => (
        <script key={script.name} src={assetPath(script)} defer />
      ))}
    </head>
    <body class={(wide && 'wide') || (roomy && 'roomy') || undefined}>
      <a class="skip" href="#contenu">
        Aller au contenu
      </a>
      <header class="site">
        <div>
          <p class="product">
            <a href="/" aria-label="SOPA, accueil">
              SOPA
            </a>
            <span>Stages d’observation et de pratique accompagnée</span>
          </p>
          {institution && <p class="institution">{institution}</p>}
          {nav && <nav aria-label="Navigation principale">{nav}</nav>}
        </div>
      </header>
      <main id="contenu" tabIndex={-1}>
        {children}
      </main>
      <footer class="site">
        <p>{institution ?? 'SOPA'} – Stages d’observation et de pratique accompagnée</p>
      </footer>
    </body>
  </html>
);
