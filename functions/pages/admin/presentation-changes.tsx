import type { Presentation, PresentationChange } from '../../../schemas/notices.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import type { Visit } from './visit.ts';

type Props = { visit: Visit; own: Presentation | undefined; what: PresentationChange['what'] };

/** Who changed this page, or the logo, and when; what it said is in the trail. */
export const PresentationChanges = ({ visit, own, what }: Props) => {
  const changes = (own?.changes ?? []).filter((one) => one.what === what);
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changements">
      <h2 id="changements">Derniers changements</h2>
      <ul>
        {changes.map(({ at, by }) => (
          <li key={at}>
            {momentAsOf(at, visit.request.now)}, {by}
          </li>
        ))}
      </ul>
      <p class="muted">
        Le{' '}
        <a href={`/console/journal?action=${what === 'logo' ? 'logoChanged' : 'noticeChanged'}`}>journal</a>{' '}
        dit ce qui a changé.
      </p>
    </section>
  );
};
