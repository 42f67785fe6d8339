import type { FormLine } from '../../../schemas/form-version.ts';
import { copyForm } from '../../actions/copy-form.ts';
import { stagesTaking, versionOf } from '../../domain/report/form-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { settingsTrail } from './settings-change.tsx';
import { CopyButton, type VersionRow, VersionsTable } from './versions-table.tsx';
import type { Visit } from './visit.ts';
import { formLabel, formPath, formsPath, formsRefused, formsTitle, stagesInWords } from './visited-form.tsx';

/** Of one form, on one page. */
const pageSize = 20;

/** Every version of every form of the institute. */
export const showForms = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return formsRefused();
  const { institution, request, store } = visit;
  const older = {
    basis: request.query.get('de'),
    below: /^\d{1,3}$/.exec(request.query.get('avant') ?? '')?.[0],
  };
  const bases = institution.programme.reportForms
    .map(({ version }) => version)
    .filter((basis) => older.below === undefined || basis === older.basis);
  const lists = await Promise.all(
    bases.map(async (basis) => ({
      basis,
      newest: (await store.forms.newest(institution, { reportForm: basis })).version,
      versions: await store.forms.versionsOf(basis, pageSize, older.below ? Number(older.below) : undefined),
    })),
  );
  return html(
    <ConsolePage visit={visit} title={formsTitle} trail={settingsTrail} wide={false}>
      <h1>{formsTitle}</h1>
      <p class="lead">
        Une campagne garde la version avec laquelle elle est préparée ; un compte-rendu, celle pour laquelle
        il a été écrit. Une version publiée ne change plus : pour la modifier, on en écrit la suivante.
      </p>
      {lists.map((list) => (
        <FormVersions key={list.basis} visit={visit} {...list} isNewest={!older.below} />
      ))}
    </ConsolePage>,
  );
};

type VersionsProps = {
  visit: Visit;
  basis: string;
  /** The name of the newest that is published, which may be older than those that are shown. */
  newest: string;
  versions: FormLine[];
  /** Whether these are the newest. */
  isNewest: boolean;
};

const FormVersions = ({ visit, basis, newest, versions, isNewest }: VersionsProps) => {
  const { institution, request } = visit;
  const stages = stagesInWords(visit, basis);
  const draft = versions.find(({ status }) => status === 'draft');
  const oldest = versions.at(-1);
  const hasOlder = versions.length === pageSize && oldest !== undefined && oldest.number > 2;
  const hasStages = stagesTaking(institution.programme, basis).length > 0;
  const rowOf = (version: string, record?: FormLine): VersionRow => ({
    ...{ label: formLabel(version), path: formPath(version), isTaken: hasStages && version === newest },
    ...(record && { record }),
  });
  const rows = [...versions.map((one) => rowOf(versionOf(one), one)), ...(hasOlder ? [] : [rowOf(basis)])];
  return (
    <section class="card">
      <h2>{stages === '' ? `Compte-rendu ${basis}` : `Compte-rendu de ${stages}`}</h2>
      {stages === '' && <p>Aucun stage ne prend plus ce compte-rendu.</p>}
      <VersionsTable rows={rows} now={request.now} />
      {hasOlder && (
        <p>
          <a href={`${formsPath}?${new URLSearchParams({ de: basis, avant: String(oldest.number) })}`}>
            Versions plus anciennes
          </a>
        </p>
      )}
      {isNewest && (
        <div class="actions">
          {draft ? (
            <a class="button" href={formPath(versionOf(draft))}>
              Continuer la version {draft.number}
            </a>
          ) : (
            <CopyButton visit={visit} action={formsPath} version={newest}>
              Écrire la version suivante
            </CopyButton>
          )}
        </div>
      )}
    </section>
  );
};

export const submitCopyForm = async (visit: Visit): Promise<PageResponse> => {
  const { acting, institution, store, request } = visit;
  if (!mayAdminister(visit.staff)) return refusedAct(visit, 'formCopied', {}, formsRefused());
  const asked = fieldValue(request.form, 'copie').slice(0, 80);
  const source = await store.forms.findVersion(institution, asked);
  if (!source) return nothingHerePage('Cette version');
  const outcome = await copyForm(acting, source);
  if (outcome.kind === 'refused') return formsRefused();
  return redirect(`${formPath(outcome.version)}?fait=${outcome.kind === 'copied' ? 'copie' : 'deja'}`);
};
