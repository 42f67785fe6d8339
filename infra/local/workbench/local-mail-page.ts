import type { ReadMail } from '../services/mailbox.ts';
import { type Html, html, page } from './html.ts';
import { inFrench } from './local-time.ts';

export const attachmentHref = (id: string, index: number): string =>
  `/_local/mail/${id}/attachments/${index}`;

const inBytes = (size: number): string => `${new Intl.NumberFormat('fr-FR').format(size)} octets`;

/** A mail, whole: what it says in both its parts, what is attached, and every line of its head. */
export function mailPage(mail: ReadMail, recipients: string[]): string {
  const { id, at, from, to, cc, subject, text, html: body, attachments, headers } = mail;
  return page(
    subject || '(sans objet)',
    html`<p><a href="/_local">Retour</a> · <a href="/_local/mail/${id}/raw">Message complet (.eml)</a></p>
<section><dl><dt>Date</dt><dd>${inFrench(at)}</dd><dt>De</dt><dd>${from}</dd><dt>À</dt><dd>${to.join(', ')}</dd>${
      cc.length > 0 && html`<dt>Copie</dt><dd>${cc.join(', ')}</dd>`
    }<dt>Remis à</dt><dd>${recipients.join(', ')}</dd></dl>${
      attachments.length > 0 &&
      html`<h2>Pièces jointes</h2><ul>${attachments.map(
        ({ filename, content }, index) =>
          html`<li><a href="${attachmentHref(id, index)}">${filename}</a> (${inBytes(content.length)})</li>`,
      )}</ul>`
    }</section>
${
  body &&
  html`<section><h2>Version mise en forme</h2><p><a href="/_local/mail/${id}/html">L’ouvrir seule</a></p>
<iframe title="Courriel" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" src="/_local/mail/${id}/html"></iframe></section>`
}
<section><h2>Version texte</h2><pre>${linked(text)}</pre></section>
<section><h2>En-têtes</h2><dl class="stacked">${headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`,
    html`<script src="/_local/mail-frame.js" defer></script>`,
  );
}

/** The text with its addresses as links: the tutor's link has to be clickable here. */
const linked = (text: string): Html[] =>
  text
    .split(/(https?:\/\/[^\s<>«»]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
