import type { ComponentChildren } from 'preact';
import type { WrittenVersion } from '../../../schemas/written-version.ts';
import type { TextProblem, TypedTexts } from '../../domain/wording/edited-texts.ts';
import { dateTime, momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { csrfField } from '../csrf.ts';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { SeenInput, seenField, seenVersion } from './seen-version.tsx';
import { CopyButton } from './versions-table.tsx';
import type { Visit } from './visit.ts';
import { type FoundVersion, visitedVersion, type WrittenDocument } from './written-document.ts';

/** A version that is published or dropped, or a draft to be edited. */
export const showVersion =
  <Words, Version extends WrittenVersion>(document: WrittenDocument<Words, Version>) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedVersion(visit, document);
    if (answer) return answer;
    const typed = document.typed(visit, found.words);
    return html(
      found.record?.status === 'draft' ? (
        <Draft {...{ document, visit, found, draft: found.record, typed }} />
      ) : (
        <Closed {...{ document, visit, found }} />
      ),
    );
  };

const typedIn = ({ request: { form } }: Visit): TypedTexts =>
  Object.fromEntries(
    Object.keys(form)
      .filter((name) => ![csrfField, seenField, 'suite'].includes(name))
      .map((name) => [name, fieldValue(form, name)]),
  );

/** Saves a draft whole, or nothing of it. */
export const submitVersion =
  <Words, Version extends WrittenVersion>(document: WrittenDocument<Words, Version>) =>
  async (visit: Visit): Promise<PageResponse> => {
    const { found, answer } = await visitedVersion(visit, document, document.acts.edited);
    if (answer) return answer;
    const { name, words, record } = found;
    if (!record) return nothingHerePage('Ce brouillon');
    const typed = typedIn(visit);
    if (record.status !== 'draft')
      return html(<Closed {...{ document, visit, found, typed }} />, { status: 409 });
    const seen = seenVersion(visit);
    const edited = document.edited(visit, words, typed);
    // Whoever saved it meanwhile is not overwritten by what is mended now: the page goes on saying what was seen.
    if (edited.problems)
      return html(
        <Draft {...{ document, visit, found, draft: record, seen, typed, problems: edited.problems }} />,
        { status: 422 },
      );
    const outcome = await document.edit(visit, record, seen, edited.words);
    switch (outcome.kind) {
      case 'edited':
        return redirect(
          fieldValue(visit.request.form, 'suite') === 'apercu'
            ? `${name.path}/apercu`
            : `${name.path}?fait=oui`,
        );
      case 'refused':
        return document.refused();
      case 'overtaken': {
        const { current } = outcome;
        if (!current) return nothingHerePage('Ce brouillon');
        const now = { name, words: document.wordsOf(current), record: current };
        return html(
          current.status === 'draft' ? (
            <Draft {...{ document, visit, found: now, draft: current, typed }} isOvertaken />
          ) : (
            <Closed {...{ document, visit, found: now, typed }} />
          ),
          { status: 409 },
        );
      }
    }
  };

type Shown<Words, Version extends WrittenVersion> = {
  document: WrittenDocument<Words, Version>;
  visit: Visit;
  found: FoundVersion<Words, Version>;
};

type FrameProps = Pick<FoundVersion<unknown, unknown>, 'name'> & {
  visit: Visit;
  isFaulty?: boolean;
  children: ComponentChildren;
};

const Frame = ({ visit, name: { title, label, trail }, isFaulty = false, children }: FrameProps) => (
  <ConsolePage
    visit={visit}
    title={titleOf(title, isFaulty)}
    here={label}
    trail={trail.slice(0, -1)}
    wide={false}
  >
    <h1>{title}</h1>
    {children}
  </ConsolePage>
);

type DraftProps<Words, Version extends WrittenVersion> = Shown<Words, Version> & {
  draft: Version;
  /** How often it had been written when the person read it. */
  seen?: number;
  typed: TypedTexts;
  problems?: readonly TextProblem[];
  isOvertaken?: boolean;
};

const Draft = <Words, Version extends WrittenVersion>(props: DraftProps<Words, Version>) => {
  const { document, visit, found, draft, typed, problems = [], isOvertaken = false } = props;
  const { name } = found;
  return (
    <Frame visit={visit} name={name} isFaulty={problems.length > 0}>
      <p class="lead">
        {document.draftOf({ visit, found })}, commencé avec les textes de {document.sourceOf(draft)}. Personne
        d’autre que l’administration ne le voit avant sa publication.
      </p>
      {isOvertaken ? <OvertakenNotice {...props} /> : <Done {...props} />}
      <ErrorSummary title="La version n’est pas enregistrée" problems={[...problems]} />
      <form method="post" action={name.path}>
        <CsrfInput token={visit.csrf} />
        <SeenInput seen={props.seen ?? draft.version} />
        <p class="muted">
          Ouvrez les parties à modifier ; enregistrer les garde toutes ensemble. Les balises se lisent telles
          quelles.
        </p>
        {document.fields({ visit, found }, { typed, problems })}
        <p class="actions">
          <button type="submit">Enregistrer</button>
          <button class="secondary" type="submit" name="suite" value="apercu">
            Enregistrer et voir l’aperçu
          </button>
        </p>
      </form>
      <section class="card">
        <h2>Publier, ou écarter</h2>
        <p>
          Enregistrez d’abord : c’est ce qui est enregistré qui se publie. Dernier enregistrement :{' '}
          {momentAsOf(draft.changedAt, visit.request.now)}, par {draft.changedBy}.
        </p>
        <p class="actions">
          <a class="button secondary" href={`${name.path}/publication`}>
            Publier la version {draft.number}…
          </a>
          <a class="button secondary" href={`${name.path}/ecarter`}>
            Écarter ce brouillon…
          </a>
        </p>
      </section>
    </Frame>
  );
};

const whatWouldChange = (parts: string): string =>
  parts === ''
    ? ' ; ils disent la même chose que les siens.'
    : ` : les enregistrer maintenant remplacerait les siens dans ${parts}.`;

const OvertakenNotice = <Words, Version extends WrittenVersion>({
  document,
  visit,
  found,
  draft,
  typed,
}: DraftProps<Words, Version>) => {
  const { words } = document.edited(visit, found.words, typed);
  return (
    <Notice tone="error" title="Le brouillon a changé entre-temps">
      <p>
        {draft.changedBy} vient de l’enregistrer, et rien de ce que vous demandiez ne l’est. Vos textes sont
        ci-dessous
        {words === undefined ? '.' : whatWouldChange(document.changed(visit, found.words, words))}
      </p>
    </Notice>
  );
};

const Done = <Words, Version extends WrittenVersion>({
  document,
  visit,
  found: { name },
  draft,
}: DraftProps<Words, Version>) => {
  switch (visit.request.query.get('fait')) {
    case 'oui':
      return (
        <Notice tone="success" title="Le brouillon est enregistré">
          <p>
            <a href={`${name.path}/apercu`}>Voir l’aperçu du {document.shownAs} et du PDF</a>
          </p>
        </Notice>
      );
    case 'copie':
      return (
        <Notice tone="success" title={`La version ${draft.number} est commencée`}>
          <p>Elle dit encore ce que dit {document.sourceOf(draft)}.</p>
        </Notice>
      );
    case 'deja':
      return (
        <Notice tone="info" title={`La version ${draft.number} était déjà commencée`}>
          <p>Une seule version s’écrit à la fois : voici ce brouillon, tel qu’il est.</p>
        </Notice>
      );
    default:
      return null;
  }
};

type ClosedProps<Words, Version extends WrittenVersion> = Shown<Words, Version> & {
  /** What was typed into a draft that somebody published or dropped meanwhile: it is not saved, and not lost. */
  typed?: TypedTexts;
};

const Closed = <Words, Version extends WrittenVersion>({
  document,
  visit,
  found,
  typed,
}: ClosedProps<Words, Version>) => {
  const { name, record } = found;
  const isDropped = record?.status === 'dropped';
  return (
    <Frame visit={visit} name={name}>
      {typed ? (
        <Notice
          tone="error"
          title={`Cette version est ${isDropped ? 'écartée' : 'publiée'} : elle ne change plus`}
        >
          <p>
            Rien de ce que vous demandiez n’est enregistré. Vos textes sont ci-dessous : copiez-les dans la
            version suivante.
          </p>
        </Notice>
      ) : (
        record && <Decided done={visit.request.query.get('fait')} version={record} />
      )}
      <section class="card">
        <Facts
          facts={[
            endOf(record),
            ['Écrite à partir de', record && document.sourceOf(record)],
            ...document.facts({ visit, found }),
          ]}
        />
        <p class="actions">
          <a class="button secondary" href={`${name.path}/apercu`}>
            Voir le {document.shownAs}
          </a>
          <a class="button secondary" href={`${name.path}/apercu.pdf`}>
            Voir le PDF
          </a>
        </p>
      </section>
      <p>
        {isDropped
          ? 'Ce brouillon a été écarté : aucune campagne ne le prend.'
          : 'Une version publiée ne change plus.'}{' '}
        Ses textes peuvent commencer la version suivante :
      </p>
      <div class="actions">
        <CopyButton visit={visit} action={document.listPath} version={document.copied(found)}>
          Copier dans une nouvelle version
        </CopyButton>
      </div>
      {typed && document.fields({ visit, found }, { typed, problems: [] })}
    </Frame>
  );
};

/** How it came to change no more. */
const endOf = (record: WrittenVersion | undefined): [string, string] => {
  switch (record?.status) {
    case 'published':
      return ['Publiée', `le ${dateTime(record.publishedAt)} par ${record.publishedBy}`];
    case 'dropped':
      return ['Écartée', `le ${dateTime(record.droppedAt)} par ${record.droppedBy}`];
    default:
      return ['Publiée', 'avec le programme de l’institut'];
  }
};

/** What became of a decision that was just made: by this person, or by somebody who was faster. */
const Decided = ({ done, version }: { done: string | null; version: WrittenVersion }) => {
  if (version.status === 'published' && done === 'publiee')
    return (
      <Notice tone="success" title="La version est publiée">
        <p>Les prochaines campagnes la prendront. Celles qui existent gardent la leur.</p>
      </Notice>
    );
  if (version.status === 'dropped' && done === 'ecartee')
    return (
      <Notice tone="success" title="Le brouillon est écarté">
        <p>Aucune campagne ne le prendra. La version suivante aura le numéro d’après.</p>
      </Notice>
    );
  if (version.status === 'draft' || done !== 'trop-tard') return null;
  return (
    <Notice
      tone="error"
      title={
        version.status === 'dropped' ? 'Ce brouillon était déjà écarté' : 'Cette version était déjà publiée'
      }
    >
      <p>
        {version.status === 'dropped' ? version.droppedBy : version.publishedBy} l’a décidé avant vous : rien
        de ce que vous demandiez n’a été fait.
      </p>
    </Notice>
  );
};
