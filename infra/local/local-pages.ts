import { shortDate } from '../../functions/domain/french-dates.ts';
import { type Html, html, page } from './html.ts';
import type { ExecutionSummary } from './interpreter/engine.ts';
import { inFrench, shortly } from './local-time.ts';
import type { ReadMail } from './mailbox.ts';
import type { Meter } from './meter.ts';
import type { SampleAccount } from './sample-accounts.ts';

/** How much of a long list a page shows; the JSON routes give everything. */
export const shown = 100;

const statusNames: Record<ExecutionSummary['status'], string> = {
  RUNNING: 'en cours',
  SUCCEEDED: 'terminée',
  FAILED: 'en échec',
  TIMED_OUT: 'hors délai',
  ABORTED: 'arrêtée',
};

const clockForm = (label: string, field: Html) =>
  html`<form method="post" action="/_local/clock" class="row">${field}<button>${label}</button></form>`;

export function overviewPage(facts: {
  now: string;
  nextDue: string | undefined;
  mails: ReadMail[];
  mailCount: number;
  executions: ExecutionSummary[];
  accounts: SampleAccount[];
  meter: ReturnType<Meter['report']>;
}): string {
  const { now, nextDue, mails, mailCount, executions, accounts, meter } = facts;
  return page(
    'SOPA sur cette machine',
    html`<p><a href="/">Accueil</a> · <a href="/console">Console</a> (${accounts.length} comptes d’exemple, sans mot de passe)</p>
<section><h2>Horloge</h2><p class="now">${inFrench(now)}</p>
<p class="note">${nextDue ? html`Prochain événement : ${inFrench(nextDue)}.` : 'Aucun événement en attente.'} L’horloge ne recule pas.</p>
<div class="row">
${clockForm('Prochain événement', html`<input type="hidden" name="next" value="1">`)}
${clockForm('+ 1 jour', html`<input type="hidden" name="by" value="P1D">`)}
${clockForm('+ 1 semaine', html`<input type="hidden" name="by" value="P7D">`)}
${clockForm('Aller à cette date', html`<label>Date<br><input type="date" name="to" required></label>`)}
</div></section>
<section><h2>Courriels (${mailCount})</h2>${mailTable(mails, mailCount)}</section>
<section><h2>Exécutions (${executions.length})</h2>${executionTable(executions)}</section>
<section><h2>Ce qu’AWS facturerait</h2>${meterTable(meter)}</section>`,
  );
}

const mailTable = (mails: ReadMail[], count: number) =>
  mails.length === 0
    ? html`<p>Aucun courriel pour l’instant.</p>`
    : html`<div class="scroll" role="region" aria-label="Courriels" tabindex="0"><table><caption class="note">Les plus récents d’abord${count > mails.length && `, ${mails.length} sur ${count}`}</caption>
<thead><tr><th scope="col">Date</th><th scope="col">À</th><th scope="col">Objet</th></tr></thead><tbody>${mails.map(
        ({ id, at, to, subject, attachments }) =>
          html`<tr><td>${shortly(at)}</td><td>${to.join(', ')}</td><td><a href="/_local/mail/${id}">${subject || '(sans objet)'}</a>${
            attachments.length > 0 &&
            html` <span class="note">${attachments.length === 1 ? '1 pièce jointe' : `${attachments.length} pièces jointes`}</span>`
          }</td></tr>`,
      )}</tbody></table></div>`;

const executionTable = (executions: ExecutionSummary[]) =>
  executions.length === 0
    ? html`<p>Aucune exécution : lancez une campagne depuis la console.</p>`
    : html`<div class="scroll" role="region" aria-label="Exécutions" tabindex="0"><table><caption class="note">Les plus récentes d’abord${executions.length > shown && `, ${shown} sur ${executions.length}`}</caption>
<thead><tr><th scope="col">Nom</th><th scope="col">Machine</th><th scope="col">État</th><th scope="col">Étape</th><th scope="col">Depuis</th></tr></thead><tbody>${executions
        .slice(-shown)
        .reverse()
        .map(
          ({ name, machine, status, state, since }) =>
            html`<tr><td>${name}</td><td>${machine}</td><td>${statusNames[status]}</td><td>${state ?? ''}</td><td>${shortly(since)}</td></tr>`,
        )}</tbody></table></div>`;

const meterNames: Record<string, string> = {
  stateTransitions: 'Transitions d’état',
  lambdaInvocations: 'Appels de fonctions',
  lambdaMs: 'Durée des fonctions (ms)',
  lambdaGbSeconds: 'Durée des fonctions (Go·s)',
  readUnits: 'Unités de lecture',
  writeUnits: 'Unités d’écriture',
  mails: 'Courriels (par destinataire)',
  attachmentBytes: 'Pièces jointes (octets)',
  httpRequests: 'Requêtes HTTP',
};
const number = (value: number, digits = 0) =>
  new Intl.NumberFormat('fr-FR', { maximumFractionDigits: digits }).format(value);

const meterTable = ({ counts, amount, placements, priceList }: ReturnType<Meter['report']>) =>
  html`<p>${number(amount.total, 4)} ${amount.currency}${
    amount.perPlacement !== null &&
    html`, soit ${number(amount.perPlacement, 5)} ${amount.currency} pour chacune des ${placements} affectations`
  }.</p><div class="scroll" role="region" aria-label="Compteurs" tabindex="0"><table><tbody>${Object.entries(
    counts,
  ).map(
    ([counter, count]) =>
      html`<tr><th scope="row">${meterNames[counter] ?? counter}</th><td class="number">${number(count, 1)}</td></tr>`,
  )}</tbody></table></div><p class="note">Prix de la région ${priceList.region} au ${shortDate(priceList.asOf)}.</p>`;

export const mailPage = ({
  id,
  at,
  from,
  to,
  cc,
  subject,
  text,
  html: body,
  attachments,
}: ReadMail): string =>
  page(
    subject || '(sans objet)',
    html`<p><a href="/_local">Retour</a> · <a href="/_local/mail/${id}/raw">Message complet (.eml)</a></p>
<section><dl><dt>Date</dt><dd>${inFrench(at)}</dd><dt>De</dt><dd>${from}</dd><dt>À</dt><dd>${to.join(', ')}</dd>${
      cc.length > 0 && html`<dt>Copie</dt><dd>${cc.join(', ')}</dd>`
    }</dl>${
      attachments.length > 0 &&
      html`<h2>Pièces jointes</h2><ul>${attachments.map(
        ({ filename, content }, index) =>
          html`<li><a href="${attachmentHref(id, index)}">${filename}</a> (${number(content.length)} octets)</li>`,
      )}</ul>`
    }</section>
${body && html`<section><h2>Version mise en forme</h2><iframe title="Courriel" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/_local/mail/${id}/html"></iframe></section>`}
<section><h2>Version texte</h2><pre>${linked(text)}</pre></section>`,
  );

export const attachmentHref = (id: string, index: number): string =>
  `/_local/mail/${id}/attachments/${index}`;

/** The text with its addresses as links: the tutor's link has to be clickable here. */
const linked = (text: string): Html[] =>
  text
    .split(/(https?:\/\/[^\s<>«»]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));

export const messagePage = (title: string, message: string): string =>
  page(title, html`<p>${message}</p><p><a href="/_local">Retour</a></p>`);
