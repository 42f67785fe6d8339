import type { Prose } from '../../../schemas/framing.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { NoticeName } from '../../../schemas/notices.ts';
import { usualRetention } from '../../../schemas/retention.ts';
import { blocksOf, noticePages } from '../../domain/guide/notice-texts.ts';
import { retentionLines } from '../../domain/settings/retention-words.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keptStore } from '../../store/store.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { Page } from '../page.tsx';
import type { PageRequest } from '../request.ts';
import { bytesAsset, html, type PageResponse } from '../responses.ts';

/** What the institute says of its site. Anybody may read it, signed in or not. */
export const noticePage = (env: TutorEnvironment, which: NoticeName) => async (): Promise<PageResponse> => {
  const institution = await keptStore(env.TABLE_NAME).institutions.get();
  const { title } = noticePages[which];
  const blocks = blocksOf(institution.programme.notices, which);
  return html(
    <Page title={title} institution={institution} kind="text">
      <h1>{title}</h1>
      {blocks ? (
        <NoticeText blocks={blocks} />
      ) : (
        <p>
          {institution.name} n’a pas encore publié cette page. Pour toute question, écrivez à{' '}
          <Linked text={institution.contactEmail} />.
        </p>
      )}
      {which === 'personalData' && (
        <>
          <WhomToAsk {...institution} />
          <KeptHowLong {...institution} />
        </>
      )}
      {which === 'contact' && (
        <p>
          <a class="button secondary" href="/lien">
            Recevoir un nouveau lien
          </a>
        </p>
      )}
    </Page>,
  );
};

/** Whom the settings name, where they name anybody; the institute's own text may say more. */
const WhomToAsk = ({ dataProtection }: Pick<Institution, 'dataProtection'>) =>
  dataProtection ? (
    <section aria-labelledby="protection">
      <h2 id="protection">Délégué·e à la protection des données</h2>
      <p>
        Pour toute question sur vos données, ou pour exercer vos droits : {dataProtection.name},{' '}
        <Linked text={dataProtection.email} />.
      </p>
    </section>
  ) : null;

/** Said from the settings, so that it cannot say anything else. */
const KeptHowLong = ({ retention = usualRetention }: Pick<Institution, 'retention'>) => (
  <section aria-labelledby="conservation">
    <h2 id="conservation">Durées de conservation</h2>
    <p>
      Rien de ce qui suit n’est détruit sans le visa des Archives départementales, que l’institut demande
      passé ces durées.
    </p>
    <dl class="answers">
      {retentionLines(retention).map(({ what, howLong }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{howLong}</dd>
        </div>
      ))}
    </dl>
  </section>
);

export const NoticeText = ({ blocks }: { blocks: readonly Prose[] }) => (
  <>
    {blocks.map((block, at) => (
      <Block key={`${at} ${block.heading}`} {...block} />
    ))}
  </>
);

const Block = ({ heading, paragraphs, items }: Prose) => (
  <>
    {heading && <h2>{heading}</h2>}
    {paragraphs.map((paragraph) => (
      <p class="typed" key={paragraph}>
        <Linked text={paragraph} />
      </p>
    ))}
    {items.length > 0 && (
      <ul>
        {items.map((item) => (
          <li key={item}>
            <Linked text={item} />
          </li>
        ))}
      </ul>
    )}
  </>
);

/** Addresses within a text are links, of mails and of pages elsewhere; what ends the sentence behind one is none of it. */
const address = /(https?:\/\/[^\s<>«»"]*[^\s<>«»".,;:!?)\]'’…]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)/;

const Linked = ({ text }: { text: string }) => (
  <>
    {text.split(address).map((part, index) => {
      // What is caught stands at every second place.
      if (index % 2 === 0) return part;
      return <a href={/^https?:/.test(part) ? part : `mailto:${part}`}>{part}</a>;
    })}
  </>
);

/** The institute's picture, for as long as it is the one that the address names. */
export const logoImage =
  (env: TutorEnvironment) =>
  async ({ params }: PageRequest): Promise<PageResponse> => {
    const { logo } = (await keptStore(env.TABLE_NAME).institutions.get()).programme;
    if (!logo || params.name !== `${logo.digest}.png`) return notFoundPage();
    return bytesAsset(Buffer.from(logo.png, 'base64'), 'image/png');
  };
