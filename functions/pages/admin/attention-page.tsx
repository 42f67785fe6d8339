import type { AttentionKind } from '../../../schemas/attention.ts';
import { attentionKinds, attentionMeanings } from '../../domain/attention/attention-meanings.ts';
import { isNewAttention } from '../../domain/attention/placement-attention.ts';
import { campaignOfWaiting, seenWaiting, sitesOfStaff } from '../../domain/attention/seen-attention.ts';
import { isSendingTime } from '../../domain/placement/mail-wave.ts';
import { mayRemind } from '../../domain/rights.ts';
import { of } from '../../domain/wording/elision.ts';
import { html, type PageResponse } from '../responses.ts';
import { AttentionIcon } from './attention-icon.tsx';
import { AttentionLine, type Line, linesOf } from './attention-lines.tsx';
import { attentionTitle, ConsolePage } from './console-page.tsx';
import { campaignsToSearch, FindStage } from './find-stage.tsx';
import { siteReminderPath } from './site-reminder-page.tsx';
import type { Visit } from './visit.ts';
import { countWaiting } from './waiting-count.tsx';
import { campaignTitle, counted, hoursResume, siteName } from './wording.ts';

/** One page; the most urgent come first. */
const pageSize = 50;

/** What became of the line that was just seen to. */
const done: Record<string, string> = {
  vu: 'C’est noté. Ce point n’attend plus personne.',
  relance: 'Le suivi est relancé. Ce qui était déjà parti ne partira pas une seconde fois.',
  lien: 'Le lien part au tuteur. Ce point n’attend plus personne.',
  fichier: 'Le fichier est écarté. Rien n’a été importé.',
};

/** The console's first page: all that waits for somebody at the person's sites, each with the one thing that settles it. */
export const showAttention = async (visit: Visit): Promise<PageResponse> => {
  const { institution, request, staff, store } = visit;
  const before = request.query.get('apres')?.slice(0, 120);
  const { waiting, next } = await store.attention.page(sitesOfStaff(staff, institution), {
    most: pageSize,
    before,
  });
  const [campaigns, toSearch] = await Promise.all([
    store.campaigns.named(waiting.map(campaignOfWaiting)),
    campaignsToSearch(visit),
  ]);
  const formOf = store.forms.reading(institution);
  const forms = new Map(
    await Promise.all(
      Array.from(campaigns, async ([id, { formVersion }]) => [id, await formOf(formVersion)] as const),
    ),
  );
  const lines = linesOf(seenWaiting(staff, waiting, campaigns, request.now), campaigns, forms);
  const isNew = (line: Line) => isNewAttention(line.attention, request.now, institution);
  const fresh = lines.filter(isNew).length;
  const isPart = next !== undefined || before !== undefined;
  const count = isPart
    ? (visit.waiting ?? (await countWaiting(store, staff, institution, request.now)))
    : lines.length;
  if (count !== undefined && count !== visit.waiting)
    await store.sessions.counted(visit.acting.session, { count, at: request.now });
  return html(
    <ConsolePage
      visit={{ ...visit, waiting: count }}
      title={isPart || lines.length === 0 ? attentionTitle : `${attentionTitle} (${lines.length})`}
      here={attentionTitle}
    >
      <h1>{attentionTitle}</h1>
      <Done word={request.query.get('fait') ?? ''} />
      <p class="lead">{inOneSentence(lines.length, fresh, isPart)}</p>
      {!isSendingTime(request.now, institution) && (
        <p class="muted">{hoursResume(request.now, institution)}</p>
      )}
      <FindStage visit={visit} campaigns={toSearch} />
      {lines.length === 0 ? (
        <p class="actions">
          <a class="button secondary" href="/console/campagnes">
            Voir les campagnes
          </a>
        </p>
      ) : (
        <div class="attention-list">
          {attentionKinds.map((kind) => (
            <Group key={kind} visit={visit} kind={kind} lines={lines} isNew={isNew} />
          ))}
        </div>
      )}
      {isPart && (
        <nav class="pager" aria-label="Pages de la liste">
          {before !== undefined && (
            <a class="button secondary" href="/console">
              Revenir au début
            </a>
          )}
          {next !== undefined && (
            <a class="button secondary" href={`/console?${new URLSearchParams({ apres: next })}`} rel="next">
              Voir la suite
            </a>
          )}
        </nav>
      )}
    </ConsolePage>,
  );
};

const inOneSentence = (count: number, fresh: number, isPart: boolean): string => {
  if (count === 0) return isPart ? 'Rien de plus à traiter.' : 'Rien à traiter.';
  const points = counted(count, 'point attend', 'points attendent');
  const many = isPart ? `${points} sur cette page` : points;
  return fresh === 0 ? `${many}.` : `${many}, dont ${counted(fresh, 'nouveau', 'nouveaux')}.`;
};

const Done = ({ word }: { word: string }) => {
  const sentence = Object.hasOwn(done, word) ? done[word] : undefined;
  return sentence === undefined ? null : (
    <p class="notice success" role="status">
      {sentence}
    </p>
  );
};

type GroupProps = {
  visit: Visit;
  kind: AttentionKind;
  lines: readonly Line[];
  isNew: (line: Line) => boolean;
};

/** The lines of one kind: it stands in the margin, with their number. */
const Group = ({ visit, kind, lines, isNew }: GroupProps) => {
  const own = lines.filter((line) => line.attention.kind === kind);
  if (own.length === 0) return null;
  return (
    <section class="attention" aria-labelledby={`point-${kind}`}>
      <h2 id={`point-${kind}`}>
        <AttentionIcon kind={kind} />
        {attentionMeanings[kind].label} <span class="number">{own.length}</span>
      </h2>
      <ul>
        {own.map((line) => (
          <AttentionLine key={line.key} visit={visit} line={line} isNew={isNew(line)} />
        ))}
        {kind === 'late' && <SiteReminders visit={visit} lines={own} />}
      </ul>
    </section>
  );
};

/** Where several are late, their site's tutors can be reminded all at once. */
const SiteReminders = ({ visit, lines }: { visit: Visit; lines: readonly Line[] }) => {
  const sites = new Map(
    lines.flatMap(({ about, campaign }) =>
      about.of === 'placement' && mayRemind(visit.staff, about.placement.siteId)
        ? [[siteReminderPath(campaign, about.placement.siteId), { campaign, ...about.placement }] as const]
        : [],
    ),
  );
  return (
    <>
      {[...sites].map(([href, { campaign, siteId }]) => (
        <li key={href}>
          <p class="muted">
            <a href={href}>
              Rappeler tous les tuteurs {of(siteName(visit.institution, siteId))},{' '}
              {campaignTitle(visit.institution, campaign)}
            </a>
          </p>
        </li>
      ))}
    </>
  );
};
