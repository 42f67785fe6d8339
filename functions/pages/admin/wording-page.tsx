import { type MailKind, mailKind } from '../../../schemas/mail-kind.ts';
import type { MailWording } from '../../../schemas/wording.ts';
import {
  changedPassages,
  changeWording,
  readWording,
  restoreWording,
  type WordingOutcome,
  type WordingProblem,
} from '../../actions/change-wording.ts';
import { sendTrialMail } from '../../actions/send-trial-mail.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { mailNames } from '../../domain/wording/mail-names.ts';
import { limitOf, type Passage } from '../../domain/wording/passages.ts';
import { placeholders } from '../../domain/wording/placeholders.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import type { MailContent } from '../../mail/message.ts';
import { passagesOfMail, unsaid, wordsOfMails } from '../../mail/worded-mails.ts';
import type { FoundWording } from '../../store/wordings.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { SelectField, TextAreaField, TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, letterAlone, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { NoTrial } from './no-trial.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { seenVersion } from './seen-version.tsx';
import { settingsActRefused, settingsRefused } from './settings-change.tsx';
import type { Visit } from './visit.ts';
import {
  chosenPlacement,
  type DataChoice,
  dataChoices,
  isOfTwo,
  mailWith,
  postedChoice,
} from './wording-data.ts';
import { wordingPath, wordingsTrail } from './wordings-page.tsx';

/** Passages are longer than the fields of other forms: all of a mail's, each as long as it may be and a half more. */
export const wordingLimits: BodyLimits = { bytes: 200_000, fields: 40 };

const fieldOf = (passage: string): string => `texte-${passage}`;

type Typed = Readonly<Record<string, string>>;

/** What the form shows: of what is kept, or of the original. */
const typedOf = (kind: MailKind, found: FoundWording): Typed =>
  Object.fromEntries(
    passagesOfMail(kind).map(([name, { text }]) => [
      name,
      (found === 'unreadable' ? undefined : found?.texts[name]) ?? text,
    ]),
  );

/** A passage that the form did not have, for it was opened before a release brought it, is not taken for empty. */
const postedTexts = ({ request: { form } }: Visit, kind: MailKind): Typed =>
  Object.fromEntries(
    passagesOfMail(kind).map(([name, { text }]) => {
      const field = fieldOf(name);
      return [name, Object.hasOwn(form, field) ? fieldValue(form, field) : text];
    }),
  );

const visitedKind = ({ request }: Visit): MailKind | undefined =>
  mailKind.safeParse(request.params.kind).data;

/** A mail's words, to be changed. Changes nothing. */
export const showWording = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const kind = visitedKind(visit);
  if (!kind) return nothingHerePage('Ce courriel');
  const found = await visit.store.wordings.find(kind);
  return page(visit, { kind, found, typed: typedOf(kind, found) });
};

/** Keeps what was typed, shows what it makes of the mail, sends that to who words it, or goes back to the original. */
export const submitWording = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'wordingChanged');
  const kind = visitedKind(visit);
  if (!kind) return nothingHerePage('Ce courriel');
  const { form } = visit.request;
  const typed = postedTexts(visit, kind);
  const seen = seenVersion(visit);
  switch (fieldValue(form, 'geste')) {
    case 'apercevoir':
      return preview(visit, kind, typed);
    case 'essayer':
      return tryOut(visit, kind, typed);
    case 'origine':
      return answer(visit, kind, typed, await restoreWording(visit.acting, kind, seen));
    default:
      return answer(visit, kind, typed, await changeWording(visit.acting, kind, seen, typed));
  }
};

const answer = async (
  visit: Visit,
  kind: MailKind,
  typed: Typed,
  outcome: WordingOutcome,
): Promise<PageResponse> => {
  switch (outcome.kind) {
    case 'changed':
      return redirect(`${wordingPath(kind)}?fait=oui`);
    case 'refused':
      return settingsRefused();
    case 'wrong':
      return page(visit, await shownAs(visit, kind, { typed, problems: outcome.problems }), 422);
    case 'overtaken':
      return page(visit, await shownAs(visit, kind, { typed, isOvertaken: true }), 409);
    case 'unreadable':
      return page(visit, await shownAs(visit, kind, { typed }), 409);
  }
};

const shownAs = async (
  visit: Visit,
  kind: MailKind,
  rest: Omit<Shown, 'kind' | 'found'>,
): Promise<Shown> => ({ kind, found: await visit.store.wordings.find(kind), ...rest });

const preview = async (visit: Visit, kind: MailKind, typed: Typed): Promise<PageResponse> => {
  const read = readWording(kind, typed);
  if ('problems' in read)
    return page(visit, await shownAs(visit, kind, { typed, problems: read.problems }), 422);
  const choice = postedChoice(visit.request.form);
  const mail = await mailWith(visit, kind, choice);
  const previewed = mail ? mail.compose(read.texts) : ('nobody' as const);
  return page(visit, await shownAs(visit, kind, { typed, choice, previewed }));
};

/** The same with its layout, alone on its page. */
export const showWordingLayout = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const kind = visitedKind(visit);
  if (!kind) return nothingHerePage('Ce courriel');
  const typed = postedTexts(visit, kind);
  const read = readWording(kind, typed);
  if ('problems' in read)
    return page(visit, await shownAs(visit, kind, { typed, problems: read.problems }), 422);
  const choice = postedChoice(visit.request.form);
  const mail = await mailWith(visit, kind, choice);
  return mail
    ? letterAlone(mail.compose(read.texts).html)
    : page(visit, await shownAs(visit, kind, { typed, choice, previewed: 'nobody' }));
};

const tryOut = async (visit: Visit, kind: MailKind, typed: Typed): Promise<PageResponse> => {
  const read = readWording(kind, typed);
  if ('problems' in read)
    return page(visit, await shownAs(visit, kind, { typed, problems: read.problems }), 422);
  const { acting, env, request } = visit;
  const choice = postedChoice(request.form);
  const about = await chosenPlacement(visit, choice);
  if (about === 'nobody')
    return page(visit, await shownAs(visit, kind, { typed, choice, previewed: 'nobody' }));
  const outcome = await sendTrialMail(
    env,
    acting,
    { kind, about, isTwo: isOfTwo(choice), texts: read.texts },
    request.requestId,
  );
  if (outcome.kind === 'refused') return settingsRefused();
  const status = { asked: 200, enough: 429, noAddress: 409 }[outcome.kind];
  return page(visit, await shownAs(visit, kind, { typed, choice, tried: outcome.kind }), status);
};

type Shown = {
  kind: MailKind;
  found: FoundWording;
  typed: Typed;
  problems?: WordingProblem[];
  isOvertaken?: boolean;
  choice?: DataChoice;
  /** The mail as it would be; or nobody has that number. */
  previewed?: MailContent | 'nobody';
  tried?: 'asked' | 'enough' | 'noAddress';
};

const page = async (visit: Visit, shown: Shown, status = 200): Promise<PageResponse> => {
  const { kind, found, typed, problems = [], choice } = shown;
  const { name } = mailNames[kind];
  const path = wordingPath(kind);
  const inForm = problems.map(({ passage, message }): FieldProblem => ({ field: fieldOf(passage), message }));
  const errorOf = (field: string) => inForm.find((one) => one.field === field)?.message;
  const isWorded = found !== undefined && found !== 'unreadable' && Object.keys(found.texts).length > 0;
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf(name, problems.length > 0)}
      here={name}
      trail={wordingsTrail}
      wide={false}
    >
      <h1>{name}</h1>
      <p class="lead">
        Ce que vous enregistrez vaut pour tout ce qui partira ensuite ; ce qui est déjà parti ne change pas.
      </p>
      <Outcome visit={visit} shown={shown} />
      <ErrorSummary title="Le texte n’est pas enregistré" problems={inForm} />
      <Placeholders kind={kind} />
      <form method="post" action={path}>
        <CsrfInput token={visit.csrf} />
        <input
          type="hidden"
          name="vu"
          value={String(found === undefined || found === 'unreadable' ? 0 : found.edition)}
        />
        {/* What Enter presses in a field: it shows, and keeps nothing. */}
        <button
          class="visually-hidden"
          type="submit"
          name="geste"
          value="apercevoir"
          tabIndex={-1}
          aria-hidden="true"
        >
          Aperçu
        </button>
        <div class="card">
          {passagesOfMail(kind).map(([passage, about]) => (
            <PassageField
              key={passage}
              name={fieldOf(passage)}
              passage={about}
              value={typed[passage] ?? ''}
              error={errorOf(fieldOf(passage))}
            />
          ))}
          <p class="actions">
            <button type="submit" name="geste" value="enregistrer">
              Enregistrer
            </button>
          </p>
        </div>
        <fieldset class="card">
          <legend>Relire avant d’enregistrer</legend>
          <SelectField
            name="donnees"
            label="Avec les données de"
            value={choice?.data ?? ''}
            options={await dataChoices(visit)}
          />
          <TextField
            name="affectation"
            label="Numéro de l’étudiant ou de l’étudiante"
            optional="avec une campagne : sans numéro, la première affectation"
            value={choice?.studentNumber ?? ''}
          />
          <p class="actions">
            <button class="secondary" type="submit" name="geste" value="apercevoir">
              Aperçu
            </button>
            <button class="secondary" type="submit" formaction={`${path}/mise-en-page`} formtarget="_blank">
              Avec sa mise en page (nouvel onglet)
            </button>
            <button class="secondary" type="submit" name="geste" value="essayer">
              M’envoyer un essai
            </button>
          </p>
        </fieldset>
        {isWorded && (
          <section class="card">
            <h2>Revenir au texte d’origine</h2>
            <p>
              Tous les passages de ce courriel reprennent le texte de SOPA. Le vôtre reste dans l’historique.
            </p>
            <p class="actions">
              <button class="secondary" type="submit" name="geste" value="origine">
                Revenir au texte d’origine
              </button>
            </p>
          </section>
        )}
      </form>
      {found !== undefined && found !== 'unreadable' && (
        <History kind={kind} wording={found} now={visit.request.now} />
      )}
    </ConsolePage>,
    { status },
  );
};

type PassageProps = { name: string; passage: Passage; value: string; error: string | undefined };

const PassageField = ({ name, passage, value, error }: PassageProps) => {
  const { label, isLine, isOptional, text, needs } = passage;
  const notes = [
    ...(needs.length > 0 ? [`Gardez ${needs.map((one) => `{${one}}`).join(', ')}.`] : []),
    ...(value.trim() === text ? [] : [`Texte d’origine : « ${text} »`]),
  ];
  const field = { name, label, value, error, ...(isOptional && { optional: true }) };
  const hint = notes.length > 0 ? notes.join(' ') : undefined;
  return isLine ? (
    <TextField {...field} hint={hint} />
  ) : (
    <TextAreaField
      {...field}
      hint={hint}
      rows={Math.min(8, 2 + Math.ceil(value.length / 80))}
      limit={limitOf(passage)}
    />
  );
};

/** What may stand between braces and brackets in this mail. */
const Placeholders = ({ kind }: { kind: MailKind }) => {
  const { placeholders: offered, inSubject, isByNumber, isOfNoStage } = wordsOfMails[kind];
  return (
    <details class="card">
      <summary>Ce que vous pouvez écrire</summary>
      <p>
        Entre accolades, un repère est remplacé dans chaque courriel. Une ligne vide sépare deux paragraphes.
        {!isOfNoStage && ' Le nom du stage est ajouté devant l’objet et le titre.'} Les balises ne mettent
        rien en forme : elles se lisent telles quelles.
      </p>
      {isByNumber && (
        <p>
          Un courriel peut parler de plusieurs stages : entre crochets, « [le stage|les stages] » donne le
          singulier ou le pluriel.
        </p>
      )}
      <dl class="facts">
        {offered.map((one) => (
          <div key={one}>
            <dt>{`{${one}}`}</dt>
            <dd>
              {placeholders[one]}
              {!inSubject.includes(one) && <span class="muted"> – pas dans l’objet</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
};

const Outcome = ({ visit, shown }: { visit: Visit; shown: Shown }) => {
  const { kind, found, previewed, tried, isOvertaken, problems = [] } = shown;
  const gone = found === undefined || found === 'unreadable' ? [] : unsaid(kind, found.texts);
  return (
    <>
      {found === 'unreadable' && (
        <Notice tone="warning" title="Ce texte a été enregistré par une version plus récente de SOPA">
          <p>
            Celle-ci ne sait pas le lire : les courriels partent avec le texte d’origine, et rien ne peut être
            enregistré ici tant que la version plus récente n’est pas revenue.
          </p>
        </Notice>
      )}
      {gone.length > 0 && problems.length === 0 && (
        <Notice tone="warning" title="Une partie de votre texte n’est plus employée">
          <p>
            SOPA a changé depuis, et le texte d’origine part à la place de : {gone.join(', ')}. Relisez, puis
            enregistrez.
          </p>
        </Notice>
      )}
      {isOvertaken && (
        <Notice tone="error" title="Ce texte a changé entre-temps">
          <p>
            {found === undefined || found === 'unreadable'
              ? 'Quelqu’un d’autre vient de le modifier.'
              : `${found.changedBy} vient de le modifier : l’historique, en bas de page, montre comment.`}{' '}
            Rien de ce que vous avez écrit n’est enregistré ni perdu : relisez, puis enregistrez de nouveau.
          </p>
        </Notice>
      )}
      {visit.request.method === 'GET' && visit.request.query.get('fait') === 'oui' && (
        <Notice tone="success" title="Le texte est enregistré">
          <p>Le prochain courriel de cette sorte partira avec lui.</p>
        </Notice>
      )}
      {tried === 'asked' && (
        <Notice tone="success" title={`L’essai part à ${visit.staff.email ?? 'votre adresse'}`}>
          <p>
            Son objet commence par « [Essai] », et ses liens n’ouvrent aucun compte-rendu. Le texte ci-dessous
            n’est pas encore enregistré.
          </p>
        </Notice>
      )}
      {(tried === 'enough' || tried === 'noAddress') && <NoTrial why={tried} />}
      {previewed === 'nobody' && (
        <Notice tone="error" title="Il n’y a personne à qui l’écrire">
          <p>
            Cette campagne n’a pas d’affectation de ce numéro. Choisissez-en une autre, ou les données
            d’exemple.
          </p>
        </Notice>
      )}
      {previewed !== undefined && previewed !== 'nobody' && (
        <section class="card" aria-labelledby="apercu">
          <h2 id="apercu">Aperçu, avant d’enregistrer</h2>
          <p>
            <strong>{previewed.subject}</strong>
          </p>
          <pre class="mail">{unwrapped(previewed.text).trim()}</pre>
        </section>
      )}
    </>
  );
};

type HistoryProps = { kind: MailKind; wording: MailWording; now: string };

const History = ({ kind, wording, now }: HistoryProps) => {
  const editions = [wording, ...wording.former];
  const isWhole = wording.edition === editions.length;
  const shown = editions.length - 1;
  return (
    <section>
      <h2>Historique</h2>
      {editions.map(({ changedAt, changedBy, texts }, at) => {
        const before = editions[at + 1];
        if (before === undefined && !isWhole) return null;
        return (
          <details key={wording.edition - at}>
            <summary>
              {momentAsOf(changedAt, now)}, {changedBy}
            </summary>
            <dl class="facts">
              {changedPassages(kind, before, texts).map((change) => (
                <div key={change.label}>
                  <dt>{change.label}</dt>
                  <dd>
                    <del>{change.before}</del>
                    <br />
                    <ins>{change.after === '' ? 'Rien' : change.after}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        );
      })}
      {!isWhole && (
        <p class="muted">
          {shown === 1 ? 'Le dernier changement' : `Les ${shown} derniers changements`} ; le journal a ceux
          d’avant, en bref.
        </p>
      )}
    </section>
  );
};
