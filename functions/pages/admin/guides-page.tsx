import type { GuideLine } from '../../../schemas/guide-version.ts';
import { copyGuide } from '../../actions/copy-guide.ts';
import { ownGuide } from '../../domain/guide/guide-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { settingsTrail } from './settings-change.tsx';
import { CopyButton, type VersionRow, VersionsTable } from './versions-table.tsx';
import type { Visit } from './visit.ts';
import { guideNumbered, guidePath, guidesPath, guidesRefused, guidesTitle } from './visited-guide.ts';

const pageSize = 20;

/** Every version of the guide. */
export const showGuides = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return guidesRefused();
  const { request, store } = visit;
  const below = /^\d{1,3}$/.exec(request.query.get('avant') ?? '')?.[0];
  const [versions, taken] = await Promise.all([
    store.guides.versions(pageSize, below ? Number(below) : undefined),
    store.guides.newestNumber(),
  ]);
  const draft = versions.find(({ status }) => status === 'draft');
  const oldest = versions.at(-1);
  const hasOlder = versions.length === pageSize && oldest !== undefined && oldest.number > ownGuide + 1;
  const rowOf = (number: number, record?: GuideLine): VersionRow => ({
    ...{ label: `Version ${number}`, path: guidePath(number), isTaken: number === taken },
    ...(record && { record }),
  });
  const rows = [...versions.map((one) => rowOf(one.number, one)), ...(hasOlder ? [] : [rowOf(ownGuide)])];
  return html(
    <ConsolePage visit={visit} title={guidesTitle} trail={settingsTrail} wide={false}>
      <h1>{guidesTitle}</h1>
      <p class="lead">
        Lettre de mission, rôle et cadrage, ensemble. Une campagne garde la version avec laquelle elle est
        préparée ; une version publiée ne change plus : pour la modifier, on en écrit la suivante.
      </p>
      <section class="card">
        <VersionsTable rows={rows} now={request.now} />
        {hasOlder && (
          <p>
            <a href={`${guidesPath}?${new URLSearchParams({ avant: String(oldest.number) })}`}>
              Versions plus anciennes
            </a>
          </p>
        )}
        {below === undefined && (
          <div class="actions">
            {draft ? (
              <a class="button" href={guidePath(draft.number)}>
                Continuer la version {draft.number}
              </a>
            ) : (
              <CopyButton visit={visit} action={guidesPath} version={String(taken)}>
                Écrire la version suivante
              </CopyButton>
            )}
          </div>
        )}
      </section>
    </ConsolePage>,
  );
};

export const submitCopyGuide = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return refusedAct(visit, 'guideCopied', {}, guidesRefused());
  const source = await guideNumbered(visit, fieldValue(visit.request.form, 'copie'));
  if (!source) return nothingHerePage('Cette version');
  const outcome = await copyGuide(visit.acting, source);
  if (outcome.kind === 'refused') return guidesRefused();
  return redirect(`${guidePath(outcome.number)}?fait=${outcome.kind === 'copied' ? 'copie' : 'deja'}`);
};
