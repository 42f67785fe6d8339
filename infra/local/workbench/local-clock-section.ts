import type { JumpEvents, JumpProgress, JumpResult } from './clock-jumps.ts';
import { type Html, html } from './html.ts';
import { inFrench } from './local-time.ts';

const clockForm = (label: string, field: Html) =>
  html`<form method="post" action="/_local/clock" class="row">${field}<button>${label}</button></form>`;

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count > 1 ? many : one}`;

/** "12 courriels partis, 3 exécutions terminées" */
const eventsInFrench = ({ mails, started, ended }: JumpEvents): string =>
  [
    counted(mails, 'courriel parti', 'courriels partis'),
    counted(started, 'exécution commencée', 'exécutions commencées'),
    counted(ended, 'exécution terminée', 'exécutions terminées'),
  ]
    .filter(Boolean)
    .join(', ') || 'rien n’est arrivé';

const lastJump = ({ from, now, failed, why, ...events }: JumpResult) =>
  html`${why && html`<p role="alert"><strong>${why}</strong></p>`}<p>${failed ? 'Le dernier saut s’est arrêté en route' : 'Dernier saut'} : de ${inFrench(from)} à ${inFrench(now)}. Pendant ce temps : ${eventsInFrench(events)}.</p>`;

/** The clock at rest, with its buttons, and what the last jump brought about. */
export const clockAtRest = ({
  now,
  nextDue,
  last,
}: {
  now: string;
  nextDue: string | undefined;
  last: JumpResult | undefined;
}): Html =>
  html`<section id="horloge"><h2>Horloge</h2><p class="now">${inFrench(now)}</p>
${last && lastJump(last)}
<p class="note">${nextDue ? html`Prochain événement : ${inFrench(nextDue)}.` : 'Aucun événement en attente.'} L’horloge ne recule pas.</p>
<div class="row">
${clockForm('Prochain événement', html`<input type="hidden" name="next" value="1">`)}
${clockForm('+ 1 jour', html`<input type="hidden" name="by" value="P1D">`)}
${clockForm('+ 1 semaine', html`<input type="hidden" name="by" value="P7D">`)}
${clockForm('Aller à cette date', html`<label>Date<br><input type="date" name="to" required></label>`)}
</div></section>`;

/** The clock on its way: how far it has got, and what has happened so far. @param mails the newest of them, as a table. */
export const clockOnItsWay = (
  { from, to, now, share, ...events }: JumpProgress,
  mails: Html | undefined,
): Html =>
  html`<section id="horloge" data-moving><h2>L’horloge avance</h2><p class="now">${inFrench(now)}</p>
<p><progress max="100" value="${Math.floor(share * 100)}" aria-label="Chemin parcouru"></progress> ${Math.floor(share * 100)} %</p>
<p class="note">De ${inFrench(from)} à ${inFrench(to)}.</p>
<p>Jusqu’ici : ${eventsInFrench(events)}.</p>${mails}
<p class="note">Cette page se tient à jour d’elle-même, jusqu’à l’arrivée.</p></section>`;

/** For the head of the page that shows it: with the script the page stays, without it the page is loaded anew. */
export const progressHead: Html = html`<script src="/_local/clock-progress.js" defer></script><noscript><meta http-equiv="refresh" content="1"></noscript>`;
