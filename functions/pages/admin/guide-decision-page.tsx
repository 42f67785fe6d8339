import type { GuideDraft } from '../../../schemas/guide-version.ts';
import { decideGuide, type GuideDecision } from '../../actions/decide-guide.ts';
import { unprintable } from '../../documents/pdf/printable-text.ts';
import { changedGuideParts, typedGuide } from '../../domain/guide/guide-texts.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { versionInWords } from './guides-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import {
  guideNumbered,
  guidePath,
  guidesRefused,
  guideTrail,
  seenField,
  seenVersion,
  visitedGuide,
} from './visited-guide.ts';

/** What becomes of a draft, and how its pages say it. */
const decisions = {
  published: {
    word: 'publication',
    here: 'Publication',
    asks: (number: number) => `Publier la version ${number}`,
    lead: 'Les prochaines campagnes la prendront. Celles qui existent gardent la leur, et leurs tuteurs lisent ce qu’ils ont lu. Une version publiée ne se modifie plus, et ne se retire plus.',
    undone: 'rien n’est publié',
    done: 'publiee',
  },
  discarded: {
    word: 'abandon',
    here: 'Abandon',
    asks: (number: number) => `Abandonner la version ${number}`,
    lead: 'Aucune campagne ne prendra ce brouillon. Ses textes restent lisibles, et peuvent commencer une autre version ; son numéro n’est pas repris.',
    undone: 'rien n’est abandonné',
    done: 'abandonnee',
  },
} as const;

/** What publishing, or discarding, would mean. Changes nothing. */
export const showGuideDecision =
  (decision: GuideDecision) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedGuide(visit);
    if (answer) return answer;
    if (found.record?.status !== 'draft') return redirect(guidePath(found.number));
    return confirmation(visit, decision, found.record);
  };

export const submitGuideDecision =
  (decision: GuideDecision) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedGuide(visit);
    if (answer) return answer;
    const { number, record } = found;
    if (!record) return nothingHerePage('Ce brouillon');
    const outcome = await decideGuide(visit.acting, number, seenVersion(visit), decision);
    switch (outcome.kind) {
      case 'decided':
        return redirect(`${guidePath(number)}?fait=${decisions[decision].done}`);
      case 'refused':
        return guidesRefused();
      case 'overtaken':
        return outcome.current?.status === 'draft'
          ? confirmation(visit, decision, outcome.current, { isOvertaken: true })
          : redirect(guidePath(number));
    }
  };

const confirmation = async (
  visit: Visit,
  decision: GuideDecision,
  draft: GuideDraft,
  { isOvertaken }: { isOvertaken: boolean } = { isOvertaken: false },
): Promise<PageResponse> => {
  const { number, guide, copiedFrom } = draft;
  const { programme } = visit.settings;
  const { word, here, asks, lead, undone } = decisions[decision];
  const source = await guideNumbered(visit, String(copiedFrom));
  const signs =
    decision === 'published' ? unprintable(Object.values(typedGuide(guide, programme)).join('\n')) : [];
  const path = guidePath(number);
  return html(
    <ConsolePage visit={visit} title={asks(number)} here={here} trail={guideTrail(number)} wide={false}>
      <h1>{asks(number)} ?</h1>
      {isOvertaken && (
        <Notice tone="error" title="Le brouillon a changé entre-temps">
          <p>
            {draft.changedBy} vient de l’enregistrer : {undone}. Relisez ce qui vaut maintenant.
          </p>
        </Notice>
      )}
      <p class="lead">{lead}</p>
      {signs.length > 0 && (
        <Notice tone="warning" title="Le PDF ne peut pas montrer tous les signes">
          <p>
            Un carré tiendra la place de{' '}
            {signs
              .slice(0, 10)
              .map((sign) => `« ${sign} »`)
              .join(', ')}{' '}
            : remplacez-les, ou publiez ainsi.
          </p>
        </Notice>
      )}
      <section class="card">
        <Facts
          facts={[
            [
              `Par rapport à ${versionInWords(copiedFrom)}`,
              (source && changedGuideParts(source.guide, guide, programme)) || 'rien ne change',
            ],
          ]}
        />
        <p>
          <a href={`${path}/apercu`}>Voir l’aperçu du guide et du PDF</a>
        </p>
      </section>
      <form method="post" action={`${path}/${word}`} class="actions">
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name={seenField} value={String(draft.version)} />
        <button type="submit">{asks(number)}</button>
        <a href={path}>Pas maintenant</a>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};
