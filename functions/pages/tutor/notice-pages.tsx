import type { Prose } from '../../../schemas/framing.ts';
import type { Notices } from '../../../schemas/notices.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keptStore } from '../../store/store.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { Page } from '../page.tsx';
import type { PageRequest } from '../request.ts';
import { bytesAsset, html, type PageResponse } from '../responses.ts';

/** The pages that every footer leads to: what the institute says of its site. Anybody may read them, signed in or not. */
const pages = {
  contact: { title: 'Contact', of: ({ contact }) => contact },
  accessibility: { title: 'Accessibilité', of: ({ accessibility }) => accessibility.text },
  legal: { title: 'Mentions légales', of: ({ legal }) => legal },
  personalData: { title: 'Données personnelles', of: ({ personalData }) => personalData },
} satisfies Record<keyof Notices, { title: string; of: (notices: Notices) => Prose[] }>;

export const noticePage =
  (env: TutorEnvironment, which: keyof Notices) => async (): Promise<PageResponse> => {
    const institution = await keptStore(env.TABLE_NAME).institutions.get();
    const { notices } = institution.programme;
    const { title, of } = pages[which];
    return html(
      <Page title={title} institution={institution} kind="text">
        <h1>{title}</h1>
        {notices ? (
          of(notices).map((block) => <Block key={block.heading} {...block} />)
        ) : (
          <p>
            {institution.name} n’a pas encore publié cette page. Pour toute question, écrivez à{' '}
            <Linked text={institution.contactEmail} />.
          </p>
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

/** Addresses within a text are links, of mails and of pages elsewhere. */
const address = /(https:\/\/[\w./-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

const Linked = ({ text }: { text: string }) => (
  <>
    {text.split(address).map((part, index) => {
      // What is caught stands at every second place.
      if (index % 2 === 0) return part;
      return <a href={part.includes('@') ? `mailto:${part}` : part}>{part}</a>;
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
