import type { GuideVersion } from '../../../schemas/guide-version.ts';
import { copyGuide } from '../../actions/copy-guide.ts';
import { ownGuide } from '../../domain/guide/guide-versions.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { Badge } from '../components/badge.tsx';
import { CsrfInput } from '../components/csrf-input.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';
import {
  guideLabel,
  guideNumbered,
  guidePath,
  guidesPath,
  guidesRefused,
  guidesTitle,
} from './visited-guide.ts';

/** A version is some tens of kilobytes. */
const pageSize = 10;

/** Every version of the guide. */
export const showGuides = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return guidesRefused();
  const { request, store } = visit;
  const below = /^\d{1,3}$/.exec(request.query.get('avant') ?? '')?.[0];
  const versions = await store.guides.versions(pageSize, below ? Number(below) : undefined);
  const { number: taken } = await store.guides.newest(visit.settings);
  const draft = versions.find(({ status }) => status === 'draft');
  const oldest = versions.at(-1);
  const hasOlder = versions.length === pageSize && oldest !== undefined && oldest.number > ownGuide + 1;
  return html(
    <ConsolePage visit={visit} title={guidesTitle} trail={settingsTrail} wide={false}>
      <h1>{guidesTitle}</h1>
      <p class="lead">
        Lettre de mission, rôle et cadrage, ensemble. Une campagne garde la version avec laquelle elle est
        préparée ; une version publiée ne change plus : pour la modifier, on en écrit la suivante.
      </p>
      <section class="card">
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
              <Row key={one.number} number={one.number} status={one.status} isTaken={one.number === taken}>
                {lastChange(one, visit)}
              </Row>
            ))}
            {!hasOlder && (
              <Row number={ownGuide} status="published" isTaken={taken === ownGuide}>
                celle du programme de l’institut
              </Row>
            )}
          </tbody>
        </table>
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
              <CopyGuideButton visit={visit} number={taken}>
                Écrire la version suivante
              </CopyGuideButton>
            )}
          </div>
        )}
      </section>
    </ConsolePage>,
  );
};

const lastChange = (version: GuideVersion, { request: { now } }: Visit): string => {
  switch (version.status) {
    case 'draft':
      return `${momentAsOf(version.changedAt, now)} par ${version.changedBy}`;
    case 'published':
      return `publiée ${momentAsOf(version.publishedAt, now)} par ${version.publishedBy}`;
    case 'discarded':
      return `abandonnée ${momentAsOf(version.discardedAt, now)} par ${version.discardedBy}`;
  }
};

const states = {
  draft: { label: 'Brouillon', tone: 'info' },
  published: { label: 'Publiée', tone: 'neutral' },
  discarded: { label: 'Abandonnée', tone: 'neutral' },
} as const;

type RowProps = { number: number; status: GuideVersion['status']; isTaken: boolean; children: string };

const Row = ({ number, status, isTaken, children }: RowProps) => (
  <tr>
    <th scope="row">
      <a href={guidePath(number)}>Version {number}</a>
    </th>
    <td data-label="État">
      <span class="badges">
        <Badge tone={states[status].tone}>{states[status].label}</Badge>
        {isTaken && <Badge tone="success">Prise par les prochaines campagnes</Badge>}
      </span>
    </td>
    <td data-label="Dernier changement">{children}</td>
  </tr>
);

/** Begins the next version with the words of that one. */
export const CopyGuideButton = ({
  visit,
  number,
  children,
}: {
  visit: Visit;
  number: number;
  children: string;
}) => (
  <form method="post" action={guidesPath}>
    <CsrfInput token={visit.csrf} />
    <input type="hidden" name="copie" value={String(number)} />
    <button type="submit">{children}</button>
  </form>
);

export const submitCopyGuide = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return guidesRefused();
  const source = await guideNumbered(visit, fieldValue(visit.request.form, 'copie'));
  if (!source) return nothingHerePage('Cette version');
  const outcome = await copyGuide(visit.acting, source);
  if (outcome.kind === 'refused') return guidesRefused();
  return redirect(`${guidePath(outcome.number)}?fait=${outcome.kind === 'copied' ? 'copie' : 'deja'}`);
};

/** In a sentence. */
export const versionInWords = (number: number): string =>
  `la ${guideLabel(number)}${number === ownGuide ? ', celle du programme de l’institut' : ''}`;
