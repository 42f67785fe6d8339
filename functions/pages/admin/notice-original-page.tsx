import { changeNotice } from '../../actions/change-presentation.ts';
import { noticePages, typedNotice, withoutNotice } from '../../domain/guide/notice-texts.ts';
import { mayAdminister } from '../../domain/rights.ts';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import {
  CurrentNotice,
  type FoundNotice,
  noticeSettingsPath,
  visitedNotice,
} from './notice-settings-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { seenVersion } from './seen-version.tsx';
import { SettingsInputs, settingsRefused, settingsTrail } from './settings-change.tsx';
import type { Visit } from './visit.ts';

/** What giving up one's own text of a page would mean: it is kept nowhere. Changes nothing. */
export const showNoticeOriginal = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return settingsRefused();
  const found = await visitedNotice(visit);
  if (!found) return nothingHerePage('Cette page');
  return found.own?.notices[found.name]
    ? confirmation(visit, found)
    : redirect(noticeSettingsPath(found.name));
};

export const submitNoticeOriginal = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedNotice(visit);
  if (!found) return nothingHerePage('Cette page');
  const { name } = found;
  const outcome = await changeNotice(visit.acting, name, seenVersion(visit), (own) =>
    withoutNotice(own, name),
  );
  switch (outcome.kind) {
    case 'changed':
      return redirect(`${noticeSettingsPath(name)}?fait=origine`);
    case 'refused':
      return settingsRefused();
    case 'overtaken': {
      const current = { ...visit, settings: await visit.store.institutions.get() };
      return confirmation(current, (await visitedNotice(current)) ?? found, true);
    }
  }
};

const confirmation = (visit: Visit, { name, original }: FoundNotice, isOvertaken = false): PageResponse => {
  const { title } = noticePages[name];
  const path = noticeSettingsPath(name);
  return html(
    <ConsolePage
      visit={visit}
      title={`Revenir au texte d’origine : ${title}`}
      here="Texte d’origine"
      trail={[...settingsTrail, { label: title, href: path }]}
      wide={false}
    >
      <h1>Revenir au texte d’origine de la page « {title} » ?</h1>
      {isOvertaken && (
        <Notice tone="error" title="Les réglages ont changé entre-temps">
          <p>Quelqu’un d’autre vient de les modifier : rien n’est remplacé. Relisez la page d’abord.</p>
        </Notice>
      )}
      <p class="lead">
        {original?.[name]
          ? 'La page reprend le texte chargé avec le programme de l’institut.'
          : 'La page redevient vide : elle dit à qui écrire.'}{' '}
        Le vôtre disparaît et ne se retrouve pas.
      </p>
      <CurrentNotice name={name} current={typedNotice(visit.settings.programme.notices, name)} />
      <form method="post" action={`${path}/origine`} class="actions">
        <SettingsInputs visit={visit} />
        <button type="submit">Revenir au texte d’origine</button>
        <a href={path}>Garder le mien</a>
      </form>
    </ConsolePage>,
    { status: isOvertaken ? 409 : 200 },
  );
};
