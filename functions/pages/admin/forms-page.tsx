import type { FormLine } from '../../../schemas/form-version.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { copyForm } from '../../actions/copy-form.ts';
import { stagesTaking, versionOf } from '../../domain/report/form-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { Badge, type Tone } from '../components/badge.tsx';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { settingsTrail } from './settings-change.tsx';
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
      {request.query.get('fait') === 'ecarte' && (
        <Notice tone="success" title="Le brouillon est écarté">
          <p>La version suivante peut être commencée, sous le numéro d’après.</p>
        </Notice>
      )}
      {lists.map(({ basis, versions }) => (
        <FormVersions key={basis} visit={visit} basis={basis} versions={versions} isNewest={!older.below} />
      ))}
    </ConsolePage>,
  );
};

type VersionsProps = { visit: Visit; basis: string; versions: FormLine[]; isNewest: boolean };

const FormVersions = ({ visit, basis, versions, isNewest }: VersionsProps) => {
  const { institution, request } = visit;
  const stages = stagesInWords(visit, basis);
  const draft = versions.find(({ status }) => status === 'draft');
  const taken = versions.find(({ status }) => status === 'published');
  const [newest, oldest] = [taken ? versionOf(taken) : basis, versions.at(-1)];
  const isTaken = isNewest && stagesTaking(institution.programme, basis).length > 0;
  const hasOlder = versions.length === pageSize && oldest !== undefined && oldest.number > 2;
  return (
    <section class="card">
      <h2>{stages === '' ? `Compte-rendu ${basis}` : `Compte-rendu de ${stages}`}</h2>
      {stages === '' && <p>Aucun stage ne prend plus ce compte-rendu.</p>}
      <table class="stacked">
        <caption class="visually-hidden">Versions, la plus récente d’abord</caption>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">État</th>
            <th scope="col">Dernier changement</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={one.number}>
              <th scope="row">
                <a href={formPath(versionOf(one))}>{formLabel(versionOf(one))}</a>
              </th>
              <td data-label="État">
                <span class="badges">
                  <State status={one.status} />
                  {isTaken && one === taken && <Taken />}
                </span>
              </td>
              <td data-label="Dernier changement">{lastChange(one, request.now)}</td>
            </tr>
          ))}
          {!hasOlder && (
            <tr>
              <th scope="row">
                <a href={formPath(basis)}>{formLabel(basis)}</a>
              </th>
              <td data-label="État">
                <span class="badges">
                  <State status="published" />
                  {isTaken && !taken && <Taken />}
                </span>
              </td>
              <td data-label="Dernier changement">celle du programme de l’institut</td>
            </tr>
          )}
        </tbody>
      </table>
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
            <CopyButton visit={visit} version={newest}>
              Écrire la version suivante
            </CopyButton>
          )}
        </div>
      )}
    </section>
  );
};

const lastChange = (one: FormLine, now: IsoInstant): string => {
  switch (one.status) {
    case 'draft':
      return `${momentAsOf(one.changedAt, now)} par ${one.changedBy}`;
    case 'published':
      return `publiée ${momentAsOf(one.publishedAt, now)} par ${one.publishedBy}`;
    case 'dropped':
      return `écartée ${momentAsOf(one.droppedAt, now)} par ${one.droppedBy}`;
  }
};

const states: Record<FormLine['status'], { tone: Tone; label: string }> = {
  draft: { tone: 'info', label: 'Brouillon' },
  published: { tone: 'neutral', label: 'Publiée' },
  dropped: { tone: 'neutral', label: 'Écartée' },
};

const State = ({ status }: Pick<FormLine, 'status'>) => (
  <Badge tone={states[status].tone}>{states[status].label}</Badge>
);

const Taken = () => <Badge tone="success">Prise par les prochaines campagnes</Badge>;

/** Begins the next version with the words of that one. */
export const CopyButton = ({
  visit,
  version,
  children,
}: {
  visit: Visit;
  version: string;
  children: string;
}) => (
  <form method="post" action={formsPath}>
    <CsrfInput token={visit.csrf} />
    <input type="hidden" name="copie" value={version} />
    <button type="submit">{children}</button>
  </form>
);

export const submitCopyForm = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return formsRefused();
  const { acting, institution, store, request } = visit;
  const asked = fieldValue(request.form, 'copie').slice(0, 80);
  const source = await store.forms.findVersion(institution, asked);
  if (!source) return nothingHerePage('Cette version');
  const outcome = await copyForm(acting, source);
  if (outcome.kind === 'refused') return formsRefused();
  return redirect(`${formPath(outcome.version)}?fait=${outcome.kind === 'copied' ? 'copie' : 'deja'}`);
};
