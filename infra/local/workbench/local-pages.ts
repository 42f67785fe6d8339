import { shortDate } from '../../../functions/domain/wording/french-dates.ts';
import type { ExecutionSummary } from '../interpreter/engine.ts';
import type { SampleAccount } from '../sample/sample-accounts.ts';
import type { FaultOrder, LateFault } from '../services/mail-faults.ts';
import type { ReadMail } from '../services/mailbox.ts';
import type { Meter } from '../services/meter.ts';
import type { Snapshot } from '../snapshots.ts';
import type { JumpProgress, JumpResult } from './clock-jumps.ts';
import { html, page } from './html.ts';
import { clockAtRest, clockOnItsWay, progressHead } from './local-clock-section.ts';
import { statusNames } from './local-execution-page.ts';
import { snapshotSection } from './local-snapshots.ts';
import { shortly } from './local-time.ts';

/** How much of a long list a page shows; the JSON routes give everything. */
export const shown = 100;
/** How many mails a moving page shows: it is made anew every second. */
export const shownOnTheWay = 10;

export function overviewPage(facts: {
  now: string;
  nextDue: string | undefined;
  last: JumpResult | undefined;
  mails: ReadMail[];
  mailCount: number;
  executions: ExecutionSummary[];
  accounts: SampleAccount[];
  snapshots: Snapshot[] | undefined;
  meter: ReturnType<Meter['report']>;
  faults: FaultOrder[];
}): string {
  const { mails, mailCount, executions, accounts, meter, snapshots, faults } = facts;
  return page(
    'SOPA sur cette machine',
    html`<p><a href="/">Accueil</a> · <a href="/console">Espace des personnels</a> (${accounts.length} comptes d’exemple, sans mot de passe)</p>
${clockAtRest(facts)}
<section><h2>Courriels (${mailCount})</h2>${mailTable(mails, mailCount)}${mailTrouble(faults)}</section>
<section><h2>Exécutions (${executions.length})</h2>${executionTable(executions)}</section>
${snapshotSection(snapshots)}
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

/** What may become of a mail once the service has taken it. */
const lateFaults: Record<LateFault, string> = {
  bounce: 'revient : adresse inconnue',
  'bounce-transient': 'revient : boîte pleine',
  complain: 'signalé comme indésirable',
  reject: 'refusé : virus',
  delay: 'retardé',
};
const isLate = (kind: string): kind is LateFault => Object.hasOwn(lateFaults, kind);

const mailTrouble = (faults: readonly FaultOrder[]) =>
  html`<h3>Un courriel qui n’arrive pas</h3><form method="post" action="/_local/mail/faults">
<p><label>Le prochain envoyé à <input type="email" name="to" placeholder="n’importe qui" size="30"></label>
<select name="kind" aria-label="Ce qui lui arrive">${Object.entries(lateFaults).map(
    ([kind, name]) => html`<option value="${kind}">${name}</option>`,
  )}</select> <button>Retenir</button></p></form>${
    faults.length > 0 &&
    html`<ul>${faults.map(
      ({ next, kind, to, occasion }) =>
        html`<li>${next === 1 ? 'le prochain' : `les ${next} prochains`}${to && ` à ${to}`}${occasion && ` (${occasion})`} : ${isLate(kind) ? lateFaults[kind] : kind}</li>`,
    )}</ul>`
  }`;

const executionTable = (executions: ExecutionSummary[]) =>
  executions.length === 0
    ? html`<p>Aucune exécution : lancez une campagne depuis l’espace des personnels.</p>`
    : html`<div class="scroll" role="region" aria-label="Exécutions" tabindex="0"><table><caption class="note">Les plus récentes d’abord${executions.length > shown && `, ${shown} sur ${executions.length}`}</caption>
<thead><tr><th scope="col">Nom</th><th scope="col">Machine</th><th scope="col">État</th><th scope="col">Étape</th><th scope="col">Depuis</th></tr></thead><tbody>${executions
        .slice(-shown)
        .reverse()
        .map(
          ({ name, machine, status, state, since }) =>
            html`<tr><td><a href="/_local/executions/${name}">${name}</a></td><td>${machine}</td><td>${statusNames[status]}</td><td>${state ?? ''}</td><td>${shortly(since)}</td></tr>`,
        )}</tbody></table></div>`;

const meterNames: Record<string, string> = {
  stateTransitions: 'Transitions d’état',
  lambdaInvocations: 'Appels de fonctions',
  lambdaMs: 'Durée des fonctions (ms)',
  lambdaGbSeconds: 'Durée des fonctions (Go·s)',
  readUnits: 'Unités de lecture',
  writeUnits: 'Unités d’écriture',
  readRequests: 'Demandes de lecture',
  readItems: 'Éléments lus',
  writeRequests: 'Demandes d’écriture',
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

/** While the clock moves: its progress and the newest mails, and nothing that would slow it down. */
export const movingPage = (progress: JumpProgress, mails: ReadMail[]): string =>
  page(
    'SOPA sur cette machine',
    clockOnItsWay(progress, mails.length > 0 ? mailTable(mails, progress.mails) : undefined),
    progressHead,
  );
