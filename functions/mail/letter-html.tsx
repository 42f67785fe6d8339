import { renderToString } from 'preact-render-to-string';
import {
  type Block,
  closingWords,
  contactLead,
  type Fact,
  type Letter,
  signedBy,
  typeset,
} from './letter.ts';

/**
 * Inline styles only, since mail programs drop the rest; no image, nothing fetched. Text and ground keep the reader's own
 * colours (light or dark): only the button brings its pair, white on #1b4f8f, 8.2:1.
 */
const style = {
  body: 'margin:0;padding:16px;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-size:16px;line-height:1.5',
  letter: 'max-width:600px;margin:0 auto;overflow-wrap:anywhere',
  sender: 'margin:0 0 4px;font-size:14px',
  title: 'margin:0 0 24px;padding:0 0 12px;border-bottom:2px solid #5b87c0;font-size:22px;line-height:1.3',
  heading: 'margin:36px 0 12px;padding-top:16px;border-top:1px solid #8a8f98;font-size:19px;line-height:1.3',
  subheading: 'margin:24px 0 8px;font-size:17px;line-height:1.4',
  subsubheading: 'margin:16px 0 6px;font-size:15px;line-height:1.4',
  paragraph: 'margin:0 0 16px;white-space:pre-line',
  list: 'margin:0 0 16px;padding-left:22px',
  item: 'margin:0 0 6px',
  facts: 'margin:0 0 20px;padding:2px 0 2px 14px;border-left:3px solid #5b87c0',
  fact: 'margin:0 0 4px',
  buttonLine: 'margin:24px 0 8px',
  button:
    'display:inline-block;padding:12px 22px;border-radius:6px;background-color:#1b4f8f;color:#ffffff;font-weight:bold;text-decoration:none',
  address: 'margin:0 0 24px;font-size:14px',
  note: 'margin:0 0 16px;padding:10px 14px;border:1px solid #8a8f98;border-radius:6px',
  quote: 'margin:0 0 16px;padding-left:14px;border-left:3px solid #8a8f98;white-space:pre-line',
  // Underlined in the colour of the text: legible on any ground a mail program gives it.
  link: 'color:inherit;text-decoration:underline',
  signature: 'margin:32px 0 0;padding-top:16px;border-top:1px solid #8a8f98',
};

export const letterAsHtml = (letter: Letter): string =>
  `<!doctype html>${renderToString(<LetterPage {...letter} />)}`;

const LetterPage = ({ subject, title, salutation, blocks, institution }: Letter) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{typeset(subject)}</title>
    </head>
    <body style={style.body}>
      <main style={style.letter} lang="fr">
        <p style={style.sender}>{institution.senderName}</p>
        <h1 style={style.title}>{typeset(title)}</h1>
        <p style={style.paragraph}>{typeset(salutation)}</p>
        {blocks.map((block) => (
          <BlockPart block={block} />
        ))}
        <div style={style.signature}>
          <p style={style.paragraph}>{closingWords}</p>
          <p style={style.paragraph}>
            <strong>{signedBy(institution).join('\n')}</strong>
          </p>
          <p style={style.paragraph}>
            {typeset(contactLead)} <EmailLink address={institution.contactEmail} />
          </p>
        </div>
      </main>
    </body>
  </html>
);

const BlockPart = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'paragraph':
      return <p style={style.paragraph}>{typeset(block.text)}</p>;
    case 'heading':
      return <Heading {...block} />;
    case 'list':
      return (
        <ul style={style.list}>
          {block.items.map((item) => (
            <li style={style.item}>{typeset(item)}</li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <div style={style.facts}>
          {block.rows.map((row) => (
            <FactLine {...row} />
          ))}
        </div>
      );
    case 'button':
      return (
        <>
          <p style={style.buttonLine}>
            <a href={block.url} style={style.button}>
              {typeset(block.label)}
            </a>
          </p>
          <p style={style.address}>
            {typeset('Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :')}
            <br />
            {block.url}
          </p>
        </>
      );
    case 'link':
      return (
        <p style={style.paragraph}>
          <a href={block.url} style={style.link}>
            {typeset(block.label)}
          </a>{' '}
          {typeset(`${block.text} :`)}
          <br />
          {block.url}
        </p>
      );
    case 'note':
      return <p style={style.note}>{typeset(block.text)}</p>;
    case 'quote':
      return <p style={style.quote}>{typeset(block.text)}</p>;
  }
};

const Heading = ({ text, level }: { text: string; level: 2 | 3 | 4 }) => {
  if (level === 2) return <h2 style={style.heading}>{typeset(text)}</h2>;
  if (level === 3) return <h3 style={style.subheading}>{typeset(text)}</h3>;
  return <h4 style={style.subsubheading}>{typeset(text)}</h4>;
};

const FactLine = ({ label, value, email }: Fact) => (
  <p style={style.fact}>
    <strong>{typeset(`${label} :`)}</strong> {typeset(value)}
    {email === undefined ? null : (
      <>
        {' ('}
        <EmailLink address={email} />)
      </>
    )}
  </p>
);

const EmailLink = ({ address }: { address: string }) => (
  <a href={`mailto:${encodeURIComponent(address).replace('%40', '@')}`} style={style.link}>
    {address}
  </a>
);
