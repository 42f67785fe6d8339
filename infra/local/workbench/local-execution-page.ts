import type { ExecutionHistory, ExecutionSummary } from '../interpreter/engine.ts';
import type { HistoryEvent } from '../interpreter/history.ts';
import { html, page } from './html.ts';
import { inFrench, shortly } from './local-time.ts';

export const statusNames: Record<ExecutionSummary['status'], string> = {
  RUNNING: 'en cours',
  SUCCEEDED: 'terminée',
  FAILED: 'en échec',
  TIMED_OUT: 'hors délai',
  ABORTED: 'arrêtée',
};

const eventNames: Record<string, string> = {
  ExecutionStarted: 'Exécution commencée',
  ExecutionSucceeded: 'Exécution terminée',
  ExecutionFailed: 'Exécution en échec',
  ExecutionTimedOut: 'Exécution hors délai',
  ExecutionAborted: 'Exécution arrêtée',
  StateEntered: 'Entrée dans l’étape',
  StateExited: 'Sortie de l’étape',
  TaskScheduled: 'Fonction appelée',
  TaskStarted: 'Fonction lancée',
  TaskSubmitted: 'Fonction terminée, en attente de son jeton',
  TaskSucceeded: 'Réponse reçue',
  TaskFailed: 'Erreur',
  TaskTimedOut: 'Délai dépassé',
  EvaluationFailed: 'Expression impossible à calculer',
};

const standings: Record<NonNullable<ExecutionHistory['step']>, string> = {
  entered: 'commence son étape',
  settled: 'quitte son étape',
  calling: 'attend la réponse de la fonction',
  awaiting: 'attend son jeton',
  waiting: 'attend son heure',
  retrying: 'attend un nouvel essai',
};

/** How many events a page shows, the latest; the JSON beside it gives everything. */
const shownEvents = 500;
/** A value as long as this stands on the line of its event; a longer one is folded. */
const shortValue = 90;

/** An execution's history, event by event. */
export function executionPage(execution: ExecutionHistory): string {
  const { name, machine, status, startDate, stopDate, step, until, events, history } = execution;
  const shown = history.slice(-shownEvents);
  const attempts = attemptsOf(history);
  return page(
    name,
    html`<p><a href="/_local">Retour</a> · <a href="/_local/executions/${name}.json">Tout, en JSON</a></p>
<section><dl><dt>Machine</dt><dd>${machine}</dd><dt>État</dt><dd>${statusNames[status]}${
      step && html` : ${standings[step]}${until && `, au plus tard ${inFrench(until)}`}`
    }</dd><dt>Début</dt><dd>${inFrench(startDate)}</dd>${stopDate && html`<dt>Fin</dt><dd>${inFrench(stopDate)}</dd>`}
<dt>Événements</dt><dd>${events}, comme AWS les compte (25 000 au plus là-bas)</dd></dl></section>
<section><h2>Historique</h2>${notice(events, history.length, shown.length)}
<ul class="plain">${shown.map(
      (event) =>
        html`<li><span class="note">${event.number} · ${shortly(event.at)}</span> <strong>${nameOf(event, attempts.get(event.number))}</strong> ${event.state ?? ''}${shownValue(event)}</li>`,
    )}</ul></section>`,
  );
}

const notice = (events: number, kept: number, shown: number) => {
  if (events === 0)
    return html`<p>Rien n’est gardé de cette exécution : elle date d’une version plus ancienne.</p>`;
  if (kept < events)
    return html`<p>Cette exécution est ancienne : seuls ses derniers événements sont encore là (${kept} sur ${events}).</p>`;
  return shown < kept && html`<p>Les ${shown} derniers événements sur ${kept}.</p>`;
};

const nameOf = ({ type }: HistoryEvent, attempt: number | undefined): string =>
  attempt === undefined
    ? (eventNames[type.replace(/^[A-Z][a-z]+(?=State(Entered|Exited)$)/, '')] ?? type)
    : `Nouvel essai (n° ${attempt})`;

/** Which calls are made again after a failure, and how often that was by then. */
function attemptsOf(history: HistoryEvent[]): Map<number, number> {
  const attempts = new Map<number, number>();
  let done = 0;
  for (const { number, type } of history) {
    if (type.endsWith('StateEntered')) done = 0;
    else if (type === 'TaskScheduled') {
      if (done > 0) attempts.set(number, done);
      done += 1;
    }
  }
  return attempts;
}

function shownValue({ value, cutFrom }: HistoryEvent) {
  if (value === undefined) return undefined;
  if (cutFrom !== undefined && typeof value === 'string') {
    return folded(
      value,
      html`<pre>${value}…</pre><p class="note">Coupé : ${value.length} caractères sur ${cutFrom}.</p>`,
    );
  }
  const text = JSON.stringify(value);
  if (text.length <= shortValue) return html` <code>${text}</code>`;
  return folded(text, html`<pre>${JSON.stringify(value, null, 2)}</pre>`);
}

const folded = (text: string, whole: ReturnType<typeof html>) =>
  html`<details><summary><code>${text.slice(0, shortValue)}…</code></summary>${whole}</details>`;
