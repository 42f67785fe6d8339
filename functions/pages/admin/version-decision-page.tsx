import type { WrittenVersion } from '../../../schemas/written-version.ts';
import { unprintable } from '../../documents/pdf/printable-text.ts';
import type { DraftDecision } from '../../domain/draft-decisions.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { SeenInput, seenVersion } from './seen-version.tsx';
import type { Visit } from './visit.ts';
import { type VersionName, visitedVersion, type WrittenDocument } from './written-document.ts';

/** How the page of a decision says it. */
const wordings = {
  published: {
    last: 'publication',
    here: 'Publication',
    title: (label: string) => `Publier ${label}`,
    asks: (number: number) => `Publier la version ${number} ?`,
    button: (number: number) => `Publier la version ${number}`,
    otherwise: 'Pas maintenant',
    undone: 'rien n’est publié',
    done: 'publiee',
  },
  dropped: {
    last: 'ecarter',
    here: 'Écarter',
    title: (label: string) => `Écarter ${label}`,
    asks: (number: number) => `Écarter le brouillon de la version ${number} ?`,
    button: () => 'Écarter ce brouillon',
    otherwise: 'Le garder',
    undone: 'il n’est pas écarté',
    done: 'ecartee',
  },
} as const;

/** What publishing a draft, or dropping it, would mean. Changes nothing. */
export const showDraftDecision =
  <Words, Version extends WrittenVersion>(
    document: WrittenDocument<Words, Version>,
    decision: DraftDecision,
  ) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedVersion(visit, document);
    if (answer) return answer;
    const { name, record } = found;
    if (record?.status !== 'draft') return redirect(name.path);
    return confirmation({ document, decision, visit, name, draft: record });
  };

export const submitDraftDecision =
  <Words, Version extends WrittenVersion>(
    document: WrittenDocument<Words, Version>,
    decision: DraftDecision,
  ) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedVersion(visit, document, document.acts[decision]);
    if (answer) return answer;
    const { name, record } = found;
    if (!record) return nothingHerePage('Ce brouillon');
    const outcome = await document.decide(visit, record, seenVersion(visit), decision);
    switch (outcome.kind) {
      case 'decided':
        return redirect(`${name.path}?fait=${wordings[decision].done}`);
      case 'refused':
        return document.refused();
      case 'overtaken':
        return outcome.current?.status === 'draft'
          ? confirmation({ document, decision, visit, name, draft: outcome.current, isOvertaken: true })
          : redirect(`${name.path}?fait=trop-tard`);
    }
  };

type Asked<Words, Version extends WrittenVersion> = {
  document: WrittenDocument<Words, Version>;
  decision: DraftDecision;
  visit: Visit;
  name: VersionName;
  draft: Version;
  isOvertaken?: boolean;
};

const confirmation = async <Words, Version extends WrittenVersion>({
  document,
  decision,
  visit,
  name,
  draft,
  isOvertaken = false,
}: Asked<Words, Version>): Promise<PageResponse> => {
  const { number } = draft;
  const words = document.wordsOf(draft);
  const found = { name, words, record: draft };
  const source = await document.sourceWords(visit, draft);
  const isPublished = decision === 'published';
  const { last, here, title, asks, button, otherwise, undone } = wordings[decision];
  return html(
    <ConsolePage visit={visit} title={title(name.label)} here={here} trail={name.trail} wide={false}>
      <h1>{asks(number)}</h1>
      {isOvertaken && (
        <Notice tone="error" title="Le brouillon a changé entre-temps">
          <p>
            {draft.changedBy} vient de l’enregistrer : {undone}. Relisez ce qui vaut maintenant.
          </p>
        </Notice>
      )}
      <p class="lead">
        {isPublished
          ? `${document.publication({ visit, found })} Une version publiée ne se modifie plus, et ne se retire plus.`
          : 'Aucune campagne ne prendra ce brouillon. Ses textes restent à lire et à copier ; son numéro n’est pas repris.'}
      </p>
      {isPublished && <UnprintableNotice text={Object.values(document.typed(visit, words)).join('\n')} />}
      <section class="card">
        <Facts
          facts={[
            ...document.facts({ visit, found }),
            [
              `Par rapport à ${document.sourceOf(draft)}`,
              (source && document.changed(visit, source, words)) || 'rien ne change',
            ],
          ]}
        />
        <p>
          <a href={`${name.path}/apercu`}>Voir l’aperçu du {document.shownAs} et du PDF</a>
        </p>
      </section>
      <form method="post" action={`${name.path}/${last}`} class="actions">
        <CsrfInput token={visit.csrf} />
        <SeenInput seen={draft.version} />
        <button type="submit">{button(number)}</button>
        <a href={name.path}>{otherwise}</a>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};

const UnprintableNotice = ({ text }: { text: string }) => {
  const signs = unprintable(text);
  if (signs.length === 0) return null;
  const shown = signs.slice(0, 10).map((sign) => `« ${sign} »`);
  return (
    <Notice tone="warning" title="Le PDF ne peut pas montrer tous les signes">
      <p>Un carré tiendra la place de {shown.join(', ')} : remplacez-les, ou publiez ainsi.</p>
    </Notice>
  );
};
