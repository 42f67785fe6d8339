import type { Logo } from '../../../schemas/notices.ts';
import { changeLogo } from '../../actions/change-presentation.ts';
import { logoBounds, readLogo } from '../../documents/png.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { FileField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { logoPath } from '../page.tsx';
import { fieldValue } from '../request.ts';
import type { BodyLimits } from '../request-body.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { PresentationChanges } from './presentation-changes.tsx';
import { seenVersion } from './seen-version.tsx';
import {
  SettingsInputs,
  settingsActRefused,
  settingsPath,
  settingsRefused,
  settingsTrail,
} from './settings-change.tsx';
import type { Visit } from './visit.ts';

export const logoSettingsPath = `${settingsPath}/logo`;

/** Some times more than a logo may have: what is a little too large is told by how much. */
export const logoLimits: BodyLimits = { bytes: 600_000, fields: 6, files: true };

export const showLogo = (visit: Visit): Promise<PageResponse> | PageResponse =>
  mayAdminister(visit.staff) ? page(visit) : settingsRefused();

/** Takes a picture, none, or the original again. */
export const submitLogo = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsActRefused(visit, 'logoChanged');
  const { acting } = visit;
  const seen = seenVersion(visit);
  const asked = logoAsked(visit);
  if (typeof asked === 'object' && 'problem' in asked) return page(visit, { problem: asked.problem, seen });
  const outcome = await changeLogo(acting, seen, asked);
  switch (outcome.kind) {
    case 'changed':
      return redirect(`${logoSettingsPath}?fait=${doneAs(asked)}`);
    case 'refused':
      return settingsRefused();
    case 'overtaken':
      return page({ ...visit, settings: await visit.store.institutions.get() }, { isOvertaken: true });
  }
};

const logoAsked = ({ request: { form, files } }: Visit) => {
  switch (fieldValue(form, 'geste')) {
    case 'retirer':
      return 'none';
    case 'origine':
      return 'original';
    default: {
      const { image } = files;
      if (!image || image.bytes.length === 0) return { problem: 'Choisissez d’abord une image.' };
      const read = readLogo(image.bytes);
      return 'problem' in read ? read : read.logo;
    }
  }
};

const doneAs = (asked: Logo | 'none' | 'original'): string =>
  asked === 'none' ? 'retire' : asked === 'original' ? 'origine' : 'oui';

const notices: Record<string, { title: string; text: string }> = {
  oui: {
    title: 'Le logo est enregistré',
    text: 'Il est en tête de ce qui s’affiche et de ce qui part désormais.',
  },
  retire: {
    title: 'Le logo est retiré',
    text: 'Le nom de l’institut est à sa place sur ce qui s’affiche et ce qui part désormais.',
  },
  origine: {
    title: 'Le logo d’origine est de retour',
    text: 'Il est en tête de ce qui s’affiche et de ce qui part désormais.',
  },
};

type Shown = { problem?: string; seen?: number; isOvertaken?: boolean };

const page = async (visit: Visit, { problem, seen, isOvertaken }: Shown = {}): Promise<PageResponse> => {
  const { settings, request, store } = visit;
  const { original, own } = await store.institutions.presentation();
  const { logo } = settings.programme;
  const done = request.method === 'GET' ? notices[request.query.get('fait') ?? ''] : undefined;
  const problems = problem === undefined ? [] : [{ field: 'image', message: problem }];
  const status = isOvertaken ? 409 : problem ? 422 : 200;
  return html(
    <ConsolePage
      visit={visit}
      title={titleOf('Logo', problems.length > 0)}
      here="Logo"
      trail={settingsTrail}
      wide={false}
    >
      <h1>Logo</h1>
      <p class="lead">
        En tête de chaque page, de chaque courriel et de chaque PDF ; sans logo, le nom de l’institut est à sa
        place.
      </p>
      {done && (
        <Notice tone="success" title={done.title}>
          <p>{done.text}</p>
        </Notice>
      )}
      {isOvertaken && (
        <Notice tone="error" title="Les réglages ont changé entre-temps">
          <p>
            Quelqu’un d’autre vient de les modifier, et rien de ce que vous demandiez n’est enregistré.
            Regardez ce qui vaut maintenant, puis recommencez.
          </p>
        </Notice>
      )}
      <ErrorSummary title="Le logo n’est pas enregistré" problems={problems} />
      <section class="card">
        <h2>Le logo actuel</h2>
        {logo ? (
          <p>
            <img
              class="logo"
              src={logoPath(logo)}
              alt={`Logo : ${settings.name}`}
              width={logo.width}
              height={logo.height}
            />
          </p>
        ) : (
          <p>Aucun : {settings.name} est écrit à sa place.</p>
        )}
        <form method="post" action={logoSettingsPath} class="actions">
          <SettingsInputs visit={visit} seen={seen} />
          {logo && (
            <button class="secondary" type="submit" name="geste" value="retirer">
              Retirer le logo
            </button>
          )}
          {own?.logo !== undefined && original.logo && (
            <button class="secondary" type="submit" name="geste" value="origine">
              Revenir au logo d’origine
            </button>
          )}
        </form>
      </section>
      <form class="card" method="post" action={logoSettingsPath} enctype="multipart/form-data">
        <h2>Un autre logo</h2>
        <SettingsInputs visit={visit} seen={seen} />
        <FileField
          name="image"
          label="Image"
          hint={`Un fichier PNG de ${logoBounds.bytes / 1_000} Ko au plus. Elle s’affiche dans 160 pixels sur 40 : le double est net sur tous les écrans.`}
          error={problem}
          accept="image/png"
        />
        <p class="actions">
          <button type="submit">Enregistrer ce logo</button>
          <a href={settingsPath}>Annuler</a>
        </p>
      </form>
      <PresentationChanges visit={visit} own={own} what="logo" />
    </ConsolePage>,
    { status },
  );
};
