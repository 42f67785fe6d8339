import type { ComponentChildren } from 'preact';
import type { AuditedAct } from '../../../schemas/audit.ts';
import type { Institution } from '../../../schemas/institution.ts';
import { changeSettings, type SettingsOutcome } from '../../actions/change-settings.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, type FieldProblem, titleOf } from '../components/error-summary.tsx';
import { Notice } from '../components/notice.tsx';
import { type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { SeenInput, seenVersion } from './seen-version.tsx';
import type { Visit } from './visit.ts';

export const settingsPath = '/console/reglages';
export const settingsTrail = [{ label: 'Réglages', href: settingsPath }];

export const settingsRefused = (): PageResponse =>
  notAllowedPage('Seule l’administration change les réglages.', '/console');

/** What every form of the settings posts along: its token, and how often they had been changed when it was made. */
export const SettingsInputs = ({
  visit: { settings, csrf },
  seen = settings.edition ?? 0,
}: {
  visit: Visit;
  /** Where the page comes back with a mistake: whoever changed them meanwhile is not overwritten by what is mended now. */
  seen?: number | undefined;
}) => (
  <>
    <CsrfInput token={csrf} />
    <SeenInput seen={seen} />
  </>
);

/** Who may not change the settings is told so before what they typed is read, and is in the trail. */
export const settingsActRefused = (visit: Visit, act: AuditedAct): Promise<PageResponse> =>
  refusedAct(visit, act, {}, settingsRefused());

export const changedAsPosted = (
  visit: Visit,
  decide: (current: Institution) => Institution,
): Promise<SettingsOutcome> => changeSettings(visit.acting, seenVersion(visit), decide);

/** @param again the form as it was typed, beside what somebody else has made of the settings meanwhile */
export const answerTo = async (
  visit: Visit,
  path: string,
  outcome: SettingsOutcome,
  again: (current: Visit) => PageResponse,
): Promise<PageResponse> => {
  switch (outcome.kind) {
    case 'changed':
      return redirect(`${path}?fait=oui`);
    case 'overtaken':
      return again({ ...visit, settings: await visit.store.institutions.get() });
    case 'refused':
      return settingsRefused();
  }
};

type SettingsPageProps = {
  visit: Visit;
  /** Where it is, and is posted. */
  path: string;
  title: string;
  /** What these settings are for. */
  lead: ComponentChildren;
  /** Over what is wrong: « Les délais ne sont pas enregistrés ». */
  unsaved: string;
  problems: FieldProblem[];
  isOvertaken: boolean;
  /** Its fields. */
  children: ComponentChildren;
};

/** Settings that are one form. */
export const SettingsPage = (props: SettingsPageProps) => {
  const { visit, path, title, lead, unsaved, problems, isOvertaken, children } = props;
  return (
    <ConsolePage
      {...{ visit, trail: settingsTrail, here: title, wide: false }}
      title={titleOf(title, problems.length > 0)}
    >
      <h1>{title}</h1>
      {lead}
      <SettingsOutcomeNotice visit={visit} isOvertaken={isOvertaken} />
      <ErrorSummary title={unsaved} problems={problems} />
      <form class="card" method="post" action={path} novalidate>
        <SettingsInputs visit={visit} />
        {children}
        <p class="actions">
          <button type="submit">Enregistrer</button>
          <a href={settingsPath}>Annuler</a>
        </p>
      </form>
    </ConsolePage>
  );
};

/** What became of a change that was just made. */
export const SettingsOutcomeNotice = ({ visit, isOvertaken }: { visit: Visit; isOvertaken: boolean }) => {
  if (isOvertaken)
    return (
      <Notice tone="error" title="Les réglages ont changé entre-temps">
        <p>
          Quelqu’un d’autre vient de les modifier, et rien de ce que vous demandiez n’a été enregistré.
          Relisez, puis enregistrez de nouveau.
        </p>
      </Notice>
    );
  return visit.request.query.get('fait') === 'oui' ? (
    <Notice tone="success" title="Les réglages sont enregistrés">
      <p>Ils valent pour tout ce qui partira désormais ; ce qui est déjà parti ne change pas.</p>
    </Notice>
  ) : null;
};
