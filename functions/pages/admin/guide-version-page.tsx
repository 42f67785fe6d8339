import type { GuideDraft } from '../../../schemas/guide-version.ts';
import { editGuide } from '../../actions/edit-guide.ts';
import { changedGuideParts, editedGuide, guideSections, typedGuide } from '../../domain/guide/guide-texts.ts';
import { ownGuide } from '../../domain/guide/guide-versions.ts';
import type { TextProblem, TypedTexts } from '../../domain/wording/edited-texts.ts';
import { dateTime, momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { csrfField } from '../csrf.ts';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { CopyGuideButton, versionInWords } from './guides-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { SectionTexts } from './section-texts.tsx';
import type { Visit } from './visit.ts';
import {
  guideLabel,
  guidePath,
  guidesRefused,
  guidesTrail,
  seenField,
  seenVersion,
  type VisitedGuide,
  visitedGuide,
} from './visited-guide.ts';

/** Every text of a guide as long as it may be, in letters with accents, which take six bytes as they are sent. */
export const guideLimits: BodyLimits = { bytes: 900_000, fields: 100 };

/** A version that is published or discarded, or a draft to be edited. */
export const showGuideVersion = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedGuide(visit);
  if (answer) return answer;
  const { record, guide } = found;
  if (record?.status === 'draft')
    return html(<Draft visit={visit} draft={record} typed={typedGuide(guide, visit.settings.programme)} />);
  return html(<Closed visit={visit} found={found} />);
};

const typedIn = ({ request: { form } }: Visit): TypedTexts =>
  Object.fromEntries(
    Object.keys(form)
      .filter((name) => name !== csrfField && name !== seenField && name !== 'suite')
      .map((name) => [name, fieldValue(form, name)]),
  );

/** Saves a draft whole, or nothing of it. */
export const submitGuideVersion = async (visit: Visit): Promise<PageResponse> => {
  const { found, answer } = await visitedGuide(visit);
  if (answer) return answer;
  const { number, record, guide } = found;
  if (!record) return nothingHerePage('Ce brouillon');
  const typed = typedIn(visit);
  if (record.status !== 'draft')
    return html(<Closed visit={visit} found={found} typed={typed} />, { status: 409 });
  const seen = seenVersion(visit);
  const edited = editedGuide(guide, visit.settings.programme, typed);
  // Whoever saved it meanwhile is not overwritten by what is mended now: the page goes on saying what was seen.
  if (edited.problems)
    return html(<Draft visit={visit} draft={record} seen={seen} typed={typed} problems={edited.problems} />, {
      status: 422,
    });
  const outcome = await editGuide(visit.acting, number, seen, edited.guide);
  switch (outcome.kind) {
    case 'edited':
      return redirect(
        fieldValue(visit.request.form, 'suite') === 'apercu'
          ? `${guidePath(number)}/apercu`
          : `${guidePath(number)}?fait=oui`,
      );
    case 'refused':
      return guidesRefused();
    case 'overtaken': {
      const { current } = outcome;
      if (!current) return nothingHerePage('Ce brouillon');
      return html(
        current.status === 'draft' ? (
          <Draft visit={visit} draft={current} typed={typed} isOvertaken />
        ) : (
          <Closed visit={visit} found={{ number, guide: current.guide, record: current }} typed={typed} />
        ),
        { status: 409 },
      );
    }
  }
};

type DraftProps = {
  visit: Visit;
  draft: GuideDraft;
  /** How often it had been written when the person read it. */
  seen?: number;
  typed: TypedTexts;
  problems?: readonly TextProblem[];
  isOvertaken?: boolean;
};

const Draft = ({
  visit,
  draft,
  seen = draft.version,
  typed,
  problems = [],
  isOvertaken = false,
}: DraftProps) => {
  const { number, guide } = draft;
  const path = guidePath(number);
  const title = `Guide du tuteur, ${guideLabel(number)}`;
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={guideLabel(number)}
      trail={guidesTrail}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        Brouillon, commencé avec les textes de {versionInWords(draft.copiedFrom)}. Personne d’autre que
        l’administration ne le voit avant sa publication.
      </p>
      {isOvertaken ? (
        <OvertakenNotice visit={visit} draft={draft} typed={typed} />
      ) : (
        <Done visit={visit} draft={draft} />
      )}
      <ErrorSummary title="La version n’est pas enregistrée" problems={[...problems]} />
      <form method="post" action={path}>
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name={seenField} value={String(seen)} />
        <p class="muted">
          Ouvrez les parties à modifier ; enregistrer les garde toutes ensemble. Les balises se lisent telles
          quelles.
        </p>
        <SectionTexts
          sections={guideSections(guide, visit.settings.programme)}
          typed={typed}
          problems={problems}
        />
        <p class="actions">
          <button type="submit">Enregistrer</button>
          <button class="secondary" type="submit" name="suite" value="apercu">
            Enregistrer et voir l’aperçu
          </button>
        </p>
      </form>
      <section class="card">
        <h2>Publier, ou abandonner</h2>
        <p>
          Enregistrez d’abord : c’est ce qui est enregistré qui se publie. Dernier enregistrement :{' '}
          {momentAsOf(draft.changedAt, visit.request.now)}, par {draft.changedBy}.
        </p>
        <p class="actions">
          <a class="button secondary" href={`${path}/publication`}>
            Publier la version {number}…
          </a>
          <a class="button secondary" href={`${path}/abandon`}>
            Abandonner ce brouillon…
          </a>
        </p>
      </section>
    </ConsolePage>
  );
};

const OvertakenNotice = ({ visit, draft, typed }: { visit: Visit; draft: GuideDraft; typed: TypedTexts }) => {
  const { programme } = visit.settings;
  const { guide } = editedGuide(draft.guide, programme, typed);
  return (
    <Notice tone="error" title="Le brouillon a changé entre-temps">
      <p>
        {draft.changedBy} vient de l’enregistrer, et rien de ce que vous demandiez ne l’est. Vos textes sont
        ci-dessous
        {guide
          ? ` : les enregistrer maintenant remplacerait les siens dans ${changedGuideParts(draft.guide, guide, programme) || 'aucune partie'}.`
          : '.'}
      </p>
    </Notice>
  );
};

const Done = ({ visit, draft: { number } }: { visit: Visit; draft: GuideDraft }) => {
  switch (visit.request.query.get('fait')) {
    case 'oui':
      return (
        <Notice tone="success" title="Le brouillon est enregistré">
          <p>
            <a href={`${guidePath(number)}/apercu`}>Voir l’aperçu du guide et du PDF</a>
          </p>
        </Notice>
      );
    case 'copie':
      return (
        <Notice tone="success" title={`La version ${number} est commencée`}>
          <p>Elle dit encore ce que disait celle qui est copiée.</p>
        </Notice>
      );
    case 'deja':
      return (
        <Notice tone="info" title={`La version ${number} était déjà commencée`}>
          <p>Une seule version s’écrit à la fois : voici ce brouillon, tel qu’il est.</p>
        </Notice>
      );
    default:
      return null;
  }
};

type ClosedProps = {
  visit: Visit;
  found: VisitedGuide;
  /** What was typed into a draft that somebody published or discarded meanwhile: it is not saved, and not lost. */
  typed?: TypedTexts;
};

const Closed = ({ visit, found: { number, guide, record }, typed }: ClosedProps) => {
  const path = guidePath(number);
  const isDiscarded = record?.status === 'discarded';
  const title = `Guide du tuteur, ${guideLabel(number)}`;
  return (
    <ConsolePage visit={visit} title={title} here={guideLabel(number)} trail={guidesTrail} wide={false}>
      <h1>{title}</h1>
      {typed && (
        <Notice
          tone="error"
          title={
            isDiscarded ? 'Ce brouillon est abandonné' : 'Cette version est publiée : elle ne change plus'
          }
        >
          <p>
            Rien de ce que vous demandiez n’est enregistré. Vos textes sont ci-dessous : copiez-les dans la
            version suivante.
          </p>
        </Notice>
      )}
      {visit.request.query.get('fait') === 'publiee' && (
        <Notice tone="success" title="La version est publiée">
          <p>Les prochaines campagnes la prendront. Celles qui existent gardent la leur.</p>
        </Notice>
      )}
      {visit.request.query.get('fait') === 'abandonnee' && (
        <Notice tone="success" title="Le brouillon est abandonné">
          <p>Aucune campagne ne le prendra. Ses textes restent lisibles ici.</p>
        </Notice>
      )}
      <section class="card">
        <Facts facts={factsOf(record)} />
        <p class="actions">
          <a class="button secondary" href={`${path}/apercu`}>
            Voir le guide
          </a>
          <a class="button secondary" href={`${path}/apercu.pdf`}>
            Voir le PDF
          </a>
        </p>
      </section>
      <p>
        {isDiscarded
          ? 'Ses textes peuvent commencer une autre version :'
          : 'Une version publiée ne change plus. Ses textes peuvent commencer la version suivante :'}
      </p>
      <div class="actions">
        <CopyGuideButton visit={visit} number={number}>
          Copier dans une nouvelle version
        </CopyGuideButton>
      </div>
      {typed && (
        <SectionTexts sections={guideSections(guide, visit.settings.programme)} typed={typed} problems={[]} />
      )}
    </ConsolePage>
  );
};

const factsOf = (record: VisitedGuide['record']): [string, string | undefined][] => {
  switch (record?.status) {
    case 'published':
      return [
        ['Publiée', `le ${dateTime(record.publishedAt)} par ${record.publishedBy}`],
        ['Écrite à partir de', versionInWords(record.copiedFrom)],
      ];
    case 'discarded':
      return [['Abandonnée', `le ${dateTime(record.discardedAt)} par ${record.discardedBy}`]];
    default:
      return [['Publiée', `avec le programme de l’institut (version ${ownGuide})`]];
  }
};
