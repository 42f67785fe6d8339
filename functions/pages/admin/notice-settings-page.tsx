import { type NoticeName, noticeName, type Presentation } from '../../../schemas/notices.ts';
import type { Programme } from '../../../schemas/programme.ts';
import { changeNotice, type PresentationOutcome } from '../../actions/change-presentation.ts';
import {
  accessibilityLevels,
  isSameNotice,
  longestNotice,
  noticePages,
  type TypedNotice,
  typedNotice,
  withNotice,
} from '../../domain/guide/notice-texts.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { proseHint, proseOf } from '../../domain/wording/prose-text.ts';
import { typedLines } from '../../domain/wording/typed-lines.ts';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { SelectField, TextAreaField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { NoticeText } from '../tutor/notice-pages.tsx';
import { ConsolePage } from './console-page.tsx';
import { PresentationChanges } from './presentation-changes.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { seenVersion } from './seen-version.tsx';
import {
  SettingsInputs,
  settingsActRefused,
  settingsPath,
  settingsRefused,
  settingsTrail,
} from './settings-change.tsx';
import type { Visit } from './visit.ts';

/** One long text: letters with an accent take six bytes as they are sent, and what is twice too long comes back to be shortened. */
export const noticeLimits: BodyLimits = { bytes: 200_000, fields: 10 };

/** The same last word as the page itself has. */
export const noticeSettingsPath = (name: NoticeName): string =>
  `${settingsPath}/pages${noticePages[name].path}`;

/** The page of the address, its original, and what the institution has made of it. */
export type FoundNotice = { name: NoticeName; original: Programme['notices']; own: Presentation | undefined };

export const visitedNotice = async ({ request, store }: Visit): Promise<FoundNotice | undefined> => {
  const name = noticeName.options.find((one) => noticePages[one].path === `/${request.params.page}`);
  if (!name) return undefined;
  const { original, own } = await store.institutions.presentation();
  return { name, original: original.notices, own };
};

/** A page that anybody may read, to be written. Changes nothing. */
export const showNoticeSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const found = await visitedNotice(visit);
  if (!found) return nothingHerePage('Cette page');
  const typed = typedNotice(visit.settings.programme.notices, found.name);
  return html(<NoticeSettings visit={visit} found={found} typed={typed} />);
};

/** Keeps what was typed, or shows what it makes of the page. */
export const submitNoticeSettings = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'noticeChanged');
  const found = await visitedNotice(visit);
  if (!found) return nothingHerePage('Cette page');
  const { acting, request } = visit;
  const { name, original, own } = found;
  const typed = typedIn(visit);
  const seen = seenVersion(visit);
  const read = withNotice(own?.notices ?? {}, name, typed, original);
  if ('problem' in read)
    return html(<NoticeSettings {...{ visit, found, typed, seen }} problem={read.problem} />, {
      status: 422,
    });
  if (fieldValue(request.form, 'geste') === 'apercevoir')
    return html(<NoticeSettings {...{ visit, found, typed, seen }} isPreviewed />);
  const outcome = await changeNotice(acting, name, seen, (own) => {
    const written = withNotice(own, name, typed, original);
    return 'problem' in written ? own : written.notices;
  });
  return answer(visit, found, typed, outcome);
};

const typedIn = ({ request: { form } }: Visit): TypedNotice => ({
  text: fieldValue(form, 'texte').replaceAll('\r\n', '\n'),
  level: levels.find((one) => one === fieldValue(form, 'niveau')) ?? 'none',
});
const levels = ['none', 'partial', 'full'] as const;

const answer = async (
  visit: Visit,
  found: FoundNotice,
  typed: TypedNotice,
  outcome: PresentationOutcome,
): Promise<PageResponse> => {
  switch (outcome.kind) {
    case 'changed':
      return redirect(`${noticeSettingsPath(found.name)}?fait=oui`);
    case 'refused':
      return settingsRefused();
    case 'overtaken': {
      const current = { ...visit, settings: await visit.store.institutions.get() };
      const now = (await visitedNotice(current)) ?? found;
      return html(<NoticeSettings visit={current} found={now} typed={typed} isOvertaken />, { status: 409 });
    }
  }
};

const doneTitles: Record<string, string> = {
  oui: 'La page est enregistrée',
  origine: 'La page est revenue à son texte d’origine',
};

type Props = {
  visit: Visit;
  found: FoundNotice;
  typed: TypedNotice;
  /** How often the settings had been changed when the person read them. */
  seen?: number;
  problem?: string;
  isPreviewed?: boolean;
  isOvertaken?: boolean;
};

const NoticeSettings = ({
  visit,
  found: { name, own },
  typed,
  seen = visit.settings.edition ?? 0,
  problem,
  isPreviewed = false,
  isOvertaken = false,
}: Props) => {
  const { title, path } = noticePages[name];
  const problems = problem === undefined ? [] : [{ field: 'texte', message: `${title} : ${problem}` }];
  const isOwn = own?.notices[name] !== undefined;
  const current = typedNotice(visit.settings.programme.notices, name);
  const done = visit.request.method === 'GET' ? doneTitles[visit.request.query.get('fait') ?? ''] : undefined;
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={title}
      trail={settingsTrail}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        Tout le monde peut lire <a href={path}>cette page</a> ; un lien y mène au bas de chaque écran.
      </p>
      {done && (
        <Notice tone="success" title={done}>
          <p>
            <a href={path}>La voir telle que chacun la lit</a>
          </p>
        </Notice>
      )}
      {isOvertaken && (
        <>
          <Notice tone="error" title="Les réglages ont changé entre-temps">
            <p>
              Quelqu’un d’autre vient de les modifier. Rien de ce que vous avez écrit n’est enregistré ni
              perdu : relisez, puis enregistrez de nouveau.
            </p>
          </Notice>
          {!isSameNotice(name, current, typed) && <CurrentNotice name={name} current={current} />}
        </>
      )}
      <ErrorSummary title="La page n’est pas enregistrée" problems={problems} />
      {isPreviewed && (
        <section class="card" aria-labelledby="apercu">
          <h2 id="apercu">Aperçu : rien n’est encore enregistré</h2>
          <NoticeText blocks={proseOf(typedLines(typed.text))} />
        </section>
      )}
      <form method="post" action={noticeSettingsPath(name)}>
        <SettingsInputs visit={visit} seen={seen} />
        <div class="card">
          {name === 'accessibility' && (
            <SelectField
              name="niveau"
              label="Conformité au RGAA"
              hint="Au bas de chaque page. Tant qu’aucun audit ne l’a établi, le site est non conforme."
              value={typed.level}
              options={levels.map((value) => ({ value, label: accessibilityLevels[value] }))}
            />
          )}
          <TextAreaField
            name="texte"
            label="Texte"
            hint={`${proseHint} Les adresses deviennent des liens ; les balises se lisent telles quelles.`}
            value={typed.text}
            error={problems[0]?.message}
            rows={24}
            limit={longestNotice}
          />
          <p class="actions">
            <button type="submit">Enregistrer</button>
            <button class="secondary" type="submit" name="geste" value="apercevoir">
              Aperçu
            </button>
            <a href={settingsPath}>Annuler</a>
          </p>
        </div>
        {isOwn && (
          <section class="card">
            <h2>Revenir au texte d’origine</h2>
            <p>Vous verrez ce qui disparaît avant de confirmer.</p>
            <p class="actions">
              <a class="button secondary" href={`${noticeSettingsPath(name)}/origine`}>
                Revenir au texte d’origine
              </a>
            </p>
          </section>
        )}
      </form>
      <PresentationChanges visit={visit} own={own} what={name} />
    </ConsolePage>
  );
};

/** What holds now: somebody else wrote it, or the person is about to give it up. */
export const CurrentNotice = ({ name, current }: { name: NoticeName; current: TypedNotice }) => (
  <details class="card">
    <summary>Ce que dit la page maintenant</summary>
    {name === 'accessibility' && <p>Conformité au RGAA : {accessibilityLevels[current.level]}</p>}
    <NoticeText blocks={proseOf(typedLines(current.text))} />
  </details>
);
