import type { IsoInstant } from '../../../schemas/time.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { unwrapped } from '../../mail/letter-text.ts';
import type { MailContent } from '../../mail/message.ts';

type ToRead = { recipient: string; name: string; at: IsoInstant; content: MailContent };

/** Who will be written to, when, and what: before anything is confirmed. */
export const MailsToRead = ({
  mails,
  now,
  nobody,
}: {
  mails: readonly ToRead[];
  now: IsoInstant;
  /** The sentence where nothing leaves. */
  nobody: string;
}) => (
  <section aria-labelledby="prevenus">
    <h2 id="prevenus">Qui sera prévenu</h2>
    {mails.length === 0 && <p>{nobody}</p>}
    {mails.map(({ recipient, name, at, content }) => (
      <details key={`${recipient} ${content.subject}`}>
        <summary>
          {name} ({recipient}), {at > now ? `le ${momentAsOf(at, now)}` : 'tout de suite'}
        </summary>
        <p>
          <strong>{content.subject}</strong>
        </p>
        <pre class="mail">{unwrapped(content.text).trim()}</pre>
      </details>
    ))}
  </section>
);
